import { addDays, type CivilDay, isOpenDay, type OfficeCalendar } from '../checkins/calendar.ts';
import type { ComplaintStatus } from './words.ts';

export type ComplaintPolicy = { readonly acknowledgeDays: number; readonly answerDays: number };
/**
 * Where a programme has published nothing: acknowledged within three working days, answered within twenty, as ombudsmen's
 * standards usually have it (three to five, and twenty).
 */
export const usualComplaintPolicy: ComplaintPolicy = { acknowledgeDays: 3, answerDays: 20 };

/** An office that is closed for as long would let no clock run: then days of the week count. */
const longestClosed = 366;
const isWeekday = (on: CivilDay): boolean => Temporal.PlainDate.from(on).dayOfWeek <= 5;

/**
 * CPL-3: the day that is so many working days after another: days on which the office is open, its holidays and closures left
 * out; Monday to Friday where no office is known, or its hours are not set.
 */
export function addWorkingDays(from: CivilDay, days: number, calendar: OfficeCalendar | null): CivilDay {
  let on = from;
  let shut = 0;
  for (let left = days; left > 0; ) {
    on = addDays(on, 1);
    const counts = calendar === null || shut > longestClosed ? isWeekday(on) : isOpenDay(calendar, on);
    if (counts) left -= 1;
    shut = counts ? 0 : shut + 1;
  }
  return on;
}

type Clocks = {
  readonly status: ComplaintStatus;
  readonly acknowledgeBy: CivilDay;
  readonly answerBy: CivilDay;
};
/** What is asked for next, and by when; null: nothing more is. */
export function nextDue({ status, acknowledgeBy, answerBy }: Clocks): CivilDay | null {
  switch (status) {
    case 'received':
      return acknowledgeBy;
    case 'acknowledged':
    case 'in-hand':
    case 'appealed':
      return answerBy;
    case 'answered':
    case 'appeal-answered':
      return null;
  }
}

/** CPL-4: the day of the term itself is still in time. */
export function isOverdue(clocks: Clocks, today: CivilDay): boolean {
  const due = nextDue(clocks);
  return due !== null && due < today;
}
