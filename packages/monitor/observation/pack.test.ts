import { fixSources, readingEvents } from '@attend/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gate } from '../authority/gate.ts';
import { compilePlan } from '../plan.ts';
import { at, caseOf, fix, minutes, reading } from '../test/build.ts';
import { packObservations, unpackObservations } from './pack.ts';

const plan = compilePlan(caseOf());
const numRuns = Number(process.env.ATTEND_RUNS ?? 300);

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 });
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const closure = fc.constantFrom('closed', 'open', null);
const fixes = fc.record({
  lat: number(-90, 90),
  lon: number(-180, 180),
  source: fc.constantFrom(...fixSources),
  accuracy: maybe(number(0, 1e4)),
  time: maybe(fc.integer({ min: at('00:00'), max: at('23:59') })),
  speed: maybe(number(0, 300)),
  course: maybe(number(0, 360)),
  altitude: maybe(number(-400, 9_000)),
  satellites: maybe(fc.nat(40)),
});
const readings = fc.record({
  time: maybe(fc.oneof(fc.integer({ min: at('00:00'), max: at('23:59') }), number(-8.6e15, 8.6e15))),
  fix: maybe(fixes),
  battery: maybe(fc.record({ percent: maybe(fc.nat(100)), charging: maybe(fc.boolean()) })),
  strap: closure,
  case: closure,
  worn: maybe(fc.boolean()),
  events: fc.uniqueArray(fc.constantFrom(...readingEvents), { maxLength: 4 }),
  live: maybe(fc.boolean()),
  sequence: maybe(fc.oneof(fc.nat(70_000), fc.maxSafeInteger())),
  mock: maybe(fc.boolean()),
});

test('AUT-10 any list of readings packed and unpacked is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(readings, fc.nat(100_000)), { maxLength: 20 }), (list) => {
      let now = at('12:00');
      const seen = list.map(([more, later]) => {
        now += later;
        return gate(plan, { device: 'd1', receivedAt: null, ...more }, now);
      });
      expect(unpackObservations(packObservations(seen))).toEqual(seen);
    }),
    { numRuns, seed: 20_261_126 },
  );
});

test('a fix a minute takes 15 bytes at most, in uploads of ten', () => {
  // A walk: 84 m a minute, turning, with a speed and a course of its own each time.
  const walk = Array.from({ length: 10 }, (_, index) => {
    const turn = index * 0.4;
    return gate(
      plan,
      reading(at('12:00') + minutes(index), {
        fix: fix({
          lat: 25.77 + 0.00075 * Math.sin(turn),
          lon: -80.19 + 0.0009 * Math.cos(turn),
          accuracy: 8 + (index % 3),
          speed: 1.1 + index * 0.07,
          course: 30 + index * 23.1,
          satellites: 9 + (index % 2),
        }),
        battery: { percent: 81, charging: false },
        strap: 'closed',
        sequence: 1_000 + index,
      }),
      at('12:10'),
    );
  });
  expect(packObservations(walk).length).toBeLessThanOrEqual(150);
});
