import type { Millis } from '@attend/kernel';
import { spanOfDay } from '../checkins/calendar.ts';

/** A month's first instant and the next month's, where the programme is. */
export function spanOfWholeMonth(
  month: string,
  timezone: string,
): { readonly from: Millis; readonly to: Millis } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return {
    from: spanOfDay(first.toString(), timezone).from,
    to: spanOfDay(first.add({ months: 1 }).toString(), timezone).from,
  };
}

/** The last months that are over, the latest first. */
export function monthsBefore(now: Millis, timezone: string, count: number): string[] {
  const current = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toPlainYearMonth();
  return Array.from({ length: count }, (_, at) => current.subtract({ months: at + 1 }).toString());
}
