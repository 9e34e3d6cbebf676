import {
  costGroups,
  costOutcomes,
  faultCredits,
  partDayRules,
  rateCardStatuses,
} from '@attend/casework/costs/words';
import { currencies, technologies } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { month } from './month.ts';
import { shortText, writtenText } from './text.ts';

export { type CostGroup, costGroups } from '@attend/casework/costs/words';

const version = z.int().min(1);
/** A day of the years that months are of. */
export const costDay = z.iso.date().regex(/^(19|20|21)/, 'is no day of these centuries');
/** Minor units: hundredths, a whole number. */
const minor = z.int();
const givenMinor = z.int().min(0).max(100_000_000);
const currency = z.enum(currencies);
const technology = z.enum(technologies);

const sums = z.object({
  currency,
  minor,
  deviceDays: z.int(),
  personDays: z.int(),
  /** Twenty-fourths of days that were charged. */
  chargedParts: z.int(),
  creditedDays: z.int(),
  /** Charged, and nobody has decided yet whether the device was at fault. */
  questionDays: z.int(),
  unpricedDays: z.int(),
});
export type CostSums = z.infer<typeof sums>;

/** GET /api/costs?month=&by= : the months that are closed, and one of them by what is asked for. Sums, and nobody. */
export const costQuery = z.object({
  month: month.optional(),
  by: z.enum(costGroups).default('provider'),
});
export const costs = z.object({
  months: z.array(
    sums.extend({
      month: month,
      closedAt: instant,
      /** Of it, what corrects months before. */
      correctionsMinor: minor,
      checkAskedAt: instant.nullable(),
      checkedAt: instant.nullable(),
      differences: z.int().nullable(),
    }),
  ),
  /** Null: no month is closed. */
  month: month.nullable(),
  by: z.enum(costGroups),
  /** `key`: a word, or an id; `name`: of an office or a provider. Null: none (the agency’s own; no office). */
  lines: z.array(sums.extend({ key: z.string().nullable(), name: z.string().nullable() })),
});
export type Costs = z.infer<typeof costs>;
export const costOutcome = z.enum(costOutcomes);

/** POST /api/cost-months/{month}/check : asks for it to be worked out again. */
export const costMonthParams = z.object({ month: month });
export const costMonthAsked = z.object({ month: month });

/** GET, PUT /api/cost-settings */
const settings = z.object({
  currency,
  custodyMinor: givenMinor,
  deviceMinor: givenMinor,
  source: shortText(200),
  sourceOn: costDay,
});
export const costSettings = settings.extend({ revision: z.int() });
export type CostSettings = z.infer<typeof costSettings>;
export const costSettingsChange = settings.extend({
  revision: z.int().min(0),
  reason: writtenText(3, 1_000, 'say why'),
});

const card = z.object({
  /** Null: the agency’s own equipment. */
  provider: id.nullable(),
  technology,
  from: costDay,
  minor: givenMinor,
  currency,
  partDay: z.enum(partDayRules),
  faultCredit: z.enum(faultCredits),
  source: shortText(200),
});
export const rateCardContent = card;
/** POST /api/rate-cards ; PUT /api/rate-cards/{id} */
export const rateCardCreate = card;
export const rateCardChange = card.extend({ version });
/** POST /api/rate-cards/{id}/publish, /api/rate-cards/{id}/drop */
export const rateCardVersion = z.object({ version });
export const rateCardChanged = z.object({ id, version });
export const rateCard = card.omit({ provider: true }).extend({
  id,
  provider: z.object({ id, name: z.string() }).nullable(),
  status: z.enum(rateCardStatuses),
  /** It holds today. */
  holds: z.boolean(),
  madeAt: instant,
  madeBy: z.string(),
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
  version,
});
export type RateCard = z.infer<typeof rateCard>;
/** GET /api/rate-cards : with the providers there are. */
export const rateCardList = z.object({
  cards: z.array(rateCard),
  providers: z.array(z.object({ id, name: z.string() })),
  today: costDay,
});
export type RateCardList = z.infer<typeof rateCardList>;

const share = z.coerce.number().int().min(0).max(1_000_000);
/** GET /api/cost-forecast : where people move from the mix of the last closed month to another. Shares in any unit. */
export const forecastQuery = z.object({
  months: z.coerce.number().int().min(1).max(36).default(12),
  people: z.coerce.number().int().min(0).max(10_000_000).optional(),
  ankle: share.optional(),
  wrist: share.optional(),
  phone: share.optional(),
});
const mix = z.object({ ankle: z.int(), wrist: z.int(), phone: z.int() });
export const costForecast = z.object({
  /** The month that it begins from; null: none is closed, and nothing is forecast. */
  from: month.nullable(),
  currency,
  people: z.object({ now: z.int(), later: z.int() }),
  now: mix,
  later: mix,
  /** Minor units that a day cost in that month; where nobody had one, as the rate card says; null: there is none either. */
  rates: z.object({ ankle: minor.nullable(), wrist: minor.nullable(), phone: minor.nullable() }),
  lines: z.array(z.object({ month: month, technology, people: z.int(), days: z.int(), rate: minor, minor })),
  totals: z.array(
    /** `unpriced`: of these people those at a level without a price, whose cost is in no sum. */
    z.object({ month: month, people: z.int(), unpriced: z.int(), minor }),
  ),
  minor,
});
export type CostForecast = z.infer<typeof costForecast>;
export {
  type CostOutcome,
  costOutcomes,
  type FaultCredit,
  faultCredits,
  type PartDayRule,
  partDayRules,
} from '@attend/casework/costs/words';
