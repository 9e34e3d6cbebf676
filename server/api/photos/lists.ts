import { permitPhoto } from '@attend/casework';
import type { PersonPhotos, PhotoQueue } from '@attend/contracts/photos';
import { fail, type Result, succeed } from '@attend/kernel';
import { listCheckInsOf } from '../../database/repositories/check-ins.ts';
import { findPerson, loadNames, nameOf, openPerson } from '../../database/repositories/people.ts';
import {
  listPhotosOf,
  listReferences,
  listWaiting,
  loadCurrentReferences,
} from '../../database/repositories/photos.ts';
import { findBeyond } from '../../database/repositories/reach.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../files/store.ts';
import { viewPhoto, viewReference } from './views.ts';

export async function readPhotos(
  { client, record, services: { keyring }, now }: StaffContext,
  participant: string,
): Promise<Result<PersonPhotos>> {
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const photos = await listPhotosOf(client, keyring, participant);
  const checkIns = await listCheckInsOf(client, keyring, participant);
  const waiting = (id: string): number =>
    photos.filter(
      ({ checkInId, decision, fileId }) => checkInId === id && decision === null && fileId !== null,
    ).length;
  return succeed({
    participant,
    references: (await listReferences(client, participant)).map(viewReference),
    photos: photos.map(viewPhoto),
    open: checkIns
      .filter((row) => permitPhoto(row, waiting(row.id), row.timezone, now()).ok)
      .map(({ id, dueOn }) => ({ id, dueOn })),
  });
}

/** A page of work. */
const most = 100;

/** PHO-4 */
export async function readQueue({
  client,
  record,
  reach,
  services: { keyring },
  actor,
}: StaffContext): Promise<Result<PhotoQueue>> {
  const found = await listWaiting(client, keyring, most + 1);
  // Rows may be let through by a relation that this permission does not know.
  const ids = [...new Set(found.map(({ participantId }) => participantId))];
  const beyond = new Set(await findBeyond(client, await reach(), ids));
  const rows = found.filter(({ participantId }) => !beyond.has(participantId)).slice(0, most);
  const shown = [...new Set(rows.map(({ participantId }) => participantId))];
  record.passOver(ids.filter((id) => !shown.includes(id)));
  const people = new Map((await loadNames(client, shown)).map((row) => [row.id, row]));
  await record.list(shown);
  const references = await loadCurrentReferences(client, shown);
  return succeed({
    photos: rows.flatMap((row) => {
      const person = people.get(row.participantId);
      // Of whose key has ended there is nothing to be seen.
      const details = person === undefined ? null : openPerson(keyring, person.id, person.sealed);
      if (person === undefined || details === null) return [];
      const reference = references.get(person.id);
      return [
        {
          ...viewPhoto(row),
          participant: { id: person.id, reference: person.reference, name: nameOf(details) },
          office: { id: row.officeId, name: row.office },
          reference: reference === undefined ? null : viewReference(reference),
          own: row.addedById === actor.staffId,
        },
      ];
    }),
    more: found.length > most,
  });
}
