import { type CivilDay, dayOf, laterDay, type OfficeCalendar, slotsOf } from './calendar.ts';
import { dueDateOf } from './schedule.ts';

/** An open check-in of somebody who goes to another office. */
export type MovingCheckIn = {
  readonly dueOn: CivilDay;
  readonly windowFrom: CivilDay;
  readonly windowTo: CivilDay;
  readonly slotAt: number | null;
};

type Dates = Pick<MovingCheckIn, 'dueOn' | 'windowFrom' | 'windowTo'>;

/** How it stands there. `late`: its window or its time is over, and nothing of it changes but who asks after it. */
export type AtOtherOffice =
  | { readonly kind: 'late' | 'same-time' | 'same-day' }
  | ({ readonly kind: 'other-day' | 'time-lost' } & Dates);

/** PPL-27: whether the other office has this time at all; whether a place of it is free, the database says. */
export function mayKeepTime(
  { slotAt, windowFrom, windowTo }: MovingCheckIn,
  calendar: OfficeCalendar,
  slotMinutes: number,
  now: number,
): boolean {
  if (slotAt === null || slotAt <= now) return false;
  const on = dayOf(slotAt, calendar.timezone);
  return windowFrom <= on && on <= windowTo && slotsOf(calendar, on, slotMinutes).includes(slotAt);
}

const daysBetween = (from: CivilDay, to: CivilDay): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

/**
 * PPL-27: where an open check-in stands with the other office's days: the day it has, else the next open one as CHK-2 finds it, never one
 * that is over. Its window stays, or grows to hold that day: nobody has less time by it. Null: open on no day within a year.
 */
export function standAtOtherOffice(
  row: MovingCheckIn,
  calendar: OfficeCalendar,
  keepsTime: boolean,
  now: number,
): AtOtherOffice | null {
  const today = dayOf(now, calendar.timezone);
  const { slotAt, dueOn, windowFrom, windowTo } = row;
  if (keepsTime) return { kind: 'same-time' };
  if (windowTo < today || (slotAt !== null && slotAt <= now)) return { kind: 'late' };
  const from = laterDay(dueOn, today);
  const daysBefore = Math.max(0, daysBetween(laterDay(windowFrom, today), from));
  const daysAfter = Math.max(0, daysBetween(from, windowTo));
  const asked = { rhythm: 'ordered' as const, startsOn: from, dates: [from], daysBefore, daysAfter };
  const found = dueDateOf(asked, calendar, from);
  if (found === null) return null;
  // A day that is over, in a window that is not, says nothing of when they may come: it stays while any day is left.
  const stays = found.dueOn === dueOn || (dueOn < today && found.dueOn <= windowTo);
  const dates = {
    dueOn: stays ? dueOn : found.dueOn,
    windowFrom,
    windowTo: laterDay(windowTo, found.dueOn),
  };
  if (slotAt !== null) return { kind: 'time-lost', ...dates };
  return stays ? { kind: 'same-day' } : { kind: 'other-day', ...dates };
}
