import {
  day,
  type Millis,
  mergeSpans,
  type Span,
  spanAt,
  type TimetableEntry,
  windowsOf,
} from '@attend/kernel';

/** Days worked out at a time: Temporal is too slow for every reading, and few people's curfews are asked far apart. */
const ahead = 8 * day;
/**
 * A weekly timetable that leaves any time of the week free has a gap within eight days; a clock change can close one gap
 * (an hour that does not exist), not two in a row.
 */
const longest = 24 * day;
const always: Span = { from: Number.NEGATIVE_INFINITY, to: null };

/** Finds the curfew window an instant falls in, joined with those that overlap or touch it; null: none. */
export function curfewWindows(
  timezone: string,
  timetable: readonly TimetableEntry[],
): (at: Millis) => Span | null {
  let spans: readonly Span[] = [];
  let known = { from: 0, to: 0 };
  return (at) => {
    if (at < known.from || at >= known.to) {
      known = { from: at - day, to: at + ahead };
      spans = mergeSpans(windowsOf(timezone, timetable, known.from, known.to));
    }
    const window = spanAt(spans, at);
    // The first and the last span worked out may be part of longer ones.
    if (window === null || (window !== spans[0] && window !== spans.at(-1))) return window;
    const wide = mergeSpans(windowsOf(timezone, timetable, at - longest, at + longest));
    const whole = spanAt(wide, at);
    // Reaching over all of it: around the clock, without end.
    return whole === wide[0] && whole === wide.at(-1) ? always : whole;
  };
}
