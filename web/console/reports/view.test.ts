import type { StatisticTable } from '@attend/contracts/statistics';
import { expect, test } from 'vitest';
import { linesOf } from './view.ts';

const table: StatisticTable = {
  ...{ name: 'losses', columns: ['lost', 'found'], keptFrom: null },
  rows: [
    { key: 'ankle', cells: [40, 4], total: 44 },
    { key: 'wrist', cells: [0, 11], total: 11 },
  ],
  ...{ totals: [40, 15], total: 55 },
};

test('beside each number stands whether it would be hidden; its sums come last', () => {
  const shown = { ...table, rows: [{ key: 'ankle', cells: [40, null], total: null }], totals: [40, null] };
  const [ankle, wrist, sum] = linesOf(table, shown);
  expect(ankle?.cells).toEqual([
    { value: 40, hidden: false },
    { value: 4, hidden: true },
  ]);
  expect(ankle?.total.hidden).toBe(true);
  expect(wrist?.share).toBe(0.25);
  expect(sum).toMatchObject({
    isSum: true,
    cells: [{ hidden: false }, { hidden: true }],
    total: { value: 55 },
  });
  expect(linesOf({ ...table, rows: [] }, undefined)).toEqual([]);
});
