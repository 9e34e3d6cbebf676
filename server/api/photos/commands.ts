import { decidePhoto, permitPhoto } from '@attend/casework';
import type { photoChanged, photoDecide } from '@attend/contracts/photos';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { lockCheckIn } from '../../database/repositories/check-ins.ts';
import { readContent } from '../../database/repositories/files.ts';
import { findPerson } from '../../database/repositories/people.ts';
import {
  countWaiting,
  findPhoto,
  findReference,
  insertPhoto,
  insertReference,
  loadCurrentReferences,
  lockPhoto,
  writePhotoDecision,
} from '../../database/repositories/photos.ts';
import { settleCheckIn } from '../check-ins/commands.ts';
import type { StaffContext } from '../context.ts';
import type { SentFile } from '../files/sent-file.ts';
import { noSuchPerson, takeFile } from '../files/store.ts';

type Changed = Result<z.output<typeof photoChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such photo here.' };
const noSuchCheckIn: Failure = { code: 'not-found', message: 'There is no such check-in here.' };
const ended: Failure = {
  code: 'photo-ended',
  message: 'The term of this photo has ended: its image is kept no more.',
};

/** PHO-6: what photos are compared with from now on. */
export async function addReference(
  context: StaffContext,
  participant: string,
  file: string,
): Promise<Changed> {
  const { client, record, programme, actor, audit } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const taken = await takeFile(context, participant, file, 'image');
  if (!taken.ok) return taken;
  const of = { programmeId: programme.id, participantId: participant, fileId: file, by: actor.staffId };
  const { id, version } = await insertReference(client, of);
  const entity = { entity: 'reference_photo', entityId: id, participant };
  await audit({ action: 'reference-photo.added', ...entity, after: { file, version } });
  return succeed({ participant, photo: id });
}

/** PHO-1 */
export async function addPhoto(context: StaffContext, checkInId: string, file: string): Promise<Changed> {
  const { client, record, services, programme, actor, audit, now } = context;
  const checkIn = await lockCheckIn(client, services.keyring, checkInId);
  if (checkIn === null) return fail(noSuchCheckIn);
  const participant = checkIn.participantId;
  await record.open(participant);
  const waiting = await countWaiting(client, checkInId);
  const permitted = permitPhoto(checkIn, waiting, checkIn.timezone, now());
  if (!permitted.ok) return permitted;
  const taken = await takeFile(context, participant, file, 'image');
  if (!taken.ok) return taken;
  const of = { programmeId: programme.id, participantId: participant, checkInId, fileId: file };
  const photo = await insertPhoto(client, { ...of, by: actor.staffId });
  const entity = { entity: 'check_in_photo', entityId: photo, participant };
  await audit({ action: 'check-in-photo.added', ...entity, after: { file, checkIn: checkInId } });
  return succeed({ participant, photo });
}

/** PHO-2, PHO-3: what somebody saw. That it is the person keeps the check-in; anything else decides nothing about it. */
export async function decide(
  context: StaffContext,
  id: string,
  given: z.output<typeof photoDecide>,
): Promise<Changed> {
  const { client, record, services, actor, audit, now } = context;
  const row = await lockPhoto(client, services.keyring, id);
  if (row === null) return fail(missing);
  const participant = row.participantId;
  await record.open(participant);
  const reference = (await loadCurrentReferences(client, [participant])).get(participant)?.version ?? null;
  const standing = { decision: row.decision, addedBy: row.addedById, kept: row.fileId !== null };
  const permitted = decidePhoto(standing, given, { staffId: actor.staffId, reference });
  if (!permitted.ok) return permitted;
  const { alone } = permitted.value;
  const decided = { decision: given.decision, note: given.note, alone, reference };
  await writePhotoDecision(client, services.keyring, row, { ...decided, at: now(), by: actor.staffId });
  const entity = { entity: 'check_in_photo', entityId: id, participant };
  await audit({ action: 'check-in-photo.decided', ...entity, before: { decision: null }, after: decided });
  if (given.decision === 'kept') {
    const checkIn = await lockCheckIn(client, services.keyring, row.checkInId);
    if (checkIn === null) return fail(noSuchCheckIn);
    const kept = { status: 'kept' as const, contactsConfirmed: false, note: null };
    const settled = await settleCheckIn(context, checkIn, kept);
    if (!settled.ok) return settled;
  }
  return succeed({ participant, photo: id });
}

/** PHO-7: each sight of a face is a look. */
export async function openPhoto(
  { client, record, services }: StaffContext,
  id: string,
  which: 'photo' | 'reference',
): Promise<Result<SentFile>> {
  const row =
    which === 'photo' ? await findPhoto(client, services.keyring, id) : await findReference(client, id);
  if (row === null) return fail(missing);
  const { participantId: participant, fileId } = row;
  await record.open(participant);
  const found = fileId === null ? null : await readContent(client, services.keyring, fileId);
  if (found === null) return fail(ended);
  return succeed({ participant, type: found.type, content: found.content, name: which });
}
