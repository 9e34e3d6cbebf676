import type { HelpKind } from '@attend/casework';
import { type NeedKind, needKinds } from '@attend/casework/today/needs';
import { isSuspended } from './let-go.ts';
import { type NeedListName, type NeedSource, needLists, needSources } from './need-sources.ts';
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
const named = (from: string): string => `
select x.kind, x.id, p.id as "participantId", p.reference, p.sealed as person, s.name as officer, c.name as "standIn", ${millis('x.at')} as at,
  x.court, x.sealed, x.version, x.help
from ${from} x join participant p on p.id = x.participant_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join lateral (select i.name from absence a join staff i on i.id = a.stand_in_id
  where a.staff_id = s.id and a.from_at <= now() and a.to_at > now() order by a.from_at limit 1) c on true
order by x.rank, x.at, x.id`;

const personOf = ({ row, of = `${row}.participant_id` }: NeedSource): string => of;
const selected = (kind: NeedKind, source: NeedSource): string => {
  const { row, at, court, sealed, version, help, from } = source;
  return `select '${kind}'::text as kind, ${needKinds.indexOf(kind)} as rank, ${row}.id, ${personOf(source)} as participant_id, ${at} as at,
    ${court ?? 'null::text'} as court, ${sealed ?? 'null::bytea'} as sealed, ${version ?? 'null::int'} as version, ${help ?? 'null::text'} as help
    from ${from}`;
};
const firstOf = (found: string, { toCome }: NeedSource, more: string): string => `(
select x.* from (${found}) x join participant p on p.id = x.participant_id
where p.entered_in_error_at is null ${toCome ? `and not ${isSuspended('p.id', 'now()')}` : ''} ${more} order by x.at, x.id limit $2)`;

/** Of everybody: along the index that holds them in order, no further than needed. */
const ofAll = (kind: NeedKind, narrowed = ''): string => {
  const source = needSources[kind];
  return firstOf(selected(kind, source), source, narrowed);
};

/**
 * Of whoever sees some people alone: an index by person is asked for all of these at once, so that it costs what these have and not what
 * the programme has. Where few of a kind are, all are read.
 */
const ofMine = (kind: NeedKind, keys: string): string => {
  const source = needSources[kind];
  return source.few
    ? ofAll(kind, `and ${isReached('p', keys)}`)
    : firstOf(
        `${selected(kind, source)} and ${personOf(source)} = any ((select mine.ids from mine)::uuid[])`,
        source,
        '',
      );
};

/** The first of each kind, then the first of all: what one kind has too many of leaves no other unread. */
const firstOfAll = (kinds: readonly string[]): string =>
  `select x.* from (${kinds.join(' union all ')}) x order by x.rank, x.at, x.id limit $2`;

/** Who sees some people alone is admitted to the page's people at once, before anything that stands beside them is read (idsOf). */
const textOf = (list: NeedListName, keys: string | null): string => {
  const kinds = needLists[list];
  if (keys === null) return named(`(${firstOfAll(kinds.map((kind) => ofAll(kind)))})`);
  return `with mine as materialized (select array(select distinct q.id from (${reachedPeople('$1', keys)}) q) as ids),
    found as materialized (${firstOfAll(kinds.map((kind) => ofMine(kind, keys)))}),
    admitted as materialized (select count(*) from admit_people(array(select f.participant_id from found f)))
  ${named('(select f.* from found f cross join admitted offset 0)')}`;
};

/** Within reach, in order of need (TDY-1). `span` bounds what is about a hearing to come. */
export async function listNeeds(
  client: Queryable,
  reach: Reach,
  list: NeedListName,
  limit: number,
  span: { readonly from: number; readonly to: number } | null = null,
): Promise<NeedRow[]> {
  const keys = needLists[list].some((kind) => needSources[kind].toCome) ? '$5' : '$3';
  const { rows } = await client.query<NeedRow>({
    name: `needs-${list}-${reach.whole ? 'whole' : 'reached'}`,
    text: textOf(list, reach.whole ? null : keys),
    values: [
      ...[reach.programmeId, limit],
      ...(span === null ? [] : [instantOf(span.from), instantOf(span.to)]),
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
