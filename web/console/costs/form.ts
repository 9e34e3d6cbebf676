import { costGroups } from '@attend/contracts/costs';
import { lineResults } from '@attend/contracts/invoices';
import { z } from 'zod';

const month = z
  .string()
  .regex(/^\d{4}-\d\d$/)
  .optional()
  .catch(undefined);
export const costsSearch = z.object({ month, by: z.enum(costGroups).optional().catch(undefined) });
export const invoiceSearch = z.object({
  show: z
    .enum([...lineResults, 'all'])
    .optional()
    .catch(undefined),
});
