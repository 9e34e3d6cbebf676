import { unusualLookDecision } from '@attend/contracts/oversight';
import { z } from 'zod';

export const decisionForm = unusualLookDecision;
export const decisionEmpty = { outcome: '', note: '' };

/** As typed: local days; both ends count. */
export const breachForm = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  staff: z.string(),
  purpose: z.string().trim().min(1).max(200),
});
