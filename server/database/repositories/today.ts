import type { NeedKind } from '@attend/casework/today/needs';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

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
};

/** `x` is what needs somebody: kind, id, participant_id, at, court, sealed, version. */
const whole = (from: string): string => `
select x.kind, x.id, p.id as "participantId", p.reference, p.sealed as person, s.name as officer, c.name as "standIn", ${millis('x.at')} as at,
  x.court, x.sealed, x.version
from (${from}) x join participant p on p.id = x.participant_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
left join staff s on s.id = v.staff_id
left join lateral (select i.name from absence a join staff i on i.id = a.stand_in_id
  where a.staff_id = s.id and a.from_at <= now() and a.to_at > now() order by a.from_at limit 1) c on true
where p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')})`;

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

/** A statement a kind: each goes along an index of its own (migrations 0027 to 0029, 0036). */
const statements: Readonly<Record<NeedKind, string>> = {
  'help-asked': `select 'help-asked' as kind, r.id, r.participant_id, r.at, null::text as court, r.sealed, null::int as version
    from message_reply r where r.programme_id = $1 and r.answered_at is null and r.meaning = 'help'`,
  'reply-to-read': `select 'reply-to-read' as kind, r.id, r.participant_id, r.at, null::text as court, r.sealed, null::int as version
    from message_reply r where r.programme_id = $1 and r.answered_at is null and r.meaning = 'other'`,
  'message-unknown': `select 'message-unknown' as kind, m.id, m.participant_id, m.due_at as at, ${nothing}
    from message m where m.programme_id = $1 and m.status = 'unknown' and ${standing}`,
  // Places are counted for the times of absences alone (places_at, migration 0036). Whom of a slot it moves, the front desk decides.
  'slot-short': `select 'slot-short' as kind, c.id, c.participant_id, c.slot_at as at, b.taken || ' / ' || b.places as court, null::bytea as sealed, c.version
    from (
      select distinct s.office_id, s.at, s.taken, coalesce(places_at(s.office_id, s.at), 0) as places
      from check_in_worker w join absence a on a.staff_id = w.staff_id and a.to_at > now()
        join office_slot s on s.office_id = w.office_id and s.at > greatest(now(), a.from_at - interval '1 day') and s.at < a.to_at and s.taken > 0
      where w.programme_id = $1 and w.ended_at is null
    ) b join check_in c on c.office_id = b.office_id and c.slot_at = b.at and c.status = 'booked' and c.entered_in_error_at is null
    where b.taken > b.places`,
  'merge-waiting': `select 'merge-waiting' as kind, l.id, l.kept_id as participant_id, l.asked_at as at, null::text as court, l.sealed, null::int as version
    from person_link l where l.programme_id = $1 and l.decision is null and l.from_at is null`,
  'check-in-missed': `select 'check-in-missed' as kind, k.id, k.participant_id, k.decided_at as at, null::text as court, null::bytea as sealed, k.version
    from check_in k where k.programme_id = $1 and k.status = 'missed' and k.followed_up_at is null`,
  'hearing-unconfirmed': `select 'hearing-unconfirmed' as kind, h.id, h.participant_id, h.at, h.court, null::bytea as sealed, h.version
    from hearing h where h.programme_id = $1 and h.status = 'scheduled' and h.at >= $5 and h.at < $6
      and not ${isConfirmed('h')}`,
  'no-number': `select 'no-number' as kind, h.id, h.participant_id, h.at, h.court, null::bytea as sealed, null::int as version
    from hearing h where h.programme_id = $1 and h.status = 'scheduled' and h.at >= $5 and h.at < $6 and not ${isReachable('h.participant_id')}`,
  bounced: `select 'bounced' as kind, k.id, k.participant_id, k.bounced_at as at, null::text as court, k.sealed, k.version
    from contact_point k where k.programme_id = $1 and k.bounced_at is not null and k.ended_at is null`,
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
  const isToCome = toCome.has(kind);
  const notSuspended = isToCome ? 'and not suspended_at(p.id, now())' : '';
  const { rows } = await client.query<NeedRow>({
    name: `needs-${kind}`,
    text: `${whole(statements[kind])} ${notSuspended} order by x.at, x.id limit $4`,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, limit],
      ...(isToCome && span !== null ? [instantOf(span.from), instantOf(span.to)] : []),
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
