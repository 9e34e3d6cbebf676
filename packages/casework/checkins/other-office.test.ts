import { expect, test } from 'vitest';
import type { OfficeCalendar } from './calendar.ts';
import { type MovingCheckIn, mayKeepTime, standAtOtherOffice } from './other-office.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const weekdays: OfficeCalendar = {
  timezone: 'America/New_York',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '12:00' }],
  closed: new Set(['2026-03-10']),
};
const mondays = { ...weekdays, hours: [{ days: ['mon' as const], start: '09:00', end: '12:00' }] };
const row = (over: Partial<MovingCheckIn> = {}): MovingCheckIn => ({
  ...{ dueOn: '2026-03-11', windowFrom: '2026-03-09', windowTo: '2026-03-13', slotAt: null },
  ...over,
});
const at = (time: string) => Date.parse(time);

test('PPL-27 a day on which the other office is open stays, and another becomes the next open one of the window', () => {
  expect(standAtOtherOffice(row(), weekdays, false, now)).toEqual({ kind: 'same-day' });
  expect(standAtOtherOffice(row({ dueOn: '2026-03-10' }), weekdays, false, now)).toEqual({
    ...{ kind: 'other-day', dueOn: '2026-03-11', windowFrom: '2026-03-09', windowTo: '2026-03-13' },
  });
  // None after it within the window: the last one before.
  expect(standAtOtherOffice(row(), mondays, false, now)).toMatchObject({ dueOn: '2026-03-09' });
});

test('PPL-27 a window grows to hold the first open day after it, and never shrinks', () => {
  const narrow = row({ windowFrom: '2026-03-10', windowTo: '2026-03-12' });
  expect(standAtOtherOffice(narrow, mondays, false, now)).toEqual({
    ...{ kind: 'other-day', dueOn: '2026-03-16', windowFrom: '2026-03-10', windowTo: '2026-03-16' },
  });
});

test('PPL-27 nothing becomes due on a day that is over; what is late stays as it was', () => {
  const running = row({ dueOn: '2026-02-26', windowFrom: '2026-02-20', windowTo: '2026-03-03' });
  expect(standAtOtherOffice(running, weekdays, false, now)).toEqual({ kind: 'same-day' });
  const tuesdays = { ...weekdays, hours: [{ days: ['tue' as const], start: '09:00', end: '12:00' }] };
  const ends = row({ dueOn: '2026-03-02', windowFrom: '2026-02-24', windowTo: '2026-03-02' });
  expect(standAtOtherOffice(ends, tuesdays, false, now)).toMatchObject({
    ...{ dueOn: '2026-03-03', windowTo: '2026-03-03' },
  });
  const over = row({ dueOn: '2026-02-20', windowFrom: '2026-02-18', windowTo: '2026-02-22' });
  expect(standAtOtherOffice(over, weekdays, false, now)).toEqual({ kind: 'late' });
  const came = row({ dueOn: '2026-03-02', windowTo: '2026-03-05', slotAt: at('2026-03-02T11:00:00Z') });
  expect(standAtOtherOffice(came, weekdays, false, now)).toEqual({ kind: 'late' });
});

test('PPL-27 a time is kept where the other office has it, and else is lost with a day that it has', () => {
  const ten = row({ slotAt: at('2026-03-11T14:00:00Z') });
  expect(mayKeepTime(ten, weekdays, 30, now)).toBe(true);
  expect(mayKeepTime(ten, weekdays, 25, now)).toBe(false);
  expect(mayKeepTime(row(), weekdays, 30, now)).toBe(false);
  expect(mayKeepTime({ ...ten, slotAt: at('2026-03-10T14:00:00Z') }, weekdays, 30, now)).toBe(false);
  expect(mayKeepTime(ten, weekdays, 30, at('2026-03-11T15:00:00Z'))).toBe(false);
  expect(standAtOtherOffice(ten, weekdays, true, now)).toEqual({ kind: 'same-time' });
  expect(standAtOtherOffice(ten, weekdays, false, now)).toMatchObject({
    ...{ kind: 'time-lost', dueOn: '2026-03-11', windowTo: '2026-03-13' },
  });
});

test('PPL-27 an office that sees nobody within a year gives no day', () => {
  expect(standAtOtherOffice(row(), { ...weekdays, hours: [] }, false, now)).toBeNull();
});
