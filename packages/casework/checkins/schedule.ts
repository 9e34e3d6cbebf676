import { fail, type Result, say, succeed } from '@attend/kernel';
import { addDays, type CivilDay, earlierDay, isOpenDay, laterDay, type OfficeCalendar } from './calendar.ts';
import type { CheckInRhythm } from './words.ts';

export type CheckInSchedule = {
  readonly rhythm: CheckInRhythm;
  /** The day that the rhythm is counted from. */
  readonly startsOn: CivilDay;
  /** Explicit dates, of the rhythm `ordered` alone. */
  readonly dates: readonly CivilDay[];
  readonly daysBefore: number;
  readonly daysAfter: number;
};

export type DueDate = {
  /** The day by rhythm: what the next ones are counted by, whatever became of this one. */
  readonly nominalOn: CivilDay;
  readonly dueOn: CivilDay;
  readonly windowFrom: CivilDay;
  readonly windowTo: CivilDay;
};

const weeks = { 'weeks-4': 4, 'weeks-8': 8, 'weeks-12': 12 } as const;

/** A year: no office that sees people at all is closed for longer, and the search must end. */
const farthest = 366;

/** The k-th day by rhythm, counted from the beginning and never from the day before: 29 February comes back after three 28ths. */
function nominalAt(schedule: CheckInSchedule, k: number): Temporal.PlainDate {
  const start = Temporal.PlainDate.from(schedule.startsOn);
  if (schedule.rhythm === 'yearly') return start.add({ years: k });
  return schedule.rhythm === 'ordered' ? start : start.add({ weeks: weeks[schedule.rhythm] * k });
}

/** Days by rhythm within `[from, to]`. */
function nominalDays(schedule: CheckInSchedule, from: CivilDay, to: CivilDay): CivilDay[] {
  if (schedule.rhythm === 'ordered')
    return [...new Set(schedule.dates)].filter((on) => from <= on && on <= to).sort();
  const start = Temporal.PlainDate.from(schedule.startsOn);
  const passed = Math.max(0, start.until(Temporal.PlainDate.from(from)).days);
  const every = schedule.rhythm === 'yearly' ? 366 : weeks[schedule.rhythm] * 7;
  const days: CivilDay[] = [];
  for (let k = Math.floor(passed / every); ; k += 1) {
    const on = nominalAt(schedule, k).toString();
    if (on > to) return days;
    if (on >= from) days.push(on);
  }
}

/**
 * CHK-2: the open day that a day by rhythm becomes. The first one from it on; where the window has none of those, the last one
 * before it within the window; else the first one after, however late: it is never skipped.
 */
function openDayFor(schedule: CheckInSchedule, calendar: OfficeCalendar, nominal: CivilDay): CivilDay | null {
  for (let days = 0; days <= schedule.daysAfter; days += 1) {
    const on = addDays(nominal, days);
    if (isOpenDay(calendar, on)) return on;
  }
  for (let days = 1; days <= schedule.daysBefore; days += 1) {
    const on = addDays(nominal, -days);
    if (isOpenDay(calendar, on)) return on;
  }
  for (let days = schedule.daysAfter + 1; days <= farthest; days += 1) {
    const on = addDays(nominal, days);
    if (isOpenDay(calendar, on)) return on;
  }
  return null;
}

/**
 * CHK-1 to CHK-4: the check-ins of a schedule that are due from `from` to before `to`, in order. The same schedule, calendar and
 * days give the same answer, and two spans beside each other give what the whole gives. Fails where an office sees nobody.
 */
export function dueDates(
  schedule: CheckInSchedule,
  calendar: OfficeCalendar,
  from: CivilDay,
  to: CivilDay,
): Result<readonly DueDate[]> {
  const due: DueDate[] = [];
  // A day by rhythm outside of the span may become an open day inside.
  for (const nominalOn of nominalDays(schedule, addDays(from, -farthest), addDays(to, schedule.daysBefore))) {
    const dueOn = openDayFor(schedule, calendar, nominalOn);
    if (dueOn === null)
      return fail({
        code: 'no-open-day',
        ...say('The office is open on no day within a year from {on}.', { on: { day: nominalOn } }),
        path: ['office'],
      });
    if (dueOn < from || dueOn >= to) continue;
    due.push(dueOf(schedule, nominalOn, dueOn));
  }
  return succeed(due.sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.nominalOn, b.nominalOn)));
}

function dueOf(schedule: CheckInSchedule, nominalOn: CivilDay, dueOn: CivilDay): DueDate {
  const opens = addDays(nominalOn, -schedule.daysBefore);
  const closes = addDays(nominalOn, schedule.daysAfter);
  return { nominalOn, dueOn, windowFrom: earlierDay(opens, dueOn), windowTo: laterDay(closes, dueOn) };
}

/** CHK-18: where one day by rhythm stands with this calendar. Null: the office is open on no day within a year. */
export function dueDateOf(
  schedule: CheckInSchedule,
  calendar: OfficeCalendar,
  nominalOn: CivilDay,
): DueDate | null {
  const dueOn = openDayFor(schedule, calendar, nominalOn);
  return dueOn === null ? null : dueOf(schedule, nominalOn, dueOn);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
