import { expect, test } from 'vitest';
import type { OfficeCalendar } from './calendar.ts';
import { checkInStatuses } from './words.ts';
import {
  type CheckInStanding,
  countCheckIns,
  decideCheckIn,
  permitAttempt,
  permitBooking,
  permitMissed,
  usualLadder,
} from './work.ts';

const zone = 'America/New_York';
const calendar: OfficeCalendar = {
  timezone: zone,
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '12:00' }],
  closed: new Set(['2026-03-04']),
};
const standing = (over: Partial<CheckInStanding> = {}): CheckInStanding => ({
  status: 'due',
  windowFrom: '2026-03-02',
  windowTo: '2026-03-06',
  slotAt: null,
  letGo: null,
  inError: false,
  ...over,
});
const at = (text: string): number => Date.parse(text);
const before = at('2026-03-01T12:00:00Z');
const during = at('2026-03-03T12:00:00Z');
// The window's last day ends at midnight in New York.
const after = at('2026-03-07T05:00:00Z');
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'ok' : result.error.code;

test('CHK-8 a time is in a slot of the office, within the window, and to come', () => {
  const book = (text: string, over = {}, now = before) =>
    codeOf(permitBooking(standing(over), calendar, 30, at(text), now));
  expect(book('2026-03-02T14:00:00Z')).toBe('ok');
  expect(book('2026-03-06T16:30:00Z')).toBe('ok');
  expect(book('2026-03-06T17:00:00Z')).toBe('no-slot');
  expect(book('2026-03-02T14:10:00Z')).toBe('no-slot');
  expect(book('2026-03-04T15:00:00Z')).toBe('no-slot');
  expect(book('2026-03-09T14:00:00Z')).toBe('outside-window');
  expect(book('2026-03-02T14:00:00Z', {}, during)).toBe('past');
  expect(book('2026-03-02T14:00:00Z', { status: 'booked', slotAt: at('2026-03-03T14:00:00Z') })).toBe('ok');
  for (const status of checkInStatuses.filter((one) => one !== 'due' && one !== 'booked'))
    expect(book('2026-03-02T14:00:00Z', { status })).toBe('already-decided');
});

test('CHK-9 what was decided stays, but for a reason that is heard late', () => {
  const kept = { status: 'kept' } as const;
  const excused = { status: 'excused', reason: 'illness' } as const;
  const decide = (status: CheckInStanding['status'], decision: typeof kept | typeof excused, now = during) =>
    codeOf(decideCheckIn(standing({ status }), decision, zone, now));
  expect([decide('due', kept), decide('booked', kept)]).toEqual(['ok', 'ok']);
  expect([decide('missed', excused), decide('not-known', excused)]).toEqual(['ok', 'ok']);
  expect([
    decide('kept', excused),
    decide('excused', kept),
    decide('missed', kept),
    decide('ended', excused),
  ]).toEqual(Array.from({ length: 4 }, () => 'already-decided'));
  expect([decide('due', kept, before), decide('due', excused, before)]).toEqual(['too-early', 'ok']);
});

test('CHK-10 excused, not known and ended count neither for nor against anybody', () => {
  const all = checkInStatuses.map((status) => standing({ status }));
  expect(countCheckIns(all)).toEqual({ kept: 1, missed: 1 });
  const others = all.filter(({ status }) => status !== 'kept' && status !== 'missed');
  expect(countCheckIns(others)).toEqual({ kept: 0, missed: 0 });
});

test('LIF-4 what was let go is asked of nobody and counts against nobody', () => {
  const letGo = 'suspended' as const;
  expect(codeOf(permitAttempt(standing({ letGo }), usualLadder, 0, 'message', zone, after))).toBe('let-go');
  expect(codeOf(permitMissed(standing({ letGo }), usualLadder, 4, zone, after))).toBe('let-go');
  // Who comes all the same has come.
  expect(codeOf(decideCheckIn(standing({ letGo }), { status: 'kept' }, zone, during))).toBe('ok');
  const statuses = ['missed', 'kept'] as const;
  expect(countCheckIns(statuses.map((status) => standing({ status, letGo })))).toEqual({
    kept: 1,
    missed: 0,
  });
});

test('LIF-8 what was entered in error counts for nothing and is decided no more', () => {
  const wrong = checkInStatuses.map((status) => standing({ status, inError: true }));
  expect(countCheckIns(wrong)).toEqual({ kept: 0, missed: 0 });
  for (const one of wrong)
    expect(codeOf(decideCheckIn(one, { status: 'excused', reason: 'illness' }, zone, during))).toBe(
      'already-decided',
    );
});

test('CHK-11 contact is tried in the policy’s order, once the window has ended', () => {
  const attempt = (tried: number, way: (typeof usualLadder)[number], now = after) =>
    codeOf(permitAttempt(standing(), usualLadder, tried, way, zone, now));
  expect(attempt(0, 'message')).toBe('ok');
  expect(attempt(0, 'message', after - 1)).toBe('too-early');
  expect(attempt(0, 'visit')).toBe('out-of-order');
  expect(attempt(1, 'message')).toBe('out-of-order');
  expect(attempt(3, 'visit')).toBe('ok');
  expect(attempt(4, 'visit')).toBe('ladder-done');
});

test('CHK-12 missed only when the window has ended and the whole ladder was tried', () => {
  const miss = (tried: number, over = {}, now = after) =>
    codeOf(permitMissed(standing(over), usualLadder, tried, zone, now));
  expect([0, 1, 2, 3].map((tried) => miss(tried))).toEqual(
    Array.from({ length: 4 }, () => 'ladder-not-done'),
  );
  expect(miss(4)).toBe('ok');
  expect(miss(4, {}, after - 1)).toBe('too-early');
  expect(miss(4, { status: 'not-known' })).toBe('already-decided');
});
