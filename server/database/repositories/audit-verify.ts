import type { BatchRow, ChangeRow, LinkRow, LookRow, RemovalRow } from '../../audit/canonical.ts';
import type { Queryable } from './queryable.ts';

/** What the verifier reads, as the owner's role, in one read-only snapshot of every programme. Nothing here writes. */
export async function beginSnapshot(client: Queryable): Promise<void> {
  await client.query('set transaction isolation level repeatable read read only');
}

export type ChainRow = LinkRow & { readonly link: Buffer };

export async function readChain(client: Queryable, after: bigint, limit: number): Promise<ChainRow[]> {
  const { rows } = await client.query<ChainRow>(
    `select position, kind, entry_id, programme_id, audit_instant(at) as at, content, previous, link
     from audit_chain where position > $1 order by position limit $2`,
    [String(after), limit],
  );
  return rows;
}

const changeColumns = `e.id, e.programme_id, audit_instant(e.at) as at, e.staff_id, e.operator, e.action, e.entity, e.entity_id,
  e.participant_id, e.request_id, e.before, e.after`;

export async function readChanges(client: Queryable, ids: readonly string[]): Promise<ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>(
    `select ${changeColumns} from audit_entry e where e.id = any($1)`,
    [ids],
  );
  return rows;
}

export async function readLooks(client: Queryable, ids: readonly string[]): Promise<LookRow[]> {
  const { rows } = await client.query<LookRow>(
    `select id, programme_id, participant_id, staff_id, operator, to_char(day, 'YYYY-MM-DD') as day, action, what,
       audit_instant(at) as at, purpose, count::text as count from access_record where id = any($1)`,
    [ids],
  );
  return rows;
}

const removalColumns = `r.id, r.kind, r.programme_id, audit_instant(r.until_at) as until_at, r.rows::text as rows,
  to_char(r.day, 'YYYY-MM-DD') as day, r.ids::text as ids, r.rest, audit_instant(r.at) as at`;

export async function readRemoval(client: Queryable, id: string): Promise<RemovalRow | null> {
  const { rows } = await client.query<RemovalRow>(
    `select ${removalColumns} from audit_removal r where r.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The changes that a removal names, in order of ids. */
export async function readRemovedChanges(client: Queryable, removal: string): Promise<ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>(
    `select ${changeColumns} from audit_removal r, unnest(r.ids) as span, generate_series(lower(span), upper(span) - 1) as n
       join audit_entry e on e.id = n where r.id = $1 order by e.id`,
    [removal],
  );
  return rows;
}

/** Stands in the chain, or waits for it. */
const isSaid = `(exists (select from audit_chain c where c.kind = 'removed' and c.entry_id = r.id)
  or exists (select from audit_outbox o where o.kind = 'removed' and o.entry_id = r.id))`;

export type Covering = Pick<RemovalRow, 'programme_id' | 'until_at'> & { readonly entry: string };

/** Which of these entries retention removed, and by what term. */
export async function readCovering(
  client: Queryable,
  kind: 'access-records' | 'audit-values',
  entries: readonly string[],
): Promise<Covering[]> {
  if (entries.length === 0) return [];
  const { rows } = await client.query<Covering>(
    `select u.id as entry, r.programme_id, audit_instant(r.until_at) as until_at
     from unnest($2::bigint[]) as u (id) join audit_removal r on r.kind = $1 and r.ids @> u.id where ${isSaid}`,
    [kind, entries],
  );
  return rows;
}

export type PartRemoved = { readonly day: string; readonly programme_id: string; readonly until_at: string };

/** Days of which one programme's uploads were removed while another still keeps the day. */
export async function listRemovedParts(client: Queryable): Promise<PartRemoved[]> {
  const { rows } = await client.query<PartRemoved>(
    `select to_char(r.day, 'YYYY-MM-DD') as day, r.programme_id, max(audit_instant(r.until_at)) as until_at
     from audit_removal r where r.kind = 'readings' and ${isSaid} group by r.day, r.programme_id`,
  );
  return rows;
}

export async function readProgrammesOf(
  client: Queryable,
  assignments: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; programme_id: string }>(
    'select id, programme_id from assignment where id = any($1::bigint[])',
    [assignments],
  );
  return new Map(rows.map(({ id, programme_id }) => [id, programme_id]));
}

export type BatchWithMembers = BatchRow & { readonly members: Buffer | null };

const batchColumns = `b.id, to_char(b.day, 'YYYY-MM-DD') as day, audit_instant(b.from_at) as from_at,
  audit_instant(b.until_at) as until_at, b.uploads::text as uploads, b.root, b.members_hash, m.members`;

export async function readBatch(client: Queryable, id: string): Promise<BatchWithMembers | null> {
  const { rows } = await client.query<BatchWithMembers>(
    `select ${batchColumns} from audit_batch b left join audit_batch_members m on m.batch_id = b.id where b.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A day's batches, one after another by id. */
export async function readNextBatch(
  client: Queryable,
  day: string,
  after: string,
): Promise<BatchWithMembers | null> {
  const { rows } = await client.query<BatchWithMembers>(
    `select ${batchColumns} from audit_batch b left join audit_batch_members m on m.batch_id = b.id
     where b.day = $1 and b.id > $2 order by b.id limit 1`,
    [day, after],
  );
  return rows[0] ?? null;
}

/** SHA-256 of stored uploads, in the order asked; null where there is none. */
export async function hashUploads(
  client: Queryable,
  day: string,
  assignments: readonly string[],
  versions: readonly string[],
): Promise<(Buffer | null)[]> {
  const { rows } = await client.query<{ hash: Buffer | null }>(
    `select u.hash from unnest($2::bigint[], $3::bigint[]) with ordinality as m (assignment, version, n)
       left join lateral (select sha256(content) as hash from upload where day = $1 and assignment_id = m.assignment and version = m.version) u on true
     order by m.n`,
    [day, assignments, versions],
  );
  return rows.map(({ hash }) => hash);
}

export async function countUploads(client: Queryable): Promise<Map<string, number>> {
  const { rows } = await client.query<{ day: string; uploads: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day, count(*) as uploads from upload group by day`,
  );
  return new Map(rows.map(({ day, uploads }) => [day, Number(uploads)]));
}

export type UploadName = { readonly assignment: string; readonly version: string };

/** A day's uploads of the assignments that leave `rest` divided by `parts`, a page after `after`. */
export async function listUploads(
  client: Queryable,
  day: string,
  [rest, parts]: readonly [number, number],
  after: UploadName,
  limit: number,
): Promise<UploadName[]> {
  const { rows } = await client.query<UploadName>(
    `select assignment_id as assignment, version from upload
     where day = $1 and assignment_id % $3 = $2 and (assignment_id, version) > ($4, $5)
     order by assignment_id, version limit $6`,
    [day, rest, parts, after.assignment, after.version, limit],
  );
  return rows;
}

export async function listSeals(
  client: Queryable,
  from: string,
  to: string,
): Promise<{ readonly position: string; readonly key: string; readonly signature: Buffer }[]> {
  const { rows } = await client.query<{ position: string; key: string; signature: Buffer }>(
    'select position, key, signature from audit_seal where position between $1 and $2 order by position',
    [from, to],
  );
  return rows;
}

/** Days that retention has dropped, as YYYYMMDD. */
export async function listDropped(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ entry_id: string }>(
    "select entry_id from audit_chain where kind = 'dropped' order by position",
  );
  return rows.map(({ entry_id }) => entry_id);
}

export type HeadRow = {
  readonly position: string;
  readonly link: Buffer;
  readonly at: string;
  readonly day: string;
  readonly day_first: string;
  readonly day_entries: string;
  readonly subtrees: Buffer[];
  readonly last_statement: Buffer;
  readonly looks_until: string;
};

export async function readHead(client: Queryable): Promise<HeadRow | null> {
  const { rows } = await client.query<HeadRow>(
    `select position, link, audit_instant(at) as at, to_char(day, 'YYYY-MM-DD') as day, day_first, day_entries, subtrees,
       last_statement, to_char(looks_until, 'YYYY-MM-DD') as looks_until from audit_head`,
  );
  return rows[0] ?? null;
}

export type WaitingRow = {
  readonly kind: string;
  readonly entry_id: string;
  readonly at: string;
  readonly assignments: readonly string[] | null;
  readonly versions: readonly string[] | null;
};

/** What waits for the sequencer, a page after an id. */
export async function readWaiting(
  client: Queryable,
  after: string,
  limit: number,
): Promise<(WaitingRow & { readonly id: string })[]> {
  const { rows } = await client.query<WaitingRow & { id: string }>(
    `select id, kind, entry_id, audit_instant(at) as at, assignments, versions from audit_outbox where id > $1 order by id limit $2`,
    [after, limit],
  );
  return rows;
}

export type Unchained = { readonly id: string; readonly at: string; readonly said: string };

const unchained = {
  change: `select a.id, audit_instant(a.at) as at, a.action || ' of ' || a.entity || ' ' || a.entity_id as said from audit_entry a
    where not exists (select from audit_chain c where c.kind = 'change' and c.entry_id = a.id)
      and not exists (select from audit_outbox o where o.kind = 'change' and o.entry_id = a.id) order by a.id limit $1`,
  look: `select a.id, audit_instant(a.at) as at, a.action || ' of ' || a.what as said from access_record a
    where not exists (select from audit_chain c where c.kind = 'look' and c.entry_id = a.id)
      and not exists (select from audit_outbox o where o.kind = 'look' and o.entry_id = a.id) order by a.id limit $1`,
  'look-total': `select a.id, audit_instant(a.at) as at, a.action || ' of ' || a.what as said from access_record a
    where a.action = 'list' and a.day <= (select looks_until from audit_head)
      and not exists (select from audit_chain c where c.kind = 'look-total' and c.entry_id = a.id)
      and not exists (select from audit_outbox o where o.kind = 'look-total' and o.entry_id = a.id) order by a.id limit $1`,
  uploads: `select b.id, audit_instant(b.until_at) as at, b.uploads || ' uploads of ' || to_char(b.day, 'YYYY-MM-DD') as said from audit_batch b
    where not exists (select from audit_chain c where c.kind = 'uploads' and c.entry_id = b.id) order by b.id limit $1`,
  removed: `select r.id, audit_instant(r.at) as at, r.rows || ' of ' || r.kind as said from audit_removal r
    where not ${isSaid} order by r.id limit $1`,
} as const;
export type UnchainedKind = keyof typeof unchained;
export const unchainedKinds = ['change', 'look', 'look-total', 'uploads', 'removed'] as const;

/** Rows that should stand in the chain and do not, nor wait for it. */
export async function listUnchained(
  client: Queryable,
  kind: UnchainedKind,
  limit: number,
): Promise<Unchained[]> {
  const { rows } = await client.query<Unchained>(unchained[kind], [limit]);
  return rows;
}
