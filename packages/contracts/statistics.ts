import { statisticTables } from '@attend/casework';
import { statisticCsv } from '@attend/casework/statistics/csv';
import { keyWords, statisticWords } from '@attend/casework/statistics/methods';
import { alertRates, costPerDay } from '@attend/casework/statistics/publish';
import { tableForms } from '@attend/casework/statistics/tables';
import { numbersWriter, numberWriter } from '@attend/casework/statistics/write';
import { currencies } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { month } from './month.ts';

/** The words of methods, and the file: the same on the console and on the public page. */
export {
  alertRates,
  costPerDay,
  keyWords,
  numbersWriter,
  numberWriter,
  statisticCsv,
  statisticWords,
  tableForms,
};

const version = z.int().min(1);
const number = z.int().min(0).nullable();
const name = z.enum(statisticTables);

/** Null: hidden. */
export const statisticTable = z.object({
  name,
  columns: z.array(z.string()),
  rows: z.array(z.object({ key: z.string(), cells: z.array(number), total: number })),
  totals: z.array(number),
  total: number,
  /** The edition whose numbers these are, where a later one could not show its own without giving somebody away. */
  keptFrom: z.string().nullable(),
  /** Of amounts alone: their numbers are whole minor units of it. */
  currency: z.enum(currencies).optional(),
});
const difference = z.object({
  table: name,
  row: z.string().nullable(),
  column: z.string().nullable(),
  before: z.int(),
  after: z.int(),
});
export const editionDecisions = ['published', 'refused'] as const;
const edition = z.object({
  id,
  number: z.int(),
  version,
  askedAt: instant,
  askedBy: z.object({ id, name: z.string() }),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  decision: z.enum(editionDecisions).nullable(),
});

/** GET /api/statistics?month= : what the record says of a month now, and what was published of it. Numbers, and nobody. */
export const statisticsQuery = z.object({ month: month.optional() });
export const statistics = z.object({
  month,
  /** The months that are over, the latest first. */
  months: z.array(month),
  computedAt: instant.nullable(),
  askedAt: instant.nullable(),
  /** Whole, small numbers too: for staff. Empty where the month is not worked out. */
  tables: z.array(statisticTable),
  /** The same as they would be published now. */
  publishable: z.array(statisticTable),
  editions: z.array(edition),
  /** Since the last published edition, of what both show. */
  differences: z.array(difference),
  /** Its costs are not closed, or were after it was worked out: it cannot be published yet. */
  costsOpen: z.boolean(),
  /** Contractors whose count of this month stands unreconciled. */
  unreconciled: z.array(z.object({ provider: z.string(), told: z.boolean() })),
});
export type Statistics = z.infer<typeof statistics>;
export type StatisticTable = z.infer<typeof statisticTable>;
export type StatisticEdition = z.infer<typeof edition>;

/** GET /api/statistics/editions/{id} : as it was published, or is asked to be, and what it shows otherwise than the one before. */
export const statisticEdition = z.object({
  month,
  edition,
  tables: z.array(statisticTable),
  differences: z.array(difference),
});

/** POST /api/statistics/compute */
export const statisticsAsk = z.object({ month });
export const statisticsAsked = z.object({ month });
/** POST /api/statistics/editions : asks a second person to publish. */
export const editionAsk = z.object({ month });
/** POST /api/statistics/editions/{id}/decision */
export const editionDecision = z.object({ version, decision: z.enum(editionDecisions) });
export const editionChanged = z.object({ id, version });
