import { dayOf } from '@attend/casework';
import type {
  CaseDocument,
  DocumentList,
  documentChanged,
  documentCreate,
} from '@attend/contracts/documents';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { seesProtected } from '../../access/protected-addresses.ts';
import {
  type DocumentRow,
  findDocument,
  insertDocument,
  listDocumentsOf,
  lockDocument,
  markDocumentError,
} from '../../database/repositories/documents.ts';
import { readContent } from '../../database/repositories/files.ts';
import { findPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import type { SentFile } from '../files/sent-file.ts';
import { noSuchPerson, takeFile } from '../files/store.ts';

type Changed = Result<z.output<typeof documentChanged>>;
/** PPL-17, LTR-8 */
const withheld: Failure = {
  code: 'forbidden',
  message: 'This letter bears a protected address: whoever the person is assigned to opens it.',
};
const unexplained: Failure = {
  code: 'bad-request',
  message: 'Say why you look: the person can read it.',
  path: ['query', 'purpose'],
};
/** As the person reads it in the record of looks. */
const readsOver = 'reading over a letter that they made that day';
const missing: Failure = { code: 'not-found', message: 'There is no such document here.' };

/** Nothing of one whose title nobody can read any more: its key has ended. */
function viewDocument(context: StaffContext, row: DocumentRow): CaseDocument[] {
  const { id, kind, title, fileName, dated, type, bytes, letter } = row;
  if (title === null) return [];
  return [
    {
      ...{ id, kind, title, fileName, dated, type, bytes },
      unasked: letter !== null && isOwnOfToday(context, letter),
      added: formatInstant(row.addedAt),
      by: { id: row.addedById, name: row.addedBy },
      error:
        row.errorAt === null
          ? null
          : {
              at: formatInstant(row.errorAt),
              by: { id: row.errorById ?? '', name: row.errorBy ?? '' },
              reason: row.errorReason ?? '',
            },
    },
  ];
}

export async function readDocuments(
  context: StaffContext,
  participant: string,
): Promise<Result<DocumentList>> {
  const { client, record, services } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const rows = await listDocumentsOf(client, services.keyring, participant);
  return succeed({ participant, documents: rows.flatMap((row) => viewDocument(context, row)) });
}

export async function addDocument(
  context: StaffContext,
  participant: string,
  { file, ...given }: z.output<typeof documentCreate>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const taken = await takeFile(context, participant, file, 'any');
  if (!taken.ok) return taken;
  const document = await insertDocument(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, fileId: file, by: actor.staffId },
    ...given,
  });
  const entity = { entity: 'case_document', entityId: document, participant };
  await audit({ action: 'document.added', ...entity, after: { file, ...given } });
  return succeed({ participant, document });
}

/** DOC-3: it stays where it is, and says that it should not be there. */
export async function markError(context: StaffContext, id: string, reason: string): Promise<Changed> {
  const { client, record, services, actor, audit, now } = context;
  const row = await lockDocument(client, services.keyring, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  if (row.errorAt !== null)
    return fail({ code: 'already-decided', message: 'This document is marked as entered in error already.' });
  await markDocumentError(client, services.keyring, row, { at: now(), by: actor.staffId, reason });
  await audit({
    ...{ action: 'document.entered-in-error', entity: 'case_document', entityId: id },
    ...{ participant: row.participantId, before: { error: null }, after: { error: reason } },
  });
  return succeed({ participant: row.participantId, document: id });
}

/** LTR-16: who made a letter today reads it over. Nobody else, and nobody the day after, opens anything without saying why. */
export const isOwnOfToday = (
  { actor, programme, now }: StaffContext,
  { by, on }: { readonly by: string; readonly on: string },
): boolean => by === actor.staffId && on === dayOf(now(), programme.timezone);

/** DOC-2: each opening is a look of its own, with the purpose that was given. */
export async function openDocument(
  context: StaffContext,
  id: string,
  given: string | undefined,
): Promise<Result<SentFile>> {
  const { client, record, services } = context;
  const row = await findDocument(client, services.keyring, id);
  if (row === null) return fail(missing);
  const own = row.letter !== null && isOwnOfToday(context, row.letter);
  const purpose = given ?? (own ? readsOver : undefined);
  if (purpose === undefined) return fail(unexplained);
  await record.open(row.participantId, purpose);
  if (row.protected && !(await seesProtected(context, row.participantId))) return fail(withheld);
  const found = await readContent(client, services.keyring, row.fileId);
  if (found === null) return fail(missing);
  const { type, content } = found;
  return succeed({ participant: row.participantId, type, content, name: row.fileName ?? row.title });
}
