import { conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { longText } from './text.ts';

const days = (most: number) => {
  const one = z.int().min(1).max(most);
  return z.strictObject({ none: one, phone: one, wrist: one, ankle: one });
};
const carried = z.array(z.enum(conditionKinds)).max(conditionKinds.length);

/** Casework's ReviewPolicy: a step down leads down, whatever is published. */
export const reviewParameters = z.strictObject({
  intervalDays: days(365),
  keptDays: days(365),
  tierDays: days(365),
  next: z.strictObject({
    ankle: z.enum(['wrist', 'phone', 'none']),
    wrist: z.enum(['phone', 'none']),
    phone: z.enum(['none']),
  }),
  alertWaitDays: z.int().min(0).max(60),
  endWaitsForHearings: z.boolean(),
  carries: z.strictObject({ none: carried, phone: carried, wrist: carried, ankle: carried }),
});
export type ReviewParameters = z.infer<typeof reviewParameters>;

/** GET, PUT /api/review-policy. Revision 0: the program's own. */
export const reviewPolicy = z.object({ revision: z.int(), parameters: reviewParameters });
export type ReviewPolicyView = z.infer<typeof reviewPolicy>;
export const reviewPolicyChange = z.object({
  revision: z.int().min(0),
  parameters: reviewParameters,
  reason: longText(500),
});
