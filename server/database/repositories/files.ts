import type { StoredFileType } from '@attend/casework';
import { KeyDestroyed } from '@attend/server/keys/failure';
import type { Keyring } from '@attend/server/keys/keyring';
import { seal, unseal } from '@attend/server/keys/seal';
import type { Queryable } from './queryable.ts';

const identityOf = (id: string): string => `stored_file/${id}/content`;

/** Two who send files of one person at once follow one another: what is kept is counted before more is. */
export async function lockFilesOf(client: Queryable, participantId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('attend.stored_file ' || $1, 0))`, [
    participantId,
  ]);
}

export async function countFilesOf(
  client: Queryable,
  participantId: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const { rows } = await client.query<{ files: number; bytes: number }>({
    name: 'files-count',
    text: 'select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes from stored_file where participant_id = $1',
    values: [participantId],
  });
  return rows[0] ?? { files: 0, bytes: 0 };
}

export type NewFile = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly by: string;
  readonly type: StoredFileType;
  readonly content: Buffer;
};

export async function insertFile(client: Queryable, keyring: Keyring, made: NewFile): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  await client.query(
    `insert into stored_file (id, programme_id, participant_id, type, bytes, uploaded_by, sealed) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[id, made.programmeId, made.participantId, made.type, made.content.length, made.by],
      seal(keyring.create(made.participantId), identityOf(id), made.content),
    ],
  );
  return id;
}

/** A file of this person of which nothing has been made, by whoever sent it. Under `lockFilesOf`, it stays so until the transaction ends. */
export async function takeUnused(
  client: Queryable,
  of: { readonly id: string; readonly participantId: string; readonly by: string },
): Promise<{ readonly type: StoredFileType } | null> {
  const { rows } = await client.query<{ type: StoredFileType; participantId: string }>(
    `select f.type, f.participant_id as "participantId" from stored_file f where f.id = $1 and f.participant_id = $2 and f.uploaded_by = $3
       and not exists (select from case_document d where d.file_id = f.id)
       and not exists (select from reference_photo r where r.file_id = f.id)
       and not exists (select from check_in_photo p where p.file_id = f.id)`,
    [of.id, of.participantId, of.by],
  );
  return rows[0] ?? null;
}

/** Throws KeyDestroyed where the person's key has ended: the bytes stand there, and nobody reads them any more. */
export async function readContent(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<{
  readonly participantId: string;
  readonly type: StoredFileType;
  readonly content: Buffer;
} | null> {
  const { rows } = await client.query<{ participantId: string; type: StoredFileType; sealed: Buffer }>(
    'select participant_id as "participantId", type, sealed from stored_file where id = $1',
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const key = keyring.find(row.participantId);
  if (key === null) throw new KeyDestroyed();
  return { ...row, content: unseal(key, identityOf(id), row.sealed) };
}
