import { isReviewOverdue, permitReviewDecision, type ReviewDecision, type Tier } from '@attend/casework';
import type { reviewChanged, reviewDecide } from '@attend/contracts/reviews';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findPerson } from '../../database/repositories/people.ts';
import {
  closeSwaps,
  findOpenReview,
  lockReviews,
  type OpenReview,
  writeDecision,
  writeLooks,
} from '../../database/repositories/reviews.ts';
import { lookOf } from '../../reviews/look-at-reviews.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson, ownerOf } from '../orders/take.ts';
import { answerPrompts, endOrders, endUncarried, lockOrders, needsSwap } from './effects.ts';
import { loadStanding, lookedAt, type Standing } from './standing.ts';
import { tellReview } from './tell.ts';

export type Changed = Result<z.output<typeof reviewChanged>>;
export const noOrder: Failure = {
  code: 'no-order',
  message: 'No order is in force: there is no level to review.',
};
export const levelChanged: Failure = {
  code: 'version-changed',
  message: 'What was looked at has changed meanwhile: look at what is on record now, and decide again.',
};

/** Whoever decides about a person is alone with it; what they are recorded for is opening the review. */
export async function takeReview(
  context: StaffContext,
  person: string,
): Promise<Result<{ standing: Standing; open: OpenReview | null }>> {
  const { client, record } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  await lockReviews(client, person);
  const standing = await loadStanding(context, person);
  if (standing === null) return fail(noOrder);
  return succeed({ standing, open: await findOpenReview(client, person) });
}

/** RVW-6: one person's word is enough for staying, for less and for an end. */
export async function decideReview(
  context: StaffContext,
  person: string,
  given: z.output<typeof reviewDecide>,
): Promise<Changed> {
  const taken = await takeReview(context, person);
  if (!taken.ok) return taken;
  const { standing, open } = taken.value;
  if ((open?.id ?? null) !== given.review && open !== null) return fail(levelChanged);
  if (open === null && given.review !== null) return fail(levelChanged);
  if (open !== null && open.version !== given.version) return fail(levelChanged);
  const { tier } = standing.assessment.level;
  if (tier !== given.tier) return fail(levelChanged);
  const permitted = permitReviewDecision(tier, given);
  if (!permitted.ok) return fail({ ...permitted.error, path: ['body', ...(permitted.error.path ?? [])] });
  return carryOut(context, standing, open, {
    ...permitted.value,
    reason: given.reason,
    told: given.told,
    stepUpId: null,
  });
}

export type Decision = {
  readonly decision: ReviewDecision;
  readonly to: Tier;
  readonly reason: string;
  readonly told: string;
  readonly stepUpId: string | null;
};

/** RVW-7, RVW-11: all that follows from a decision follows in its transaction. */
export async function carryOut(
  context: StaffContext,
  standing: Standing,
  open: OpenReview | null,
  decided: Decision,
): Promise<Changed> {
  const { client, actor, audit, now } = context;
  const { assessment, subject } = standing;
  const { key } = ownerOf(context, subject.id);
  const looked = lookedAt(standing);
  if (open === null) await writeLooks(client, [looked], now());
  const review = open ?? (await findOpenReview(client, subject.id));
  if (review === null) return fail(levelChanged);
  const { decision, to, reason, told } = decided;
  const orders = await lockOrders(context, subject.id);
  await closeSwaps(client, subject.id, actor.staffId);
  // The date that was late was the one it stood under, and not that which follows from what is on record by now.
  const dueOn = open?.dueOn ?? assessment.due.on;
  await writeDecision(client, key, review.id, {
    ...{ ...looked, dueOn, cause: open?.cause ?? looked.cause },
    ...{ at: now(), by: actor.staffId, decision, to, stepUpId: decided.stepUpId },
    atRiskFrom: isReviewOverdue(dueOn, assessment.today) ? dueOn : null,
    swap: needsSwap(standing, to),
    said: { reason, told, facts: assessment.facts },
  });
  await answerPrompts(context, standing, orders, decided);
  const ended =
    decision === 'step-up' ? [] : await endUncarried(context, standing, review.id, { decision, to });
  if (decision === 'end') await endOrders(context, orders, reason);
  await audit({
    ...{ action: 'review.decided', entity: 'review', entityId: review.id, participant: subject.id },
    before: { tier: assessment.level.tier, dueOn, proposal: assessment.proposal },
    after: { decision, to, reason, told, ended, policy: standing.policy.revision },
  });
  await tellReview(context, review.id, { participantId: subject.id, decision, to, told });
  await beginNext(context, standing);
  return succeed({ participant: subject.id, id: review.id, version: review.version + 1 });
}

/** RVW-5: the next one, where an order still stands. */
async function beginNext(context: StaffContext, { subject }: Standing): Promise<void> {
  const next = await loadStanding(context, subject.id);
  if (next === null) return;
  const { client, now } = context;
  await writeLooks(client, [lookOf(next.subject, next.policy, [], false, now())], now());
}
