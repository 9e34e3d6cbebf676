import { costPerDay } from './publish.ts';
import { amountTables, families, isAmount, type Table } from './tables.ts';

/**
 * Somebody who has everything that was published and a computer: what each hidden number can be at least and at most, by linear
 * programming over every equation of every table. It knows nothing of how numbers are hidden (suppress.ts) and shares no code with it.
 */
export type Bound = { readonly name: string; readonly low: number; readonly high: number };

export type Rates = Readonly<Record<string, number>>;
type Equation = { readonly of: ReadonlyMap<string, number>; readonly is: number };

/**
 * The equations of tables that count the same have the same names for the same sums. `rates`: what a day costs, by column, where somebody
 * knows it: each amount is then its days times that, and a sum of amounts that is shown is an equation for days.
 */
function equationsOf(tables: readonly Table[], rates: Rates): { equations: Equation[]; unknown: string[] } {
  const equations: Equation[] = [];
  const unknown = new Set<string>();
  const add = (
    parts: readonly (readonly [string, number | null])[],
    [name, sum]: readonly [string, number | null],
  ) => {
    const of = new Map<string, number>();
    let is = 0;
    for (const [part, value, sign] of [
      ...parts.map(([n, v]) => [n, v, 1] as const),
      [name, sum, -1] as const,
    ]) {
      if (value !== null) is -= sign * value;
      else {
        unknown.add(part);
        of.set(part, (of.get(part) ?? 0) + sign);
      }
    }
    equations.push({ of, is });
  };
  for (const { name, columns, rows, totals, total } of tables.filter((table) => !isAmount(table.name))) {
    const family = families.find((names) => names.includes(name))?.[0] ?? name;
    const all = [`${family} all`, total] as const;
    const tops = columns.map((column, at) => [`${family} sum ${column}`, totals[at] ?? null] as const);
    const sides = rows.map((row) => [`${name} row ${row.key}`, row.total] as const);
    for (const [at, row] of rows.entries())
      add(
        columns.map((column, i) => [`${name} ${row.key} ${column}`, row.cells[i] ?? null] as const),
        sides[at] ?? all,
      );
    for (const [i, column] of columns.entries())
      add(
        rows.map((row) => [`${name} ${row.key} ${column}`, row.cells[i] ?? null] as const),
        tops[i] ?? all,
      );
    add(sides, all);
    add(tops, all);
  }
  for (const { amounts, days } of amountTables)
    for (const table of tables.filter(({ name }) => name === amounts))
      for (const one of paidFor(
        table,
        tables.find(({ name }) => name === days),
        rates,
      )) {
        for (const name of one.of.keys()) unknown.add(name);
        equations.push(one);
      }
  for (const one of publishedPerDay(tables)) {
    for (const name of one.of.keys()) unknown.add(name);
    equations.push(one);
  }
  return { equations, unknown: [...unknown] };
}

/** What is published of a person-day's cost (STA-14): a level's amount is its days times that, whichever of the two is hidden. */
function publishedPerDay(tables: readonly Table[]): Equation[] {
  const [cost, days] = ['cost', 'person-days'].map((name) => tables.find((one) => one.name === name));
  const family = families.find((names) => names.includes('person-days'))?.[0];
  return costPerDay(tables).flatMap(({ row, minor }): Equation[] => {
    if (minor === null) return [];
    const at = row === null ? null : (cost?.columns.indexOf(row) ?? -1);
    const named = row === null ? `${family} all` : `${family} sum ${row}`;
    const [amount, worn] = at === null ? [cost?.total, days?.total] : [cost?.totals[at], days?.totals[at]];
    const parts: (readonly [string, number])[] = [
      ...(worn == null ? [[named, minor] as const] : []),
      ...(amount == null ? [[`amount ${row ?? 'all'}`, -1] as const] : []),
    ];
    return parts.length === 0 ? [] : [{ of: new Map(parts), is: (amount ?? 0) - minor * (worn ?? 0) }];
  });
}

/** Each amount that is shown, as an equation for the days that are not. */
function paidFor(amounts: Table, days: Table | undefined, rates: Rates): Equation[] {
  const rate = (at: number): number => rates[amounts.columns[at] ?? ''] ?? 0;
  const cellsOf = (row: string): (readonly [string, number, number | null])[] =>
    amounts.columns.map((column, at) => [
      `${days?.name} ${row} ${column}`,
      rate(at),
      days?.rows.find(({ key }) => key === row)?.cells[at] ?? null,
    ]);
  const equation = (
    parts: readonly (readonly [string, number, number | null])[],
    amount: number | null,
  ): Equation[] =>
    amount === null
      ? []
      : [
          {
            of: new Map(parts.flatMap(([name, by, value]) => (value === null ? [[name, by] as const] : []))),
            is: parts.reduce((left, [, by, value]) => left - by * (value ?? 0), amount),
          },
        ];
  const all = amounts.rows.flatMap(({ key }) => cellsOf(key));
  return [
    ...amounts.rows.flatMap(({ key, cells, total }) => [
      ...cells.flatMap((amount, at) => equation(cellsOf(key).slice(at, at + 1), amount)),
      ...equation(cellsOf(key), total),
    ]),
    ...amounts.totals.flatMap((amount, at) =>
      equation(
        amounts.rows.flatMap(({ key }) => cellsOf(key).slice(at, at + 1)),
        amount,
      ),
    ),
    ...equation(all, amounts.total),
  ];
}

const tiny = 1e-7;

/** The least of one variable, all being at least 0: two phases, Bland's rule, so that it ends. */
function least(
  equations: readonly Equation[],
  names: readonly string[],
  cost: ReadonlyMap<string, number>,
): number {
  const m = equations.length;
  const n = names.length;
  const rows = equations.map(({ of, is }, at) => {
    const sign = is < 0 ? -1 : 1;
    const row = names.map((name) => sign * (of.get(name) ?? 0));
    return [...row, ...Array.from({ length: m }, (_, i) => (i === at ? 1 : 0)), sign * is];
  });
  const basis = rows.map((_, at) => n + at);
  const solve = (costs: readonly number[], width: number): number => {
    for (;;) {
      const reduced = (column: number): number =>
        (costs[column] ?? 0) -
        rows.reduce((sum, row, i) => sum + (costs[basis[i] ?? 0] ?? 0) * (row[column] ?? 0), 0);
      const enters = Array.from({ length: width }, (_, i) => i).find(
        (i) => !basis.includes(i) && reduced(i) < -tiny,
      );
      if (enters === undefined)
        return rows.reduce((sum, row, i) => sum + (costs[basis[i] ?? 0] ?? 0) * (row.at(-1) ?? 0), 0);
      let leaves = -1;
      let best = Number.POSITIVE_INFINITY;
      for (const [i, row] of rows.entries()) {
        const by = row[enters] ?? 0;
        if (by <= tiny) continue;
        const ratio = (row.at(-1) ?? 0) / by;
        if (
          ratio < best - tiny ||
          (ratio < best + tiny && (basis[i] ?? 0) < (basis[leaves] ?? Number.POSITIVE_INFINITY))
        ) {
          best = ratio;
          leaves = i;
        }
      }
      if (leaves === -1) return Number.NEGATIVE_INFINITY;
      pivot(rows, leaves, enters);
      basis[leaves] = enters;
    }
  };
  const first = solve([...names.map(() => 0), ...equations.map(() => 1)], n + m);
  if (first > 1e-5) throw new Error('what was published cannot be');
  // What is left of the first phase stands at zero: turned out where something else can stand there.
  for (const [i, at] of basis.entries()) {
    if (at < n) continue;
    const other = names.findIndex(
      (_, column) => Math.abs(rows[i]?.[column] ?? 0) > tiny && !basis.includes(column),
    );
    if (other === -1) continue;
    pivot(rows, i, other);
    basis[i] = other;
  }
  return solve([...names.map((name) => cost.get(name) ?? 0), ...equations.map(() => 0)], n);
}

function pivot(rows: number[][], leaves: number, enters: number): void {
  const by = rows[leaves]?.[enters] ?? 1;
  const row = (rows[leaves] ?? []).map((value) => value / by);
  rows[leaves] = row;
  for (const [i, other] of rows.entries()) {
    const factor = other[enters] ?? 0;
    if (i === leaves || Math.abs(factor) < 1e-12) continue;
    rows[i] = other.map((value, column) => value - factor * (row[column] ?? 0));
  }
}

/** Between what each hidden number lies: it is at least one, since a zero would have been shown. */
export function attack(tables: readonly Table[], rates: Rates = {}): Bound[] {
  const { equations, unknown } = equationsOf(tables, rates);
  const useful = equations.filter(({ of }) => of.size > 0);
  const shifted = useful.map(({ of, is }) => ({
    of,
    is: is - [...of.values()].reduce((sum, value) => sum + value, 0),
  }));
  return unknown.map((name) => ({
    name,
    low: 1 + least(shifted, unknown, new Map([[name, 1]])),
    high: 1 - least(shifted, unknown, new Map([[name, -1]])),
  }));
}
