import { stockCountStatuses, stockDifferenceKinds, stockExplanations } from '@attend/casework';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { placeNamed, scanned, serial, stockReason } from './stock.ts';

export {
  explanationsOf,
  type StockCountStatus,
  type StockDifferenceKind,
  type StockExplanation,
} from '@attend/casework';

const line = z.object({
  id,
  office: placeNamed,
  status: z.enum(stockCountStatuses),
  begunAt: instant,
  begunBy: z.string(),
  closedAt: instant.nullable(),
  scanned: z.int(),
  /** Not explained yet. */
  open: z.int(),
  version: z.int(),
});
export type StockCountLine = z.infer<typeof line>;
/** GET /api/stock-counts : the latest first. */
export const stockCountList = z.object({ counts: z.array(line) });

/** GET /api/stock-counts/{id} */
export const stockCountDetail = line.extend({
  /** How many the record has on this shelf; only once the count is over, so that nobody counts towards a number. */
  recorded: z.int().nullable(),
  scans: z.array(z.object({ identifier: z.string(), at: instant, by: z.string() })),
  differences: z.array(
    z.object({
      id,
      identifier: z.string(),
      device: id.nullable(),
      kind: z.enum(stockDifferenceKinds),
      explainedAs: z.enum(stockExplanations).nullable(),
      explainedAt: instant.nullable(),
      explainedBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type StockCountDetail = z.infer<typeof stockCountDetail>;

/** POST /api/stock-counts */
export const stockCountBegin = z.object({ office: id });
export const stockCountChanged = z.object({ id, version: z.int() });
/** POST /api/stock-counts/{id}/scan */
export const stockCountScan = z.object({ identifier: serial });
export const stockCountScanned = scanned.extend({ scanned: z.int() });
/** POST /api/stock-counts/{id}/finish */
export const stockCountFinish = z.object({ version: z.int().min(1) });
/** POST /api/stock-counts/{id}/differences/{difference}/explain */
export const stockExplain = z.object({ as: z.enum(stockExplanations), reason: stockReason });
