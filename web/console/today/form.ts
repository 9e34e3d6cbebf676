import { alertKind, severity } from '@attend/contracts/alerts';
import { z } from 'zod';

/** What the address says of the list: a filtered list can be kept as a bookmark. What it cannot read it leaves out. */
export const todaySearch = z.object({
  show: z.enum(['open', 'closed', 'withdrawn']).optional().catch(undefined),
  severity: severity.optional().catch(undefined),
  kind: alertKind.optional().catch(undefined),
  mine: z.boolean().optional().catch(undefined),
});
export type TodaySearch = z.infer<typeof todaySearch>;
