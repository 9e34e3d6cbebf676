import { day, hour } from '@attend/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hearingStatuses } from './hearing.ts';
import { remindersDue, remindersOf } from './reminders.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const said = (hearing: string, timezone: string, now = '2000-01-01T00:00:00Z'): readonly string[] =>
  remindersOf({ at: at(hearing), status: 'scheduled', participantTimezone: timezone }, at(now)).map(
    ({ at, kind }) =>
      `${kind} ${Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime().toString({ smallestUnit: 'minute' })}`,
  );

test('HRG-1 reminders go 7, 3 and 1 days before at ten, and that morning at eight, by the participant’s clock', () => {
  // Ten in the morning in Chicago; in between the clocks are put on.
  expect(said('2026-03-10T15:00:00Z', 'America/Chicago')).toEqual([
    'seven-days 2026-03-03T10:00',
    'three-days 2026-03-07T10:00',
    'one-day 2026-03-09T10:00',
    'morning 2026-03-10T08:00',
  ]);
});

test('HRG-1 by a participant’s clock that stands elsewhere than the court’s', () => {
  // Ten at night in Honolulu, while it is ten in the morning of the next day in Berlin.
  expect(said('2026-06-10T08:00:00Z', 'Pacific/Honolulu').at(-1)).toBe('morning 2026-06-09T08:00');
});

test('HRG-2 the evening before, where the hearing is early', () => {
  expect(said('2026-06-10T14:00:00Z', 'America/New_York').at(-1)).toBe('morning 2026-06-10T08:00');
  expect(said('2026-06-10T13:30:00Z', 'America/New_York').at(-1)).toBe('morning 2026-06-09T20:00');
  expect(said('2026-06-10T04:30:00Z', 'America/New_York').at(-1)).toBe('morning 2026-06-09T20:00');
});

test('HRG-3 none that is past', () => {
  expect(said('2026-03-10T15:00:00Z', 'America/Chicago', '2026-03-09T15:00:01Z')).toEqual([
    'morning 2026-03-10T08:00',
  ]);
  expect(said('2026-03-10T15:00:00Z', 'America/Chicago', '2026-03-10T13:01:00Z')).toEqual([]);
});

test('HRG-3 a day that a zone left out is no day before', () => {
  // Samoa had no 30 December 2011: reminders of the 29th and the 31st stand, none comes after the morning.
  expect(said('2011-12-31T20:00:00Z', 'Pacific/Apia')).toEqual([
    'seven-days 2011-12-25T10:00',
    'three-days 2011-12-29T10:00',
    'one-day 2011-12-31T10:00',
    'morning 2012-01-01T08:00',
  ]);
  expect(said('2011-12-30T20:00:00Z', 'Pacific/Apia')).toEqual([
    'seven-days 2011-12-24T10:00',
    'three-days 2011-12-28T10:00',
    'morning 2011-12-31T08:00',
  ]);
});

const zones = Intl.supportedValuesOf('timeZone');
const hearings = fc.record({
  at: fc.integer({ min: at('1975-01-01T00:00:00Z'), max: at('2045-01-01T00:00:00Z') }),
  participantTimezone: fc.constantFrom(...zones),
});

test('HRG-3 none of a hearing that was moved, cancelled or held', () => {
  for (const status of hearingStatuses) {
    const hearing = { at: 40 * day, status, participantTimezone: 'UTC' };
    expect(remindersOf(hearing, 0)).toHaveLength(status === 'scheduled' ? 4 : 0);
  }
});

test('HRG-1 in any zone and over any change of clocks, they come in order, at their hour, and before the hearing', () => {
  fc.assert(
    fc.property(hearings, (given) => {
      const hearing = { ...given, status: 'scheduled' } as const;
      const reminders = remindersOf(hearing, Number.MIN_SAFE_INTEGER);
      expect(reminders.map(({ at }) => at)).toEqual(
        [...new Set(reminders.map(({ at }) => at))].toSorted((a, b) => a - b),
      );
      const kinds = reminders.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['seven-days', 'three-days', 'morning']));
      for (const { kind, at } of reminders) {
        const before = given.at - at;
        expect(before).toBeGreaterThanOrEqual(2 * hour);
        expect(before).toBeLessThan(8 * day + 26 * hour);
        const clock = Temporal.Instant.fromEpochMilliseconds(at)
          .toZonedDateTimeISO(given.participantTimezone)
          .toPlainTime();
        if (kind === 'morning')
          expect(
            ['08:00', '20:00'].includes(clock.toString({ smallestUnit: 'minute' })) || before === 2 * hour,
          ).toBe(true);
        // A gap at ten in the morning is not known of any zone in these years: but for days left out whole.
        else expect(clock.toString({ smallestUnit: 'minute' })).toBe('10:00');
      }
    }),
    { numRuns: 2_000, seed: 27 },
  );
});

test('HRG-4 whoever plans again and again takes each reminder once', () => {
  fc.assert(
    fc.property(
      hearings,
      fc.array(fc.integer({ min: 1, max: 3 * day }), { minLength: 5, maxLength: 40 }),
      (given, steps) => {
        const hearing = { ...given, status: 'scheduled' } as const;
        let after = given.at - 9 * day;
        const begin = after;
        const taken = steps.flatMap((step) => {
          const due = remindersDue(hearing, after, after + step);
          after += step;
          return due;
        });
        expect(taken).toEqual(remindersDue(hearing, begin, after));
      },
    ),
    { numRuns: 300, seed: 4 },
  );
});
