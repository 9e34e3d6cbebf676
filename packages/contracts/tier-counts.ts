import { tiers } from '@attend/casework';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { month } from './month.ts';
import { anyText, longText, shortText } from './text.ts';

const tier = z.enum(tiers);
const version = z.int().min(1);

/** GET /api/tier-times : how many people have what, where and for how long. Numbers, and nobody. */
export const tierTimes = z.object({
  /** When the clock's job counted it; null: just now, as it was asked for. */
  countedAt: instant.nullable(),
  lines: z.array(
    z.object({
      office: z.string().nullable(),
      tier,
      people: z.int(),
      averageDays: z.number(),
      longestDays: z.number(),
      overdue: z.int(),
    }),
  ),
});
export type TierTimes = z.infer<typeof tierTimes>;

/** GET /api/provider-counts?month= : what each provider counted on the month's last instant, beside the record. */
export const providerCountQuery = z.object({ month });
export const providerCounts = z.object({
  month,
  providers: z.array(
    z.object({
      provider: z.object({ id, name: z.string() }),
      /** Null: it told nothing of this month. */
      count: z
        .object({
          id,
          version,
          toldAt: instant,
          toldBy: z.string(),
          publishedAt: instant.nullable(),
          publishedBy: z.string().nullable(),
          lines: z.array(
            z.object({
              office: z.string(),
              tier,
              told: z.int().nullable(),
              record: z.int().nullable(),
              differs: z.boolean(),
              explanation: z.string().nullable(),
            }),
          ),
          /** Differences that nobody has explained: none is published before. */
          unexplained: z.int(),
        })
        .nullable(),
    }),
  ),
});
export type ProviderCounts = z.infer<typeof providerCounts>;

/** POST /api/provider-counts : `version` of the count that stands; null: there is none yet. CSV: office,tier,people. */
export const providerCountTell = z.object({
  provider: id,
  month,
  version: version.nullable(),
  csv: anyText.max(50_000),
});
/** POST /api/provider-counts/{id}/explain */
export const providerCountExplain = z.object({
  version,
  office: shortText(200).or(z.literal('')),
  tier,
  explanation: longText(1_000),
});
/** POST /api/provider-counts/{id}/publish */
export const providerCountPublish = z.object({ version });
export const providerCountChanged = z.object({ id, version });
