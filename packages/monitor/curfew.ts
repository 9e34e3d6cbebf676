import {
  day,
  hour,
  type Millis,
  mergeSpans,
  type Span,
  spanAt,
  type TimetableEntry,
  weekdays,
  windowsOf,
} from '@attend/kernel';

/** Days worked out at a time: Temporal is too slow for every reading, and few people's curfews are asked far apart. */
const before = 2 * day;
const ahead = 8 * day;
/**
 * A weekly timetable that leaves any time of the week free has a gap within eight days; a clock change can close one gap
 * (an hour that does not exist), not two in a row.
 */
const longest = 24 * day;
/** `windowsOf` leaves out only windows that end before this much of what it was asked for: 24 hours and a clock change. */
const edge = 2 * hour;
const always: Span = { from: Number.NEGATIVE_INFINITY, to: null };

/** Finds the curfew window an instant falls in, joined with those that overlap or touch it; null: none. */
export function curfewWindows(
  timezone: string,
  timetable: readonly TimetableEntry[],
): (at: Millis) => Span | null {
  if (isAroundTheClock(timetable)) return () => always;
  let spans: readonly Span[] = [];
  let known = { from: 0, to: 0 };
  return (at) => {
    if (at < known.from || at >= known.to) {
      known = { from: at - before, to: at + ahead };
      spans = mergeSpans(windowsOf(timezone, timetable, known.from, known.to));
    }
    const window = spanAt(spans, at);
    // Towards the ends of what was worked out, windows that are part of it may be missing: what is found must not depend on
    // which instant was asked first.
    if (window === null || isWhole(window, known)) return window;
    return spanAt(mergeSpans(windowsOf(timezone, timetable, at - longest, at + longest)), at);
  };
}

const isWhole = (window: Span, known: { readonly from: Millis; readonly to: Millis }): boolean =>
  window.from > known.from + edge && window.to !== null && window.to < known.to;

const dayMinutes = 1_440;
const weekMinutes = 7 * dayMinutes;

const minuteOf = (time: string): number => {
  const { hour: hours, minute } = Temporal.PlainTime.from(time);
  return hours * 60 + minute;
};

/** No minute of the week is free, as clocks on the wall show it: one window without beginning or end. */
function isAroundTheClock(timetable: readonly TimetableEntry[]): boolean {
  const taken = timetable.flatMap(({ days, start, end }) => {
    const first = minuteOf(start);
    const last = minuteOf(end);
    const length = last > first ? last - first : last - first + dayMinutes;
    return days.map((name) => ({ from: weekdays.indexOf(name) * dayMinutes + first, length }));
  });
  // Nearly always so: nothing has to be laid out.
  if (taken.reduce((sum, { length }) => sum + length, 0) < weekMinutes) return false;
  const minutes = new Set<number>();
  for (const { from, length } of taken) {
    for (let minute = from; minute < from + length; minute += 1) minutes.add(minute % weekMinutes);
  }
  return minutes.size === weekMinutes;
}
