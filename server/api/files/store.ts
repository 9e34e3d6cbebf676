import { permitFile } from '@attend/casework';
import type { StoredFile } from '@attend/contracts/documents';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { countFilesOf, insertFile, lockFilesOf, takeUnused } from '../../database/repositories/files.ts';
import { findPerson } from '../../database/repositories/people.ts';
import type { PreparedFile } from '../../files/prepare.ts';
import type { StaffContext } from '../context.ts';

export const noSuchPerson: Failure = { code: 'not-found', message: 'There is no such person here.' };

/** FIL-7, FIL-8: keeps a file under the person's key. Nothing is made of it yet: what nobody uses within a day ends. */
export async function storeFile(
  context: StaffContext,
  participant: string,
  file: PreparedFile,
): Promise<Result<StoredFile>> {
  if ((await findPerson(context.client, participant)) === null) return fail(noSuchPerson);
  await context.record.open(participant);
  return keepFile(context, participant, file);
}

/** The same, of a person whose look is on record. */
export async function keepFile(
  { client, services, programme, actor, audit }: StaffContext,
  participant: string,
  { type, length, content }: PreparedFile,
): Promise<Result<StoredFile>> {
  await lockFilesOf(client, participant);
  const permitted = permitFile(await countFilesOf(client, participant), length);
  if (!permitted.ok) return permitted;
  const file = await insertFile(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, by: actor.staffId },
    ...{ type, content: content() },
  });
  const after = { type, bytes: length };
  await audit({ action: 'file.sent', entity: 'stored_file', entityId: file, participant, after });
  return succeed({ participant, file, type, bytes: length });
}

/** The file of which something is to be made: this person's, sent by whoever makes it, and not used yet. */
export async function takeFile(
  { client, actor }: StaffContext,
  participantId: string,
  id: string,
  as: 'image' | 'any',
): Promise<Result<string>> {
  const path = ['body', 'file'];
  await lockFilesOf(client, participantId);
  const found = await takeUnused(client, { id, participantId, by: actor.staffId });
  if (found === null)
    return fail({
      code: 'no-such-file',
      message: 'You sent no such file of this person, or something was made of it already. Send it again.',
      path,
    });
  if (as === 'image' && found.type === 'pdf')
    return fail({ code: 'file-type', message: 'A photo is an image, not a PDF.', path });
  return succeed(id);
}
