import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishable } from './publish.ts';
import { type StatisticFigure, type StatisticTable, type Table, tableForms, tablesOf } from './tables.ts';
import { attack } from './testing-attacker.ts';

const runs = Number(process.env.ATTEND_RUNS ?? 60);
const levels = ['phone', 'wrist', 'ankle'] as const;
const inMonth = 31;
const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 4, arbitrary: fc.integer({ min: 10, max: 60 }) },
);

/** A programme in which everybody had what they have all month long, so that each table says of people what the others say in days. */
const programmes: fc.Arbitrary<StatisticFigure[]> = fc
  .tuple(
    fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }),
  )
  .map(([offices, shares]) =>
    tableForms.people.columns.flatMap((column, at) => {
      const of = (table: StatisticTable, row: string, value: number): StatisticFigure => ({
        ...{ table, row, column: table === 'wearer-days' ? 'days' : column, value },
      });
      const all = offices.reduce((sum, office) => sum + (office[at] ?? 0), 0);
      const lately = Math.floor((all * (shares[at] ?? 0)) / 100);
      const standing = Math.floor((all * (shares[at + 4] ?? 0)) / 100);
      const people = [
        ...offices.map((office, i) => of('people', `place ${i}`, office[at] ?? 0)),
        of('time-in-programme', 'under-90', lately),
        of('time-in-programme', '365-or-more', all - lately),
      ];
      if (column === 'none') return people;
      return [
        ...people,
        ...offices.map((office, i) => of('person-days', `place ${i}`, (office[at] ?? 0) * inMonth)),
        of('wearer-days', column, all * inMonth),
        of('person-day-outcomes', 'in-force', standing * inMonth),
        of('person-day-outcomes', 'completed', (all - standing) * inMonth),
      ];
    }),
  );

const named = (tables: readonly Table[], name: StatisticTable): Table => {
  const found = tables.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const times = (value: number | null | undefined, by: number): number | null =>
  value === null || value === undefined ? null : value * by;

/** Somebody who takes people for days divided by the month's: what one table hides and another shows is put in. */
function filledIn(tables: readonly Table[]): { readonly least: number; readonly tables: Table[] }[] {
  const [people, time, days, outcomes, worn] = (
    ['people', 'time-in-programme', 'person-days', 'person-day-outcomes', 'wearer-days'] as const
  ).map((name) => named(tables, name)) as [Table, Table, Table, Table, Table];
  const wornAt = (at: number) => worn.rows.find(({ key }) => key === levels[at])?.total;
  const totals = people.totals.map((total, at) =>
    at === 0
      ? total
      : (total ?? times(days.totals[at - 1], 1 / inMonth) ?? times(wornAt(at - 1), 1 / inMonth)),
  );
  const withDevice = (total: number | null, none: number | null | undefined) =>
    total === null || none === null || none === undefined ? null : (total - none) * inMonth;
  const dayTotals = days.totals.map(
    (total, at) => total ?? wornAt(at) ?? times(people.totals[at + 1], inMonth),
  );
  const dayTotal = days.total ?? worn.total ?? withDevice(people.total, people.totals[0]);
  const like = (key: string) => people.rows.find((row) => row.key === key);
  const rows = days.rows.map(({ key, cells, total }) => ({
    key,
    cells: cells.map((value, at) => value ?? times(like(key)?.cells[at + 1], inMonth)),
    total: total ?? withDevice(like(key)?.total ?? null, like(key)?.cells[0]),
  }));
  return [
    { least: 10, tables: [people, time].map((one) => ({ ...one, totals })) },
    {
      least: 310,
      tables: [
        { ...days, rows, totals: dayTotals, total: dayTotal },
        { ...outcomes, totals: dayTotals, total: dayTotal },
      ],
    },
  ];
}

test('STA-13 whoever takes people, days worn and person-days for one another finds nothing by it that one of them hides', () => {
  let hidden = 0;
  fc.assert(
    fc.property(programmes, (figures) => {
      const whole = tablesOf(figures);
      const published = publishable(whole, [], []);
      for (const { least, tables } of filledIn(published))
        for (const { name, low, high } of attack(tables)) {
          hidden += 1;
          expect(high - low, `${name} is between ${low} and ${high}`).toBeGreaterThanOrEqual(
            least - 1 - 1e-3,
          );
        }
    }),
    { numRuns: runs, seed: 1 },
  );
  expect(hidden).toBeGreaterThan(runs);
});

test('STA-13 days worn of a level are hidden where its person-days are: the difference would be three people', () => {
  const of = (table: StatisticTable, row: string, column: string, value: number): StatisticFigure => ({
    ...{ table, row, column, value },
  });
  // An office's seven, eleven and sixteen with telephones: all but three under an order in force.
  const offices = [
    [0, 7, 6, 42],
    [9, 11, 4, 9],
    [37, 16, 0, 49],
  ];
  const ended = [3, 8, 20];
  const all = levels.map((_, at) => offices.reduce((sum, office) => sum + (office[at + 1] ?? 0), 0));
  const published = publishable(
    tablesOf([
      ...offices.flatMap((office, i) =>
        tableForms.people.columns.map((column, at) => of('people', `place ${i}`, column, office[at] ?? 0)),
      ),
      ...tableForms.people.columns.map((column, at) =>
        of('time-in-programme', 'under-90', column, at === 0 ? 46 : (all[at - 1] ?? 0)),
      ),
      ...levels.flatMap((level, at) => [
        ...offices.map((office, i) =>
          of('person-days', `place ${i}`, level, (office[at + 1] ?? 0) * inMonth),
        ),
        of('wearer-days', level, 'days', (all[at] ?? 0) * inMonth),
        of('person-day-outcomes', 'completed', level, (ended[at] ?? 0) * inMonth),
        of('person-day-outcomes', 'in-force', level, ((all[at] ?? 0) - (ended[at] ?? 0)) * inMonth),
      ]),
    ]),
    [],
    [],
  );
  const [days, worn] = [named(published, 'person-days'), named(published, 'wearer-days')];
  for (const [at, level] of levels.entries())
    expect(worn.rows.find(({ key }) => key === level)?.total === null).toBe(days.totals[at] === null);
  const [inForce, completed] = ['in-force', 'completed'].map(
    (row) => named(published, 'person-day-outcomes').rows.find(({ key }) => key === row)?.cells[0],
  );
  expect(completed).toBeNull();
  expect([worn.rows.find(({ key }) => key === 'phone')?.total, inForce]).toContain(null);
});
