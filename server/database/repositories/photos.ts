import type { CheckInStatus, PhotoDecision } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type ReferenceRow = {
  readonly id: string;
  readonly participantId: string;
  readonly version: number;
  readonly fileId: string | null;
  readonly addedAt: number;
  readonly addedById: string;
  readonly addedBy: string;
  readonly replacedAt: number | null;
};

const referenceColumns = `r.id, r.participant_id as "participantId", r.version, r.file_id as "fileId", ${millis('r.added_at')} as "addedAt",
  r.added_by as "addedById", a.name as "addedBy", ${millis('r.replaced_at')} as "replacedAt"
  from reference_photo r join staff a on a.id = r.added_by`;

/** The newest first. */
export async function listReferences(client: Queryable, participantId: string): Promise<ReferenceRow[]> {
  const { rows } = await client.query<ReferenceRow>({
    name: 'references-of',
    text: `select ${referenceColumns} where r.participant_id = $1 order by r.version desc limit 50`,
    values: [participantId],
  });
  return rows;
}

/** What photos of these people are compared with now; whose image has ended is nothing to compare with. */
export async function loadCurrentReferences(
  client: Queryable,
  participantIds: readonly string[],
): Promise<Map<string, ReferenceRow>> {
  const { rows } = await client.query<ReferenceRow>({
    name: 'references-current',
    text: `select ${referenceColumns} where r.participant_id = any($1) and r.replaced_at is null and r.file_id is not null`,
    values: [participantIds],
  });
  return new Map(rows.map((row) => [row.participantId, row]));
}

export async function findReference(client: Queryable, id: string): Promise<ReferenceRow | null> {
  const { rows } = await client.query<ReferenceRow>(`select ${referenceColumns} where r.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Under `lockFilesOf`: the version before is replaced, and stays. */
export async function insertReference(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly fileId: string;
    readonly by: string;
  },
): Promise<{ readonly id: string; readonly version: number }> {
  const { participantId } = made;
  await client.query(
    'update reference_photo set replaced_at = now() where participant_id = $1 and replaced_at is null',
    [participantId],
  );
  const { rows } = await client.query<{ id: string; version: number; participantId: string }>(
    `insert into reference_photo (programme_id, participant_id, version, file_id, added_by)
     values ($1, $2, 1 + coalesce((select max(version) from reference_photo where participant_id = $2), 0), $3, $4)
     returning id, version, participant_id as "participantId"`,
    [made.programmeId, participantId, made.fileId, made.by],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('inserted nothing');
  return { id: row.id, version: row.version };
}

export type PhotoRow = {
  readonly id: string;
  readonly participantId: string;
  readonly checkInId: string;
  readonly dueOn: string;
  readonly status: CheckInStatus;
  readonly officeId: string;
  readonly office: string;
  readonly fileId: string | null;
  readonly addedAt: number;
  readonly addedById: string;
  readonly addedBy: string;
  readonly decision: PhotoDecision | null;
  readonly decidedAt: number | null;
  readonly decidedById: string | null;
  readonly decidedBy: string | null;
  readonly referenceVersion: number | null;
  readonly alone: boolean;
  /** Under the person's key; null: nothing was written, or their key has ended. */
  readonly note: string | null;
};
type Sealed = Omit<PhotoRow, 'note'> & { readonly sealed: Buffer | null };

const photoColumns = `p.id, p.participant_id as "participantId", p.check_in_id as "checkInId", c.due_on::text as "dueOn", c.status,
  c.office_id as "officeId", o.name as office, p.file_id as "fileId", ${millis('p.added_at')} as "addedAt", p.added_by as "addedById",
  a.name as "addedBy", p.decision, ${millis('p.decided_at')} as "decidedAt", p.decided_by as "decidedById", d.name as "decidedBy",
  p.reference_version as "referenceVersion", p.alone, p.sealed
  from check_in_photo p join check_in c on c.id = p.check_in_id join office o on o.id = c.office_id
  join staff a on a.id = p.added_by left join staff d on d.id = p.decided_by`;

const opened = (keyring: Keyring, rows: readonly Sealed[]): PhotoRow[] =>
  rows.map(({ sealed, ...row }) => {
    const key = sealed === null ? null : keyring.find(row.participantId);
    const note = key === null || sealed === null ? null : openRow(key, 'check_in_photo', row.id, sealed).note;
    return { ...row, note };
  });

/** The newest first. */
export async function listPhotosOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<PhotoRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'photos-of',
    text: `select ${photoColumns} where p.participant_id = $1 order by p.added_at desc, p.id limit 200`,
    values: [participantId],
  });
  return opened(keyring, rows);
}

/** Those that wait for a look, of check-ins that are still open; the longest waiting first. */
export async function listWaiting(client: Queryable, keyring: Keyring, limit: number): Promise<PhotoRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'photos-waiting',
    text: `select ${photoColumns} where p.decision is null and p.file_id is not null and c.status in ('due', 'booked')
      order by p.added_at, p.id limit $1`,
    values: [limit],
  });
  return opened(keyring, rows);
}

export async function countWaiting(client: Queryable, checkInId: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: 'photos-waiting-count',
    text: 'select count(*)::int as n from check_in_photo where check_in_id = $1 and decision is null and file_id is not null',
    values: [checkInId],
  });
  return rows[0]?.n ?? 0;
}

/** Whether a photo of it came that nobody has looked at, be its image still there or not. */
export async function hasUnseen(client: Queryable, checkInId: string): Promise<boolean> {
  const { rows } = await client.query<{ unseen: boolean }>(
    'select exists (select from check_in_photo where check_in_id = $1 and decision is null) as unseen',
    [checkInId],
  );
  return rows[0]?.unseen ?? false;
}

export async function findPhoto(client: Queryable, keyring: Keyring, id: string): Promise<PhotoRow | null> {
  const { rows } = await client.query<Sealed>(`select ${photoColumns} where p.id = $1`, [id]);
  return opened(keyring, rows)[0] ?? null;
}

/** Locked until the transaction ends. */
export async function lockPhoto(client: Queryable, keyring: Keyring, id: string): Promise<PhotoRow | null> {
  const { rows } = await client.query<Sealed>(`select ${photoColumns} where p.id = $1 for update of p`, [id]);
  return opened(keyring, rows)[0] ?? null;
}

export async function insertPhoto(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly checkInId: string;
    readonly fileId: string;
    readonly by: string;
  },
): Promise<string> {
  const { rows } = await client.query<{ id: string; participantId: string }>(
    `insert into check_in_photo (programme_id, participant_id, check_in_id, file_id, added_by) values ($1, $2, $3, $4, $5)
     returning id, participant_id as "participantId"`,
    [made.programmeId, made.participantId, made.checkInId, made.fileId, made.by],
  );
  return rows[0]?.id ?? '';
}

export async function writePhotoDecision(
  client: Queryable,
  keyring: Keyring,
  row: Pick<PhotoRow, 'id' | 'participantId'>,
  decided: {
    readonly decision: PhotoDecision;
    readonly at: number;
    readonly by: string;
    readonly reference: number | null;
    readonly alone: boolean;
    readonly note: string | null;
  },
): Promise<void> {
  const { note } = decided;
  await client.query(
    `update check_in_photo set decision = $2, decided_at = $3, decided_by = $4, reference_version = $5, alone = $6, sealed = $7 where id = $1`,
    [
      ...[row.id, decided.decision, instantOf(decided.at), decided.by, decided.reference, decided.alone],
      note === null ? null : sealRow(keyring.create(row.participantId), 'check_in_photo', row.id, { note }),
    ],
  );
}
