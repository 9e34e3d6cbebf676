import { createHash } from 'node:crypto';

/**
 * The canonical bytes of what stands in the chain, written a second time and independently of migration 0014, which writes them in
 * SQL: the verifier must not take the database's word for it. Values come as PostgreSQL prints them (ids and numbers as digits,
 * instants to the microsecond in UTC), so nothing is lost on the way.
 */
export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** 0 for null, else 1, the length in four bytes, the value: no two lists of fields have the same bytes. */
export function fields(...values: readonly (string | Uint8Array | null)[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const value of values) {
    if (value === null) {
      parts.push(Buffer.of(0));
      continue;
    }
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const header = Buffer.alloc(5);
    header[0] = 1;
    header.writeInt32BE(bytes.length, 1);
    parts.push(header, bytes);
  }
  return Buffer.concat(parts);
}

export type ChangeRow = {
  readonly id: string;
  readonly programme_id: string | null;
  readonly at: string;
  readonly staff_id: string | null;
  readonly operator: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly participant_id: string | null;
  readonly request_id: string | null;
  readonly before: Buffer | null;
  readonly after: Buffer | null;
};

export const changeContent = (row: ChangeRow): Buffer =>
  sha256(
    fields('change/1', row.id, row.programme_id, row.at, row.staff_id, row.operator, row.action, row.entity),
    fields(row.entity_id, row.participant_id, row.request_id, row.before, row.after),
  );

export type LookRow = {
  readonly id: string;
  readonly programme_id: string;
  readonly participant_id: string;
  readonly staff_id: string | null;
  readonly operator: string | null;
  readonly day: string;
  readonly action: string;
  readonly what: string;
  readonly at: string;
  readonly purpose: string;
  readonly count: string;
};

/** A list counts on during its day: at first only what does not change in it, its total when the day is over. */
export function lookContent(row: LookRow, total: boolean): Buffer {
  const lasting = fields(
    ...[total ? 'look-total/1' : 'look/1', row.id, row.programme_id, row.participant_id],
    ...[row.staff_id, row.operator, row.day, row.action, row.what],
  );
  if (row.action === 'list' && !total) return sha256(lasting);
  return sha256(lasting, fields(row.at, row.purpose, row.count));
}

export type BatchRow = {
  readonly id: string;
  readonly day: string;
  readonly from_at: string;
  readonly until_at: string;
  readonly uploads: string;
  readonly root: Buffer;
  readonly members_hash: Buffer;
};

export const batchContent = (row: BatchRow): Buffer =>
  sha256(
    fields('uploads/1', row.id, row.day, row.from_at, row.until_at, row.uploads, row.root, row.members_hash),
  );

/** `day` as YYYYMMDD. */
export const droppedContent = (day: string): Buffer => sha256(fields('dropped/1', day));

export type RemovalRow = {
  readonly id: string;
  readonly kind: string;
  readonly programme_id: string;
  readonly until_at: string;
  readonly rows: string;
  readonly day: string | null;
  /** As PostgreSQL writes a multirange. */
  readonly ids: string | null;
  readonly rest: Buffer | null;
  readonly at: string;
};

export const removalContent = (row: RemovalRow): Buffer =>
  sha256(
    fields('removed/1', row.id, row.kind, row.programme_id, row.until_at, row.rows, row.day, row.ids),
    fields(row.rest, row.at),
  );

/** A leaf of a batch's tree (RFC 6962, 2.1). `content` is the SHA-256 of the stored bytes; an upload that is gone has those of none. */
export function uploadLeaf(assignment: bigint, version: bigint, day: string, content: Uint8Array): Buffer {
  const numbers = Buffer.alloc(17);
  numbers.writeBigInt64BE(assignment, 1);
  numbers.writeBigInt64BE(version, 9);
  return sha256(numbers, Buffer.from(day), content);
}

export type LinkRow = {
  readonly position: string;
  readonly kind: string;
  readonly entry_id: string;
  readonly programme_id: string | null;
  readonly at: string;
  readonly content: Buffer;
  readonly previous: Buffer;
};

export const linkOf = (row: LinkRow): Buffer =>
  sha256(
    fields('attend-audit-link/1', row.position, row.kind, row.entry_id, row.programme_id, row.at),
    fields(row.content, row.previous),
  );

export type RootRow = {
  readonly day: string;
  readonly first_position: string;
  readonly entries: string;
  readonly root: Buffer;
  readonly head: Buffer;
  readonly previous: Buffer;
  readonly made_at: string;
};

/** What is signed of a day, and what the next day's root names by its hash. */
export const rootStatement = (row: RootRow): Buffer =>
  fields(
    ...['attend-audit-root/1', row.day, row.first_position, row.entries],
    ...[row.root, row.head, row.previous, row.made_at],
  );

/** What is signed of the chain's end after a run of the sequencer. */
export const headStatement = (position: string, link: Uint8Array): Buffer =>
  fields('attend-audit-head/1', position, link);

/** Before the first link, and before the first root. */
export const nothingBefore: Buffer = Buffer.alloc(32);
