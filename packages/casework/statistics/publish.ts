import { hiddenAlike, type Place } from './alike.ts';
import { daysBeside, daysOfSmallAmounts, showAmounts } from './amounts.ts';
import { type Cell, hide } from './suppress.ts';
import { amountTables, families, type StatisticTable, type Table, tableForms } from './tables.ts';

/** Null: the sum. An office may be called anything. */
const keyOf = (table: string, row: string | null, column: string | null): string =>
  JSON.stringify([table, row, column]);

type Weights = { readonly cell: number; readonly row: number; readonly column: number; readonly all: number };
/** A sum of all is the last to go: one number for the whole programme says the most, and about the fewest. */
const weights: Weights = { cell: 1, row: 3, column: 4, all: 40 };

/**
 * The numbers of a family's tables as a network. The sums of columns of two tables are one and the same number; it joins the column of the
 * one to that of the other. In a single table it joins the column to the sum of all. (One equation follows from the others, and is left out.)
 */
function cellsOf(one: Table, other: Table | undefined): Cell[] {
  const family = one.name;
  const total = { key: keyOf(family, null, null), value: one.total ?? 0, weight: weights.all };
  if (one.columns.length === 1) {
    // Rows and their sums are the same numbers: a list with a sum.
    return [
      ...one.rows.map(({ key, total: value }) => ({
        ...{ key: keyOf(one.name, key, null), value: value ?? 0, weight: weights.cell },
        ...{ from: 'sum', to: 'ground' },
      })),
      { ...total, from: 'ground', to: 'sum' },
    ];
  }
  const cells: Cell[] = [];
  for (const [at, column] of one.columns.entries()) {
    const sum = { key: keyOf(family, null, column), value: one.totals[at] ?? 0, weight: weights.column };
    cells.push({ ...sum, from: `a column ${column}`, to: other ? `b column ${column}` : 'b sum' });
  }
  cells.push({ ...total, from: 'b sum', to: 'a sum' });
  for (const { key, cells: values, total: value } of one.rows) {
    const row = `a row ${key}`;
    cells.push({
      ...{ key: keyOf(one.name, key, null), value: value ?? 0, weight: weights.row, from: 'a sum', to: row },
    });
    for (const [at, column] of one.columns.entries())
      cells.push({
        ...{ key: keyOf(one.name, key, column), value: values[at] ?? 0, weight: weights.cell },
        ...{ from: row, to: `a column ${column}` },
      });
  }
  for (const { key, cells: values, total: value } of other?.rows ?? []) {
    const row = `b row ${key}`;
    cells.push({
      ...{
        key: keyOf(other?.name ?? '', key, null),
        value: value ?? 0,
        weight: weights.row,
        from: row,
        to: 'b sum',
      },
    });
    for (const [at, column] of one.columns.entries())
      cells.push({
        ...{ key: keyOf(other?.name ?? '', key, column), value: values[at] ?? 0, weight: weights.cell },
        ...{ from: `b column ${column}`, to: row },
      });
  }
  return cells;
}

/** What of a family's tables is hidden or shown, by key. */
function keysOf(tables: readonly Table[], family: StatisticTable, of: 'hidden' | 'shown'): Set<string> {
  const keys = new Set<string>();
  const note = (key: string, value: number | null): void => {
    if ((value === null) === (of === 'hidden')) keys.add(key);
  };
  for (const { name, columns, rows, totals, total } of tables) {
    note(keyOf(family, null, null), total);
    for (const [at, column] of columns.entries()) note(keyOf(family, null, column), totals[at] ?? null);
    for (const row of rows) {
      note(keyOf(name, row.key, null), row.total);
      for (const [at, column] of columns.entries()) note(keyOf(name, row.key, column), row.cells[at] ?? null);
    }
  }
  return keys;
}

function withHidden(table: Table, family: StatisticTable, hidden: ReadonlySet<string>): Table {
  const shown = (key: string, value: number | null): number | null => (hidden.has(key) ? null : value);
  const single = table.columns.length === 1;
  return {
    ...table,
    rows: table.rows.map(({ key, cells, total }) => ({
      key,
      cells: cells.map((value, at) =>
        shown(keyOf(table.name, key, single ? null : (table.columns[at] ?? '')), value),
      ),
      total: shown(keyOf(table.name, key, null), total),
    })),
    totals: table.totals.map((value, at) =>
      shown(keyOf(family, null, single ? null : (table.columns[at] ?? '')), value),
    ),
    total: shown(keyOf(family, null, null), table.total),
  };
}

export type Edition = { readonly number: string; readonly tables: readonly Table[] };

const find = (tables: readonly Table[], names: readonly (StatisticTable | undefined)[]): Table[] =>
  names.flatMap((name) => tables.find((one) => one.name === name) ?? []);

/** The family in whose network a table's sums stand. */
const familyOf = (table: StatisticTable): StatisticTable =>
  families.find((names) => names.some((name) => name === table))?.[0] ?? table;
const keysAt = (places: readonly Place[]): string[] =>
  places.map(({ table, row, column }) => keyOf(row === null ? familyOf(table) : table, row, column));

/**
 * STA-3..7: what may be published of a month. `earlier`: every edition of the same month, the latest last: what one of them hid stays hidden,
 * what one showed hides nothing any more. `monthBefore`: hides the same again where it makes no difference.
 */
export function publishable(
  whole: readonly Table[],
  earlier: readonly Edition[],
  monthBefore: readonly Table[],
): Table[] {
  const small = new Set(
    keysAt(
      amountTables.flatMap(({ amounts, days }) =>
        find(whole, [amounts]).flatMap((one) => daysOfSmallAmounts(one, days)),
      ),
    ),
  );
  // What one table hides another may tell (alike.ts): hidden there too, until no table tells what another hides.
  const besides = new Map<StatisticTable, Set<string>>(families.map(([family]) => [family, new Set()]));
  const decided = new Map<StatisticTable, Table[]>();
  let again: readonly StatisticTable[] = families.map(([family]) => family);
  while (again.length > 0) {
    for (const names of families.filter(([family]) => again.includes(family)))
      decided.set(
        names[0],
        decide(names, whole, earlier, monthBefore, { small, besides: besides.get(names[0]) ?? new Set() }),
      );
    const more = hiddenAlike([...decided.values()].flat()).filter((place) => {
      const of = besides.get(familyOf(place.table));
      const [key = ''] = keysAt([place]);
      if (of === undefined || of.has(key)) return false;
      of.add(key);
      return true;
    });
    again = [...new Set(more.map(({ table }) => familyOf(table)))];
  }
  return withAmounts(whole, earlier, [...decided.values()].flat());
}

/** The tables of the last edition, where those of now cannot be shown (STA-7). */
const keepLast = (earlier: readonly Edition[], names: readonly (StatisticTable | undefined)[]): Table[] => {
  const last = earlier.at(-1);
  return find(last?.tables ?? [], names).map((table) => ({
    ...table,
    keptFrom: table.keptFrom ?? last?.number ?? null,
  }));
};

/** One family. `besides`: what is hidden for the sake of other tables; `small`: of amounts that are published nowhere. */
function decide(
  names: (typeof families)[number],
  whole: readonly Table[],
  earlier: readonly Edition[],
  monthBefore: readonly Table[],
  { small, besides }: { readonly small: ReadonlySet<string>; readonly besides: ReadonlySet<string> },
): Table[] {
  const [one, other] = find(whole, names);
  if (one === undefined) return [];
  const family = one.name;
  const past = earlier.map(({ tables }) => find(tables, names));
  const known = union(past.map((tables) => keysOf(tables, family, 'shown')));
  const [days, otherDays] = [one, other].map((table) => {
    const amounts = amountTables.find((pair) => pair.days === table?.name)?.amounts;
    return table && daysBeside(table, find(whole, [amounts])[0]);
  });
  const hidden = hide({
    least: tableForms[family].least,
    cells: cellsOf(days ?? one, otherDays),
    forced: union([
      ...past.map((tables) => keysOf(tables, family, 'hidden')),
      small,
      // What an earlier edition showed hides nothing any more.
      new Set([...besides].filter((key) => !known.has(key))),
    ]),
    known,
    usual: keysOf(find(monthBefore, names), family, 'hidden'),
  });
  return hidden === null
    ? keepLast(earlier, names)
    : [one, other].flatMap((table) => (table ? [withHidden(table, family, hidden)] : []));
}

/** Amounts are shown where their days are. */
function withAmounts(
  whole: readonly Table[],
  earlier: readonly Edition[],
  decided: readonly Table[],
): Table[] {
  const amounts = amountTables.flatMap(({ amounts, days }) => {
    const [sums] = find(whole, [amounts]);
    const [shown] = find(decided, [days]);
    if (sums === undefined || shown === undefined) return [];
    return shown.keptFrom === null ? [showAmounts(sums, shown)] : keepLast(earlier, [amounts]);
  });
  return [...decided, ...amounts];
}

const union = (sets: readonly ReadonlySet<string>[]): Set<string> => new Set(sets.flatMap((one) => [...one]));

export type EditionDifference = {
  readonly table: StatisticTable;
  /** Null: the sum. */
  readonly row: string | null;
  readonly column: string | null;
  readonly before: number;
  readonly after: number;
};

/** STA-8: what a later edition shows otherwise than an earlier one: of what both show, nothing besides. */
export function editionDifferences(before: readonly Table[], after: readonly Table[]): EditionDifference[] {
  const read = (
    tables: readonly Table[],
  ): Map<string, Omit<EditionDifference, 'before' | 'after'> & { value: number }> => {
    const values = new Map<string, Omit<EditionDifference, 'before' | 'after'> & { value: number }>();
    const note = (
      table: StatisticTable,
      row: string | null,
      column: string | null,
      value: number | null,
    ): void => {
      if (value !== null) values.set(keyOf(table, row, column), { table, row, column, value });
    };
    for (const { name, columns, rows, totals, total } of tables) {
      for (const row of rows) {
        for (const [at, column] of columns.entries()) note(name, row.key, column, row.cells[at] ?? null);
        note(name, row.key, null, row.total);
      }
      for (const [at, column] of columns.entries()) note(name, null, column, totals[at] ?? null);
      note(name, null, null, total);
    }
    return values;
  };
  const was = read(before);
  const is = read(after);
  const hiddenNow = keysHidden(after);
  const hiddenThen = keysHidden(before);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    if (hiddenNow.has(key) || hiddenThen.has(key)) return [];
    const one = is.get(key) ?? was.get(key);
    const [then, now] = [was.get(key)?.value ?? 0, is.get(key)?.value ?? 0];
    return one === undefined || then === now
      ? []
      : [{ table: one.table, row: one.row, column: one.column, before: then, after: now }];
  });
}

/** As each table itself names its sums. */
const keysHidden = (tables: readonly Table[]): Set<string> =>
  union(tables.map((table) => keysOf([table], table.name, 'hidden')));

/** Alerts for each hundred wearer-days, by technology; null: one of the two is hidden, or nobody wore anything. */
export function alertRates(
  tables: readonly Table[],
): { readonly row: string; readonly rate: number | null }[] {
  const [alerts, days] = ['alerts', 'wearer-days'].map((name) => tables.find((one) => one.name === name));
  return (days?.rows ?? []).map(({ key, total: worn }) => {
    const raised = alerts?.rows.find((row) => row.key === key)?.total ?? null;
    const rate = raised === null || worn === null || worn === 0 ? null : (raised / worn) * 100;
    return { row: key, rate: rate === null ? null : Math.round(rate * 100) / 100 };
  });
}

/** `none`: there were no such days. `minor` is null there, and where an amount or its days are hidden. */
export type CostPerDay = {
  readonly row: string | null;
  readonly minor: number | null;
  readonly none: boolean;
};

/**
 * STA-14: what a person-day costs at each level, in whole minor units, and over all levels (`row` null): from what the edition shows and
 * nothing else, so that whoever has its tables has these already.
 */
export function costPerDay(tables: readonly Table[]): CostPerDay[] {
  const [cost, days] = ['cost', 'person-days'].map((name) => tables.find((one) => one.name === name));
  if (cost === undefined || days === undefined) return [];
  const divide = (row: string | null, amount: number | null, by: number | null): CostPerDay => ({
    ...{ row, none: by === 0 },
    minor: amount === null || by === null || by === 0 ? null : Math.round(amount / by),
  });
  return [
    ...cost.columns.map((row, at) => divide(row, cost.totals[at] ?? null, days.totals[at] ?? null)),
    divide(null, cost.total, days.total),
  ];
}
