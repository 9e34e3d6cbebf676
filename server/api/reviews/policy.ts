import { asksForMore, checkReviewPolicy, type ReviewPolicy, usualReviewPolicy } from '@attend/casework';
import type {
  policyAskDecide,
  ReviewParameters,
  ReviewPolicyRevisions,
  ReviewPolicyView,
  reviewPolicyChange,
} from '@attend/contracts/review-policy';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  decidePolicyAsk,
  findOpenPolicyAsk,
  findReviewPolicy,
  insertPolicyAsk,
  insertReviewPolicy,
  listReviewPolicies,
  lockPolicyAsk,
  type PolicyAskRow,
} from '../../database/repositories/review-policies.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import type { StaffContext } from '../context.ts';

/** Casework's lists are read-only, the contract's are not. */
const viewOf = ({ carries: { none, phone, wrist, ankle }, ...rest }: ReviewPolicy): ReviewParameters => ({
  ...rest,
  carries: { none: [...none], phone: [...phone], wrist: [...wrist], ankle: [...ankle] },
});
const viewAsk = (
  { decided: _, parameters, askedAt, ...ask }: PolicyAskRow,
  standing: ReviewPolicy,
): ReviewPolicyView['asked'] => ({
  ...ask,
  parameters: viewOf(parameters),
  askedAt: formatInstant(askedAt),
  more: [...asksForMore(standing, parameters)],
});

export async function readReviewPolicy({ client, programme }: StaffContext): Promise<ReviewPolicyView> {
  const { revision, parameters } = await findReviewPolicy(client, programme.id);
  const asked = await findOpenPolicyAsk(client, programme.id);
  return {
    ...{ revision, parameters: viewOf(parameters) },
    asked: asked === null ? null : viewAsk(asked, parameters),
  };
}

export async function readReviewPolicyRevisions({
  client,
  programme,
}: StaffContext): Promise<ReviewPolicyRevisions> {
  const published = await listReviewPolicies(client, programme.id);
  return {
    revisions: [
      ...published.map(({ revision, parameters, from, by, askedBy, reason }) => ({
        ...{ revision, parameters: viewOf(parameters) },
        published: { from: formatInstant(from), by, askedBy, reason },
      })),
      { revision: 0, parameters: viewOf(usualReviewPolicy), published: null },
    ],
  };
}

const overtaken: Failure = {
  code: 'version-changed',
  message: 'Somebody has published another policy meanwhile.',
};

/**
 * RVW-9, RVW-17: of reviews that are looked at from now on. What was decided keeps the revision that it was judged by. What asks for more
 * of anybody is asked for here, and is none until a second person publishes it.
 */
export async function publishReviewPolicy(
  context: StaffContext,
  { revision, parameters, reason }: z.output<typeof reviewPolicyChange>,
): Promise<Result<ReviewPolicyView>> {
  const { client, programme, actor, audit } = context;
  const checked = checkReviewPolicy(parameters);
  if (!checked.ok)
    return fail({ ...checked.error, path: ['body', 'parameters', ...(checked.error.path ?? [])] });
  const before = await findReviewPolicy(client, programme.id);
  if (before.revision !== revision) return fail(overtaken);
  const made = { revision: revision + 1, parameters };
  const whole = { ...made, programmeId: programme.id, reason, by: actor.staffId };
  const more = asksForMore(before.parameters, parameters);
  if (more.length > 0) {
    const id = await insertPolicyAsk(client, whole);
    if (id === null)
      return fail({ code: 'already-asked', message: 'Another policy waits for a second person already.' });
    await audit({
      ...{ action: 'review-policy.asked', entity: 'review_policy_ask', entityId: id },
      ...{ before, after: { ...made, reason, more } },
    });
    return succeed(await readReviewPolicy(context));
  }
  if (!(await insertReviewPolicy(client, whole))) return fail(overtaken);
  await audit({
    ...{ action: 'review-policy.published', entity: 'review_policy', entityId: programme.id },
    ...{ before, after: { ...made, reason } },
  });
  return succeed(await readReviewPolicy(context));
}

/** RVW-17: by another person, exactly as it was asked and only while nothing else was published; taken back by whoever asked. */
export async function decideReviewPolicy(
  context: StaffContext,
  id: string,
  { version, decision, note }: z.output<typeof policyAskDecide>,
): Promise<Result<ReviewPolicyView>> {
  const { client, programme, actor, audit } = context;
  const row = await lockPolicyAsk(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'Nobody asked for such a policy here.' });
  if (row.decided)
    return fail({ code: 'already-decided', message: 'Somebody decided about this policy already.' });
  if (row.version !== version) return fail(overtaken);
  if (decision === 'withdrawn' && row.askedBy.id !== actor.staffId)
    return fail({ code: 'not-yours', message: 'Whoever asked for a policy takes it back.' });
  if (decision !== 'withdrawn' && (await isSamePerson(client, row.askedBy.id, actor.staffId)))
    return fail({ code: 'own-request', message: 'Somebody else than who asked decides about this policy.' });
  const before = await findReviewPolicy(client, programme.id);
  if (decision === 'published' && before.revision + 1 !== row.revision)
    return fail({
      code: 'overtaken',
      message: 'Another policy was published since. Refuse this one, and have it asked for anew.',
    });
  await decidePolicyAsk(client, id, { decision, note, by: actor.staffId });
  await audit({
    ...{ action: `review-policy.${decision}`, entity: 'review_policy_ask', entityId: id },
    ...(decision === 'published' ? { before } : {}),
    after: { revision: row.revision, parameters: row.parameters, reason: row.reason, note },
  });
  return succeed(await readReviewPolicy(context));
}
