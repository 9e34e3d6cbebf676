import { dayOf, permitCollectionDay } from '@attend/casework';
import type { CollectionView, collectionArrange, collectionArranged } from '@attend/contracts/collections';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findCollection, writeCollection } from '../../database/repositories/device-collections.ts';
import { type HeldRow, isWithThem, lockAssignment } from '../../database/repositories/fitted-assignments.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { listOffices } from '../../database/repositories/stock.ts';
import type { StaffContext } from '../context.ts';
import { ownerOf } from '../orders/take.ts';
import { inBody } from '../stock/places.ts';

const missing: Failure = { code: 'not-found', message: 'There is no such device of somebody’s here.' };
const changed: Failure = {
  code: 'version-changed',
  message: 'Somebody arranged this collection otherwise meanwhile.',
};

/** FIT-13: the day and the place at which a device is fetched, set or moved, with who and why. */
export async function arrangeCollection(
  context: StaffContext,
  id: string,
  { version, on, office, place, reason }: z.output<typeof collectionArrange>,
): Promise<Result<z.output<typeof collectionArranged>>> {
  const { client, services, programme, actor, record, audit, now } = context;
  const held = await lockAssignment(client, id);
  if (held === null) return fail(missing);
  const participant = held.participantId;
  await record.open(participant);
  if (services.keyring.isDestroyed(participant))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  if (office !== null && !(await listOffices(client)).some((one) => one.id === office))
    return fail({ code: 'unknown-office', message: 'No office is meant by this.', path: ['body', 'office'] });
  if (!(await isWithThem(client, id)))
    return fail({ code: 'already-decided', message: 'This device is back already.' });
  const permitted = permitCollectionDay(on, dayOf(now(), programme.timezone));
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { key } = ownerOf(context, participant);
  const before = await findCollection(client, key, id);
  if ((before?.version ?? 0) !== version) return fail(changed);
  const row = {
    ...{ programmeId: programme.id, participantId: participant, assignmentId: id, id: before?.id ?? null },
    ...{ on, officeId: office, place, reason, at: now(), by: actor.staffId },
  };
  const written = await writeCollection(client, key, row, version);
  if (written === null) return fail(changed);
  const stood = before?.on == null ? null : { on: before.on, office: before.officeId, place: before.place };
  await audit({
    action: stood === null ? 'collection.arranged' : 'collection.moved',
    ...{ entity: 'device_collection', entityId: id, participant },
    ...(stood === null ? {} : { before: stood }),
    after: { on, office, place, reason },
  });
  return succeed({ participant, assignment: id, version: written });
}

/** As it stands for whoever opened the person; null: nobody arranged a day, or the person's key is gone. */
export function collectionOf(
  { services }: Pick<StaffContext, 'services'>,
  participant: string,
  of: HeldRow['collection'],
): CollectionView | null {
  const key = services.keyring.find(participant);
  if (of === null || of.on === null || of.sealed === null || key === null) return null;
  const { place, reason } = openRow(key, 'device_collection', of.id, Buffer.from(of.sealed, 'hex'));
  return {
    ...{ on: of.on, place, reason, by: of.by ?? '', at: formatInstant(of.at ?? 0) },
    office: of.officeId === null || of.office === null ? null : { id: of.officeId, name: of.office },
  };
}
