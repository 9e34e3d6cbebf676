import { permitMove } from '@attend/casework';
import type { collectionTake, collectionTaken } from '@attend/contracts/fittings';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { lockPlace, moveDevice } from '../../database/repositories/device-places.ts';
import { endWithReturn, isWithThem, lockAssignment } from '../../database/repositories/fitted-assignments.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { refuseNamedShelf } from '../stock/own-shelf.ts';
import { inBody } from '../stock/places.ts';

const missing: Failure = { code: 'not-found', message: 'There is no such device of somebody’s here.' };

/** FIT-12: the device is back: their time with it ends now, and it lies on the office’s shelf. */
export async function collectDevice(
  context: StaffContext,
  id: string,
  { office, state, reason }: z.output<typeof collectionTake>,
): Promise<Result<z.output<typeof collectionTaken>>> {
  const { client, services, programme, record, audit, now } = context;
  const held = await lockAssignment(client, id);
  if (held === null) return fail(missing);
  await record.open(held.participantId);
  const another = await refuseNamedShelf(context, [office], ['body', 'office']);
  if (another !== null) return fail(another);
  // The device's lock first: whoever fits it meanwhile waits, and is told.
  const before = await lockPlace(client, held.deviceId);
  if (before === null || before.unseen) return fail(missing);
  const at = now();
  if (held.from >= at)
    return fail({ code: 'not-begun', message: 'Their time with this device has not begun.' });
  const isOver = held.to !== null && held.to <= at;
  // Somebody else may have had it since, and still have to give it back: that is theirs to bring, and not this time's.
  const isOut = before.kind === 'participant' && !before.fitted && (await isWithThem(client, id));
  if (isOver && !isOut) return fail({ code: 'already-decided', message: 'This device is back already.' });
  const endedAt = isOver ? held.to : await endWithReturn(client, id);
  const permitted = permitMove({ ...before, fitted: false }, { to: 'office', officeId: office });
  if (!permitted.ok) return fail(inBody(permitted.error));
  await moveDevice(client, services.keyring, {
    ...{ programmeId: programme.id, deviceId: held.deviceId, kind: 'office', officeId: office },
    ...{ damaged: state === 'damaged', why: 'collected', reason },
    about: held.participantId,
  });
  await audit({
    ...{ action: 'device.collected', entity: 'assignment', entityId: id, participant: held.participantId },
    after: { device: held.deviceId, office, state, reason, endedAt: instantText(endedAt) },
  });
  return succeed({ participant: held.participantId, assignment: id });
}
