import { checkReviewPolicy } from '@attend/casework';
import type { ReviewPolicyView, reviewPolicyChange } from '@attend/contracts/review-policy';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findReviewPolicy, insertReviewPolicy } from '../../database/repositories/review-policies.ts';
import type { StaffContext } from '../context.ts';

type Carries = ReviewPolicyView['parameters']['carries'];
const copied = ({
  none,
  phone,
  wrist,
  ankle,
}: { readonly [tier in keyof Carries]: readonly Carries['none'][number][] }): Carries => ({
  ...{ none: [...none], phone: [...phone], wrist: [...wrist], ankle: [...ankle] },
});

export async function readReviewPolicy({ client, programme }: StaffContext): Promise<ReviewPolicyView> {
  const { revision, parameters } = await findReviewPolicy(client, programme.id);
  return { revision, parameters: { ...parameters, carries: copied(parameters.carries) } };
}

/** RVW-9: of reviews that are looked at from now on. What was decided keeps the revision that it was judged by. */
export async function publishReviewPolicy(
  context: StaffContext,
  { revision, parameters, reason }: z.output<typeof reviewPolicyChange>,
): Promise<Result<ReviewPolicyView>> {
  const { client, programme, actor, audit } = context;
  const checked = checkReviewPolicy(parameters);
  if (!checked.ok)
    return fail({ ...checked.error, path: ['body', 'parameters', ...(checked.error.path ?? [])] });
  const before = await readReviewPolicy(context);
  const made = { revision: revision + 1, parameters };
  const whole = { ...made, programmeId: programme.id, reason, by: actor.staffId };
  if (before.revision !== revision || !(await insertReviewPolicy(client, whole)))
    return fail({ code: 'version-changed', message: 'Somebody has published another policy meanwhile.' });
  await audit({
    ...{ action: 'review-policy.published', entity: 'review_policy', entityId: programme.id },
    ...{ before, after: { ...made, reason } },
  });
  return succeed(made);
}
