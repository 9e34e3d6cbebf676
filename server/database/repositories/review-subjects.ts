import {
  type AlertOutcome,
  type Appearance,
  type CheckInStatus,
  type ExcusingReason,
  factsReachDays,
  type Observation,
  type ReviewSubject,
  verdictOfAlert,
  verdictOfCheckIn,
  verdictOfHearing,
} from '@attend/casework';
import type { AlertKind } from '@attend/kernel';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type SubjectRow = ReviewSubject & { readonly id: string; readonly programmeId: string };

const inForce = `o.status = 'active' and o.entered_in_error_at is null`;
const subjects = `
select p.id, p.programme_id as "programmeId", coalesce(p.timezone, f.timezone, g.timezone) as timezone,
  (select ${millis('min(greatest(v.from_at, v.effective_at))')} from supervision_order o join order_version v on v.order_id = o.id and v.effective_at is not null
    where o.participant_id = p.id and ${inForce}) as "orderSince",
  (select coalesce(json_agg(json_build_object('technology', d.technology, 'from', ${millis('a.from_at')}, 'to', ${millis('a.to_at')})), '[]')
    from assignment a join device d on d.id = a.device_id where a.participant_id = p.id and a.from_at <= $2) as worn,
  (select json_build_object('tier', r.tier_to, 'at', ${millis('r.decided_at')}) from review r where r.participant_id = p.id and r.decided_at is not null
    and r.decision <> 'stay' order by r.decided_at desc, r.id desc limit 1) as decided,
  (select ${millis('max(r.decided_at)')} from review r where r.participant_id = p.id) as "reviewedAt",
  (select coalesce(json_agg(json_build_object('kind', q.kind, 'at', ${millis('q.due_at')})), '[]') from order_prompt q
    where q.participant_id = p.id and q.kind in ('review', 'medical') and q.decided_at is null and q.closed_at is null) as asked,
  (select coalesce(json_agg(json_build_object('from', ${millis('u.from_at')}, 'to', ${millis('u.to_at')}) order by u.from_at), '[]') from suspension u
    where u.participant_id = p.id and u.entered_in_error_at is null and u.from_at <= $2) as suspended,
  (select count(*)::int from hearing h where h.participant_id = p.id and h.status = 'scheduled' and h.entered_in_error_at is null and h.at > $2) as "hearingsToCome"
from unnest($1::uuid[]) as w (id) join participant p on p.id = w.id join programme g on g.id = p.programme_id left join office f on f.id = p.office_id
where p.entered_in_error_at is null`;

/** Of those who stand under an order in force; the others are missing. */
export async function loadSubjects(
  client: Queryable,
  ids: readonly string[],
  now: number,
): Promise<SubjectRow[]> {
  const { rows } = await client.query<Omit<SubjectRow, 'orderSince'> & { orderSince: number | null }>({
    name: 'review-subjects',
    text: subjects,
    values: [ids, instantOf(now)],
  });
  return rows.flatMap(({ orderSince, ...row }) => (orderSince === null ? [] : [{ ...row, orderSince }]));
}

/** `what`: the kind of an alert. */
export type RecordRow = Observation & {
  readonly participantId: string;
  readonly word: string;
  readonly what: AlertKind | null;
};

type Seen = Omit<RecordRow, 'verdict'> & { readonly excuse: ExcusingReason | null };
const seen = `
select c.participant_id as "participantId", 'check-in' as kind, c.id, c.due_on::text as on, c.status as word, null as excuse, null as what
  from check_in c where c.participant_id = any($1::uuid[]) and c.entered_in_error_at is null and c.due_on >= ($2::timestamptz)::date and c.decided_at is not null
union all
select h.participant_id, 'hearing', h.id, (h.at at time zone h.timezone)::date::text, h.appearance, h.excuse, null
  from hearing h where h.participant_id = any($1::uuid[]) and h.status = 'held' and h.entered_in_error_at is null and h.at >= $2
union all
select a.participant_id, 'alert', a.id, (a.raised_at at time zone coalesce(p.timezone, f.timezone, g.timezone))::date::text, case when a.status = 'closed' then coalesce(a.outcome, 'closed-by-itself') else 'open' end, null, a.kind
  from alert a join participant p on p.id = a.participant_id join programme g on g.id = p.programme_id left join office f on f.id = p.office_id
  where a.participant_id = any($1::uuid[]) and a.withdrawn_at is null and a.raised_at >= $2
order by 4 desc, 3`;

function verdictOf({ kind, word, excuse }: Seen): RecordRow['verdict'] {
  switch (kind) {
    case 'check-in':
      return verdictOfCheckIn(word as CheckInStatus);
    case 'hearing':
      return verdictOfHearing(word as Appearance, excuse);
    case 'alert':
      return verdictOfAlert(word !== 'open', word as AlertOutcome);
  }
}

/** RVW-4: what is on record of each, the latest first. Numbers and outcomes: nothing of it is opened. */
export async function loadRecords(
  client: Queryable,
  ids: readonly string[],
  now: number,
): Promise<Map<string, RecordRow[]>> {
  const { rows } = await client.query<Seen>({
    name: 'review-records',
    text: seen,
    values: [ids, instantOf(now - factsReachDays * 86_400_000)],
  });
  const of = new Map<string, RecordRow[]>();
  for (const row of rows) {
    const { excuse: _excuse, ...shown } = row;
    const record = { ...shown, verdict: verdictOf(row) };
    const own = of.get(row.participantId);
    if (own === undefined) of.set(row.participantId, [record]);
    else own.push(record);
  }
  return of;
}
