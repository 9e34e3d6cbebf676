import type { HelpKind } from '@attend/casework';
import type { NeedKind } from '@attend/casework/today/needs';
import { isSuspended, letGo } from './let-go.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { type Reach, reachedPeople } from './reach.ts';

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

/** Names go to those alone who are shown: `x` is what needs somebody: kind, id, participant_id, at, court, sealed, version. */
const named = (found: string, hasHelp: boolean): string => `
select x.kind, x.id, p.id as "participantId", p.reference, p.sealed as person, s.name as officer, c.name as "standIn", ${millis('x.at')} as at,
  x.court, x.sealed, x.version, ${hasHelp ? 'x.help' : 'null::text as help'}
from (${found}) x join participant p on p.id = x.participant_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join lateral (select i.name from absence a join staff i on i.id = a.stand_in_id
  where a.staff_id = s.id and a.from_at <= now() and a.to_at > now() order by a.from_at limit 1) c on true
order by x.at, x.id`;

/** Of everybody: along the index that holds them in order, no further than needed. */
const ofAll = (kind: NeedKind): string => `
select x.* from (${statements[kind]('')}) x join participant p on p.id = x.participant_id
where p.entered_in_error_at is null ${toCome.has(kind) ? `and not ${isSuspended('p.id', 'now()')}` : ''} order by x.at, x.id limit $2`;

/** Of whoever sees some people alone: each of these is asked, so that it costs what these have and not what the programme has. */
const ofReached = (kind: NeedKind): string => `
select x.* from (
  select y.* from (select distinct q.id from (${reachedPeople('$1', toCome.has(kind) ? '$5' : '$3')}) q) one
  cross join lateral (${statements[kind]('one.id')} offset 0) y offset 0
) x join participant p on p.id = x.participant_id
where p.entered_in_error_at is null ${toCome.has(kind) ? `and not ${isSuspended('p.id', 'now()')}` : ''} order by x.at, x.id limit $2`;

const nothing = 'null::text as court, null::bytea as sealed, null::int as version';

/** A number or address of theirs works, and they said that it may be used. */
export const isReachable = (
  participant: string,
): string => `exists (select from contact_point k where k.participant_id = ${participant} and k.ended_at is null
  and k.bounced_at is null and k.stopped_at is null and k.consent_at is not null and k.consent_withdrawn_at is null)`;
/**
 * Somebody of the staff heard it, or a YES came. A YES answers the last message before it (message-replies.ts): it confirms the hearing
 * that this message is about.
 */
export const isConfirmed = (
  h: string,
): string => `(exists (select from hearing_confirmation f where f.hearing_id = ${h}.id)
  or exists (select from message_reply r join message m on m.id = r.message_id where r.participant_id = ${h}.participant_id
    and r.meaning = 'yes' and starts_with(m.key, 'hearing/' || ${h}.id || '/')))`;
const standing = "(m.settled_at is null or m.settled_as = 'send-again')";

/** HLP-9: by the date of what it is for. */
const helpRow = `a.id, a.participant_id, coalesce(h.at, c.slot_at, (c.due_on + time '12:00') at time zone o.timezone) as at,
    coalesce(h.court, o.name) as court, null::bytea as sealed, a.version, a.kind as help
  from arranged_help a left join hearing h on h.id = a.hearing_id
  left join check_in c on c.id = a.check_in_id left join office o on o.id = c.office_id`;
/** What took place, or did not, is settled on the page of its day; a moved hearing's own day says nothing of when help is needed. */
const openHelp = `a.programme_id = $1 and a.status in ('asked', 'arranged') and a.entered_in_error_at is null
  and coalesce(h.at > now() or h.status = 'moved', c.window_to >= current_date - 1) and coalesce(h.status <> 'held', c.status in ('due', 'booked', 'ended'))`;
/** As `doubtOf` says (casework/help/work.ts). */
const helpInDoubt = `coalesce(h.status in ('moved', 'cancelled') or h.entered_in_error_at is not null or ${isSuspended('a.participant_id', 'h.at')},
  c.status = 'ended' or c.entered_in_error_at is not null or (${letGo('c', 'o.timezone')}) is not null
    or (a.status = 'arranged' and a.for_at is distinct from c.slot_at))`;
const aboutHelp: ReadonlySet<NeedKind> = new Set(['help-to-arrange', 'help-in-doubt']);

/** REQ-4: until somebody has answered, however long its time has been over. */
const exceptionAsked =
  (kind: string, begun: '<=' | '>') =>
  (of: string): string =>
    `select '${kind}' as kind, e.id, e.participant_id, e.from_at as at,
    null::text as court, e.sealed, e.revision as version
    from condition_exception e where e.programme_id = $1 ${only('e', of)} and e.status = 'asked' and e.entered_in_error_at is null and e.from_at ${begun} now()`;

const only = (row: string, person: string): string =>
  person === '' ? '' : `and ${row}.participant_id = ${person}`;
/** A statement a kind, of everybody or of one person `of`: each goes along an index of its own (migrations 0027 to 0029, 0036, 0043). */
const statements: Readonly<Record<NeedKind, (of: string) => string>> = {
  'help-asked': (
    of,
  ) => `select 'help-asked' as kind, r.id, r.participant_id, r.at, null::text as court, r.sealed, null::int as version
    from message_reply r where r.programme_id = $1 ${only('r', of)} and r.answered_at is null and r.meaning = 'help'
      and not exists (select from arranged_help a where a.reply_id = r.id and a.entered_in_error_at is null)`,
  'help-to-arrange': (of) =>
    `select 'help-to-arrange' as kind, ${helpRow} where ${openHelp} ${only('a', of)} and a.status = 'asked' and not ${helpInDoubt}`,
  'help-in-doubt': (of) =>
    `select 'help-in-doubt' as kind, ${helpRow} where ${openHelp} ${only('a', of)} and ${helpInDoubt}`,
  'reply-to-read': (
    of,
  ) => `select 'reply-to-read' as kind, r.id, r.participant_id, r.at, null::text as court, r.sealed, null::int as version
    from message_reply r where r.programme_id = $1 ${only('r', of)} and r.answered_at is null and r.meaning = 'other'`,
  'exception-late': exceptionAsked('exception-late', '<='),
  'exception-asked': exceptionAsked('exception-asked', '>'),
  'message-unknown': (
    of,
  ) => `select 'message-unknown' as kind, m.id, m.participant_id, m.due_at as at, ${nothing}
    from message m where m.programme_id = $1 ${only('m', of)} and m.status = 'unknown' and ${standing}`,
  // Places are counted for the times of absences alone (places_at, migration 0036). Whom of a slot it moves, the front desk decides.
  'slot-short': (
    of,
  ) => `select 'slot-short' as kind, c.id, c.participant_id, c.slot_at as at, b.taken || ' / ' || b.places as court, null::bytea as sealed, c.version
    from (
      select distinct s.office_id, s.at, s.taken, coalesce(places_at(s.office_id, s.at), 0) as places
      from check_in_worker w join absence a on a.staff_id = w.staff_id and a.to_at > now()
        join office_slot s on s.office_id = w.office_id and s.at > greatest(now(), a.from_at - interval '1 day') and s.at < a.to_at and s.taken > 0
      where w.programme_id = $1 and w.ended_at is null
    ) b join check_in c on c.office_id = b.office_id and c.slot_at = b.at and c.status = 'booked' and c.entered_in_error_at is null
    where b.taken > b.places ${only('c', of)}`,
  'merge-waiting': (
    of,
  ) => `select 'merge-waiting' as kind, l.id, l.kept_id as participant_id, l.asked_at as at, null::text as court, l.sealed, null::int as version
    from person_link l where l.programme_id = $1 and l.decision is null and l.from_at is null ${of === '' ? '' : `and l.kept_id = ${of}`}`,
  'check-in-missed': (
    of,
  ) => `select 'check-in-missed' as kind, k.id, k.participant_id, k.decided_at as at, null::text as court, null::bytea as sealed, k.version
    from check_in k where k.programme_id = $1 ${only('k', of)} and k.status = 'missed' and k.followed_up_at is null`,
  'hearing-unconfirmed': (
    of,
  ) => `select 'hearing-unconfirmed' as kind, h.id, h.participant_id, h.at, h.court, null::bytea as sealed, h.version
    from hearing h where h.programme_id = $1 ${only('h', of)} and h.status = 'scheduled' and h.at >= $3 and h.at < $4
      and not ${isConfirmed('h')}`,
  'no-number': (
    of,
  ) => `select 'no-number' as kind, h.id, h.participant_id, h.at, h.court, null::bytea as sealed, null::int as version
    from hearing h where h.programme_id = $1 ${only('h', of)} and h.status = 'scheduled' and h.unreached and h.at >= $3 and h.at < $4`,
  bounced: (
    of,
  ) => `select 'bounced' as kind, k.id, k.participant_id, k.bounced_at as at, null::text as court, k.sealed, k.version
    from contact_point k where k.programme_id = $1 ${only('k', of)} and k.bounced_at is not null and k.ended_at is null`,
  // The letter's address as it was written there: once that is changed, has ended or is marked, somebody has seen to it.
  'letter-returned': (
    of,
  ) => `select 'letter-returned' as kind, n.id, n.participant_id, n.returned_at as at, ${nothing}
    from letter_sending n join letter l on l.id = n.letter_id
    where n.programme_id = $1 ${only('n', of)} and n.returned_at is not null and n.settled_at is null and n.entered_in_error_at is null
      and not address_changed(l.address_id, l.address_version)`,
};
/** Who is suspended cannot come, and is reminded of nothing. */
const toCome: ReadonlySet<NeedKind> = new Set(['hearing-unconfirmed', 'no-number']);

/** Within reach, the earliest first. `span` bounds what is about a hearing to come. */
export async function listNeeds(
  client: Queryable,
  reach: Reach,
  kind: NeedKind,
  limit: number,
  span: { readonly from: number; readonly to: number } | null = null,
): Promise<NeedRow[]> {
  const { rows } = await client.query<NeedRow>({
    name: `needs-${kind}-${reach.whole ? 'whole' : 'reached'}`,
    text: named(reach.whole ? ofAll(kind) : ofReached(kind), aboutHelp.has(kind)),
    values: [
      ...[reach.programmeId, limit],
      ...(toCome.has(kind) && span !== null ? [instantOf(span.from), instantOf(span.to)] : []),
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
