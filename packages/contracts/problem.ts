import { z } from 'zod';
import { told } from './told.ts';

/**
 * Every refusal, as application/problem+json (RFC 9457), with a stable code and the fields at fault. `reason` tells apart what one code
 * says in several sentences; with `values` it is what a screen says it by in its reader's language.
 */
export const problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  reason: told.reason,
  values: told.values,
  requestId: z.string(),
  fields: z.array(z.object({ path: z.string(), ...told })).optional(),
});
export type Problem = z.infer<typeof problem>;
