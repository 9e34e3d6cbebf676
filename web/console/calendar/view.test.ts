import '../../ui/testing/english.ts';
import { expect, test } from 'vitest';
import { cellOf, stepMonth, weeksOf } from './view.ts';

test('CAL-4 the weeks of a month are whole and hold each of its days once, whichever day they begin with', () => {
  for (const firstDay of [1, 6, 7] as const)
    for (let month = '2023-12'; month < '2029-01'; month = stepMonth(month, 1)) {
      const weeks = weeksOf(month, firstDay);
      const days = weeks.flat();
      expect(new Set(days).size).toBe(weeks.length * 7);
      expect(days).toEqual([...days].sort());
      for (const [first] of weeks) expect(new Date(`${first}T00:00Z`).getUTCDay()).toBe(firstDay % 7);
      const own = days.filter((on) => on.startsWith(month));
      const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
      expect(own).toHaveLength(last);
      for (const week of weeks) expect(week.some((on) => on.startsWith(month))).toBe(true);
    }
});

test('CAL-4 February of 2026 begins on a Sunday and has four weeks of it', () => {
  expect(weeksOf('2026-02', 7).map(([first]) => first)).toEqual([
    '2026-02-01',
    '2026-02-08',
    '2026-02-15',
    '2026-02-22',
  ]);
  expect(weeksOf('2026-02', 1)[0]).toEqual([
    ...['2026-01-26', '2026-01-27', '2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31', '2026-02-01'],
  ]);
});

test('CAL-2 a day says what there is, and is full only where it has places', () => {
  const day = {
    on: '2026-03-02',
    open: true,
    closure: null,
    places: 4,
    taken: 4,
    booked: 1,
    due: 1,
    decided: 0,
  };
  expect(
    cellOf(day.on, '2026-03', { days: [{ on: day.on, hearings: 1, recorded: 0 }] }, { days: [day] }),
  ).toEqual({
    ...{ on: day.on, own: true, hearings: '1 hearing', checkIns: '2 check-ins' },
    ...{ places: '4 of 4 places taken', full: true, closed: null, quiet: false },
  });
  const closed = { ...day, open: false, places: 0, taken: 0, booked: 0, due: 0 };
  expect(cellOf(day.on, '2026-04', null, { days: [closed] })).toEqual({
    ...{
      on: day.on,
      own: false,
      hearings: null,
      checkIns: null,
      places: null,
      full: false,
      closed: 'Closed',
      quiet: true,
    },
  });
  expect(cellOf(day.on, '2026-03', null, { days: [{ ...closed, closure: 'Storm' }] }).closed).toBe('Storm');
});
