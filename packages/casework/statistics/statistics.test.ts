import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editionDifferences, publishable } from './publish.ts';
import {
  families,
  type StatisticFigure,
  type StatisticTable,
  type Table,
  tableForms,
  tablesOf,
} from './tables.ts';
import { attack } from './testing-attacker.ts';

const runs = Number(process.env.ATTEND_RUNS ?? 60);

/** Small and large numbers, and none: what a programme with an office of three and one of thousands has. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 400 }) },
);
const rowsOf = (name: StatisticTable, offices: number): string[] => {
  const whole = tablesOf([]).find((one) => one.name === name);
  const fixed = whole?.rows.map(({ key }) => key) ?? [];
  return fixed.length > 0 ? fixed : Array.from({ length: offices }, (_, at) => `place ${at}`);
};
const figuresOf = (name: StatisticTable, offices: number): fc.Arbitrary<StatisticFigure[]> => {
  const places = rowsOf(name, offices).flatMap((row) =>
    tableForms[name].columns.map((column) => ({ table: name, row, column })),
  );
  return fc
    .array(count, { minLength: places.length, maxLength: places.length })
    .map((values) => places.map((place, at) => ({ ...place, value: values[at] ?? 0 })));
};
/** A second table of the same people: each column's number divided anew. */
const divided = (
  first: readonly StatisticFigure[],
  name: StatisticTable,
  offices: number,
): fc.Arbitrary<StatisticFigure[]> => {
  const rows = rowsOf(name, offices);
  const { columns } = tableForms[name];
  return fc
    .array(fc.integer({ min: 0, max: 1_000 }), {
      minLength: columns.length * rows.length,
      maxLength: columns.length * rows.length,
    })
    .map((shares) =>
      columns.flatMap((column, at) => {
        let left = first.filter((one) => one.column === column).reduce((all, { value }) => all + value, 0);
        return rows.map((row, i) => {
          const share = shares[at * rows.length + i] ?? 0;
          // Often few, and often nobody.
          const value =
            i === rows.length - 1
              ? left
              : Math.min(left, share < 300 ? 0 : share < 700 ? share % 13 : share % (left + 1));
          left -= value;
          return { table: name, row, column, value };
        });
      }),
    );
};
const familyFigures = ([one, other]: (typeof families)[number]): fc.Arbitrary<StatisticFigure[]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((offices) =>
      figuresOf(one, offices).chain((first) =>
        other === undefined
          ? fc.constant(first)
          : divided(first, other, offices).map((second) => [...first, ...second]),
      ),
    );
const only = (figures: readonly StatisticFigure[], names: readonly (StatisticTable | undefined)[]): Table[] =>
  tablesOf(figures).filter(({ name }) => names.includes(name));
const numbers = (tables: readonly Table[]): (number | null)[] =>
  tables.flatMap(({ rows, totals, total }) => [
    ...rows.flatMap(({ cells, total: sum }) => [...cells, sum]),
    ...totals,
    total,
  ]);

describe.each(
  families.map((names) => [names.filter((name) => name !== undefined).join(' and '), names] as const),
)('%s', (_, names) => {
  const { least } = tableForms[names[0]];
  test('STA-5 whoever has everything that was published finds no hidden number, nor one between bounds nearer than the threshold', () => {
    fc.assert(
      fc.property(familyFigures(names), (figures) => {
        const published = publishable(only(figures, names), [], []);
        for (const { name, low, high } of attack(published))
          expect(high - low, `${name} is between ${low} and ${high}`).toBeGreaterThanOrEqual(
            least - 1 - 1e-6,
          );
      }),
      { numRuns: runs, seed: 1 },
    );
  });

  test('STA-3 STA-4 no small number is shown, every zero is, and what is shown is as counted', () => {
    fc.assert(
      fc.property(familyFigures(names), (figures) => {
        const whole = numbers(only(figures, names));
        for (const [at, shown] of numbers(publishable(only(figures, names), [], [])).entries()) {
          const value = whole[at] ?? -1;
          if (value > 0 && value < least) expect(shown).toBeNull();
          else if (value === 0) expect(shown).toBe(0);
          else expect([value, null]).toContain(shown);
        }
      }),
      { numRuns: runs, seed: 2 },
    );
  });

  test('STA-7 a later edition shows nothing that an earlier one hid, and hides behind nothing that one showed', () => {
    fc.assert(
      fc.property(
        familyFigures(names),
        fc.array(fc.tuple(fc.nat(200), fc.integer({ min: -8, max: 8 })), { minLength: 1, maxLength: 6 }),
        (figures, corrections) => {
          const [one, other] = names;
          const corrected = figures.map((figure) => ({ ...figure }));
          const firsts = corrected.filter(({ table }) => table === one);
          for (const [at, by] of corrections) {
            const figure = firsts[at % firsts.length];
            // What two tables count alike is corrected in both.
            const twin = corrected.find(
              ({ table, column, value }) => table === other && column === figure?.column && value + by >= 0,
            );
            if (figure === undefined || figure.value + by < 0 || (other !== undefined && twin === undefined))
              continue;
            figure.value += by;
            if (twin !== undefined) twin.value += by;
          }
          const first = publishable(only(figures, names), [], []);
          const second = publishable(only(corrected, names), [{ number: '1', tables: first }], []);
          const [was, is, wasWhole, whole] = [
            first,
            second,
            only(figures, names),
            only(corrected, names),
          ].map(numbers);
          if (second.some(({ keptFrom }) => keptFrom !== null)) {
            expect(is).toEqual(was);
            return;
          }
          for (const [at, shown] of (is ?? []).entries()) {
            if (was?.[at] === null && whole?.[at] !== 0) expect(shown).toBeNull();
            // Hidden anew is what is small now, and nothing else.
            if (was?.[at] != null && was[at] > 0 && shown === null) expect(whole?.[at]).toBeLessThan(least);
          }
          for (const { low, high } of attack(second))
            expect(high - low).toBeGreaterThanOrEqual(least - 1 - 1e-6);
          expect(wasWhole).toHaveLength(whole?.length ?? 0);
        },
      ),
      { numRuns: runs, seed: 3 },
    );
  });
});

const people = (...rows: readonly (readonly number[])[]): StatisticFigure[] =>
  rows.flatMap((values, at) =>
    values.map((value, column) => ({
      ...{
        table: 'people' as const,
        row: `office ${at}`,
        column: tableForms.people.columns[column] ?? '',
        value,
      },
    })),
  );

test('STA-5 the attacker of these tests does find what is hidden badly', () => {
  const [table] = only(people([20, 5, 30, 40], [50, 60, 70, 80]), ['people']);
  if (table === undefined) throw new Error('no table');
  const [first, ...others] = table.rows;
  const badly = {
    ...table,
    rows: [{ key: '', total: first?.total ?? 0, cells: [20, null, 30, 40] }, ...others],
  };
  expect(attack([badly])).toEqual([{ name: 'people  phone', low: 5, high: 5 }]);
  // Two in one row and two in another, in the same columns: a circle, but one that only seven go round.
  const narrow = [
    { key: '', total: 95, cells: [20, null, null, 40] },
    { key: 'b', total: 260, cells: [50, null, null, 80] },
  ];
  const [low, high] = [
    attack([{ ...table, rows: narrow }])[0]?.low,
    attack([{ ...table, rows: narrow }])[0]?.high,
  ];
  expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(9);
});

test('STA-6 sums of columns that two tables share are hidden in both or in neither', () => {
  const figures: StatisticFigure[] = [
    ...people([40, 4, 60, 0], [30, 0, 70, 0]),
    { table: 'time-in-programme', row: 'under-90', column: 'none', value: 70 },
    { table: 'time-in-programme', row: 'under-90', column: 'phone', value: 4 },
    { table: 'time-in-programme', row: '365-or-more', column: 'wrist', value: 130 },
  ];
  const [one, other] = publishable(only(figures, ['people', 'time-in-programme']), [], []);
  expect(one?.totals).toEqual(other?.totals);
  expect(one?.totals[1]).toBeNull();
  expect(one?.total).toBe(other?.total);
});

test('STA-6 the month before is hidden alike where it makes no difference', () => {
  const before = publishable(
    only(people([20, 5, 31, 40], [50, 60, 70, 80], [90, 91, 92, 93]), ['people']),
    [],
    [],
  );
  const now = publishable(
    only(people([21, 6, 30, 40], [50, 60, 70, 80], [20, 91, 92, 20]), ['people']),
    [],
    before,
  );
  expect(numbers(now).map((value) => value === null)).toEqual(numbers(before).map((value) => value === null));
});

test('STA-8 differences are of what both editions show', () => {
  const first = publishable(
    only(people([20, 5, 31, 40], [50, 60, 70, 80], [11, 12, 13, 0]), ['people']),
    [],
    [],
  );
  const later = publishable(
    only(people([20, 5, 31, 40], [50, 60, 70, 80], [11, 12, 13, 12]), ['people']),
    [{ number: '1', tables: first }],
    [],
  );
  const told = editionDifferences(first, later);
  expect(told).toContainEqual({ table: 'people', row: 'office 2', column: 'ankle', before: 0, after: 12 });
  expect(told.every(({ before, after }) => before === 0 || before >= 10 || after >= 10)).toBe(true);
});
