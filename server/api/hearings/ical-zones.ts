import { convertIcsTimezone, type IcsTimezone } from 'ts-ics';

/**
 * Zones of a calendar's own making (RFC 5545, 3.6.5), of which the library works out every change of clocks from the beginning on, for each
 * event anew. So a rule by the hour, which no zone has, is 400,000 changes of one event, and Outlook's, which begins in 1601, takes
 * twenty milliseconds of each. Read is what changes its clocks by the year, from two years before the first event on.
 */
const rulePart =
  /^(FREQ=YEARLY|INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=[+-]?\d{0,2}(SU|MO|TU|WE|TH|FR|SA)|BYMONTHDAY=-?\d{1,2}(,\d{1,2}){0,6}|WKST=[A-Z]{2}|UNTIL=\d{8}(T\d{6}Z?)?)$/;
/** Changes of clocks that are worked out for a file: a second and a half. Five thousand events of some years have a third of it. */
const mostChanges = 60_000;

const observances = /^BEGIN:(STANDARD|DAYLIGHT)\r?$[\s\S]*?^END:\1\r?$/gim;
const yearOf = (line: string): number => Number(/[:=](\d{4})\d{4}(T|\b)/.exec(line)?.[1] ?? Number.NaN);

/** A zone's text from a year on; null: it has a rule that is not read. */
function fromYear(zone: string, first: number): string | null {
  let isRead = true;
  const text = zone.replaceAll(observances, (part) => {
    const rule = /^RRULE:(.*?)\r?$/im.exec(part)?.[1]?.toUpperCase();
    if (rule === undefined) return part;
    const parts = rule.split(';');
    if (!parts.includes('FREQ=YEARLY') || !parts.every((one) => rulePart.test(one))) {
      isRead = false;
      return part;
    }
    const until = parts.find((one) => one.startsWith('UNTIL='));
    const begins = /^DTSTART(;[^:\r\n]*)?:(\d{4})(?=\d{4}T)/im.exec(part);
    // What ended before stays: it says nothing of later years, and is soon told.
    if (begins === null || Number(begins[2]) >= first) return part;
    if (until !== undefined && yearOf(until) < first) return part.replace(/^RRULE:.*\r?\n/im, '');
    return part.replace(begins[0], `DTSTART${begins[1] ?? ''}:${String(first).padStart(4, '0')}`);
  });
  return isRead ? text : null;
}

/** `starts`: DTSTART of each event, as it is written. */
export function zonesOf(blocks: readonly string[], starts: readonly string[]): readonly IcsTimezone[] {
  const years = starts.map((start) => Number(/(\d{4})\d{4}T/.exec(start)?.[1] ?? Number.NaN));
  const told = years.filter((year) => year >= 1900 && year <= 2200);
  const first = told.reduce((least, year) => Math.min(least, year), 2200) - 2;
  const rules = blocks.reduce((sum, block) => sum + (block.match(observances)?.length ?? 0), 0);
  const changes = told.reduce((sum, year) => sum + rules * (year - first + 1), 0);
  if (changes > mostChanges) return [];
  return blocks.flatMap((block) => {
    const text = fromYear(block, first);
    const zone = text === null ? null : attempt(() => convertIcsTimezone(undefined, text));
    return zone === null ? [] : [zone];
  });
}

/** The reader throws whatever it meets; what it throws says nothing to whoever imports. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const wanted = /^(BEGIN|END|UID|DTSTAMP|DTSTART|SUMMARY|LOCATION|DESCRIPTION|STATUS)[;:]/i;

/** What is read of an event, each once: alarms and lists of dates, each worked out by its zone's rules, are not handed to the library. */
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
