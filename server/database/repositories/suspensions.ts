import { randomUUID } from 'node:crypto';
import type { Suspension, SuspensionKind } from '@attend/casework';
import type { Span } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';
import { openRow, sealRow } from './sealed.ts';

/** By person, in order: what counts for nobody. Of the gateway's role too, which reads no words. */
export async function loadSuspendedSpans(
  client: Queryable,
  participantIds: readonly string[],
): Promise<Map<string, Span[]>> {
  const { rows } = await client.query<Span & { participantId: string }>({
    name: 'suspended-spans',
    text: `select participant_id as "participantId", ${millis('from_at')} as from, ${millis('to_at')} as to from suspension
      where participant_id = any($1::uuid[]) and entered_in_error_at is null order by from_at`,
    values: [participantIds],
  });
  const spans = new Map<string, Span[]>();
  for (const { participantId, from, to } of rows) {
    const own = spans.get(participantId);
    if (own === undefined) spans.set(participantId, [{ from, to }]);
    else own.push({ from, to });
  }
  return spans;
}

export type SuspensionRow = Suspension & {
  readonly id: string;
  readonly participantId: string;
  readonly begunBy: string | null;
  readonly begunAt: number;
  readonly endedBy: string | null;
  readonly endSaidAt: number | null;
  readonly markedAt: number | null;
  readonly version: number;
  readonly note: string | null;
  readonly endNote: string | null;
};
type Sealed = Omit<SuspensionRow, 'note' | 'endNote'> & { readonly sealed: Buffer | null };

const columns = `u.id, u.participant_id as "participantId", u.kind, ${millis('u.from_at')} as from, ${millis('u.to_at')} as to,
  b.name as "begunBy", ${millis('u.begun_at')} as "begunAt", e.name as "endedBy", ${millis('u.end_said_at')} as "endSaidAt",
  ${millis('u.entered_in_error_at')} as "markedAt", u.version, u.sealed
from suspension u left join staff b on b.id = u.begun_by left join staff e on e.id = u.ended_by`;

function opened(keyring: Keyring, { sealed, ...row }: Sealed): SuspensionRow {
  const key = sealed === null ? null : keyring.find(row.participantId);
  const words = key === null || sealed === null ? null : openRow(key, 'suspension', row.id, sealed);
  return { ...row, note: words?.note ?? null, endNote: words?.endNote ?? null };
}

/** All of a person's, the latest first; those entered in error too. */
export async function listSuspensionsOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<SuspensionRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'suspensions-of',
    text: `select ${columns} where u.participant_id = $1 order by u.from_at desc, u.id limit 200`,
    values: [participantId],
  });
  return rows.map((row) => opened(keyring, row));
}

/** Locked until the transaction ends. */
export async function lockSuspension(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<SuspensionRow | null> {
  const { rows } = await client.query<Sealed>(`select ${columns} where u.id = $1 for update of u`, [id]);
  const [row] = rows;
  return row === undefined ? null : opened(keyring, row);
}

export type StandingSuspension = {
  readonly id: string;
  readonly kind: SuspensionKind;
  readonly from: number;
  readonly to: number | null;
  readonly version: number;
};

/** The one that holds at an instant. */
export async function findSuspensionAt(
  client: Queryable,
  participantId: string,
  at: number,
): Promise<StandingSuspension | null> {
  const { rows } = await client.query<StandingSuspension>({
    name: 'suspension-at',
    text: `select u.id, u.participant_id, u.kind, ${millis('u.from_at')} as from, ${millis('u.to_at')} as to, u.version from suspension u
      where u.participant_id = $1 and u.entered_in_error_at is null and u.from_at <= $2 and (u.to_at is null or u.to_at > $2)`,
    values: [participantId, instantOf(at)],
  });
  return rows[0] ?? null;
}

export async function insertSuspension(
  client: Queryable,
  keyring: Keyring,
  made: Suspension & {
    readonly programmeId: string;
    readonly participantId: string;
    readonly by: string;
    readonly note: string;
  },
): Promise<string> {
  const id = randomUUID();
  const { kind, from, to, note, participantId } = made;
  const sealed = sealRow(keyring.create(participantId), 'suspension', id, { note });
  await client.query(
    `insert into suspension (id, programme_id, participant_id, kind, from_at, to_at, sealed, begun_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, made.programmeId, participantId, kind, instantOf(from), instantOrNull(to), sealed, made.by],
  );
  return id;
}

export async function writeEnd(
  client: Queryable,
  keyring: Keyring,
  row: SuspensionRow,
  end: { readonly to: number; readonly by: string; readonly note: string },
): Promise<void> {
  const words = { note: row.note, endNote: end.note };
  await client.query(
    `update suspension set to_at = $2, ended_by = $3, end_said_at = now(), sealed = $4, version = version + 1 where id = $1`,
    [
      ...[row.id, instantOf(end.to), end.by],
      sealRow(keyring.create(row.participantId), 'suspension', row.id, words),
    ],
  );
}

/** Times that were booked in the span are free for somebody else. Answers which check-ins have none any more. */
export async function freeBookings(
  client: Queryable,
  participantId: string,
  { from, to }: Span,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `update check_in set status = 'due', slot_at = null, version = version + 1
     where participant_id = $1 and status = 'booked' and entered_in_error_at is null and slot_at >= $2 and ($3::timestamptz is null or slot_at < $3)
     returning participant_id, id`,
    [participantId, instantOf(from), instantOrNull(to)],
  );
  return rows.map(({ id }) => id);
}

/** Nothing of it is sent any more: whoever it is for has died. Returns how many. */
export async function cancelMessagesOf(client: Queryable, participantId: string): Promise<number> {
  const { rowCount } = await client.query(
    `update message set status = 'cancelled', reason = 'suspended' where participant_id = $1 and status = 'planned'`,
    [participantId],
  );
  return rowCount ?? 0;
}

export type SuspendedPerson = StandingSuspension & {
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly office: string | null;
  /** The next hearing that falls into it: somebody has to tell the court. */
  readonly hearingAt: number | null;
};

const suspendedNow = `
select u.id, u.participant_id as "participantId", p.reference, p.sealed as person, o.name as office, u.kind,
  ${millis('u.from_at')} as from, ${millis('u.to_at')} as to, u.version, ${millis('h.at')} as "hearingAt"
from suspension u join participant p on p.id = u.participant_id left join office o on o.id = p.office_id
left join lateral (select x.at from hearing x where x.participant_id = u.participant_id and x.status = 'scheduled' and x.entered_in_error_at is null and x.at > now()
  and (u.to_at is null or x.at < u.to_at) order by x.at limit 1) h on true
where u.programme_id = $1 and u.entered_in_error_at is null and u.from_at <= now() and (u.to_at is null or u.to_at > now())
  and p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')})`;

/** Within reach, in the order of their beginning, the latest first, before one. */
export async function listSuspended(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: { readonly from: number; readonly id: string } | null,
  limit: number,
): Promise<SuspendedPerson[]> {
  const { rows } = await client.query<SuspendedPerson>({
    name: 'suspended-now',
    text: `${suspendedNow} and ($4::timestamptz is null or (date_trunc('milliseconds', u.from_at), u.id) < ($4, $5::uuid))
      order by date_trunc('milliseconds', u.from_at) desc, u.id desc limit $6`,
    values: [
      ...[programmeId, whole, keys, instantOrNull(after?.from ?? null)],
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  });
  return rows;
}
