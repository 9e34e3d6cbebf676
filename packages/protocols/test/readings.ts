import { type Fix, type Reading, readingEvents } from '@attend/kernel';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Readings that a device could observe, of which every protocol carries its own part. */

/** To the second, in the years that two digits can tell apart (1980 to 2079). */
const time = fc.integer({ min: 315_532_800, max: 3_471_292_799 }).map((seconds) => seconds * 1_000);

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 4 });

const fix: fc.Arbitrary<Fix> = fc
  .record({
    lat: number(-90, 90),
    lon: number(-180, 180),
    source: fc.constant('gnss' as const),
    accuracy: maybe(number(1, 5_000)),
    time: fc.constant(null),
    speed: maybe(number(0, 100)),
    course: maybe(number(0, 359.9)),
    altitude: maybe(number(0, 8_000)),
    satellites: maybe(fc.integer({ min: 0, max: 40 })),
  })
  // What rounds to 0/0 is no place.
  .filter(({ lat, lon }) => Math.abs(lat) > 0.001 || Math.abs(lon) > 0.001);

export function arbitraryReading(device: fc.Arbitrary<string>): fc.Arbitrary<Reading> {
  return fc
    .record({
      device,
      time: maybe(time),
      receivedAt: fc.constant(null),
      fix: maybe(fix),
      battery: maybe(
        fc
          .record({ percent: maybe(fc.integer({ min: 0, max: 100 })), charging: maybe(fc.boolean()) })
          .filter(({ percent, charging }) => percent !== null || charging !== null),
      ),
      strap: maybe(fc.constantFrom('open' as const, 'closed' as const)),
      case: fc.constant(null),
      worn: maybe(fc.boolean()),
      events: fc.uniqueArray(fc.constantFrom(...readingEvents), { maxLength: 3 }),
      live: maybe(fc.boolean()),
      sequence: maybe(fc.integer({ min: 0, max: 0xffff })),
      mock: maybe(fc.boolean()),
    })
    .map((reading) => ({
      ...reading,
      fix: reading.fix === null ? null : { ...reading.fix, time: reading.time },
    }));
}

const digits = (count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 10 ** (count - 1), max: 10 ** count - 1 }).map((value) => `${value}`);

export const imei = digits(15);
export const tenDigits = digits(10);
export const shortName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{2,14}$/);
export const topic = fc.stringMatching(/^owntracks\/[a-z]{3,8}\/[A-F0-9-]{4,20}$/);

/** How far rounding on the wire may move a value: degrees, metres per second, degrees, metres. */
const tolerance: Readonly<Record<string, number>> = {
  lat: 0.00001,
  lon: 0.00001,
  speed: 0.01,
  course: 0.06,
  altitude: 0.06,
  accuracy: 0.02,
};

/** The same readings, up to the wire's rounding. */
export function expectReadings(actual: readonly Reading[], wanted: readonly Reading[]): void {
  const close = (reading: Reading, like: Reading | undefined): Reading => {
    if (reading.fix === null || like === undefined || like.fix === null) return reading;
    const wantedFix = like.fix;
    const parts = Object.entries(reading.fix).map(([part, value]) => {
      const other = wantedFix[part as keyof Fix];
      const isClose =
        typeof value === 'number' &&
        typeof other === 'number' &&
        Math.abs(value - other) <= (tolerance[part] ?? 0);
      return [part, isClose ? other : value];
    });
    return { ...reading, fix: Object.fromEntries(parts) as Fix };
  };
  expect(actual.map((reading, index) => close(reading, wanted[index]))).toEqual(wanted);
}
