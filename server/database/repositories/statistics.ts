import type { StatisticFigure, Table } from '@attend/casework';
import type { Currency } from '@attend/kernel';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type MonthRow = {
  readonly computedAt: number | null;
  readonly askedAt: number | null;
  /** Of its amounts; null: worked out before there were any. */
  readonly currency: Currency | null;
};
export async function findMonth(client: Queryable, month: string): Promise<MonthRow | null> {
  const { rows } = await client.query<MonthRow>({
    name: 'statistic-month',
    text: `select ${millis('computed_at')} as "computedAt", ${millis('asked_at')} as "askedAt", currency from statistic_month where month = ($1 || '-01')::date`,
    values: [month],
  });
  return rows[0] ?? null;
}

export async function listFigures(client: Queryable, month: string): Promise<StatisticFigure[]> {
  const { rows } = await client.query<StatisticFigure>({
    name: 'statistic-figures',
    text: `select table_name as "table", row_key as "row", column_key as "column", value::float8 as value from statistic_figure
      where month = ($1 || '-01')::date order by 1, 2, 3`,
    values: [month],
  });
  return rows;
}

export async function askMonth(client: Queryable, programmeId: string, month: string): Promise<void> {
  await client.query(
    `insert into statistic_month (programme_id, month, asked_at) values ($1, ($2 || '-01')::date, now())
     on conflict (programme_id, month) do update set asked_at = now()`,
    [programmeId, month],
  );
}

/** Whether the costs of a month are still to come: there is a price for it, and it is not closed, or was after the month was worked out. */
export async function areCostsOpen(client: Queryable, month: string): Promise<boolean> {
  const { rows } = await client.query<{ open: boolean }>({
    name: 'statistic-costs-open',
    text: `select exists (select from rate_card r where r.status = 'published' and r.from_on < ($1 || '-01')::date + interval '1 month')
      and not exists (select from cost_month c join statistic_month s on s.programme_id = c.programme_id and s.month = c.month
        where c.month = ($1 || '-01')::date and s.computed_at >= c.closed_at) as open`,
    values: [month],
  });
  return rows[0]?.open ?? true;
}

export type EditionRow = {
  readonly id: string;
  readonly month: string;
  readonly number: number;
  readonly tables: readonly Table[];
  readonly askedAt: number;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly decision: 'published' | 'refused' | null;
  readonly version: number;
};
const columns = `e.id, to_char(e.month, 'YYYY-MM') as month, e.number, e.tables, ${millis('e.asked_at')} as "askedAt",
  json_build_object('id', a.id, 'name', a.name) as "askedBy", ${millis('e.decided_at')} as "decidedAt",
  (select d.name from staff d where d.id = e.decided_by) as "decidedBy", e.decision, e.version
from statistic_edition e join staff a on a.id = e.asked_by`;

/** Of a month, the first first. */
export async function listEditions(client: Queryable, month: string): Promise<EditionRow[]> {
  const { rows } = await client.query<EditionRow>({
    name: 'statistic-editions',
    text: `select ${columns} where e.month = ($1 || '-01')::date order by e.asked_at, e.id`,
    values: [month],
  });
  return rows;
}
export async function findEdition(client: Queryable, id: string): Promise<EditionRow | null> {
  const { rows } = await client.query<EditionRow>({
    name: 'statistic-edition',
    text: `select ${columns} where e.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}
export async function lockEdition(client: Queryable, id: string): Promise<EditionRow | null> {
  const { rows } = await client.query<EditionRow>(`select ${columns} where e.id = $1 for update of e`, [id]);
  return rows[0] ?? null;
}

/** Null: another is asked for already. */
export async function insertEdition(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly month: string;
    readonly number: number;
    readonly computedAt: number;
    readonly tables: readonly Table[];
    readonly by: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into statistic_edition (programme_id, month, number, computed_at, tables, asked_by)
     values ($1, ($2 || '-01')::date, $3, $4, $5, $6) on conflict do nothing returning id`,
    [
      ...[made.programmeId, made.month, made.number, instantOf(made.computedAt)],
      ...[JSON.stringify(made.tables), made.by],
    ],
  );
  return rows[0]?.id ?? null;
}

/** Published with it, where that is the decision: migration 0056. */
export async function decideEdition(
  client: Queryable,
  id: string,
  decision: 'published' | 'refused',
  by: string,
): Promise<void> {
  await client.query(
    'update statistic_edition set decided_at = now(), decided_by = $3, decision = $2, version = version + 1 where id = $1',
    [id, decision, by],
  );
}

export type Unreconciled = { readonly provider: string; readonly told: boolean };
/** `at`: the month's last instant. */
export async function listUnreconciled(
  client: Queryable,
  month: string,
  at: number,
): Promise<Unreconciled[]> {
  const { rows } = await client.query<Unreconciled>({
    name: 'unreconciled-counts',
    text: `select * from unreconciled_counts(($1 || '-01')::date, $2)`,
    values: [month, instantOf(at)],
  });
  return rows;
}
