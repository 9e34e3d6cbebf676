import { apportion, formatMinor, parseMinor, sumMinor, timesRounded } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accrue, type CostLine, cardsBy, type Fault, type RateCard, type Worn } from './accrue.ts';
import { adjust } from './adjust.ts';
import { type DayTable, dayNumber, indexOfDay, makeDayTable } from './day-table.ts';
import { type AccruedDays, matchSerial } from './match.ts';
import { mergeBySerial } from './merge.ts';
import { countDay, wholeDay } from './part-day.ts';
import { splitByProvider } from './provider-spans.ts';
import { faultCredits, partDayRules } from './words.ts';

const zone = 'America/New_York';
const march = makeDayTable('2026-03-01', '2026-03-31', zone);
const at = (text: string): number => Temporal.ZonedDateTime.from(`${text}[${zone}]`).epochMilliseconds;
const card = (over: Partial<RateCard> = {}): RateCard => ({
  ...{ id: 'card', provider: 'p', technology: 'ankle', from: dayNumber('2026-01-01'), minor: 275 },
  ...{ currency: 'USD', partDay: 'any-part', faultCredit: 'half-day' },
  ...over,
});
const worn = (from: string, to: string | null, over: Partial<Worn> = {}): Worn => ({
  ...{ assignment: '1', technology: 'ankle', provider: 'p', from: at(from), to: to === null ? null : at(to) },
  ...over,
});
const run = (
  pieces: readonly Worn[],
  cards: readonly RateCard[] = [card()],
  faults: readonly Fault[] = [],
  table: DayTable = march,
): CostLine[] =>
  accrue(pieces, cardsBy(cards), faults, { table, breaks: new Set([table.first]), currency: 'USD' });
const short = ({ from, to, parts, state, minor }: CostLine) => [
  from - march.first + 1,
  to - march.first + 1,
  parts,
  state,
  minor,
];

describe('money', () => {
  test('CST-6 amounts are read and written to the hundredth, and nothing finer is rounded away', () => {
    expect([parseMinor('2.75'), parseMinor('152'), parseMinor('0.5')]).toMatchObject([
      { value: 275 },
      { value: 15_200 },
      { value: 50 },
    ]);
    for (const bad of ['2.755', '', '1e3', '2,75', '1234567890123', '.5'])
      expect(parseMinor(bad).ok, bad).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (minor) => {
        expect(parseMinor(formatMinor(minor))).toEqual({ ok: true, value: minor });
      }),
    );
  });
  test('CST-6 half a minor unit goes up, away from nothing', () => {
    expect([timesRounded(1, 1, 2), timesRounded(-1, 1, 2), timesRounded(275, 5, 24)]).toEqual([1, -1, 57]);
  });
  test('CST-13 a whole that is shared out is the sum of its shares, none further than one from its own', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }),
        (whole, weights) => {
          const parts = apportion(whole, weights);
          const all = weights.reduce((sum, weight) => sum + weight, 0);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all === 0 ? 0 : whole);
          for (const [index, weight] of weights.entries())
            expect(Math.abs((parts[index] ?? 0) - (all === 0 ? 0 : (whole * weight) / all))).toBeLessThan(1);
        },
      ),
    );
  });
});

describe('days', () => {
  test('CST-2 days are those of the office, and the night in which clocks change is in one of 23 hours', () => {
    const [eighth, ninth] = [march.starts[7] ?? 0, march.starts[8] ?? 0];
    expect((ninth - eighth) / 3_600_000).toBe(23);
    expect(indexOfDay(march, at('2026-03-08T23:59'))).toBe(7);
    expect(indexOfDay(march, at('2026-02-28T23:59'))).toBe(-1);
    expect(indexOfDay(march, at('2026-04-01T00:00'))).toBe(31);
  });
  test('CST-2 each rule counts a part of a day as its words say', () => {
    const day = { from: 0, to: 86_400_000 };
    const hours = (from: number, to: number) => ({ from: from * 3_600_000, to: to * 3_600_000 });
    const counts = (from: number, to: number) =>
      Object.fromEntries(partDayRules.map((rule) => [rule, countDay(rule, day, hours(from, to))]));
    expect(counts(22, 24)).toEqual({ 'any-part': 24, midnight: 24, 'whole-day': 0, 'begun-hours': 2 });
    expect(counts(0, 22)).toEqual({ 'any-part': 24, midnight: 0, 'whole-day': 0, 'begun-hours': 22 });
    expect(counts(9, 9.01)).toEqual({ 'any-part': 24, midnight: 0, 'whole-day': 0, 'begun-hours': 1 });
    expect(counts(0, 24)).toEqual({ 'any-part': 24, midnight: 24, 'whole-day': 24, 'begun-hours': 24 });
    expect(counts(9, 9)).toEqual({ 'any-part': 0, midnight: 0, 'whole-day': 0, 'begun-hours': 0 });
  });
});

describe('accrual', () => {
  test('CST-1 the card that holds on a day prices it; before any there is none', () => {
    const cards = [
      card({ id: 'a', from: dayNumber('2026-03-05') }),
      card({ id: 'b', from: dayNumber('2026-03-20'), minor: 300 }),
    ];
    expect(run([worn('2026-03-01T00:00', null)], cards).map(short)).toEqual([
      [1, 4, 0, 'no-rate', 0],
      [5, 19, 24, 'charged', 15 * 275],
      [20, 31, 24, 'charged', 12 * 300],
    ]);
  });
  test('CST-3 a swap on one day makes no two days of it; two devices worn at once are two', () => {
    const swapped = [
      worn('2026-03-01T00:00', '2026-03-10T12:00'),
      worn('2026-03-10T12:30', null, { assignment: '2' }),
    ];
    expect(run(swapped).map(short)).toEqual([
      [1, 10, 24, 'charged', 10 * 275],
      [10, 10, 0, 'not-counted', 0],
      [11, 31, 24, 'charged', 21 * 275],
    ]);
    const both = [worn('2026-03-01T00:00', null), worn('2026-03-01T00:00', null, { assignment: '2' })];
    const lines = run(both);
    expect(sumMinor(lines.map(({ minor }) => minor))).toBe(62 * 275);
    expect(lines.map(({ countsPerson }) => countsPerson)).toEqual([true, false]);
  });
  test('CST-4 what a person found at fault is not charged; what nobody has decided is, and says so', () => {
    const fault = (known: boolean, from: string, to: string): Fault => ({
      assignment: '1',
      known,
      from: at(from),
      to: at(to),
    });
    const faults = [
      fault(true, '2026-03-03T00:00', '2026-03-03T13:00'),
      fault(true, '2026-03-05T00:00', '2026-03-05T03:00'),
      fault(false, '2026-03-07T06:00', '2026-03-07T23:00'),
    ];
    const states = run([worn('2026-03-01T00:00', null)], undefined, faults).map((line) =>
      short(line).slice(0, 4),
    );
    expect(states).toEqual([
      [1, 2, 24, 'charged'],
      [3, 3, 24, 'credited'],
      [4, 6, 24, 'charged'],
      [7, 7, 24, 'in-question'],
      [8, 31, 24, 'charged'],
    ]);
    const never = run([worn('2026-03-01T00:00', null)], [card({ faultCredit: 'none' })], faults);
    expect(never.map(({ minor }) => minor)).toEqual([31 * 275]);
  });
  test('CST-5 whose device it was is whose person it was: of two the first, of none the agency’s own', () => {
    const pieces = splitByProvider(
      [{ assignment: '1', technology: 'ankle', from: 0, to: null }],
      [
        { provider: 'a', from: 10, to: 30 },
        { provider: 'b', from: 20, to: 50 },
      ],
    );
    expect(pieces.map(({ provider, from, to }) => [provider, from, to])).toEqual([
      [null, 0, 10],
      ['a', 10, 30],
      ['b', 30, 50],
      [null, 50, null],
    ]);
  });
});

const hourOf = fc.integer({ min: -200, max: 31 * 24 + 200 });
const anyWorn: fc.Arbitrary<Worn[]> = fc
  .array(
    fc.record({
      a: hourOf,
      b: fc.option(hourOf),
      technology: fc.constantFrom('ankle', 'wrist', 'phone'),
      provider: fc.constantFrom('p', 'q', null),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ a, b, technology, provider }, index): Worn => {
      const start = march.starts[0] ?? 0;
      const from = Math.min(a, b ?? a);
      return {
        assignment: String(index),
        technology,
        provider,
        from: start + from * 3_600_000,
        to: b === null ? null : start + Math.max(a, b) * 3_600_000,
      };
    }),
  );
const anyCards: fc.Arbitrary<RateCard[]> = fc.array(
  fc.record({
    id: fc.uuid(),
    provider: fc.constantFrom('p', 'q', null),
    technology: fc.constantFrom('ankle', 'wrist', 'phone'),
    from: fc.integer({ min: march.first - 10, max: march.first + 30 }),
    minor: fc.integer({ min: 0, max: 9_999 }),
    currency: fc.constant('USD' as const),
    partDay: fc.constantFrom(...partDayRules),
    faultCredit: fc.constantFrom(...faultCredits),
  }),
  { maxLength: 6 },
);

describe('properties', () => {
  test('CST-6 lines cover each day that was worn once an assignment, and a person’s day is counted once', () => {
    fc.assert(
      fc.property(anyWorn, anyCards, (pieces, cards) => {
        const lines = run(pieces, cards);
        for (const piece of pieces) {
          const own = lines.filter(({ assignment }) => assignment === piece.assignment);
          const days = own.reduce((sum, { from, to }) => sum + to - from + 1, 0);
          let expected = 0;
          for (let day = 0; day < 31; day += 1) {
            const [from, to] = [march.starts[day] ?? 0, march.starts[day + 1] ?? 0];
            if (piece.from < to && (piece.to ?? to) > from && piece.from !== piece.to) expected += 1;
          }
          if (piece.from !== piece.to) expect(days).toBe(expected);
        }
        const counted = new Map<number, number>();
        for (const { from, to, countsPerson } of lines)
          for (let day = from; countsPerson && day <= to; day += 1)
            counted.set(day, (counted.get(day) ?? 0) + 1);
        for (const times of counted.values()) expect(times).toBe(1);
        for (const line of lines)
          expect(line.minor).toBeLessThanOrEqual(line.rate * (line.to - line.from + 1));
      }),
    );
  });
  test('CST-7 what stands after corrections is what the record gives, to the last unit', () => {
    fc.assert(
      fc.property(anyWorn, anyWorn, anyCards, (before, after, cards) => {
        const booked = run(before, cards).map((line, id) => ({ ...line, id }));
        const right = run(after, cards);
        const made = adjust(booked, right);
        const sum =
          sumMinor(booked.map(({ minor }) => minor)) +
          sumMinor(made.map((one) => (one.kind === 'booked' ? one.line.minor : -one.line.minor)));
        expect(sum).toBe(sumMinor(right.map(({ minor }) => minor)));
        expect(
          adjust(
            run(after, cards).map((line, id) => ({ ...line, id })),
            right,
          ),
        ).toEqual([]);
      }),
    );
  });
  test('CST-9 an invoice of what was accrued matches, whole or cut anywhere; a day more on any line does not', () => {
    const days = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 9 }) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 0, max: 40 }),
        (spans, rate, cut) => {
          const accrued: AccruedDays[] = [];
          let at = 1000;
          for (const { gap, length } of spans) {
            at += gap;
            accrued.push({
              provider: 'p',
              from: at,
              to: at + length - 1,
              parts: wholeDay,
              state: 'charged',
              currency: 'USD',
              rate,
              minor: rate * length,
            });
            at += length;
          }
          const cuts = accrued.flatMap(({ from, to }) => {
            const middle = Math.min(to, from + (cut % (to - from + 1)));
            return middle < to ? [[from, middle] as const, [middle + 1, to] as const] : [[from, to] as const];
          });
          const billed = cuts.map(([from, to], line) => ({
            line,
            from,
            to,
            days: (to - from + 1) * 100,
            rate,
            minor: rate * (to - from + 1),
            isEarlier: false,
          }));
          const span = { provider: 'p', currency: 'USD', from: 1000, to: at, accruedTo: at } as const;
          expect(matchSerial(true, accrued, billed, span)).toEqual({ findings: [], unbilled: 0 });
          const [first, ...rest] = billed;
          if (first === undefined) return;
          const more = matchSerial(true, accrued, [{ ...first, minor: first.minor + rate }, ...rest], span);
          expect(more.findings).toMatchObject([{ line: 0, result: 'over', expected: first.minor }]);
          const less = matchSerial(true, accrued, rest, span);
          expect(less).toMatchObject({ findings: [], unbilled: first.minor });
        },
      ),
    );
  });
  test('CST-9 both sides are joined whole, however their pages are cut', async () => {
    const row = fc.record({ serial: fc.constantFrom('A', 'B', 'C', 'D'), n: fc.nat(99) });
    const side = fc
      .array(row, { maxLength: 20 })
      .map((rows) => rows.toSorted((a, b) => (a.serial < b.serial ? -1 : a.serial > b.serial ? 1 : 0)));
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 6 }), async (left, right, size) => {
        const pages = (rows: readonly { serial: string; n: number }[]) => {
          let start = 0;
          const next = async () => {
            const page = rows.slice(start, start + size);
            start += size;
            return page;
          };
          return { next };
        };
        const got = { left: [] as unknown[], right: [] as unknown[], serials: [] as string[] };
        for await (const batch of mergeBySerial(pages(left), pages(right)))
          for (const one of batch) {
            got.serials.push(one.serial);
            got.left.push(...one.left);
            got.right.push(...one.right);
            for (const of of [...one.left, ...one.right]) expect(of.serial).toBe(one.serial);
          }
        expect([got.left, got.right]).toEqual([left, right]);
        expect(got.serials).toEqual([...new Set([...left, ...right].map(({ serial }) => serial))].sort());
      }),
    );
  });
});

describe('match', () => {
  const accrued: AccruedDays = {
    provider: 'p',
    from: 100,
    to: 109,
    parts: 24,
    state: 'charged',
    currency: 'USD',
    rate: 275,
    minor: 2_750,
  };
  const line = { line: 2, from: 100, to: 109, days: 1_000, rate: 275, minor: 2_750, isEarlier: false };
  const span = { provider: 'p', currency: 'USD', from: 100, to: 130, accruedTo: 130 } as const;
  const reasons = (over: object, days: readonly AccruedDays[] = [accrued], known = true, accruedTo = 130) =>
    matchSerial(known, days, [{ ...line, ...over }], { ...span, accruedTo }).findings.map((one) => [
      one.result,
      ...one.reasons,
    ]);
  test('CST-9 a line that differs says why', () => {
    expect(reasons({ rate: 300, minor: 3_000 })).toEqual([['over', 'rate']]);
    expect(reasons({ to: 111, days: 1_200, minor: 3_300 })).toEqual([['over', 'days']]);
    expect(reasons({ minor: 2_700 })).toEqual([['under', 'sum']]);
    expect(reasons({}, [])).toEqual([['over', 'not-worn', 'sum']].map(([a, b]) => [a, b]));
    expect(reasons({}, [{ ...accrued, provider: null }])).toEqual([['over', 'other-provider']]);
    expect(reasons({}, [{ ...accrued, state: 'credited', minor: 0 }])).toEqual([
      ['over', 'at-fault', 'days'],
    ]);
    expect(reasons({}, [{ ...accrued, state: 'no-rate', minor: 0 }])).toEqual([['unknown', 'no-rate']]);
    expect(reasons({}, [], false)).toEqual([['unknown', 'serial-unknown']]);
    expect(reasons({}, [{ ...accrued, currency: 'CAD' }])).toEqual([['unknown', 'currency']]);
    expect(reasons({}, [accrued], true, 105)).toEqual([['unknown', 'month-open']]);
  });
  test('CST-9 a day is billed once: by an invoice that came before, or the line that begins first', () => {
    const twice = matchSerial(
      true,
      [accrued],
      [line, { ...line, line: 3, from: 105, days: 500, minor: 1_375 }],
      span,
    );
    expect(twice.findings).toMatchObject([
      { line: 3, result: 'over', expected: 0, reasons: ['billed-before', 'days'] },
    ]);
    const before = matchSerial(true, [accrued], [{ ...line, line: 9, isEarlier: true, to: 104 }, line], span);
    expect(before.findings).toMatchObject([{ line: 2, result: 'over', expected: 1_375 }]);
  });
  test('CST-16 what was worn at a price in another currency is no part of what is not billed', () => {
    const days = [accrued, { ...accrued, from: 111, to: 120, currency: 'CAD' as const }];
    expect(matchSerial(true, days, [], span).unbilled).toBe(2_750);
  });
});
