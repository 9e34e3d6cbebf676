import type { CostGroup } from '@attend/casework/costs/words';
import type { Currency, Minor, Technology } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';

export type CostSums = {
  readonly currency: Currency;
  readonly minor: Minor;
  readonly deviceDays: number;
  readonly personDays: number;
  readonly chargedParts: number;
  readonly creditedDays: number;
  readonly questionDays: number;
  readonly unpricedDays: number;
};
const sums = `t.currency, sum(t.minor)::float8 as minor, sum(t.device_days)::int as "deviceDays", sum(t.person_days)::int as "personDays",
  sum(t.charged_parts)::float8 as "chargedParts", sum(t.credited_days)::int as "creditedDays", sum(t.question_days)::int as "questionDays",
  sum(t.unpriced_days)::int as "unpricedDays"`;

export type CostMonthRow = CostSums & {
  readonly month: string;
  readonly closedAt: number;
  readonly correctionsMinor: Minor;
  readonly checkAskedAt: number | null;
  readonly checkedAt: number | null;
  readonly differences: number | null;
};
/** The latest closed months, each with what was booked in it. */
export async function listCostMonths(client: Queryable, limit: number): Promise<CostMonthRow[]> {
  const { rows } = await client.query<CostMonthRow>({
    name: 'cost-months',
    text: `with closed as (select * from cost_month order by month desc limit $1)
      select to_char(m.month, 'YYYY-MM') as month, ${millis('m.closed_at')} as "closedAt", ${millis('m.check_asked_at')} as "checkAskedAt",
        ${millis('m.checked_at')} as "checkedAt", m.check_differences as differences, s.*
      from closed m cross join lateral (select ${sums}, coalesce(sum(t.minor) filter (where t.of_month < t.booked_in), 0)::float8 as "correctionsMinor"
        from cost_total t where t.programme_id = m.programme_id and t.booked_in = m.month group by t.currency) s
      order by m.month desc, s.currency`,
    values: [limit],
  });
  return rows;
}

const keys: Readonly<Record<CostGroup, string>> = {
  provider: 't.provider_id::text',
  tier: 't.tier',
  office: 't.office_id::text',
  outcome: 't.outcome',
};
export type CostGroupRow = CostSums & { readonly key: string | null; readonly name: string | null };
export async function groupCosts(client: Queryable, month: string, by: CostGroup): Promise<CostGroupRow[]> {
  const key = keys[by];
  const { rows } = await client.query<CostGroupRow>({
    name: `costs-by-${by}`,
    text: `select g.*, coalesce(p.name, o.name) as name from (select ${key} as key, ${sums} from cost_total t
          where t.booked_in = ($1 || '-01')::date group by 1, t.currency) g
        left join provider p on p.id::text = g.key left join office o on o.id::text = g.key order by g.minor desc, g.key`,
    values: [month],
  });
  return rows;
}

/**
 * What statistics tell of costs: by month of booking, technology and office, corrections of earlier months in the month in which they were
 * booked; `own`: those left out.
 */
export type CostOfMonth = CostSums & {
  readonly month: string;
  readonly technology: Technology;
  readonly officeId: string | null;
  readonly office: string | null;
};
export async function listCostByMonth(
  client: Queryable,
  from: string,
  to: string,
  own = false,
): Promise<CostOfMonth[]> {
  const { rows } = await client.query<CostOfMonth>({
    name: 'cost-by-month',
    text: `select to_char(t.booked_in, 'YYYY-MM') as month, t.technology, t.office_id as "officeId", o.name as office, ${sums}
      from cost_total t left join office o on o.id = t.office_id
      where t.booked_in between ($1 || '-01')::date and ($2 || '-01')::date and (not $3 or t.of_month = t.booked_in)
      group by t.booked_in, t.technology, t.office_id, o.name, t.currency order by 1, 2, 4 nulls last, 5`,
    values: [from, to, own],
  });
  return rows;
}

/** False: this month is not closed. */
export async function askForCheck(client: Queryable, month: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update cost_month set check_asked_at = now() where month = ($1 || '-01')::date`,
    [month],
  );
  return rowCount === 1;
}
