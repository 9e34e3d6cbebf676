import { isPassed, selfTestChecks } from '@attend/casework';
import type {
  fittingAbandon,
  fittingAgreementSign,
  fittingCadence,
  fittingIdentity,
  fittingTeaching,
} from '@attend/contracts/fittings';
import { fail, say, succeed, within, word } from '@attend/kernel';
import type { z } from 'zod';
import { listSchedules } from '../../database/repositories/check-in-schedules.ts';
import { closeFitting, findSigns, seeToExpired, writeStep } from '../../database/repositories/fittings.ts';
import { findOrderPerson } from '../../database/repositories/order-records.ts';
import { endSwapRemovals } from '../../database/repositories/planned-removals.ts';
import type { StaffContext } from '../context.ts';
import { signAgreement } from '../orders/agreements.ts';
import { ownerOf } from '../orders/take.ts';
import { sameLook } from './same-look.ts';
import { type Changed, changedOf, noSuchFitting, saveStep, takeAny, takeFitting, wordsOf } from './take.ts';
import { testOf } from './views.ts';

/** FIT-5: a person compared them with what the file has, and says by what. */
export async function checkIdentity(
  context: StaffContext,
  id: string,
  { means, note }: z.output<typeof fittingIdentity>,
): Promise<Changed> {
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  const words = { ...wordsOf(context, taken.value), identityNote: note };
  const change = { identity: { means, at: context.now() }, words };
  return saveStep(context, taken.value, 'identity-checked', change, { means, note });
}

/** FIT-3: by what the device said since the fitting began, as it stands at this moment. The refusal says what is bad or not known. */
export async function runSelfTest(context: StaffContext, id: string): Promise<Changed> {
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  const at = context.now();
  const test = testOf(taken.value, await findSigns(context.client, id), at);
  if (!isPassed(test)) {
    const wrong = selfTestChecks.flatMap((check) => {
      if (test[check] === 'bad') return say('{check} is not good', { check: word(check) });
      return test[check] === 'not-known' ? say('{check} is not known yet', { check: word(check) }) : [];
    });
    return fail({
      code: 'self-test-failed',
      ...say('Not passed: {checks}.', { checks: within(...wrong) }),
    });
  }
  return saveStep(context, taken.value, 'tested', { tested: { test, at } }, test);
}

/** FIT-5: point by point, in the wearer’s language. */
export async function recordTeaching(
  context: StaffContext,
  id: string,
  { language, interpreter, points }: z.output<typeof fittingTeaching>,
): Promise<Changed> {
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  const words = { ...wordsOf(context, taken.value), interpreter };
  const teaching = { points: [...new Set(points)], language, at: context.now() };
  return saveStep(context, taken.value, 'taught', { teaching, words }, { language, interpreter, points });
}

/** FIT-5: the agreement as orders sign it: the same text, the same record. */
export async function signInFitting(
  context: StaffContext,
  id: string,
  { order, ...given }: z.output<typeof fittingAgreementSign>,
): Promise<Changed> {
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  if ((await findOrderPerson(context.client, order)) !== taken.value.participantId)
    return fail(noSuchFitting);
  const signed = await signAgreement(sameLook(context), order, given);
  if (!signed.ok) return signed;
  await writeStep(context.client, ownerOf(context, taken.value.participantId).key, id, {});
  return succeed(changedOf(taken.value));
}

/** FIT-7: the cadence that the model proposes is confirmed, or another, by a person. */
export async function confirmCadence(
  context: StaffContext,
  id: string,
  { weeks }: z.output<typeof fittingCadence>,
): Promise<Changed> {
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  const standing = (await listSchedules(context.client, taken.value.participantId)).filter(
    ({ endedAt }) => endedAt === null,
  );
  if (weeks !== 0 && standing.length > 0)
    return fail({
      ...{ code: 'schedule-stands', path: ['body', 'weeks'] },
      message: 'A schedule of check-ins stands already: keep it, or end it first.',
    });
  return saveStep(
    context,
    taken.value,
    'cadence-confirmed',
    { checkIns: { weeks, at: context.now() } },
    { weeks },
  );
}

/** FIT-6: given up, by whoever may fit devices on this person: the device is on its shelf as it was. One that expired stays so, and is seen to. */
export async function abandonFitting(
  context: StaffContext,
  id: string,
  { reason }: z.output<typeof fittingAbandon>,
): Promise<Changed> {
  const taken = await takeAny(context, id);
  if (!taken.ok) return taken;
  const row = taken.value;
  const expired = row.status === 'expired' && row.seenToAt === null;
  if (row.status !== 'under-way' && !expired)
    return fail({ code: 'already-decided', message: 'This fitting is over.' });
  const words = { ...wordsOf(context, row), reason };
  await writeStep(context.client, ownerOf(context, row.participantId).key, id, { words });
  if (expired) await seeToExpired(context.client, row.participantId);
  else
    await closeFitting(context.client, id, {
      ...{ as: 'abandoned', at: context.now(), by: context.actor.staffId, assignmentId: null },
    });
  await endSwapRemovals(context.client, row.participantId, context.now(), context.actor.staffId);
  await context.audit({
    ...{ action: 'fitting.abandoned', entity: 'fitting', entityId: id, participant: row.participantId },
    after: { reason },
  });
  return succeed({ ...changedOf(row), version: row.version + 2 });
}
