import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statisticCsv } from './csv.ts';
import { statisticWords } from './methods.ts';
import { costPerDay, publishable } from './publish.ts';
import { type StatisticFigure, type Table, tableForms, tablesOf } from './tables.ts';
import { attack } from './testing-attacker.ts';

const runs = Number(process.env.ATTEND_RUNS ?? 40);
const rates = { phone: 1, wrist: 3, ankle: 7 };
const { columns } = tableForms['person-days'];
const outcomes = ['in-force', 'completed', 'expired'];
const few = { weight: 3, arbitrary: fc.integer({ min: 1, max: 400 }) };
const days = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, few, {
  weight: 4,
  arbitrary: fc.integer({ min: 310, max: 20_000 }),
});

/** Days by office and the same by outcome, and both times a rate that everybody knows. */
const figures: fc.Arbitrary<StatisticFigure[]> = fc
  .tuple(
    fc.array(fc.tuple(days, days, days), { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
  )
  .map(([offices, shares]) =>
    columns.flatMap((column, at) => {
      const cells = offices.map((row) => row[at] ?? 0);
      const all = cells.reduce((sum, value) => sum + value, 0);
      const first = Math.floor((all * (shares[at] ?? 0)) / 3);
      const second = Math.min(all - first, (shares[at + 3] ?? 0) * 150);
      const of = (table: 'person-days' | 'person-day-outcomes', row: string, value: number) => {
        const day = { table, row, column, value };
        const amounts = table === 'person-days' ? ('cost' as const) : ('cost-outcomes' as const);
        return [day, { ...day, table: amounts, value: value * rates[column as keyof typeof rates] }];
      };
      return [
        ...cells.flatMap((value, i) => of('person-days', `place ${i}`, value)),
        ...[first, second, all - first - second].flatMap((value, i) =>
          of('person-day-outcomes', outcomes[i] ?? '', value),
        ),
      ];
    }),
  );
const named = (tables: readonly Table[], ...names: readonly string[]): Table[] =>
  tables.filter(({ name }) => names.includes(name));
const costs = ['person-days', 'person-day-outcomes', 'cost', 'cost-outcomes'];

test('STA-13 whoever knows every rate and has all days and amounts that were published finds no hidden number of days, nor nearer than ten people’s', () => {
  let hidden = 0;
  fc.assert(
    fc.property(figures, (counted) => {
      const published = named(publishable(tablesOf(counted), [], []), ...costs);
      for (const { name, low, high } of attack(published, rates)) {
        hidden += 1;
        expect(high - low, `${name} is between ${low} and ${high}`).toBeGreaterThanOrEqual(309 - 1e-4);
      }
    }),
    { numRuns: runs, seed: 4 },
  );
  expect(hidden).toBeGreaterThan(runs);
});

test('STA-13 an amount is shown where its days are, as it was counted, and totals are sums', () => {
  fc.assert(
    fc.property(figures, (counted) => {
      const whole = tablesOf(counted);
      const published = publishable(whole, [], []);
      const [shownDays, shown] = named(published, 'person-days', 'cost');
      const [real] = named(whole, 'cost');
      for (const [at, row] of (shown?.rows ?? []).entries()) {
        for (const [i, value] of row.cells.entries()) {
          const isHidden = shownDays?.rows[at]?.cells[i] === null;
          expect(value).toBe(isHidden ? null : real?.rows[at]?.cells[i]);
        }
        const sum = row.cells.reduce<number>((all, value) => all + (value ?? 0), 0);
        expect(row.total).toBe(row.cells.includes(null) ? null : sum);
      }
    }),
    { numRuns: runs, seed: 5 },
  );
});

test('STA-13 the attacker of these tests does find days by two sums at two rates', () => {
  const of = (column: string, value: number): StatisticFigure[] => [
    { table: 'person-days', row: 'A', column, value },
    { table: 'cost', row: 'A', column, value: value * (column === 'wrist' ? 3 : 7) },
  ];
  const [table, amounts] = named(tablesOf([...of('wrist', 200), ...of('ankle', 500)]), 'person-days', 'cost');
  if (table === undefined || amounts === undefined) throw new Error('no tables');
  const hide = (one: Table): Table => ({
    ...one,
    rows: one.rows.map((row) => ({ ...row, cells: [0, null, null] })),
    totals: [0, null, null],
  });
  const found = attack([hide(table), hide(amounts)], rates);
  expect(found.find(({ name }) => name === 'person-days A wrist')?.high).toBeCloseTo(200);
});

test('STA-13 what tells people that are hidden is hidden of their days', () => {
  const people = ['A', 'B', 'C'].flatMap((row, at) =>
    ['none', 'phone', 'wrist', 'ankle'].map((column, i) => ({
      ...{ table: 'people' as const, row, column, value: at === 0 && i === 3 ? 9 : 40 + at },
    })),
  );
  const worn = ['A', 'B', 'C'].flatMap((row) =>
    columns.map((column) => ({ table: 'person-days' as const, row, column, value: 1_250 })),
  );
  const inForce = columns.map((column) => ({
    ...{ table: 'person-day-outcomes' as const, row: 'in-force', column, value: 3_750 },
  }));
  const published = publishable(tablesOf([...people, ...worn, ...inForce]), [], []);
  const [shownPeople, shownDays] = named(published, 'people', 'person-days');
  for (const [at, row] of (shownPeople?.rows ?? []).entries())
    for (const [i, cell] of row.cells.slice(1).entries())
      if (cell === null) expect(shownDays?.rows[at]?.cells[i]).toBeNull();
  expect(shownDays?.rows[0]?.cells[2]).toBeNull();
});

test('STA-13 amounts under ten minor units are published nowhere, and a file has two places', () => {
  const of = (column: string, value: number, minor: number): StatisticFigure[] => [
    { table: 'person-days', row: 'A', column, value },
    { table: 'person-day-outcomes', row: 'in-force', column, value },
    { table: 'cost', row: 'A', column, value: minor },
    { table: 'cost-outcomes', row: 'in-force', column, value: minor },
  ];
  const whole = tablesOf([...of('phone', 900, 5), ...of('wrist', 900, 1_205), ...of('ankle', 900, 9_000)]);
  for (const { rows, totals, total } of named(publishable(whole, [], []), 'cost', 'cost-outcomes'))
    for (const value of [...rows.flatMap((row) => [...row.cells, row.total]), ...totals, total])
      expect(value === null || value === 0 || value >= 10).toBe(true);
  const [cost] = named(whole, 'cost');
  if (cost === undefined) throw new Error('no costs');
  const lines = statisticCsv(cost, statisticWords.en).split('\r\n');
  expect(lines[0]).toBe('Office,Phone,Wrist,Ankle,All (USD)');
  expect(lines[1]).toBe('A,0.05,12.05,90.00,102.10');
});

test('STA-14 the cost of a person-day is worked out of what is shown: hidden where an amount or its days are, and the attacker who has each finds no more', () => {
  let shown = 0;
  let hidden = 0;
  fc.assert(
    fc.property(figures, (counted) => {
      const published = publishable(tablesOf(counted), [], []);
      const [cost, worn] = ['cost', 'person-days'].map((name) => named(published, name)[0]);
      for (const [at, { row, minor, none }] of costPerDay(published).entries()) {
        const isAll = row === null;
        const [amount, by] = isAll ? [cost?.total, worn?.total] : [cost?.totals[at], worn?.totals[at]];
        const isHidden = amount == null || by == null;
        if (isHidden) hidden += 1;
        else shown += 1;
        expect({ minor, none }).toEqual({
          minor: isHidden || by === 0 ? null : Math.round(amount / by),
          none: by === 0,
        });
        // One technology has one rate here: what is published of it is the rate that everybody knows.
        if (!isAll && minor !== null) expect(minor).toBe(rates[row as keyof typeof rates]);
      }
      for (const { low, high } of attack(named(published, ...costs), rates))
        expect(high - low).toBeGreaterThanOrEqual(309 - 1e-4);
    }),
    { numRuns: runs, seed: 6 },
  );
  expect(Math.min(shown, hidden)).toBeGreaterThan(0);
});

test('STA-14 of a level that nobody had there is no figure, and of all levels it is the mean of the days', () => {
  const of = (column: string, value: number, minor: number): StatisticFigure[] => [
    { table: 'person-days', row: 'A', column, value },
    { table: 'person-day-outcomes', row: 'in-force', column, value },
    { table: 'cost', row: 'A', column, value: minor },
    { table: 'cost-outcomes', row: 'in-force', column, value: minor },
  ];
  const tables = tablesOf([...of('wrist', 1_000, 100_000), ...of('ankle', 3_000, 825_000)]);
  expect(costPerDay(publishable(tables, [], []))).toEqual([
    { row: 'phone', minor: null, none: true },
    { row: 'wrist', minor: 100, none: false },
    { row: 'ankle', minor: 275, none: false },
    { row: null, minor: 231, none: false },
  ]);
});
