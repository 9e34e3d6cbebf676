import type { CheckInKind, CheckInStatus } from '@attend/casework';
import type { HearingKind, HearingStatus } from '@attend/casework/hearings/hearing';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';
import type { SessionRow } from './sessions.ts';

export type FeedRow = {
  readonly id: string;
  readonly officeId: string | null;
  readonly office: string | null;
  readonly createdAt: number;
  readonly fetchedAt: number | null;
};
const columns = `k.id, o.id as "officeId", o.name as office, ${millis('k.created_at')} as "createdAt", ${millis('k.fetched_at')} as "fetchedAt"
  from calendar_feed k left join office o on o.id = k.office_id where k.ended_at is null`;

/** One's own: row-level security shows nobody another's. */
export async function listFeeds(client: Queryable): Promise<FeedRow[]> {
  const { rows } = await client.query<FeedRow>(
    `select ${columns} order by k.created_at desc, k.id limit 100`,
  );
  return rows;
}

export async function findFeed(client: Queryable, id: string): Promise<FeedRow | null> {
  const { rows } = await client.query<FeedRow>(`select ${columns} and k.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function insertFeed(
  client: Queryable,
  made: {
    readonly id: string;
    readonly programmeId: string;
    readonly staffId: string;
    readonly officeId: string | null;
    readonly secretHash: Buffer;
  },
): Promise<void> {
  await client.query(
    'insert into calendar_feed (id, programme_id, staff_id, office_id, secret_hash) values ($1, $2, $3, $4, $5)',
    [made.id, made.programmeId, made.staffId, made.officeId, made.secretHash],
  );
}

export async function renewFeed(client: Queryable, id: string, secretHash: Buffer): Promise<void> {
  await client.query('update calendar_feed set secret_hash = $2, renewed_at = now() where id = $1', [
    id,
    secretHash,
  ]);
}
export async function endFeed(client: Queryable, id: string): Promise<void> {
  await client.query('update calendar_feed set ended_at = now() where id = $1', [id]);
}
export async function noteFetch(client: Queryable, id: string): Promise<void> {
  await client.query('update calendar_feed set fetched_at = now() where id = $1', [id]);
}

export type FeedActorRow = SessionRow & { readonly secret_hash: Buffer };
/** Works before any programme is known. */
export async function findFeedActor(client: Queryable, id: string): Promise<FeedActorRow | null> {
  const { rows } = await client.query<FeedActorRow>('select * from find_calendar_feed($1)', [id]);
  return rows[0] ?? null;
}

export type FeedScope = { readonly officeId: string | null; readonly staffId: string };
type Span = { readonly from: number; readonly to: number; readonly limit: number };

/** `$6` an office, else whoever is assigned to `$7` or to somebody `$7` stands in for. */
const inScope = `case when $6::uuid is not null then p.office_id = $6 else exists (select from supervision v where v.participant_id = p.id
  and v.role <> 'attorney' and v.from_at <= now() and (v.to_at is null or v.to_at > now())
  and (v.staff_id = $7 or exists (select from absence a where a.staff_id = v.staff_id and a.stand_in_id = $7 and a.from_at <= now() and a.to_at > now()))) end`;
const reached = `p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')}) and ${inScope}`;

const valuesOf = (
  reach: Reach,
  { officeId, staffId }: FeedScope,
  { from, to, limit }: Span,
): readonly unknown[] => [
  ...[reach.programmeId, reach.whole, reach.keys],
  ...[instantOf(from), instantOf(to), officeId, staffId, limit],
];

export type FeedHearing = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly at: number;
  readonly kind: HearingKind;
  readonly court: string;
  readonly status: HearingStatus;
  readonly version: number;
};
export async function listFeedHearings(
  client: Queryable,
  reach: Reach,
  scope: FeedScope,
  span: Span,
): Promise<FeedHearing[]> {
  const { rows } = await client.query<FeedHearing>({
    name: 'calendar-hearings',
    text: `select h.id, p.id as "participantId", p.reference, ${millis('h.at')} as at, h.kind, h.court, h.status, h.version
      from hearing h join participant p on p.id = h.participant_id
      where h.programme_id = $1 and h.at >= $4 and h.at < $5 and ${reached} order by h.at, h.id limit $8`,
    values: valuesOf(reach, scope, span),
  });
  return rows;
}

export type FeedCheckIn = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly at: number;
  readonly minutes: number;
  readonly kind: CheckInKind;
  readonly office: string;
  readonly status: CheckInStatus;
  readonly version: number;
};
/** Those that have a time. */
export async function listFeedCheckIns(
  client: Queryable,
  reach: Reach,
  scope: FeedScope,
  span: Span,
): Promise<FeedCheckIn[]> {
  const { rows } = await client.query<FeedCheckIn>({
    name: 'calendar-check-ins',
    text: `select c.id, p.id as "participantId", p.reference, ${millis('c.slot_at')} as at, coalesce(k.slot_minutes, 30)::int as minutes, c.kind,
        o.name as office, c.status, c.version
      from check_in c join participant p on p.id = c.participant_id join office o on o.id = c.office_id
      left join office_calendar k on k.office_id = c.office_id
      where c.programme_id = $1 and c.slot_at >= $4 and c.slot_at < $5 and ${reached} order by c.slot_at, c.id limit $8`,
    values: valuesOf(reach, scope, span),
  });
  return rows;
}
