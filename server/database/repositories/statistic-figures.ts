import { type StatisticTable, statisticTables } from '@attend/casework';
import { defaultCostCurrency, findCostSettings } from './cost-settings.ts';
import type { Queryable } from './queryable.ts';

/** Who was in the programme in the month's last instant ($3, which is the next month's first), since when, and with what. */
const present = `with held as (
    select v.participant_id, min(greatest(v.from_at, v.effective_at)) as since
    from order_version v join supervision_order o on o.id = v.order_id
    where o.programme_id = $1 and o.entered_in_error_at is null and v.entered_in_error_at is null and v.effective_at < $3 and v.from_at < $3
    group by v.participant_id
    having bool_or((v.to_at is null or v.to_at >= $3) and (o.ended_at is null or o.ended_at >= $3))
  ), worn as (
    select a.participant_id, max(tier_rank(d.technology)) as rank
    from assignment a join device d on d.id = a.device_id
    where a.programme_id = $1 and a.from_at < $3 and (a.to_at is null or a.to_at >= $3) group by a.participant_id
  ), present as (
    select coalesce(f.name, '') as office, h.since, (array['none', 'phone', 'wrist', 'ankle'])[coalesce(w.rank, 1)] as tier
    from held h join participant p on p.id = h.participant_id left join office f on f.id = p.office_id
      left join worn w on w.participant_id = h.participant_id
    where p.entered_in_error_at is null and p.merged_into is null
  )`;
const raised = `from alert a join assignment s on s.id = a.assignment_id join device d on d.id = s.device_id
  where a.programme_id = $1 and a.raised_at >= $2 and a.raised_at < $3 and a.withdrawn_at is null group by 1, 2`;
const ended = `case when a.status <> 'closed' then 'open' when a.outcome is null then 'by-itself' when a.outcome = 'violation-confirmed' then 'confirmed'
  when a.outcome = 'no-violation' then 'no-violation' when a.outcome like 'excused-%' then 'excused' when a.outcome = 'emergency-helped' then 'helped'
  when a.outcome in ('device-fault', 'service-fault', 'false-alert', 'test') then 'fault' else 'other' end`;

/** STA-13: what is booked of the month's days, whenever it was: what a later month takes back stands here with the other sign. */
const booked = (row: string, sum: string): string => `select ${row} as r, t.tier as c, sum(${sum}) as n
  from cost_total t join programme g on g.id = t.programme_id left join office f on f.id = t.office_id
  where t.programme_id = $1 and t.of_month = ($2::timestamptz at time zone g.timezone)::date
    and t.booked_in >= ($2::timestamptz at time zone g.timezone)::date group by 1, 2`;
/** Amounts of two currencies are not added (CST-14): the programme's own alone. */
const minor = `case when t.currency = coalesce((select s.currency from cost_setting s where s.programme_id = t.programme_id
  order by s.revision desc limit 1), '${defaultCostCurrency}') then t.minor else 0 end`;

/** STA-1: one statement a table, from the record alone: row, column and number. $2 and $3: the month's first instant and the next month's. */
const counts: Readonly<Record<StatisticTable, string>> = {
  people: `${present} select office as r, tier as c, count(*) as n from present group by 1, 2`,
  'time-in-programme': `${present} select case when since > $3::timestamptz - interval '90 days' then 'under-90' when since > $3::timestamptz - interval '180 days' then '90-179'
      when since > $3::timestamptz - interval '365 days' then '180-364' else '365-or-more' end as r, tier as c, count(*) as n from present group by 1, 2`,
  appearances: `select coalesce(f.name, '') as r, case when h.status = 'scheduled' then 'open'
      when h.appearance = 'did-not-appear' and h.excuse is not null then 'excused' else h.appearance end as c, count(*) as n
    from hearing h join participant p on p.id = h.participant_id left join office f on f.id = p.office_id
    where h.programme_id = $1 and h.at >= $2 and h.at < $3 and h.status in ('held', 'scheduled') and h.entered_in_error_at is null
      and p.entered_in_error_at is null group by 1, 2`,
  'check-ins': `select f.name as r, case when c.status in ('due', 'booked') then 'open' else c.status end as c, count(*) as n
    from check_in c join office f on f.id = c.office_id join participant p on p.id = c.participant_id join programme g on g.id = c.programme_id
    where c.programme_id = $1 and c.due_on >= ($2::timestamptz at time zone g.timezone)::date and c.due_on < ($3::timestamptz at time zone g.timezone)::date
      and c.status <> 'ended' and c.entered_in_error_at is null and p.entered_in_error_at is null group by 1, 2`,
  alerts: `select d.technology as r, ${ended} as c, count(*) as n ${raised}`,
  'alert-kinds': `select a.kind as r, ${ended} as c, count(*) as n ${raised}`,
  'wearer-days': `select d.technology as r, 'days' as c, round(sum(extract(epoch from least(coalesce(a.to_at, $3), $3) - greatest(a.from_at, $2))) / 86400) as n
    from assignment a join device d on d.id = a.device_id
    where a.programme_id = $1 and a.from_at < $3 and (a.to_at is null or a.to_at > $2) group by 1`,
  steps: `select v.tier as r, v.decision as c, count(*) as n from review v join participant p on p.id = v.participant_id
    where v.programme_id = $1 and v.decided_at >= $2 and v.decided_at < $3 and p.entered_in_error_at is null group by 1, 2`,
  losses: `select d.technology as r, case l.kind when 'lost' then 'lost' else 'found' end as c, count(*) as n from device_place l join device d on d.id = l.device_id
    where l.programme_id = $1 and l.from_at >= $2 and l.from_at < $3 and (l.kind = 'lost' or l.why = 'found') group by 1, 2`,
  'person-days': booked(`coalesce(f.name, '')`, 't.person_days'),
  'person-day-outcomes': booked('t.outcome', 't.person_days'),
  cost: booked(`coalesce(f.name, '')`, minor),
  'cost-outcomes': booked('t.outcome', minor),
};

export type Month = {
  readonly programmeId: string;
  /** `2026-03` */
  readonly month: string;
  readonly from: Date;
  readonly to: Date;
};

/** Works a month out anew. As the owner's role: of everybody in the programme. What stood before is replaced; editions keep what they said. */
export async function computeFigures(
  client: Queryable,
  { programmeId, month, from, to }: Month,
): Promise<void> {
  const { currency } = await findCostSettings(client, programmeId);
  await client.query(
    `insert into statistic_month (programme_id, month, computed_at, currency) values ($1, ($2 || '-01')::date, now(), $3)
     on conflict (programme_id, month) do update set computed_at = now(), asked_at = null, currency = excluded.currency`,
    [programmeId, month, currency],
  );
  await client.query(`delete from statistic_figure where programme_id = $1 and month = ($2 || '-01')::date`, [
    programmeId,
    month,
  ]);
  for (const table of statisticTables) {
    // Every statement is given the same three, whichever of them it reads.
    await client.query(
      `insert into statistic_figure (programme_id, month, table_name, row_key, column_key, value)
       select $1::uuid, ($4 || '-01')::date, $5::text, q.r, q.c, q.n from (${counts[table]}) q where q.n > 0 and $2::timestamptz < $3::timestamptz`,
      [programmeId, from, to, month, table],
    );
  }
}

export type DueMonth = { readonly programmeId: string; readonly timezone: string; readonly month: string };

/** Months that somebody asked for, and of those given the ones that were not worked out since. */
export async function listDueMonths(
  client: Queryable,
  months: readonly string[],
  since: Date,
): Promise<DueMonth[]> {
  const { rows } = await client.query<DueMonth>(
    `select g.id as "programmeId", g.timezone, m.month from programme g cross join unnest($1::text[]) m (month)
     where not exists (select from statistic_month s where s.programme_id = g.id and s.month = (m.month || '-01')::date and s.computed_at > $2)
     union select s.programme_id, g.timezone, to_char(s.month, 'YYYY-MM') from statistic_month s join programme g on g.id = s.programme_id where s.asked_at is not null
     order by 1, 3`,
    [months, since],
  );
  return rows;
}
