import {
  intersectSpans,
  type Millis,
  mergeSpans,
  type Span,
  subtractSpans,
  type TimetableEntry,
  windowsOf,
} from '@attend/kernel';

/** When somebody has to be there, and when an exception frees them of it. */
export type WeekWindow = { readonly from: Millis; readonly to: Millis; readonly free: boolean };

/**
 * ORD-17: what a timetable asks for in the seven civil days from the one that holds `from`: as instants, so that the night of a clock
 * change is as long as it is. Windows that touch are one.
 */
export function windowsOfWeek(
  timezone: string,
  timetable: readonly TimetableEntry[],
  exceptions: readonly Span[],
  from: Millis,
): { readonly from: Millis; readonly to: Millis; readonly windows: readonly WeekWindow[] } {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone).startOfDay();
  const week = { from: first.epochMilliseconds, to: first.add({ days: 7 }).startOfDay().epochMilliseconds };
  const asked = mergeSpans(intersectSpans(windowsOf(timezone, timetable, week.from, week.to), [week]));
  const free = mergeSpans(exceptions);
  const parts = [
    ...subtractSpans(asked, free).map((span) => ({ ...span, free: false })),
    ...intersectSpans(asked, free).map((span) => ({ ...span, free: true })),
  ];
  const windows = parts
    .map((part) => ({ from: part.from, to: part.to ?? week.to, free: part.free }))
    .sort((a, b) => a.from - b.from);
  return { ...week, windows };
}
