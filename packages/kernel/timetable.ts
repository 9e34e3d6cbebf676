import { type TimetableEntry, weekdays } from './case.ts';
import type { Span } from './span.ts';
import { day, type Millis } from './time.ts';

/**
 * A weekly timetable's windows whose day of beginning lies within `[from − 1 day, to + 1 day]`, as instants. A wall-clock
 * time that does not exist or exists twice is Temporal's `compatible`: the later side of a gap, the first of two.
 */
export function windowsOf(
  timezone: string,
  timetable: readonly TimetableEntry[],
  from: Millis,
  to: Millis,
): Span[] {
  const dateOf = (at: Millis): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  const last = dateOf(to + day);
  const windows: Span[] = [];
  for (
    let date = dateOf(from - day);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const name = weekdays[date.dayOfWeek - 1];
    for (const entry of timetable) {
      if (name === undefined || !entry.days.includes(name)) continue;
      // One that ends before it starts ends the next day; equal is 24 hours.
      const endDate = entry.end > entry.start ? date : date.add({ days: 1 });
      windows.push({
        from: instantOf(date, entry.start, timezone),
        to: instantOf(endDate, entry.end, timezone),
      });
    }
  }
  return windows;
}

function instantOf(date: Temporal.PlainDate, time: string, timezone: string): Millis {
  return date.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;
}
