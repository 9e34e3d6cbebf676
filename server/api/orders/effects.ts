import {
  type EffectiveWay,
  type OrderEnding,
  permitApproval,
  permitEffect,
  promptsOf,
} from '@attend/casework';
import { fail, say, within } from '@attend/kernel';
import { markLookedAt as writeLookedAt } from '../../database/repositories/imported-orders.ts';
import { closeReplaced } from '../../database/repositories/order-clock.ts';
import { insertPrompts } from '../../database/repositories/order-prompts.ts';
import {
  endSchedulesOf,
  insertAgreement,
  writeApproval,
  writeEffect,
  writeEnd,
} from '../../database/repositories/order-writes.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';
import { type Pending, pendingOf } from './standing.ts';
import { type Changed, finish, noDraft, type Taken, take } from './take.ts';

type Revision = { readonly revision: number };

/** ORD-13: a second person's approval of what adds restriction. */
export async function approve(
  context: StaffContext,
  id: string,
  { revision, note }: Revision & { readonly note: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const pending = pendingOf(order, context.now());
  if (pending === null) return fail(noDraft);
  const { actor, client } = context;
  // An account that counts as the actor's own is the actor here: one person is not both, by two accounts neither.
  const same = await findSame(client, actor.staffId, pending.candidate.authors);
  const authors = pending.candidate.authors.map((one) => (same.has(one) ? actor.staffId : one));
  const permitted = permitApproval({ ...pending.candidate, authors }, actor.staffId);
  if (!permitted.ok)
    return permitted.error.code === 'second-person'
      ? fail({
          ...permitted.error,
          ...say('{sentence} {note}', { sentence: within(permitted.error), note: besides }),
        })
      : permitted;
  await writeApproval(client, owner.key, pending.version.id, actor.staffId, note);
  return finish(context, order, 'order.approved', { after: { version: pending.version.version, note } });
}

/**
 * ORD-11: from now on it is in force, from its own date at the earliest; the version before ends there. What the new one does not
 * carry on (check-in schedules) ends, and somebody is asked in time whether it is still needed.
 */
export async function putInForce(
  context: StaffContext,
  { order, owner }: Taken,
  { version, terms }: Pending,
  by: EffectiveWay,
  reference: string | null,
): Promise<void> {
  const { client, now } = context;
  const at = now();
  const note = version.effect?.note ?? null;
  await writeEffect(
    client,
    owner.key,
    { orderId: order.id, versionId: version.id, at, by },
    { reference, note },
  );
  // Of what begins later the version that stands goes on until then.
  if (terms.from <= at) await endSchedulesOf(client, order.id, version.id);
  await closeReplaced(client, at, order.id);
  const force = { from: Math.max(at, terms.from), to: terms.to };
  const due = promptsOf(force, terms.reviewAt, Math.max(at, force.from));
  await insertPrompts(client, { ...owner, orderId: order.id, versionId: version.id }, due);
}

/** ORD-11: the court's service of it is on record. */
export async function recordService(
  context: StaffContext,
  id: string,
  { revision, reference }: Revision & { readonly reference: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const pending = pendingOf(taken.value.order, context.now());
  if (pending === null) return fail(noDraft);
  const permitted = permitEffect(pending.candidate, 'service');
  if (!permitted.ok) return permitted;
  await putInForce(context, taken.value, pending, 'service', reference);
  const { version } = pending.version;
  return finish(context, taken.value.order, 'order.served', { after: { version, reference } });
}

/**
 * ORD-11: less restriction takes effect on one person's word, at once. The agreement that stands is carried on: the participant agreed to
 * more than this.
 */
export async function takeEffect(context: StaffContext, id: string, revision: number): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const pending = pendingOf(order, context.now());
  if (pending === null) return fail(noDraft);
  const permitted = permitEffect(pending.candidate, 'decision');
  if (!permitted.ok) return permitted;
  await putInForce(context, taken.value, pending, 'decision', null);
  const signed = pending.standing?.agreements[0];
  if (signed !== undefined && signed.withdrawnAt === null && signed.said !== null) {
    const { language, textVersion, location, signedAt, signedAs, said } = signed;
    await insertAgreement(context.client, owner, {
      ...{ language, textVersion, location, signedAt, signedAs, said },
      versionId: pending.version.id,
      carriedFrom: signed.id,
      by: context.actor.staffId,
    });
  }
  const { version } = pending.version;
  return finish(context, order, 'order.lessened', {
    before: { version: pending.standing?.version },
    after: { version },
  });
}

/** ORD-24: from this instant nothing of it holds: no authority, no condition, no schedule. */
export async function endOrder(
  context: StaffContext,
  id: string,
  { revision, as, reason }: Revision & { readonly as: OrderEnding; readonly reason: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  if (order.status === 'draft')
    return fail({ code: 'not-begun', message: 'This order never took effect: give its draft up.' });
  await writeEnd(context.client, owner.key, id, { at: context.now(), as, reason });
  return finish(context, order, 'order.ended', { before: { status: order.status }, after: { as, reason } });
}

/** ORD-25: a supervisor has looked at what came from another system. */
export async function markLookedAt(context: StaffContext, id: string, revision: number): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order } = taken.value;
  if (!order.unlooked)
    return fail({ code: 'already-decided', message: 'This order does not wait to be looked at.' });
  const imported = order.versions.filter(({ effectiveBy }) => effectiveBy === 'import');
  await writeLookedAt(
    context.client,
    imported.map((version) => version.id),
    context.actor.staffId,
  );
  return finish(context, order, 'order.looked-at', { after: { revision } });
}
