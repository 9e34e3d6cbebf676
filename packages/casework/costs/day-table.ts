import type { Millis } from '@attend/kernel';
import type { CivilDay } from '../checkins/calendar.ts';

/** A day as a number: days since 1970-01-01, by the calendar alone. */
export type DayNumber = number;

/** The days of a span in one time zone, with the instant at which each begins. Made once, since a caseload asks for each day of everybody. */
export type DayTable = {
  readonly timezone: string;
  readonly first: DayNumber;
  readonly days: readonly CivilDay[];
  /** One more than days: where the last one ends. */
  readonly starts: readonly Millis[];
};

const epoch = Temporal.PlainDate.from('1970-01-01');
export const dayNumber = (day: CivilDay): DayNumber => epoch.until(day, { largestUnit: 'day' }).days;
export const dayOfNumber = (number: DayNumber): CivilDay => epoch.add({ days: number }).toString();

/** From one day to another, both among them. Days of 23 and 25 hours are as long as they are. */
export function makeDayTable(from: CivilDay, to: CivilDay, timezone: string): DayTable {
  const days: CivilDay[] = [];
  const starts: Millis[] = [];
  const first = dayNumber(from);
  const count = dayNumber(to) - first + 1;
  for (let at = 0; at <= count; at += 1) {
    const day = Temporal.PlainDate.from(from).add({ days: at });
    starts.push(day.toZonedDateTime(timezone).epochMilliseconds);
    if (at < count) days.push(day.toString());
  }
  return { timezone, first, days, starts };
}

/** The index of the day in which an instant lies: -1 before the first, the count of days after the last. */
export function indexOfDay({ starts }: DayTable, at: Millis): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const startOf = ({ starts }: DayTable, index: number): Millis => starts[index] ?? Number.NaN;
