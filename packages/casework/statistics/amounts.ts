import type { StatisticTable, Table } from './tables.ts';

/**
 * Amounts beside the days that they pay for (STA-13). Everybody may know a rate, so an amount says how many days there were, and two sums of a
 * row at different rates would be two equations for its hidden numbers. So an amount is shown where its days are; of a row with anything
 * hidden no sum of amounts is shown, nor the sum of all where that of a technology is hidden. What is left over is, for whoever knows every
 * rate, the days once more and nothing else: an amount that is shown is shown days times a rate, and a technology's sum is the sum of its days
 * at one.
 */
export function showAmounts(whole: Table, days: Table): Table {
  const anyHidden = (values: readonly (number | null)[]): boolean => values.includes(null);
  const shownLike = (values: readonly (number | null)[], like: readonly (number | null)[]) =>
    values.map((value, at) => (like[at] === null ? null : value));
  const totals = shownLike(whole.totals, days.totals);
  return {
    ...whole,
    rows: whole.rows.map((row) => {
      const cells = shownLike(row.cells, days.rows.find(({ key }) => key === row.key)?.cells ?? []);
      return { key: row.key, cells, total: anyHidden(cells) ? null : row.total };
    }),
    totals,
    total: anyHidden(totals) ? null : whole.total,
  };
}

/** A second device's days may be booked under another office than the person's: what costs something has days, and those are few. */
export function daysBeside(days: Table, amounts: Table | undefined): Table {
  const costs = (row: string, at: number): boolean =>
    (amounts?.rows.find(({ key }) => key === row)?.cells[at] ?? 0) > 0;
  return {
    ...days,
    rows: days.rows.map((row) => ({
      ...row,
      cells: row.cells.map((value, at) => (value === 0 && costs(row.key, at) ? 1 : value)),
    })),
  };
}

type Place = { readonly table: StatisticTable; readonly row: string | null; readonly column: string | null };

/** Days whose amount is so small that nobody could tell it from a count (it is published nowhere: migration 0056). */
export function daysOfSmallAmounts(amounts: Table, days: StatisticTable): Place[] {
  const isSmall = (value: number | null | undefined): boolean => value != null && value > 0 && value < 10;
  return amounts.columns.flatMap((column, at): Place[] => [
    ...(isSmall(amounts.totals[at]) ? [{ table: days, row: null, column }] : []),
    ...amounts.rows.flatMap((row) => (isSmall(row.cells[at]) ? [{ table: days, row: row.key, column }] : [])),
  ]);
}

/**
 * What of days tells what other tables hide: people of an office and a technology are nearly their days divided by the month's, people
 * without any device are what an office's people are more than that, and wearer-days are nearly the days of their technology.
 */
export function daysOfHiddenPeople(people: Table | undefined, worn: Table | undefined): Place[] {
  const table = 'person-days';
  const places: Place[] = [];
  const note = (row: string | null, cells: readonly (number | null)[], total: number | null): void => {
    for (const [at, column] of (people?.columns ?? []).entries())
      if (cells[at] === null) places.push({ table, row, column: column === 'none' ? null : column });
    if (total === null) places.push({ table, row, column: null });
  };
  for (const row of people?.rows ?? []) note(row.key, row.cells, row.total);
  if (people !== undefined) note(null, people.totals, people.total);
  for (const { key, total } of worn?.rows ?? [])
    if (total === null) places.push({ table, row: null, column: key });
  if (worn?.total === null) places.push({ table, row: null, column: null });
  return places;
}
