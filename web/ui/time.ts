/** Times as people read them: in the programme's zone, never in the browser's. All functions are pure. */

const formats = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone, ...options });
  formats.set(key, made);
  return made;
}

/** The civil day in a zone, as 2026-03-01: to compare days and to fill date fields. */
export function civilDay(at: number, timeZone: string): string {
  return format('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** So many civil days later, or earlier. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** «2:05 PM» today, «Nov 23, 2:05 PM» this year, with the year otherwise. */
export function formatMoment(
  at: number,
  now: number,
  timeZone: string,
  locale: string,
  seconds = false,
): string {
  const clock: Intl.DateTimeFormatOptions = {
    hour: 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  };
  const day = civilDay(at, timeZone);
  if (day === civilDay(now, timeZone)) return format(locale, timeZone, clock).format(at);
  const sameYear = day.slice(0, 4) === civilDay(now, timeZone).slice(0, 4);
  return format(locale, timeZone, {
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
    ...clock,
  }).format(at);
}

/** Everything about an instant, for a hover: weekday, date, seconds and the zone's name. */
export function formatFull(at: number, timeZone: string, locale: string): string {
  return format(locale, timeZone, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'long',
  }).format(at);
}

/** «Nov 23». */
export function formatDay(at: number, timeZone: string, locale: string): string {
  return format(locale, timeZone, { month: 'short', day: 'numeric' }).format(at);
}

/** «5:08:05 PM». */
export function formatClock(at: number, timeZone: string, locale: string): string {
  return format(locale, timeZone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(at);
}

/** «Sun, Dec 6, 2026, 5:56 PM EST»: by a clock that may be another than the reader's, in little room. */
export function formatAppointment(at: number, timeZone: string, locale: string): string {
  return format(locale, timeZone, {
    ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  }).format(at);
}

export function formatDate(at: number, timeZone: string, locale: string): string {
  return format(locale, timeZone, { year: 'numeric', month: 'short', day: 'numeric' }).format(at);
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** «4 min», «2 hr 5 min», «3 days»: the two largest units at most, rounded down. Milliseconds in. */
export function formatSpan(milliseconds: number, locale: string): string {
  const whole = Math.max(0, milliseconds);
  const first = units.findIndex(([, size]) => whole >= size);
  const at = first === -1 ? units.length - 1 : first;
  const parts: string[] = [];
  let left = whole;
  for (const [unit, size] of units.slice(at, at + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    // Seconds beside minutes and hours beside many days say nothing that anybody acts on.
    const noise =
      parts.length > 0 && (count === 0 || unit === 'second' || (unit === 'hour' && whole > 3 * 86_400_000));
    if (!noise) {
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    }
  }
  return parts.join(' ');
}

/** Milliseconds that a zone's wall clock is ahead of UTC at an instant. */
export function zoneOffset(at: number, timeZone: string): number {
  const parts = format('en-US', timeZone, {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** A date-time field's «2026-03-01T21:00» as wall clock of a zone. A time that exists twice is the earlier one, one that does not exist is moved on, as Temporal's `compatible` does. */
export function zonedInstant(wall: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${wall.length === 16 ? `${wall}:00` : wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = zoneOffset(asUtc - 86_400_000, timeZone);
  const after = zoneOffset(asUtc + 86_400_000, timeZone);
  const fits = [before, after]
    .map((offset) => asUtc - offset)
    .filter((at) => at + zoneOffset(at, timeZone) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : asUtc - before;
}

/** An instant as a date-time field's value in a zone. */
export function wallClock(at: number, timeZone: string): string {
  return new Date(at + zoneOffset(at, timeZone)).toISOString().slice(0, 16);
}
