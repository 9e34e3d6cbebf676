import type { BatchRow, ChangeRow, LinkRow, LookRow } from '../../audit/canonical.ts';
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

export async function readChanges(client: Queryable, ids: readonly string[]): Promise<ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>(
    `select id, programme_id, audit_instant(at) as at, staff_id, operator, action, entity, entity_id, participant_id, request_id,
       before, after from audit_entry where id = any($1)`,
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
} as const;
export type UnchainedKind = keyof typeof unchained;
export const unchainedKinds = ['change', 'look', 'look-total', 'uploads'] as const;

/** Rows that should stand in the chain and do not, nor wait for it. */
export async function listUnchained(
  client: Queryable,
  kind: UnchainedKind,
  limit: number,
): Promise<Unchained[]> {
  const { rows } = await client.query<Unchained>(unchained[kind], [limit]);
  return rows;
}
