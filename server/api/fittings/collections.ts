import { type CollectionTime, dayOf, isToldAnew, permitCollectionDay } from '@attend/casework';
import type {
  CollectionView,
  collectionArrange,
  collectionArranged,
  collectionCallOff,
} from '@attend/contracts/collections';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { readsProtected, refuseTrying } from '../../access/protected-addresses.ts';
import {
  type CollectionRow,
  clearCollection,
  findCollection,
  writeCollection,
} from '../../database/repositories/device-collections.ts';
import { type HeldRow, isWithThem, lockAssignment } from '../../database/repositories/fitted-assignments.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { listOffices } from '../../database/repositories/stock.ts';
import type { StaffContext } from '../context.ts';
import { ownerOf } from '../orders/take.ts';
import { inBody } from '../stock/places.ts';
import { tellCalledOff, tellCollection } from './tell-collection.ts';

const missing: Failure = { code: 'not-found', message: 'There is no such device of somebody’s here.' };
const changed: Failure = {
  code: 'version-changed',
  message: 'Somebody arranged this collection otherwise meanwhile.',
};

type Arranged = Result<z.output<typeof collectionArranged>>;
const placed: Failure['path'] & {} = ['body', 'place'];

/** FIT-14, PPL-30: words of where are told to the participant, and read by whoever keeps devices. */
async function refusePlace(
  context: StaffContext,
  participant: string,
  place: string | null,
): Promise<Failure | null> {
  if (place === null) return null;
  const kept = await refuseTrying(context, participant);
  if (kept !== null) return { ...kept, path: placed };
  return (await readsProtected(context, participant))(place)
    ? {
        code: 'protected-address',
        message: 'This names an address of theirs that is protected: say where without it, as «at home».',
        path: placed,
      }
    : null;
}

/** Whose time with a device it is, opened for a change. */
async function openHeld({ client, services, record }: StaffContext, id: string): Promise<Result<string>> {
  const held = await lockAssignment(client, id);
  if (held === null) return fail(missing);
  await record.open(held.participantId);
  return services.keyring.isDestroyed(held.participantId)
    ? fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' })
    : succeed(held.participantId);
}

const timeOf = (row: CollectionRow | null): CollectionTime | null =>
  row?.on == null ? null : { on: row.on, time: row.time, officeId: row.officeId, place: row.place };
const stoodAs = ({ on, time, officeId, place }: CollectionTime) => ({ on, time, office: officeId, place });

/** FIT-13: the day and the place at which a device is fetched, set or moved, with who and why. */
export async function arrangeCollection(
  context: StaffContext,
  id: string,
  { version, on, time, office, place, reason }: z.output<typeof collectionArrange>,
): Promise<Arranged> {
  const { client, programme, actor, audit, now } = context;
  const held = await openHeld(context, id);
  if (!held.ok) return held;
  const participant = held.value;
  const known = office === null ? null : (await listOffices(client)).find((one) => one.id === office);
  if (known === undefined)
    return fail({ code: 'unknown-office', message: 'No office is meant by this.', path: ['body', 'office'] });
  if (!(await isWithThem(client, id)))
    return fail({ code: 'already-decided', message: 'This device is back already.' });
  const permitted = permitCollectionDay(on, dayOf(now(), programme.timezone));
  if (!permitted.ok) return fail(inBody(permitted.error));
  const refused = await refusePlace(context, participant, place);
  if (refused !== null) return fail(refused);
  const { key } = ownerOf(context, participant);
  const before = await findCollection(client, key, id);
  if ((before?.version ?? 0) !== version) return fail(changed);
  const row = {
    ...{ programmeId: programme.id, participantId: participant, assignmentId: id, id: before?.id ?? null },
    ...{ on, time, officeId: office, place, reason, at: now(), by: actor.staffId },
  };
  const written = await writeCollection(client, key, row, version);
  if (written === null) return fail(changed);
  const stood = timeOf(before);
  const stands = { on, time, officeId: office, place };
  await audit({
    action: stood === null ? 'collection.arranged' : 'collection.moved',
    ...{ entity: 'device_collection', entityId: id, participant },
    ...(stood === null ? {} : { before: stoodAs(stood) }),
    after: { ...stoodAs(stands), reason },
  });
  if (isToldAnew(stood, stands)) {
    const of = { participantId: participant, assignmentId: id, version: written };
    await tellCollection(context, of, stood, { ...stands, office: known?.name ?? null });
  }
  return succeed({ participant, assignment: id, version: written });
}

/** FIT-13: nobody fetches it on that day; another one may be arranged. With who and why, and the participant is told. */
export async function callOffCollection(
  context: StaffContext,
  id: string,
  { version, reason }: z.output<typeof collectionCallOff>,
): Promise<Arranged> {
  const { client, audit } = context;
  const held = await openHeld(context, id);
  if (!held.ok) return held;
  const participant = held.value;
  if (!(await isWithThem(client, id)))
    return fail({ code: 'already-decided', message: 'This device is back already.' });
  const before = await findCollection(client, ownerOf(context, participant).key, id);
  if ((before?.version ?? 0) !== version) return fail(changed);
  const stood = timeOf(before);
  if (stood === null)
    return fail({ code: 'already-decided', message: 'No day is arranged for this collection.' });
  const written = await clearCollection(client, id, version);
  if (written === null) return fail(changed);
  await audit({
    ...{ action: 'collection.called-off', entity: 'device_collection', entityId: id, participant },
    ...{ before: stoodAs(stood), after: { reason } },
  });
  await tellCalledOff(context, { participantId: participant, assignmentId: id, version: written }, stood);
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
    ...{ on: of.on, time: of.time, place, reason, by: of.by ?? '', at: formatInstant(of.at ?? 0) },
    told: of.told === null ? null : { ...of.told, at: formatInstant(of.told.at) },
    office: of.officeId === null || of.office === null ? null : { id: of.officeId, name: of.office },
  };
}
