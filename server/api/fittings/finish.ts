import { addDays, dayOf, permitFinish, refuseNeeds, type SelfTest } from '@attend/casework';
import type { fittingFinish } from '@attend/contracts/fittings';
import { type Failure, fail, say, succeed, within, word } from '@attend/kernel';
import type { z } from 'zod';
import { insertConsumableChanges } from '../../database/repositories/consumables.ts';
import { lockPlace } from '../../database/repositories/device-places.ts';
import {
  endAssignment,
  hasPrimary,
  insertAssignment,
  lockAssignment,
} from '../../database/repositories/fitted-assignments.ts';
import { closeFitting, type FittingRow, findSigns } from '../../database/repositories/fittings.ts';
import { findOffice } from '../../database/repositories/office-calendars.ts';
import { endSwapRemovals } from '../../database/repositories/planned-removals.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { setSchedule } from '../check-ins/schedules.ts';
import type { StaffContext } from '../context.ts';
import { refuseShelf } from '../stock/own-shelf.ts';
import { sameLook } from './same-look.ts';
import { loadBasis, needsOf } from './standing.ts';
import { type Changed, changedOf, takeFitting } from './take.ts';
import { testOf } from './views.ts';

/** What a device without a model is expected to do, in seconds: as most models do. */
const usual = { fixEvery: 60, uploadEvery: 600 };

/**
 * FIT-1, FIT-2: everything is done and permitted: their time with the device begins now, and the device that it replaces ends with the
 * same instant. Nothing that was heard before is judged, nor kept.
 */
export async function finishFitting(
  context: StaffContext,
  id: string,
  { used }: z.output<typeof fittingFinish>,
): Promise<Changed> {
  const { client, audit, actor } = context;
  const taken = await takeFitting(context, id);
  if (!taken.ok) return taken;
  const row = taken.value;
  const another = await refuseShelf(context, [row.officeId]);
  if (another !== null) return fail(another);
  const at = context.now();
  const needs = needsOf(await loadBasis(context, row.participantId), row.device.technology, at);
  const permitted = permitFinish(row, needs.length === 0, at);
  const refused = refuseNeeds(needs, row.device.technology);
  // What is missing by name, before what is missing as a step.
  if (refused !== null) return fail(refused);
  if (!permitted.ok) return permitted;
  const open = refuseOpen(testOf(row, await findSigns(client, id), at));
  if (open !== null) return fail(open);
  const begun = await beginAssignment(context, row, at);
  if (!begun.ok) return begun;
  await closeFitting(client, id, { as: 'done', at, by: actor.staffId, assignmentId: begun.value });
  await endSwapRemovals(client, row.participantId, at, actor.staffId);
  const scheduled = await scheduleCheckIns(context, row, at);
  if (scheduled !== null) return fail(scheduled);
  const { modelId } = row.device;
  if (modelId !== null)
    await insertConsumableChanges(
      client,
      { programmeId: row.programmeId, officeId: row.officeId, by: actor.staffId, fittingId: id },
      used.map(({ item, count }) => ({ item, modelId, change: -count, why: 'used', note: null })),
    );
  await audit({
    ...{ action: 'fitting.done', entity: 'fitting', entityId: id, participant: row.participantId },
    after: {
      assignment: begun.value,
      device: row.device.id,
      replaces: row.replaces?.assignmentId ?? null,
      used,
    },
  });
  return succeed(changedOf(row));
}

/**
 * FIT-3: the test was passed, and its strap has been opened since: monitoring would begin with an alert about somebody who did nothing. What was
 * not heard since is no reason: in a cellar nothing is. Nor is a battery that fell meanwhile.
 */
function refuseOpen({ strap }: SelfTest): Failure | null {
  if (strap !== 'bad') return null;
  const wrong = say('{check} is not good', { check: word('strap') });
  return { code: 'self-test-failed', ...say('Not passed: {checks}.', { checks: within(wrong) }) };
}

const gone: Failure = {
  code: 'device-elsewhere',
  message: 'The record has this device elsewhere by now: somebody else was given it, or it was moved.',
};

async function beginAssignment(context: StaffContext, row: FittingRow, at: number) {
  const { client, actor } = context;
  // The device's lock comes first, as in everything that moves one.
  const place = await lockPlace(client, row.device.id);
  // FIT-4: from the shelf that was named, or from where it was; moved to another office since, it is not this fitting's to take.
  if (place === null || place.unseen || (place.kind === 'office' && place.officeId !== row.officeId))
    return fail(gone);
  let primary = !(await hasPrimary(client, row.participantId, at));
  if (row.replaces !== null) {
    const replaced = await lockAssignment(client, row.replaces.assignmentId);
    if (replaced !== null && (replaced.to === null || replaced.to > at)) {
      await endAssignment(client, replaced.id, at);
      primary = replaced.primary;
    }
  }
  const { fixEvery, uploadEvery } = row.device;
  try {
    const id = await withSavepoint(client, () =>
      insertAssignment(client, {
        ...{ programmeId: row.programmeId, participantId: row.participantId, deviceId: row.device.id },
        ...{ primary, at, by: actor.staffId },
        fixEvery: fixEvery ?? usual.fixEvery,
        uploadEvery: uploadEvery ?? usual.uploadEvery,
      }),
    );
    return succeed(id);
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail(gone);
  }
}

/** FIT-7: as it was confirmed, from the first due day on, at the office that fitted. Null: done, or nothing to do. */
async function scheduleCheckIns(context: StaffContext, row: FittingRow, at: number): Promise<Failure | null> {
  const weeks = row.checkInWeeks;
  if (weeks === null || weeks === 0) return null;
  const office = await findOffice(context.client, row.officeId);
  const startsOn = addDays(dayOf(at, office?.timezone ?? context.programme.timezone), weeks * 7);
  const set = await setSchedule(sameLook(context), row.participantId, {
    ...{ office: row.officeId, kind: 'office', rhythm: `weeks-${weeks}`, startsOn, dates: [] },
    ...{ daysBefore: 3, daysAfter: 3, endsOn: null },
  });
  return set.ok
    ? null
    : {
        code: set.error.code,
        ...say('Check-ins every {weeks} weeks: {fault}', { weeks, fault: within(set.error) }),
      };
}
