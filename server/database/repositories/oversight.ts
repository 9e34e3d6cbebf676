import type { DayOfLooks, Unusual, UnusualKind, UnusualOutcome } from '@attend/casework';
import type { Queryable } from './queryable.ts';

export type ViewerDay = DayOfLooks & { readonly staffId: string; readonly opened: readonly string[] };

/**
 * What each viewer opened, a line a day. Outside one's work: neither assigned then, nor of an office of one's roles, nor
 * somebody whose alert one worked around that day.
 */
const viewerDays = `
with seen as (
  select r.staff_id, (r.at at time zone $2)::date as day, r.participant_id,
    bool_or(extract(hour from r.at at time zone $2) >= 22 or extract(hour from r.at at time zone $2) < 6) as night
  from access_record r
  where r.programme_id = $1 and r.staff_id is not null and r.action in ('open', 'export') and r.at >= $3::timestamptz and r.at < $4::timestamptz
  group by 1, 2, 3
)
select s.staff_id as "staffId", s.day::text as day, count(*)::int as people, (count(*) filter (where s.night))::int as "atNight",
  array_agg(s.participant_id::text order by s.participant_id) as opened,
  coalesce(array_agg(s.participant_id::text order by s.participant_id) filter (where not (
    exists (select from supervision v where v.staff_id = s.staff_id and v.participant_id = s.participant_id
      and v.from_at < s.day + 1 and (v.to_at is null or v.to_at > s.day))
    or exists (select from staff_role o join participant p on p.id = s.participant_id where o.staff_id = s.staff_id
      and o.from_at < s.day + 1 and (o.to_at is null or o.to_at > s.day) and (o.office_id is null or o.office_id = p.office_id))
    or exists (select from alert a join alert_transition t on t.alert_id = a.id where a.participant_id = s.participant_id
      and t.staff_id = s.staff_id and t.at between s.day - 3 and s.day + 4)
  )), '{}') as "outsideWork"
from seen s group by s.staff_id, s.day order by s.staff_id, s.day`;

export async function loadViewerDays(
  client: Queryable,
  programmeId: string,
  timezone: string,
  from: Date,
  to: Date,
): Promise<ViewerDay[]> {
  const { rows } = await client.query<Omit<ViewerDay, 'namesakes'>>(viewerDays, [
    programmeId,
    timezone,
    from,
    to,
  ]);
  return rows.map((row) => ({ ...row, namesakes: [] }));
}

export async function loadStaffNames(client: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from staff');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What was found already is left as it stands: it may have been decided. */
export async function insertUnusual(
  client: Queryable,
  programmeId: string,
  found: readonly (Unusual & { readonly staffId: string })[],
): Promise<void> {
  if (found.length === 0) return;
  await client.query(
    `insert into unusual_look (programme_id, staff_id, day, kind, participant_id, measured, usual)
     select $1, * from unnest($2::uuid[], $3::date[], $4::text[], $5::uuid[], $6::int[], $7::int[]) on conflict do nothing`,
    [
      programmeId,
      found.map((one) => one.staffId),
      found.map((one) => one.day),
      found.map((one) => one.kind),
      found.map((one) => one.participant),
      found.map((one) => one.measured),
      found.map((one) => (one.usual === null ? null : Math.round(one.usual))),
    ],
  );
}

export type UnusualRow = {
  readonly id: string;
  readonly staffId: string;
  readonly staff: string;
  readonly day: string;
  readonly kind: UnusualKind;
  readonly participantId: string | null;
  readonly measured: number;
  readonly usual: number | null;
  readonly foundAt: Date;
  readonly outcome: UnusualOutcome | null;
  readonly note: string | null;
  readonly deciderId: string | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
};

const unusualRows = `
select u.id, u.staff_id as "staffId", s.name as staff, u.day::text as day, u.kind, u.participant_id as "participantId", u.measured, u.usual,
  u.found_at as "foundAt", u.outcome, u.note, u.decided_by as "deciderId", d.name as decider, u.decided_at as "decidedAt"
from unusual_look u join staff s on s.id = u.staff_id left join staff d on d.id = u.decided_by`;

/** The undecided first, the newest first. */
export async function listUnusual(client: Queryable, limit: number): Promise<UnusualRow[]> {
  const { rows } = await client.query<UnusualRow>(
    `${unusualRows} order by u.outcome is not null, u.day desc, u.id limit $1`,
    [limit],
  );
  return rows;
}

export async function lockUnusual(client: Queryable, id: string): Promise<UnusualRow | null> {
  const { rows } = await client.query<UnusualRow>(`${unusualRows} where u.id = $1 for update of u`, [id]);
  return rows[0] ?? null;
}

export async function decideUnusual(
  client: Queryable,
  id: string,
  decision: { readonly outcome: UnusualOutcome; readonly note: string; readonly by: string },
): Promise<void> {
  await client.query(
    'update unusual_look set outcome = $2, note = $3, decided_by = $4, decided_at = now() where id = $1',
    [id, decision.outcome, decision.note, decision.by],
  );
}
