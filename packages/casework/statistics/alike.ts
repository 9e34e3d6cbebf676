import type { StatisticTable, Table } from './tables.ts';

/** A number of a table; null: the sum. */
export type Place = {
  readonly table: StatisticTable;
  readonly row: string | null;
  readonly column: string | null;
};

const levels = ['phone', 'wrist', 'ankle'] as const;

/**
 * Numbers of different tables that say nearly the same, or exactly where everybody had one device all month long: people of a level are their
 * days divided by the month's, days of a level are those that its devices were worn, and people with any device are all people without those
 * who have none. Whoever has them in one table has them in the others; so they are hidden together or not at all (STA-13). The first of each
 * is the one that is hidden where a later one is.
 */
function alikeIn(tables: readonly Table[]): (readonly Place[])[] {
  const rowsOf = (name: StatisticTable): Set<string> =>
    new Set(tables.find((one) => one.name === name)?.rows.map(({ key }) => key));
  const [people, days] = [rowsOf('people'), rowsOf('person-days')];
  const place = (table: StatisticTable, row: string | null, column: string | null): Place => ({
    ...{ table, row, column },
  });
  return [
    ...levels.map((level) => [
      place('people', null, level),
      place('person-days', null, level),
      place('wearer-days', level, null),
    ]),
    [place('people', null, null), place('person-days', null, null), place('wearer-days', null, null)],
    ...[...people]
      .filter((office) => days.has(office))
      .flatMap((office) => [
        ...levels.map((level) => [place('people', office, level), place('person-days', office, level)]),
        [place('people', office, null), place('person-days', office, null)],
      ]),
  ];
}

const isHidden = (tables: readonly Table[], { table, row, column }: Place): boolean => {
  const found = tables.find(({ name }) => name === table);
  if (found === undefined) return false;
  const of = row === null ? found : found.rows.find(({ key }) => key === row);
  if (of === undefined) return false;
  if (column === null) return of.total === null;
  const at = found.columns.indexOf(column);
  return (row === null ? found.totals[at] : found.rows.find(({ key }) => key === row)?.cells[at]) === null;
};

/** What has to be hidden besides, since what is alike is hidden elsewhere. */
export function hiddenAlike(tables: readonly Table[]): Place[] {
  return alikeIn(tables).flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    const isSum = first.column === null;
    // A sum of people holds those without a device too: with both of them the others are known, with either hidden they are not.
    const without: Place = { ...first, column: 'none' };
    const hidden = same.filter((one) => isHidden(tables, one));
    const isWithoutHidden = isSum && isHidden(tables, without);
    if (hidden.length === 0 && !isWithoutHidden) return [];
    return isWithoutHidden ? others : same;
  });
}
