import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpenDay, type OfficeCalendar } from '../checkins/calendar.ts';
import { addWorkingDays, isOverdue, nextDue } from './clock.ts';
import { acknowledge, answer, appeal, type ComplaintRecord, handOver, permitTelling } from './work.ts';

const office: OfficeCalendar = {
  timezone: 'America/New_York',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu'], start: '08:00', end: '16:00' }],
  closed: new Set(['2026-11-26']),
};
const complaint = (over: Partial<ComplaintRecord> = {}): ComplaintRecord => ({
  ...{ status: 'received', handlerId: null, concernedStaff: ['ann'], participantId: 'p' },
  ...{ anonymous: false, ...over },
});

describe('clocks', () => {
  test('CPL-3 working days are those on which the office is open; holidays do not count', () => {
    // Wednesday before Thanksgiving; the office is closed on it, and on Fridays.
    expect(addWorkingDays('2026-11-25', 1, office)).toBe('2026-11-30');
    expect(addWorkingDays('2026-11-25', 3, office)).toBe('2026-12-02');
    expect(addWorkingDays('2026-11-25', 3, null)).toBe('2026-11-30');
  });

  test('CPL-3 between a day and its term lie as many open days as it says, in any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 60 }), (start, days) => {
        const from = Temporal.PlainDate.from('2000-01-01').add({ days: start }).toString();
        const to = addWorkingDays(from, days, office);
        let open = 0;
        for (let on = Temporal.PlainDate.from(from); on.toString() < to; ) {
          on = on.add({ days: 1 });
          if (isOpenDay(office, on.toString())) open += 1;
        }
        expect(open).toBe(days);
        expect(isOpenDay(office, to)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('CPL-3 an office that never opens lets the clock run all the same', () => {
    const shut = { ...office, hours: [] };
    expect(addWorkingDays('2026-01-01', 2, shut) > '2026-12-31').toBe(true);
  });

  test('CPL-4 the day of the term is in time; once it is answered nothing is overdue', () => {
    const clocks = { status: 'received', acknowledgeBy: '2026-03-04', answerBy: '2026-03-20' } as const;
    expect([isOverdue(clocks, '2026-03-04'), isOverdue(clocks, '2026-03-05')]).toEqual([false, true]);
    expect(nextDue({ ...clocks, status: 'in-hand' })).toBe('2026-03-20');
    expect(isOverdue({ ...clocks, status: 'answered' }, '2027-01-01')).toBe(false);
    expect(isOverdue({ ...clocks, status: 'appealed' }, '2026-03-21')).toBe(true);
  });
});

describe('work', () => {
  test('CPL-2 whoever it concerns does not have it in hand', () => {
    expect(handOver(complaint(), 'ann', false)).toMatchObject({ error: { code: 'concerned' } });
    expect(handOver(complaint(), 'ben', false)).toEqual({ ok: true, value: 'received' });
    expect(handOver(complaint({ status: 'acknowledged' }), 'ben', false)).toEqual({
      ok: true,
      value: 'in-hand',
    });
    expect(handOver(complaint({ status: 'answered' }), 'ben', false).ok).toBe(false);
    const handed = complaint({ status: 'in-hand', handlerId: 'ben' });
    expect(handOver(handed, null, false)).toEqual({ ok: true, value: 'acknowledged' });
    expect(handOver(complaint(), null, false)).toMatchObject({ error: { code: 'already-decided' } });
  });

  test('CPL-6 acknowledged once, answered once', () => {
    expect(acknowledge(complaint())).toEqual({ ok: true, value: 'acknowledged' });
    expect(acknowledge(complaint({ handlerId: 'ben' }))).toEqual({ ok: true, value: 'in-hand' });
    expect(acknowledge(complaint({ status: 'in-hand' })).ok).toBe(false);
    expect(answer(complaint(), false)).toEqual({ ok: true, value: 'answered' });
    expect(answer(complaint({ status: 'answered' }), false)).toMatchObject({
      error: { code: 'already-decided' },
    });
  });

  test('CPL-7 an appeal is made once, and another person answers it', () => {
    expect(appeal(complaint()).ok).toBe(false);
    expect(appeal(complaint({ status: 'answered' }))).toEqual({
      ok: true,
      value: 'appealed',
    });
    const appealed = complaint({ status: 'appealed' });
    expect(handOver(appealed, 'ben', true)).toMatchObject({ error: { code: 'same-person' } });
    expect(answer(appealed, true)).toMatchObject({ error: { code: 'same-person' } });
    expect(answer(appealed, false)).toEqual({ ok: true, value: 'appeal-answered' });
    expect(appeal(complaint({ status: 'appeal-answered' })).ok).toBe(false);
  });

  test('CPL-8 a message goes to a participant alone; of an anonymous one nobody is told', () => {
    expect(permitTelling(complaint(), 'message').ok).toBe(true);
    expect(permitTelling(complaint({ participantId: null }), 'message').ok).toBe(false);
    expect(permitTelling(complaint({ participantId: null }), 'letter').ok).toBe(true);
    const unknown = complaint({ participantId: null, anonymous: true });
    expect(permitTelling(unknown, 'letter').ok).toBe(false);
    expect(permitTelling(unknown, 'nobody-to-tell').ok).toBe(true);
  });
});
