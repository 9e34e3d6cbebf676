import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkItems, checkNextVersion, holdsIn, versionIn } from './contract.ts';
import { figureOf, judgeFigure } from './figure.ts';
import { rateOf, wilson } from './findings.ts';
import { stateOf } from './measures/measure.ts';
import { measures } from './measures/measures.ts';
import { spanHeldIn } from './months.ts';
import { drawSample } from './sample.ts';
import { caseStates, measureKinds } from './words.ts';

const share = measures['check-ins-completed'];
const rate = measures.complaints;
const figure = (kept: number, notKept: number, notKnown = 0, people = 10) => ({
  kept,
  notKept,
  notKnown,
  people,
});

describe('contracts', () => {
  test('PRV-2 each measure stands once, with a time where it asks one, within what it knows', () => {
    for (const measure of measureKinds) {
      const { limit } = measures[measure];
      const item = { measure, limit: limit?.least ?? null, targetTenths: 900, clause: null };
      expect(checkItems([item]).ok, measure).toBe(true);
      expect(checkItems([item, item]).ok, measure).toBe(false);
      expect(checkItems([{ ...item, limit: limit === null ? 5 : null }]).ok, measure).toBe(false);
      if (limit !== null) expect(checkItems([{ ...item, limit: limit.most + 1 }]).ok, measure).toBe(false);
      expect(checkItems([{ ...item, targetTenths: 1_001 }]).ok, measure).toBe(false);
    }
  });

  test('PRV-3 a month is measured by the version that held on its first day; a later one begins with a month', () => {
    const versions = [
      { version: 2, holdsFrom: '2026-04-01' },
      { version: 1, holdsFrom: '2026-01-15' },
    ];
    const of = (month: string) => versionIn(versions, month)?.version;
    // Of its first, broken month the first version.
    expect(['2026-01', '2026-03', '2026-04', '2026-05'].map(of)).toEqual([1, 1, 2, 2]);
    const before = { version: 2, holdsFrom: '2026-04-01' };
    const next = (holdsFrom: string, to: string | null = null, today = '2026-03-20') =>
      checkNextVersion({ holdsFrom, to }, before, today).ok;
    expect(['2026-05-01', '2026-05-02', '2026-04-01', '2026-03-01'].map((on) => next(on))).toEqual([
      ...[true, false, false, false],
    ]);
    // The month that runs is not over; one that is stays as it was agreed, and so do the days that have passed.
    expect(['2026-05-31', '2026-06-01'].map((today) => next('2026-05-01', null, today))).toEqual([
      ...[true, false],
    ]);
    expect(['2026-03-19', '2026-03-20'].map((to) => next('2026-05-01', to))).toEqual([false, true]);
  });

  test('PRV-3 only days on which the contract held are measured, by the programme’s clock', () => {
    const period = { from: '2026-03-10', to: '2026-04-20' };
    expect(['2026-02', '2026-03', '2026-04', '2026-05'].map((month) => holdsIn(period, month))).toEqual([
      ...[false, true, true, false],
    ]);
    const text = (span: { from: number; to: number }) =>
      [span.from, span.to].map((at) => new Date(at).toISOString().slice(0, 16));
    const zone = 'America/New_York';
    expect(text(spanHeldIn('2026-03', zone, period))).toEqual(['2026-03-10T04:00', '2026-04-01T04:00']);
    expect(text(spanHeldIn('2026-04', zone, period))).toEqual(['2026-04-01T04:00', '2026-04-21T04:00']);
  });
});

describe('figures', () => {
  test('PRV-5 each word of the record stands in one of three heaps; a word that nobody knows counts for nobody', () => {
    for (const measure of measureKinds) {
      const of = measures[measure];
      const said = Object.keys(of.states).map((word) => ({ said: word, cases: 1 }));
      const { kept, notKept, notKnown } = figureOf(of, said, 1);
      expect(kept + notKept + notKnown).toBe(said.length);
      expect(Math.min(kept, notKept, notKnown), measure).toBeGreaterThan(0);
      expect(stateOf(of, 'a word of another time')).toBe('not-known');
      for (const state of Object.values(of.states)) expect(caseStates).toContain(state);
    }
  });

  test('PRV-6 what is not known changes no result, and without anything known there is none', () => {
    expect(judgeFigure(share, figure(9, 1), 900)).toMatchObject({
      result: 'met',
      tenths: 900,
      certain: true,
    });
    expect(judgeFigure(share, figure(9, 1, 5), 900)).toMatchObject({ result: 'met', certain: false });
    expect(judgeFigure(share, figure(899, 101), 900)).toMatchObject({ result: 'missed', tenths: 899 });
    expect(judgeFigure(share, figure(0, 0, 7), 900)).toMatchObject({
      result: 'not-measurable',
      tenths: null,
      certain: false,
    });
    expect(judgeFigure(rate, figure(0, 1, 0, 200), 5)).toMatchObject({ result: 'met', tenths: 5 });
    expect(judgeFigure(rate, figure(0, 1, 0, 199), 5)).toMatchObject({ result: 'missed', tenths: 6 });
    expect(judgeFigure(rate, figure(0, 0, 0, 0), 5).result).toBe('not-measurable');
    const count = fc.nat(400);
    fc.assert(
      fc.property(
        fc.constantFrom(share, rate),
        count,
        count,
        count,
        count,
        fc.nat(1_000),
        (of, kept, notKept, notKnown, people, target) => {
          const one = judgeFigure(of, figure(kept, notKept, notKnown, people), target);
          // Whatever the unknown are: the same result without them.
          expect(judgeFigure(of, figure(kept, notKept, 0, people), target).result).toBe(one.result);
          // `certain` is true exactly where every way to know them gives the result that stands.
          if (one.result === 'not-measurable') return;
          const ways = [0, notKnown].map(
            (good) =>
              judgeFigure(of, figure(kept + good, notKept + notKnown - good, 0, people), target).result,
          );
          expect(one.certain).toBe(ways.every((result) => result === one.result));
        },
      ),
      { seed: 41 },
    );
  });
});

describe('samples', () => {
  const rank = (id: string): string => `${(Number(id) * 7_919) % 1_009}`.padStart(5, '0');
  test('PRV-12 the same seed and list draw the same cases in the same order, in whichever order the list comes', () => {
    const cases = Array.from({ length: 200 }, (_, at) => ({ id: String(at) }));
    const drawn = drawSample(cases, 20, rank);
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(20);
    expect(drawSample(cases.toReversed(), 20, rank)).toEqual(drawn);
    // A smaller sample is the beginning of a larger one.
    expect(drawSample(cases, 5, rank)).toEqual(drawn.slice(0, 5));
    expect(drawSample(cases.slice(0, 3), 20, rank)).toHaveLength(3);
  });

  test('PRV-13 a rate is of what is known, with its interval; of nothing known there is none', () => {
    expect(rateOf([null, 'not-known'])).toMatchObject({ open: 1, notKnown: 1, rate: null });
    const found = rateOf(['in-order', 'in-order', 'in-order', 'not-in-order', 'not-known', null]);
    expect(found).toMatchObject({ inOrder: 3, notInOrder: 1, notKnown: 1, open: 1, rate: { share: 0.75 } });
    // Wilson's own worked values: 10 of 10, and 81 of 263 (Newcombe 1998, Stat. Med. 17, table I).
    expect(wilson(10, 10)).toMatchObject({ low: expect.closeTo(0.7225, 4), high: expect.closeTo(1, 9) });
    expect(wilson(81, 263)).toMatchObject({
      low: expect.closeTo(0.2553, 4),
      high: expect.closeTo(0.3662, 4),
    });
    expect(wilson(0, 20)).toMatchObject({ low: expect.closeTo(0, 9), high: expect.closeTo(0.1611, 4) });
  });
});
