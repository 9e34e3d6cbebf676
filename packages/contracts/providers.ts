import { caseStates, measureKinds, targetResults } from '@attend/casework';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { month } from './month.ts';
import { staffRole } from './session.ts';
import { shortText, writtenText } from './text.ts';

export {
  type CaseState,
  caseStates,
  type Measure,
  type MeasureKind,
  measureKinds,
  measures,
  type TargetResult,
} from '@attend/casework';

const version = z.int().min(1);
const named = z.object({ id, name: z.string() });
export const monthQuery = z.object({ month });

const item = z.object({
  measure: z.enum(measureKinds),
  /** In the measure's own unit; null where it asks no time. */
  limit: z.int().min(1).max(100_000).nullable(),
  /** Tenths of a per cent (at least), or tenths for each hundred people (at most). */
  targetTenths: z.int().min(0).max(1_000),
  /** Where it stands in the contract. */
  clause: shortText(100).nullable(),
});
export type ServiceItemView = z.infer<typeof item>;

/** One item as the record has it, and what that says of its target. */
const figure = item.extend({
  kept: z.int(),
  notKept: z.int(),
  notKnown: z.int(),
  people: z.int(),
  numerator: z.int(),
  denominator: z.int(),
  tenths: z.int().nullable(),
  result: z.enum(targetResults),
  /** Whatever the cases that are not known turned out to be. */
  certain: z.boolean(),
  /** What was signed says otherwise; null: nothing was signed, or it is the same. */
  signed: z.object({ kept: z.int(), notKept: z.int(), notKnown: z.int(), people: z.int() }).nullable(),
});
export type ServiceFigure = z.infer<typeof figure>;

const statement = z.object({
  id,
  hash: z.string(),
  note: z.string().nullable(),
  signedAt: instant,
  signedBy: z.string(),
  /** The record says something else by now. */
  differs: z.boolean(),
});

/** One contract in one month. */
const measured = z.object({
  contract: id,
  reference: z.string(),
  version,
  measuredAt: instant,
  hash: z.string(),
  figures: z.array(figure),
  statement: statement.nullable(),
});
export type MeasuredContract = z.infer<typeof measured>;
/** A contract that held in the month and was not measured yet: it is, within a minute or two. `failed`: it could not be. */
const unmeasured = z.object({ contract: id, reference: z.string(), failed: z.boolean() });
export type UnmeasuredContract = z.infer<typeof unmeasured>;

/** GET /api/provider-overview?month= */
export const providerOverview = z.object({
  month,
  providers: z.array(
    z.object({
      provider: named,
      people: z.int(),
      staff: z.int(),
      contracts: z.array(measured),
      unmeasured: z.array(unmeasured),
    }),
  ),
});
export type ProviderOverview = z.infer<typeof providerOverview>;

const contractVersion = z.object({
  version,
  holdsFrom: z.iso.date(),
  to: z.iso.date().nullable(),
  sites: z.array(named),
  items: z.array(item),
  reason: z.string(),
  madeAt: instant,
  madeBy: z.string(),
});
export type ContractVersionView = z.infer<typeof contractVersion>;
const contract = z.object({
  id,
  reference: z.string(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  version,
  /** The latest first. */
  versions: z.array(contractVersion),
});
export type ContractView = z.infer<typeof contract>;

/** GET /api/providers/{id}/overview?month= */
export const providerDetail = z.object({
  month,
  provider: named,
  people: z.int(),
  staff: z.array(z.object({ id, name: z.string(), roles: z.array(staffRole) })),
  sites: z.array(named),
  /** Offices that a contract may name: the provider's own, and the agency's. */
  offices: z.array(named),
  contracts: z.array(contract),
  measured: z.array(measured),
  unmeasured: z.array(unmeasured),
  complaints: z.object({ open: z.int(), overdue: z.int() }),
});
export type ProviderDetail = z.infer<typeof providerDetail>;

/** GET /api/our-contract?month= : a provider's own, for its staff. */
export const ourContract = z.object({
  month,
  provider: named,
  people: z.int(),
  sites: z.array(named),
  contracts: z.array(contract),
  measured: z.array(measured),
  unmeasured: z.array(unmeasured),
});
export type OurContract = z.infer<typeof ourContract>;

const items = z.array(item).max(measureKinds.length);
const reason = writtenText(3, 500, 'say why');
const sites = z.array(id).max(200);

/** POST /api/providers/{id}/contracts */
export const contractCreate = z.strictObject({
  reference: shortText(100),
  from: z.iso.date(),
  /** The last day; null: until further notice. */
  to: z.iso.date().nullable(),
  sites,
  items,
  reason,
});
export type ContractCreate = z.output<typeof contractCreate>;
/** POST /api/provider-contracts/{id}/versions : `version`: the one that it follows. */
export const contractAmend = z.strictObject({
  version,
  holdsFrom: z.iso.date(),
  to: z.iso.date().nullable(),
  sites,
  items,
  reason,
});
export type ContractAmend = z.output<typeof contractAmend>;
export const contractChanged = z.object({ id, version });

/** POST /api/providers/{id}/sites */
export const siteCreate = z.strictObject({ name: shortText(120) });

/** POST /api/provider-contracts/{id}/measure, /statements : `hash` is what was seen: nothing else is signed. */
export const monthMeasure = z.strictObject({ month });
export const statementSign = z.strictObject({
  month,
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'is no hash'),
  note: writtenText(3, 1_000, 'a few words at least, or none').nullable(),
});

/** GET /api/provider-contracts/{id}/cases?month=&measure=&state= : the cases behind a figure. Each is a look on record. */
export const caseQuery = z.object({
  month,
  measure: z.enum(measureKinds),
  state: z.enum(caseStates).optional(),
});
export const caseList = z.object({
  contract: id,
  reference: z.string(),
  provider: named,
  month,
  measure: z.enum(measureKinds),
  cases: z.array(
    z.object({
      id: z.string(),
      /** Null: of nobody in particular. */
      person: personRef.nullable(),
      at: instant,
      said: z.string(),
      state: z.enum(caseStates),
    }),
  ),
  /** Of people beyond the reach of who asks: in the figure, and not shown. */
  beyond: z.int(),
  more: z.boolean(),
});
export type CaseList = z.infer<typeof caseList>;
