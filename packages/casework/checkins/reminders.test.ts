import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInRemindersDue, checkInRemindersOf, furthestCheckInReminder } from './reminders.ts';
import { checkInStatuses } from './words.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const zone = 'America/New_York';
const booked = {
  status: 'booked',
  slotAt: at('2026-03-10T13:30:00-04:00'),
  dueOn: '2026-03-10',
  participantTimezone: zone,
} as const;
const said = (reminders: ReturnType<typeof checkInRemindersOf>): string[] =>
  reminders.map(
    (one) =>
      `${one.kind} ${Temporal.Instant.fromEpochMilliseconds(one.at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })}`,
  );

test('CHK-14 one that has a time: 3 days and a day before at ten, and that morning, though the clocks are put on in between', () => {
  expect(said(checkInRemindersOf(booked, 0))).toEqual([
    'three-days 2026-03-07T10:00',
    'one-day 2026-03-09T10:00',
    'morning 2026-03-10T08:00',
  ]);
});

test('CHK-14 one that has no time: before its due day, and none in the morning', () => {
  expect(said(checkInRemindersOf({ ...booked, status: 'due', slotAt: null }, 0))).toEqual([
    'three-days 2026-03-07T10:00',
    'one-day 2026-03-09T10:00',
  ]);
});

test('CHK-14 of what has been decided there is none, and none that is past', () => {
  for (const status of checkInStatuses.filter((one) => one !== 'due' && one !== 'booked'))
    expect(checkInRemindersOf({ ...booked, status }, 0), status).toEqual([]);
  expect(said(checkInRemindersOf(booked, at('2026-03-09T10:00:01-04:00')))).toEqual([
    'morning 2026-03-10T08:00',
  ]);
  expect(checkInRemindersOf({ ...booked, status: 'due', slotAt: null }, booked.slotAt)).toEqual([]);
});

test('CHK-14 each falls due once, however often one looks, and never earlier than the planner looks ahead', () => {
  const zones = ['America/New_York', 'Pacific/Apia', 'Pacific/Honolulu', 'Europe/Berlin', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') }),
      fc.constantFrom(...zones),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }),
      (slotAt, participantTimezone, hasTime, steps) => {
        const dueOn = new Date(slotAt).toISOString().slice(0, 10);
        const row = hasTime
          ? { status: 'booked' as const, slotAt, dueOn, participantTimezone }
          : { status: 'due' as const, slotAt: null, dueOn, participantTimezone };
        let from = slotAt - furthestCheckInReminder;
        const begin = from;
        const found: number[] = [];
        for (const hours of steps) {
          const to = from + hours * 3_600_000;
          found.push(...checkInRemindersDue(row, from, to).map((one) => one.at));
          from = to;
        }
        expect(found).toEqual(checkInRemindersDue(row, begin, from).map((one) => one.at));
        expect(checkInRemindersOf(row, 0).every((one) => one.at > begin)).toBe(true);
      },
    ),
    { seed: 28, numRuns: 300 },
  );
});
