import {
  addDays,
  atRiskFrom,
  type DecidedReview as Decision,
  endedWith,
  promptsOf,
  type ReviewDecision,
  rankOf,
  spanOfDay,
  type Tier,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { loadLegal } from '../../database/repositories/legal.ts';
import { insertPrompts, writePromptDecision } from '../../database/repositories/order-prompts.ts';
import { loadOrderRecords, lockOrder, type OrderRow } from '../../database/repositories/order-records.ts';
import { raiseRevision, writeEnd } from '../../database/repositories/order-writes.ts';
import { endConditions } from '../../database/repositories/reviews.ts';
import type { StaffContext } from '../context.ts';
import { forceOf } from '../orders/standing.ts';
import { type Owner, ownerOf } from '../orders/take.ts';
import { type Standing, standingConditions } from './standing.ts';

/** Orders in force, locked in one order, so that no two who do so wait for each other. */
export async function lockOrders(context: StaffContext, person: string): Promise<OrderRow[]> {
  const owner = ownerOf(context, person);
  const active = (await loadOrderRecords(context.client, owner.key, person)).filter(
    ({ status }) => status === 'active',
  );
  for (const { id } of active.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await lockOrder(context.client, id);
  // Read again under the locks: what stood may have ended meanwhile.
  return (await loadOrderRecords(context.client, owner.key, person)).filter(
    ({ status }) => status === 'active',
  );
}

/**
 * RVW-11: a review that somebody decided is what the orders asked for: their dates and evidence of harm are answered by it, the next date
 * is set within the order, and a date that had passed stays marked.
 */
export async function answerPrompts(
  context: StaffContext,
  standing: Standing,
  orders: readonly OrderRow[],
  decided: { readonly decision: ReviewDecision; readonly to: Tier; readonly reason: string },
): Promise<void> {
  const { client, actor, audit, now } = context;
  const { subject, policy, assessment } = standing;
  const at = now();
  const owner = ownerOf(context, subject.id);
  const nextOn = addDays(assessment.today, policy.parameters.intervalDays[decided.to]);
  const nextAt = spanOfDay(nextOn, subject.timezone).from;
  for (const order of orders) {
    const open = order.prompts.filter(
      ({ kind, decidedAt, closedAt }) => kind !== 'order-end' && decidedAt === null && closedAt === null,
    );
    for (const prompt of open) {
      const version = order.versions.find(({ id }) => id === prompt.versionId);
      if (version === undefined) continue;
      const next =
        prompt.kind === 'review' && decided.decision !== 'end' ? within(nextAt, version.to, at) : null;
      await writePromptDecision(client, owner.key, prompt.id, {
        ...{ at, by: actor.staffId, decision: decided.decision, nextReviewAt: next, note: decided.reason },
        ...{
          atRiskFrom: atRiskFrom({ ...prompt, decidedAt: at }, at),
          evidence: prompt.said?.evidence ?? null,
        },
      });
      const force = forceOf(order).get(version.id);
      if (force !== undefined && next !== null) {
        const due = promptsOf(force, next, at).filter(({ kind }) => kind === 'review');
        await insertPrompts(client, { ...owner, orderId: order.id, versionId: version.id }, due);
      }
      await audit({
        ...{ action: 'order.prompt-decided', entity: 'supervision_order', entityId: order.id },
        participant: subject.id,
        before: { kind: prompt.kind, dueAt: prompt.dueAt },
        after: { decision: decided.decision, nextReviewAt: next, by: 'review' },
      });
    }
    if (open.length > 0) await raiseRevision(client, order.id);
  }
}

/** Not after the order's end, and not now: an order's own date is looked at ninety days before it is due. */
const within = (next: Millis, end: Millis | null, now: Millis): Millis | null => {
  const at = end === null ? next : Math.min(next, end);
  return at <= now ? null : at;
};

/** RVW-7: conditions that the level which was decided carries no longer end with it, and name it. */
export async function endUncarried(
  context: StaffContext,
  standing: Standing,
  review: string,
  decision: Decision,
): Promise<string[]> {
  const { client, audit, now } = context;
  const person = standing.subject.id;
  const legal = (await loadLegal(client, [person])).get(person);
  const open = standingConditions(legal, now());
  const ended = endedWith(decision, standing.policy.parameters, open);
  await endConditions(
    client,
    review,
    ended.map(({ id }) => id),
    now(),
  );
  for (const { id, reference, kind } of ended)
    await audit({
      ...{ action: 'condition.ended', entity: 'condition', entityId: id, participant: person },
      before: { reference, kind },
      after: { review },
    });
  return ended.map(({ reference }) => reference);
}

/** RVW-7: an end takes the orders with it, and with them authority, conditions and check-ins (ORD-24). */
export async function endOrders(
  context: StaffContext,
  orders: readonly OrderRow[],
  reason: string,
): Promise<void> {
  const { client, audit, now } = context;
  for (const order of orders) {
    const owner: Owner = ownerOf(context, order.participantId);
    await writeEnd(client, owner.key, order.id, { at: now(), as: 'completed', reason });
    await audit({
      ...{ action: 'order.ended', entity: 'supervision_order', entityId: order.id },
      ...{
        participant: order.participantId,
        before: { status: order.status },
        after: { as: 'completed', reason },
      },
    });
  }
}

/** What they wear is not of the level that was decided. */
export const needsSwap = ({ assessment }: Standing, to: Tier): boolean => {
  const worn = assessment.level.spans.at(-1)?.tier ?? 'none';
  return rankOf(worn) !== rankOf(to);
};
