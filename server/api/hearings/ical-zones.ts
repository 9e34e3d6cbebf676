/**
 * Zones of a calendar's own making (RFC 5545, 3.6.5), worked out here and not by the library that reads events: it holds every change of
 * clocks to be at midnight, so that a hearing of the night before one came out an hour wrong, and works each out anew from the beginning,
 * which Outlook sets in 1601. Read is what changes its clocks by the year; a rule by the hour, which no zone has, is 400,000 changes.
 */
export type OwnZone = { readonly id: string; readonly parts: readonly Observance[] };
/** One of STANDARD and DAYLIGHT: clocks go from one distance from UTC to the other, at these times by the clocks before. */
type Observance = {
  readonly from: number;
  readonly to: number;
  readonly begins: Temporal.PlainDateTime;
  readonly rule: Rule | null;
  readonly dates: readonly Temporal.PlainDateTime[];
};
type Rule = {
  readonly month: number;
  /** 1 is Monday; null: by the days of the month alone. */
  readonly weekday: number | null;
  /** The second, or from the end; 0: every one. */
  readonly nth: number;
  readonly days: readonly number[] | null;
  readonly until: Temporal.PlainDateTime | null;
};
type Change = Pick<Observance, 'from' | 'to'> & { readonly on: Temporal.PlainDateTime };

const rulePart =
  /^(FREQ=YEARLY|INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=[+-]?\d{0,2}(SU|MO|TU|WE|TH|FR|SA)|BYMONTHDAY=-?\d{1,2}(,-?\d{1,2}){0,6}|WKST=[A-Z]{2}|UNTIL=\d{8}(T\d{6}Z?)?)$/;
/** Changes of clocks that are worked out for a file: of a zone those of each year in which a hearing is, and of the year before. */
const mostChanges = 60_000;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const observances = /^BEGIN:(STANDARD|DAYLIGHT)\r?$[\s\S]*?^END:\1\r?$/gim;

/** A property's value, whatever is said beside its name; quoted, that may hold a colon (`TZID="(UTC-05:00) Eastern Time"`). */
export const propertyOf = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}(?:;(?:"[^"\\r\\n]*"|[^":\\r\\n])*)?:(.*)$`, 'im').exec(text)?.[1]?.trim();

const distanceOf = (text: string | undefined): number | null => {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text ?? '') ?? [];
  if (hours === undefined || minutes === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
};

/** A time of a clock; one in UTC (Z) by the clocks of `distance`. */
function wallOf(text: string, distance: number): Temporal.PlainDateTime | null {
  const [, on, at, utc] = /^(\d{8})(T\d{6})?(Z?)$/.exec(text.trim()) ?? [];
  if (on === undefined) return null;
  const wall = attempt(() => Temporal.PlainDateTime.from(`${on}${at ?? 'T235959'}`));
  return utc === 'Z' && wall !== null ? wall.add({ seconds: distance }) : wall;
}

/** Null: it is none that is read. */
function ruleOf(text: string, begins: Temporal.PlainDateTime, from: number): Rule | null {
  const parts = text.toUpperCase().split(';').filter(Boolean);
  if (!parts.includes('FREQ=YEARLY') || !parts.every((one) => rulePart.test(one))) return null;
  const said = new Map(parts.map((one) => one.split('=', 2) as [string, string]));
  const day = /^([+-]?\d*)(\w\w)$/.exec(said.get('BYDAY') ?? '');
  const nth = Number(day?.[1] ?? 0);
  const month = Number(said.get('BYMONTH') ?? begins.month);
  // The twentieth Monday of a year: none that a zone has.
  if (month < 1 || month > 12 || Math.abs(nth) > 5 || (nth !== 0 && !said.has('BYMONTH'))) return null;
  const days = said.get('BYMONTHDAY')?.split(',').map(Number) ?? (day === null ? [begins.day] : null);
  const until = said.get('UNTIL');
  return {
    ...{ month, nth, days, weekday: day === null ? null : weekdays.indexOf(day[2] ?? '') + 1 },
    until: until === undefined ? null : wallOf(until, from),
  };
}

function daysOf({ month, weekday, nth, days }: Rule, year: number): readonly number[] {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const last = first.daysInMonth;
  const asked = days?.map((day) => (day < 0 ? last + 1 + day : day));
  const found = Array.from({ length: last }, (_, at) => at + 1).filter(
    (day) =>
      (asked === undefined || asked.includes(day)) &&
      (weekday === null || (first.dayOfWeek + day - 2) % 7 === weekday - 1),
  );
  return nth === 0 ? found : found.slice(nth > 0 ? nth - 1 : nth).slice(0, 1);
}

function partOf(text: string): Observance | null {
  const from = distanceOf(propertyOf(text, 'TZOFFSETFROM'));
  const to = distanceOf(propertyOf(text, 'TZOFFSETTO'));
  const begins = from === null ? null : wallOf(propertyOf(text, 'DTSTART') ?? '', from);
  if (from === null || to === null || begins === null) return null;
  const said = propertyOf(text, 'RRULE');
  const rule = said === undefined ? null : ruleOf(said, begins, from);
  if (said !== undefined && rule === null) return null;
  const dates = [...text.matchAll(/^RDATE(?:;[^:\r\n]*)?:(.*)$/gim)]
    .flatMap(([, list = '']) => list.split(','))
    .map((one) => wallOf(one.split('/', 1)[0] ?? '', from));
  // Where a rule says when, its beginning is none of them: Outlook begins in 1601, on no day of its rule.
  return {
    from,
    to,
    begins,
    rule,
    dates: [...(rule === null ? [begins] : []), ...dates.filter((one) => one !== null)],
  };
}

/** Changes up to a year: those of a rule in that year and the one before, or the last two before it ended. */
function* changesOf({ from, to, begins, rule, dates }: Observance, year: number): Generator<Change> {
  for (const on of dates) yield { from, to, on };
  if (rule === null) return;
  const last = Math.min(year, rule.until?.year ?? year);
  for (const one of [last - 1, last])
    for (const day of one < begins.year ? [] : daysOf(rule, one)) {
      const on = Temporal.PlainDate.from({ year: one, month: rule.month, day }).toPlainDateTime(
        begins.toPlainTime(),
      );
      const ended = rule.until !== null && Temporal.PlainDateTime.compare(on, rule.until) > 0;
      if (!ended && Temporal.PlainDateTime.compare(on, begins) >= 0) yield { from, to, on };
    }
}

/** `starts`: DTSTART of each event, as it is written. */
export function zonesOf(blocks: readonly string[], starts: readonly string[]): readonly OwnZone[] {
  const years = new Set(starts.map((start) => /(\d{4})\d{4}T/.exec(start)?.[1]));
  const rules = blocks.reduce((sum, block) => sum + (block.match(observances)?.length ?? 0), 0);
  if (rules * (years.size + 1) > mostChanges) return [];
  return blocks.flatMap((block) => {
    const id = propertyOf(block, 'TZID')?.replaceAll(/\\([,;\\])/g, '$1');
    const parts = (block.match(observances) ?? []).map(partOf);
    const read = parts.filter((part) => part !== null);
    // Of a zone of which a part is not read nothing is known surely.
    return id === undefined || read.length === 0 || read.length < parts.length ? [] : [{ id, parts: read }];
  });
}

/** The changes of a zone up to a year, worked out once. */
const worked = new WeakMap<OwnZone, Map<number, readonly Change[]>>();
function changesUpTo(zone: OwnZone, year: number): readonly Change[] {
  const known = worked.get(zone) ?? new Map<number, readonly Change[]>();
  worked.set(zone, known);
  const found =
    known.get(year) ??
    zone.parts
      .flatMap((part) => [...changesOf(part, year)])
      .sort((a, b) => Temporal.PlainDateTime.compare(a.on, b.on));
  known.set(year, found);
  return found;
}

/**
 * The instant of a time by a zone's clocks; where it exists twice, the first, as everywhere here. Null: clocks are put on over it. Before
 * the first change that is known, clocks stand as they did before that.
 */
export function instantIn(zone: OwnZone, wall: Temporal.PlainDateTime): number | null {
  const changes = changesUpTo(zone, wall.year);
  const before = changes.findLast(({ on }) => Temporal.PlainDateTime.compare(on, wall) <= 0);
  const { from, to } = before ?? changes[0] ?? { from: 0, to: 0 };
  if (before !== undefined && Temporal.PlainDateTime.compare(wall, before.on.add({ seconds: to - from })) < 0)
    return null;
  return wall.toZonedDateTime('UTC').epochMilliseconds - (before === undefined ? from : to) * 1000;
}

/** What throws says nothing to whoever imports. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const wanted = /^(BEGIN|END|UID|DTSTAMP|SUMMARY|LOCATION|DESCRIPTION|STATUS)[;:]/i;

/** What the library reads of an event, each once: alarms and lists of dates are not handed to it, and its times are read here. */
export function bareEvent(text: string): string {
  const seen = new Set<string>();
  let inside = 0;
  return text
    .split('\r\n')
    .filter((line) => {
      const mark = line.trim().toUpperCase();
      if (mark.startsWith('BEGIN:') && mark !== 'BEGIN:VEVENT') inside += 1;
      const isOwn = inside === 0;
      if (mark.startsWith('END:') && mark !== 'END:VEVENT') inside = Math.max(0, inside - 1);
      const name = wanted.exec(line)?.[1]?.toUpperCase();
      if (!isOwn || name === undefined || seen.has(name)) return false;
      seen.add(name);
      return true;
    })
    .join('\r\n');
}
