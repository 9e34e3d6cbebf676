import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import { type PlannedRemoval, spanOfRemoval } from '@attend/casework';
import type { RemovalReason, RemovalSpan } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type RemovalRow = PlannedRemoval & {
  readonly id: string;
  readonly participantId: string;
  readonly reason: RemovalReason;
  readonly madeBy: string | null;
  readonly endedBy: string | null;
  readonly version: number;
  readonly note: string | null;
  /** What somebody found once its time had passed. */
  readonly found: string | null;
};
const columns = `select r.id, r.participant_id as "participantId", r.reason, ${millis('r.from_at')} as from, ${millis('r.to_at')} as to,
  m.name as "madeBy", ${millis('r.ended_at')} as "endedAt", e.name as "endedBy", r.version, r.sealed
from planned_removal r left join staff m on m.id = r.made_by left join staff e on e.id = r.ended_by`;
type Sealed = Omit<RemovalRow, 'note' | 'found'> & { readonly sealed: Buffer | null };
const opened = (key: KeyObject | null, { sealed, ...row }: Sealed): RemovalRow => ({
  ...row,
  ...(key === null || sealed === null
    ? { note: null, found: null }
    : openRow(key, 'planned_removal', row.id, sealed)),
});

/** The latest first. */
export async function listRemovalsOf(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<RemovalRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'planned-removals-of',
    text: `${columns} where r.participant_id = $1 order by r.from_at desc, r.id desc limit 200`,
    values: [participantId],
  });
  return rows.map((row) => opened(key, row));
}

/** Locked until the transaction ends. */
export async function lockRemoval(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<RemovalRow | null> {
  const { rows } = await client.query<Sealed>(`${columns} where r.id = $1 for update of r`, [id]);
  const [row] = rows;
  return row === undefined ? null : opened(keyring.find(row.participantId), row);
}

/** Whoever plans for a person waits for whoever does so already. */
export async function lockRemovals(client: Queryable, participantId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('removal/' || $1::text, 0))`, [
    participantId,
  ]);
}

export async function insertRemoval(
  client: Queryable,
  key: KeyObject,
  made: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly reason: RemovalReason;
    readonly from: number;
    readonly to: number;
    readonly by: string;
    readonly note: string | null;
  },
): Promise<string> {
  const id = randomUUIDv7();
  const { note } = made;
  await client.query(
    `insert into planned_removal (id, programme_id, participant_id, reason, from_at, to_at, made_by, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[id, made.programmeId, made.participantId, made.reason, instantOf(made.from), instantOf(made.to)],
      ...[made.by, note === null ? null : sealRow(key, 'planned_removal', id, { note, found: null })],
    ],
  );
  return id;
}

export async function endRemoval(client: Queryable, id: string, at: number, by: string): Promise<void> {
  await client.query(
    'update planned_removal set ended_at = $2, ended_by = $3, version = version + 1 where id = $1',
    [id, instantOf(at), by],
  );
}

/** TDY-9: its time had passed already, and this is what somebody found. When it was expected stays as it was planned. */
export async function endPassed(
  client: Queryable,
  key: KeyObject,
  { id, note }: Pick<RemovalRow, 'id' | 'note'>,
  { at, by, found }: { readonly at: number; readonly by: string; readonly found: string },
): Promise<void> {
  await endRemoval(client, id, at, by);
  const sealed = sealRow(key, 'planned_removal', id, { note, found });
  await client.query('update planned_removal set sealed = $2 where id = $1', [id, sealed]);
}

/** A swap that is over: an open strap is an alert again, and of one whose time had passed nobody is asked any more. */
export async function endSwapRemovals(
  client: Queryable,
  participantId: string,
  at: number,
  by: string,
): Promise<void> {
  await client.query(
    `update planned_removal set ended_at = $2, ended_by = $3, version = version + 1
     where participant_id = $1 and reason = 'swap' and ended_at is null`,
    [participantId, instantOf(at), by],
  );
}

/** By person, in order: when an open strap is expected. Of the gateway's role too, which reads no words. */
export async function loadRemovals(
  client: Queryable,
  participantIds: readonly string[],
): Promise<Map<string, RemovalSpan[]>> {
  const { rows } = await client.query<
    PlannedRemoval & { readonly participantId: string; readonly reason: RemovalReason }
  >({
    name: 'planned-removals',
    text: `select participant_id as "participantId", reason, ${millis('from_at')} as from, ${millis('to_at')} as to,
        ${millis('ended_at')} as "endedAt" from planned_removal where participant_id = any($1::uuid[]) order by from_at, id`,
    values: [participantIds],
  });
  const spans = new Map<string, RemovalSpan[]>();
  for (const { participantId, reason, ...row } of rows) {
    const span = spanOfRemoval(row);
    if (span === null) continue;
    spans.set(participantId, [...(spans.get(participantId) ?? []), { ...span, reason }]);
  }
  return spans;
}
