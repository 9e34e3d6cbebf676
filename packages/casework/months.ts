import type { Millis } from '@attend/kernel';
import { spanOfDay } from './checkins/calendar.ts';

/** A month (`2026-03`) of a zone's calendar: its first instant and the next one's. */
export function spanOfMonth(month: string, timezone: string): { readonly from: Millis; readonly to: Millis } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return {
    from: spanOfDay(first.toString(), timezone).from,
    to: spanOfDay(first.add({ months: 1 }).toString(), timezone).from,
  };
}

/** The last instant of a month; what a contractor's count is of. */
export const endOfMonth = (month: string, timezone: string): Millis => spanOfMonth(month, timezone).to - 1;
