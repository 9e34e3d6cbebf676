import type { HelpKind } from '@attend/casework';
import type { NeedKind } from '@attend/casework/today/needs';
import { isSuspended } from './let-go.ts';
import { type NeedSource, needSources } from './need-sources.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach, reachedPeople } from './reach.ts';

/** What needs somebody besides alerts; the person's name and what they wrote are still sealed. */
export type NeedRow = {
  readonly kind: NeedKind;
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly officer: string | null;
  readonly standIn: string | null;
  readonly at: number;
  readonly court: string | null;
  readonly sealed: Buffer | null;
  readonly version: number | null;
  /** Of help: which; null: nobody has said, or it is about something else. */
  readonly help: HelpKind | null;
};

/** Names go to those alone who are shown. */
const named = (found: string): string => `
select x.kind, x.id, p.id as "participantId", p.reference, p.sealed as person, s.name as officer, c.name as "standIn", ${millis('x.at')} as at,
  x.court, x.sealed, x.version, x.help
from (${found}) x join participant p on p.id = x.participant_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join lateral (select i.name from absence a join staff i on i.id = a.stand_in_id
  where a.staff_id = s.id and a.from_at <= now() and a.to_at > now() order by a.from_at limit 1) c on true
order by x.at, x.id`;

const personOf = ({ row, of = `${row}.participant_id` }: NeedSource): string => of;
const selected = (kind: NeedKind, source: NeedSource): string => {
  const { row, at, court, sealed, version, help, from } = source;
  return `select '${kind}' as kind, ${row}.id, ${personOf(source)} as participant_id, ${at} as at, ${court ?? 'null::text'} as court,
    ${sealed ?? 'null::bytea'} as sealed, ${version ?? 'null::int'} as version, ${help ?? 'null::text'} as help from ${from}`;
};
const firstOf = (found: string, { toCome }: NeedSource, more = ''): string => `
select x.* from (${found}) x join participant p on p.id = x.participant_id
where p.entered_in_error_at is null ${toCome ? `and not ${isSuspended('p.id', 'now()')}` : ''} ${more} order by x.at, x.id limit $2`;

/** Of everybody, or of few: along the index that holds them in order, no further than needed. */
const ofAll = (kind: NeedKind, keys: string | null): string => {
  const source = needSources[kind];
  return firstOf(selected(kind, source), source, keys === null ? '' : `and ${isReached('p', keys)}`);
};

/** Of whoever sees some people alone: each of these is asked, so that it costs what these have and not what the programme has. */
const ofReached = (kind: NeedKind, keys: string): string => {
  const source = needSources[kind];
  return firstOf(
    `select y.* from (select distinct q.id from (${reachedPeople('$1', keys)}) q) one
     cross join lateral (${selected(kind, source)} and ${personOf(source)} = one.id offset 0) y offset 0`,
    source,
  );
};

/** Within reach, the earliest first. `span` bounds what is about a hearing to come. */
export async function listNeeds(
  client: Queryable,
  reach: Reach,
  kind: NeedKind,
  limit: number,
  span: { readonly from: number; readonly to: number } | null = null,
): Promise<NeedRow[]> {
  const { toCome, few } = needSources[kind];
  const keys = toCome ? '$5' : '$3';
  const { rows } = await client.query<NeedRow>({
    name: `needs-${kind}-${reach.whole ? 'whole' : 'reached'}`,
    text: named(reach.whole ? ofAll(kind, null) : few ? ofAll(kind, keys) : ofReached(kind, keys)),
    values: [
      ...[reach.programmeId, limit],
      ...(toCome && span !== null ? [instantOf(span.from), instantOf(span.to)] : []),
      ...(reach.whole ? [] : [reach.keys]),
    ],
  });
  return rows;
}

export type WaitingReply = {
  readonly id: string;
  readonly participantId: string;
  readonly answeredAt: number | null;
};

/** Locked until the transaction ends. */
export async function lockReply(client: Queryable, id: string): Promise<WaitingReply | null> {
  const { rows } = await client.query<WaitingReply>(
    `select r.id, r.participant_id as "participantId", ${millis('r.answered_at')} as "answeredAt" from message_reply r where r.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export async function markAnswered(client: Queryable, id: string, staffId: string): Promise<void> {
  await client.query('update message_reply set answered_at = now(), answered_by = $2 where id = $1', [
    id,
    staffId,
  ]);
}

export async function markFollowedUp(client: Queryable, id: string, staffId: string): Promise<void> {
  await client.query(
    'update check_in set followed_up_at = now(), followed_up_by = $2, version = version + 1 where id = $1',
    [id, staffId],
  );
}

/** False: it was confirmed before. */
export async function insertConfirmation(
  client: Queryable,
  of: {
    readonly hearingId: string;
    readonly programmeId: string;
    readonly participantId: string;
    readonly staffId: string;
  },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into hearing_confirmation (hearing_id, programme_id, participant_id, staff_id) values ($1, $2, $3, $4) on conflict do nothing`,
    [of.hearingId, of.programmeId, of.participantId, of.staffId],
  );
  return rowCount === 1;
}
