import { month } from '@attend/contracts/month';
import { z } from 'zod';

/** What stands in the page's address. */
export const reportsSearch = z.object({ month: month.optional().catch(undefined) });
