import { type TimetableEntry, weekdays } from '@attend/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isOpenDay, type OfficeCalendar, slotsOf, spanOfDay } from './calendar.ts';
import { type CheckInSchedule, type DueDate, dueDates } from './schedule.ts';
import { checkInRhythms } from './words.ts';

const numRuns = Number(process.env.ATTEND_RUNS ?? 150);
const weekdaysOnly: TimetableEntry = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '09:00',
  end: '17:00',
};
const calendarOf = (closed: readonly string[] = [], timezone = 'America/New_York'): OfficeCalendar => ({
  timezone,
  hours: [weekdaysOnly],
  closed: new Set(closed),
});
const scheduleOf = (over: Partial<CheckInSchedule> = {}): CheckInSchedule => ({
  rhythm: 'weeks-4',
  startsOn: '2026-03-02',
  dates: [],
  daysBefore: 3,
  daysAfter: 3,
  ...over,
});
const due = (
  schedule: CheckInSchedule,
  calendar: OfficeCalendar,
  from: string,
  to: string,
): readonly DueDate[] => {
  const result = dueDates(schedule, calendar, from, to);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const daysOf = (found: readonly DueDate[]): string[] => found.map(({ dueOn }) => dueOn);

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));
const zones = Intl.supportedValuesOf('timeZone');
const calendar = fc.record({
  timezone: fc.constantFrom(...zones),
  hours: fc.array(
    fc.record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      start: fc.constantFrom('00:00', '02:15', '08:00', '09:30'),
      end: fc.constantFrom('10:00', '12:00', '17:00', '23:59'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const world = fc
  .record({
    calendar,
    startsOn: day,
    rhythm: fc.constantFrom(...checkInRhythms),
    offsets: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 8 }),
    daysBefore: fc.integer({ min: 0, max: 14 }),
    daysAfter: fc.integer({ min: 0, max: 14 }),
    closed: fc.array(fc.tuple(fc.integer({ min: -20, max: 950 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 12,
    }),
  })
  .map(({ calendar, startsOn, rhythm, offsets, daysBefore, daysAfter, closed }) => ({
    schedule: scheduleOf({
      rhythm,
      startsOn,
      daysBefore,
      daysAfter,
      dates: rhythm === 'ordered' ? [...new Set(offsets)].map((offset) => addDays(startsOn, offset)) : [],
    }),
    calendar: {
      ...calendar,
      closed: new Set(
        closed.flatMap(([from, length]) => Array.from({ length }, (_, n) => addDays(startsOn, from + n))),
      ),
    },
    from: startsOn,
    to: addDays(startsOn, 900),
  }));

describe('CHK-1 a rhythm is counted from its first day', () => {
  test('CHK-1 every 4 weeks stays on its weekday across changes of the clock and years', () => {
    const found = due(scheduleOf({ startsOn: '2026-10-05' }), calendarOf(), '2026-10-05', '2027-04-01');
    expect(daysOf(found)).toEqual([
      '2026-10-05',
      '2026-11-02',
      '2026-11-30',
      '2026-12-28',
      '2027-01-25',
      '2027-02-22',
      '2027-03-22',
    ]);
  });

  test('CHK-1 yearly from 29 February is on the 28th in other years, and on the 29th again', () => {
    const open = { ...calendarOf(), hours: [{ ...weekdaysOnly, days: [...weekdays] }] };
    const found = due(
      scheduleOf({ rhythm: 'yearly', startsOn: '2028-02-29' }),
      open,
      '2028-01-01',
      '2033-01-01',
    );
    expect(daysOf(found)).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  test('CHK-1 a day that was moved moves none after it', () => {
    const found = due(scheduleOf(), calendarOf(['2026-03-30', '2026-03-31']), '2026-03-02', '2026-05-01');
    expect(daysOf(found)).toEqual(['2026-03-02', '2026-04-01', '2026-04-27']);
    expect(found.map(({ nominalOn }) => nominalOn)).toEqual(['2026-03-02', '2026-03-30', '2026-04-27']);
  });

  test('CHK-1 as ordered: each date once, whatever the order they are given in', () => {
    const dates = ['2026-06-10', '2026-03-04', '2026-06-10'];
    const found = due(scheduleOf({ rhythm: 'ordered', dates }), calendarOf(), '2026-03-01', '2027-01-01');
    expect(daysOf(found)).toEqual(['2026-03-04', '2026-06-10']);
  });
});

describe('CHK-2 a closed day', () => {
  test('CHK-2 becomes the next open day within the window, else one before it, else the first after', () => {
    const saturday = scheduleOf({ startsOn: '2026-03-07', daysAfter: 3 });
    const first = (calendar: OfficeCalendar, over = {}) =>
      daysOf(due({ ...saturday, ...over }, calendar, '2026-03-01', '2026-03-30'))[0];
    expect(first(calendarOf())).toBe('2026-03-09');
    expect(first(calendarOf(), { daysAfter: 1 })).toBe('2026-03-06');
    expect(first(calendarOf(), { daysAfter: 0, daysBefore: 0 })).toBe('2026-03-09');
    expect(first(calendarOf(['2026-03-09', '2026-03-10']), { daysAfter: 2 })).toBe('2026-03-06');
  });

  test('CHK-2 a day that a zone left out is no open day', () => {
    const apia = { ...calendarOf([], 'Pacific/Apia'), hours: [{ ...weekdaysOnly, days: [...weekdays] }] };
    expect(isOpenDay(apia, '2011-12-30')).toBe(false);
    const found = due(scheduleOf({ startsOn: '2011-12-30' }), apia, '2011-12-01', '2012-01-20');
    expect(daysOf(found)).toEqual(['2011-12-31']);
  });

  test('CHK-2 an office that sees nobody is said, and no date is made up', () => {
    const result = dueDates(scheduleOf(), { ...calendarOf(), hours: [] }, '2026-03-01', '2026-05-01');
    expect(result).toMatchObject({ ok: false, error: { code: 'no-open-day' } });
  });
});

describe('CHK-3 for any schedule, calendar and zone', () => {
  test('CHK-3 a due day is open and within its window, none is skipped, and the rhythm does not drift', () => {
    fc.assert(
      fc.property(world, ({ schedule, calendar, from, to }) => {
        const far = addDays(to, 800);
        const found = due(schedule, calendar, addDays(from, -30), far);
        for (const { dueOn, windowFrom, windowTo, nominalOn } of found) {
          expect(isOpenDay(calendar, dueOn)).toBe(true);
          expect(windowFrom <= dueOn && dueOn <= windowTo).toBe(true);
          expect(windowFrom <= addDays(nominalOn, -schedule.daysBefore)).toBe(true);
        }
        // By a way of its own: every day by rhythm up to `to` is there, exactly once.
        const wanted = new Set<string>();
        const start = Temporal.PlainDate.from(schedule.startsOn);
        if (schedule.rhythm === 'ordered') for (const on of schedule.dates) wanted.add(on);
        else if (schedule.rhythm === 'yearly')
          for (let year = start.year; year <= start.year + 3; year += 1)
            wanted.add(Temporal.PlainDate.from({ year, month: start.month, day: start.day }).toString());
        else {
          const every = 7 * Number(schedule.rhythm.slice('weeks-'.length));
          for (let n = 0; n <= 900; n += every) wanted.add(addDays(schedule.startsOn, n));
        }
        const nominal = found.map(({ nominalOn }) => nominalOn).filter((on) => on <= to);
        expect([...nominal].sort()).toEqual([...wanted].filter((on) => on <= to).sort());
      }),
      { numRuns, seed: 2026 },
    );
  });

  test('CHK-3 the same gives the same, and two spans give what the whole gives', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 900 }), ({ schedule, calendar, from, to }, cut) => {
        const middle = addDays(from, cut);
        const whole = due(schedule, calendar, from, to);
        expect(due(schedule, calendar, from, to)).toEqual(whole);
        expect([...due(schedule, calendar, from, middle), ...due(schedule, calendar, middle, to)]).toEqual(
          whole,
        );
      }),
      { numRuns, seed: 2027 },
    );
  });
});

describe('CHK-7 slots of a day', () => {
  test('CHK-7 lie within the hours, none crosses closing time, and each stands once', () => {
    const two = { ...calendarOf(), hours: [weekdaysOnly, { ...weekdaysOnly, start: '16:00', end: '17:20' }] };
    const slots = slotsOf(two, '2026-03-02', 30);
    expect(slots).toHaveLength(16);
    expect(slotsOf(two, '2026-03-07', 30)).toEqual([]);
    expect(slotsOf({ ...two, closed: new Set(['2026-03-02']) }, '2026-03-02', 30)).toEqual([]);
  });

  test('CHK-7 on the day that the clock is changed are hours of the wall clock, as many as there are', () => {
    const night = {
      ...calendarOf(),
      hours: [{ ...weekdaysOnly, days: [...weekdays], start: '00:00', end: '04:00' }],
    };
    expect(slotsOf(night, '2026-03-08', 60)).toHaveLength(3);
    expect(slotsOf(night, '2026-11-01', 60)).toHaveLength(5);
    const hours = ({ from, to }: { from: number; to: number }): number => (to - from) / 3_600_000;
    expect(hours(spanOfDay('2026-03-08', 'America/New_York'))).toBe(23);
    expect(hours(spanOfDay('2026-11-01', 'America/New_York'))).toBe(25);
  });

  test('CHK-7 in any zone every slot is of its own day', () => {
    fc.assert(
      fc.property(calendar, day, fc.constantFrom(5, 15, 45), (office, on, minutes) => {
        const whole = { ...office, closed: new Set<string>() };
        const { from, to } = spanOfDay(on, office.timezone);
        const slots = slotsOf(whole, on, minutes);
        for (const at of slots) expect(at >= from && at + minutes * 60_000 <= to).toBe(true);
        expect(new Set(slots).size).toBe(slots.length);
      }),
      { numRuns, seed: 2028 },
    );
  });
});
