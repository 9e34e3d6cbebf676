import type { Queryable } from './queryable.ts';

/** Where a run of the sequencer ended. */
export type Sequenced = {
  readonly moved: number;
  readonly position: string;
  readonly link: Buffer;
  /** Whether that end bears a signature already. */
  readonly sealed: boolean;
};

/** Puts what has committed into the chain. Null: another process is at it. Run it by itself. */
export async function sequenceAudit(client: Queryable, limit: number): Promise<Sequenced | null> {
  const { rows } = await client.query<{
    moved: number | null;
    head_position: string;
    head_link: Buffer;
    sealed: boolean;
  }>('select * from sequence_audit($1)', [limit]);
  const [row] = rows;
  if (row === undefined || row.moved === null) return null;
  return { moved: row.moved, position: row.head_position, link: row.head_link, sealed: row.sealed };
}

export async function sealAudit(
  client: Queryable,
  position: string,
  key: string,
  signature: Buffer,
): Promise<void> {
  await client.query('select seal_audit($1, $2, $3)', [position, key, signature]);
}

export async function listUnsignedRoots(
  client: Queryable,
): Promise<{ readonly day: string; readonly statement: Buffer }[]> {
  const { rows } = await client.query<{ day: string; statement: Buffer }>(
    'select day, statement from unsigned_audit_roots()',
  );
  return rows;
}

export async function signRoot(
  client: Queryable,
  day: string,
  key: string,
  signature: Buffer,
): Promise<void> {
  await client.query('select sign_audit_root($1, $2, $3)', [day, key, signature]);
}

/** Links in their order, of every programme: hashes, nobody's data. */
export async function readLinks(
  client: Queryable,
  from: bigint,
  to: bigint,
): Promise<{ readonly position: string; readonly link: Buffer }[]> {
  const { rows } = await client.query<{ position: string; link: Buffer }>(
    'select at_position as position, link from audit_links($1, $2)',
    [String(from), String(to)],
  );
  return rows;
}

export type AuditStanding = {
  readonly position: string;
  readonly link: Buffer;
  /** The day that is running, as far as it has come. */
  readonly day: string;
  readonly entries: number;
  readonly root: Buffer;
  /** Committed and not in the chain yet: rows of the outbox, since when. */
  readonly waiting: number;
  readonly waitingSince: Date | null;
};

export async function readAuditStanding(client: Queryable): Promise<AuditStanding> {
  const { rows } = await client.query<{
    head_position: string;
    head_link: Buffer;
    day: string;
    day_entries: string;
    root: Buffer;
    waiting: string;
    waiting_since: Date | null;
  }>('select * from audit_standing()');
  const [row] = rows;
  if (row === undefined) throw new Error('the audit chain has no head');
  return {
    position: row.head_position,
    link: row.head_link,
    day: row.day,
    entries: Number(row.day_entries),
    root: row.root,
    waiting: Number(row.waiting),
    waitingSince: row.waiting_since,
  };
}

export type StoredRoot = {
  readonly day: string;
  readonly first_position: string;
  readonly entries: string;
  readonly root: Buffer;
  readonly head: Buffer;
  readonly previous: Buffer;
  readonly made_at: string;
  /** Null for the moment between the root and its signature. */
  readonly key: string | null;
  readonly signature: Buffer | null;
};

const rootColumns = `to_char(r.day, 'YYYY-MM-DD') as day, r.first_position, r.entries, r.root, r.head, r.previous,
  audit_instant(r.made_at) as made_at, s.key, s.signature`;

/** The newest first, before `before` (null: from the last). */
export async function listLatestRoots(
  client: Queryable,
  before: string | null,
  limit: number,
): Promise<StoredRoot[]> {
  const { rows } = await client.query<StoredRoot>(
    `select ${rootColumns} from audit_root r join audit_root_signature s on s.day = r.day
     where $1::date is null or r.day < $1::date order by r.day desc limit $2`,
    [before, limit],
  );
  return rows;
}

/** The signed root of one day; null: there is none yet. */
export async function findRoot(client: Queryable, day: string): Promise<StoredRoot | null> {
  const { rows } = await client.query<StoredRoot>(
    `select ${rootColumns} from audit_root r join audit_root_signature s on s.day = r.day where r.day = $1`,
    [day],
  );
  return rows[0] ?? null;
}

/** In order of days, from `after` on (exclusive; null: from the first). */
export async function listRoots(
  client: Queryable,
  after: string | null,
  limit: number,
): Promise<StoredRoot[]> {
  const { rows } = await client.query<StoredRoot>(
    `select ${rootColumns} from audit_root r left join audit_root_signature s on s.day = r.day
     where $1::date is null or r.day > $1::date order by r.day limit $2`,
    [after, limit],
  );
  return rows;
}
