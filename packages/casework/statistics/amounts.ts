import type { Place } from './alike.ts';
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

/** Days whose amount is so small that nobody could tell it from a count (it is published nowhere: migration 0056). */
export function daysOfSmallAmounts(amounts: Table, days: StatisticTable): Place[] {
  const isSmall = (value: number | null | undefined): boolean => value != null && value > 0 && value < 10;
  return amounts.columns.flatMap((column, at): Place[] => [
    ...(isSmall(amounts.totals[at]) ? [{ table: days, row: null, column }] : []),
    ...amounts.rows.flatMap((row) => (isSmall(row.cells[at]) ? [{ table: days, row: row.key, column }] : [])),
  ]);
}
