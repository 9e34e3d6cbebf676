import type { DocumentKind, StoredFileType } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type DocumentRow = {
  readonly id: string;
  readonly participantId: string;
  readonly fileId: string;
  readonly kind: DocumentKind;
  readonly dated: string | null;
  readonly type: StoredFileType;
  readonly bytes: number;
  /** Of a letter: who made it, on which day of the programme; null: it came as a file. */
  readonly letter: { readonly by: string; readonly on: string } | null;
  /** It bears a protected address: only who may see that opens it. */
  readonly protected: boolean;
  readonly addedAt: number;
  readonly addedById: string;
  readonly addedBy: string;
  readonly errorAt: number | null;
  readonly errorById: string | null;
  readonly errorBy: string | null;
  /** Null: the person's key has ended. */
  readonly title: string | null;
  readonly fileName: string | null;
  readonly errorReason: string | null;
};
type Row = Omit<DocumentRow, 'title' | 'fileName' | 'errorReason'> & {
  readonly sealed: Buffer;
  readonly sealedError: Buffer | null;
};

/** SQL: whether a letter bears an address that is protected by now, though it was not when the letter was made. */
export const bearsProtected = (
  document: string,
): string => `exists (select from letter b join register_entry k on k.id = b.address_id
  where b.document_id = ${document} and k.protected)`;

const columns = `d.id, d.participant_id as "participantId", d.file_id as "fileId", d.kind, d.dated::text as dated, f.type, f.bytes, d.protected or ${bearsProtected('d.id')} as protected,
  ${millis('d.added_at')} as "addedAt", d.added_by as "addedById", a.name as "addedBy", ${millis('d.error_at')} as "errorAt",
  d.error_by as "errorById", e.name as "errorBy", d.sealed, d.sealed_error as "sealedError",
  (select json_build_object('by', w.made_by, 'on', w.made_on::text) from letter w where w.document_id = d.id) as letter
  from case_document d join stored_file f on f.id = d.file_id join staff a on a.id = d.added_by left join staff e on e.id = d.error_by`;

const errorForm = z.object({ reason: z.string() });
const errorIdentity = (id: string): string => `case_document/${id}/error`;

function open(keyring: Keyring, { sealed, sealedError, ...row }: Row): DocumentRow {
  const key = keyring.find(row.participantId);
  if (key === null) return { ...row, title: null, fileName: null, errorReason: null };
  const errorReason =
    sealedError === null ? null : errorForm.parse(unsealJson(key, errorIdentity(row.id), sealedError)).reason;
  return { ...row, ...openRow(key, 'case_document', row.id, sealed), errorReason };
}

/** The newest first. A person has some hundreds at most (FIL-7). */
export async function listDocumentsOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<DocumentRow[]> {
  const { rows } = await client.query<Row>({
    name: 'documents-of',
    text: `select ${columns} where d.participant_id = $1 order by d.added_at desc, d.id`,
    values: [participantId],
  });
  return rows.map((row) => open(keyring, row));
}

export async function findDocument(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<DocumentRow | null> {
  const { rows } = await client.query<Row>(`select ${columns} where d.id = $1`, [id]);
  return rows[0] === undefined ? null : open(keyring, rows[0]);
}

/** Locked until the transaction ends. */
export async function lockDocument(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<DocumentRow | null> {
  const { rows } = await client.query<Row>(`select ${columns} where d.id = $1 for update of d`, [id]);
  return rows[0] === undefined ? null : open(keyring, rows[0]);
}

export type NewDocument = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly fileId: string;
  readonly kind: DocumentKind;
  readonly dated: string | null;
  readonly by: string;
  readonly title: string;
  readonly fileName: string | null;
  readonly protected?: boolean;
};

export async function insertDocument(
  client: Queryable,
  keyring: Keyring,
  made: NewDocument,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  const { title, fileName } = made;
  await client.query(
    `insert into case_document (id, programme_id, participant_id, file_id, kind, dated, added_by, protected, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, made.programmeId, made.participantId, made.fileId, made.kind, made.dated, made.by],
      made.protected ?? false,
      sealRow(keyring.create(made.participantId), 'case_document', id, { title, fileName }),
    ],
  );
  return id;
}

export async function markDocumentError(
  client: Queryable,
  keyring: Keyring,
  row: Pick<DocumentRow, 'id' | 'participantId'>,
  marked: { readonly at: number; readonly by: string; readonly reason: string },
): Promise<void> {
  const { reason } = marked;
  await client.query(
    'update case_document set error_at = $2, error_by = $3, sealed_error = $4 where id = $1',
    [
      ...[row.id, instantOf(marked.at), marked.by],
      sealJson(keyring.create(row.participantId), errorIdentity(row.id), { reason }),
    ],
  );
}
