import { isTimezone } from '@attend/casework/hearings/commands';
import type { ImportColumn, ImportFault, ImportRecord } from '@attend/casework/hearings/import-record';
import { convertIcsEvent, convertIcsTimezone, type IcsEvent, type IcsTimezone } from 'ts-ics';
import type { ReadFile } from './read-csv.ts';

/** One BEGIN…END, its folded lines joined (RFC 5545, 3.1), and where it stands in the file. */
type Block = { readonly line: number; readonly text: string };

/**
 * A calendar (RFC 5545): an event a hearing. Whose it is stands in X-PARTICIPANT, else in a word of the summary that is somebody's
 * number; a case number in X-CASE-NUMBER; the court in X-COURT, else in the location. Events are read one by one, so that one that
 * cannot be read is at fault alone, at its line.
 */
export function readIcal(text: string, timezone: string): ReadFile & { readonly words: readonly string[] } {
  const events = blocksOf(text, 'VEVENT');
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) || (events.length === 0 && !/^END:VCALENDAR/im.test(text))) {
    const message = 'It is no calendar that can be read (RFC 5545).';
    return { records: [], faults: [{ line: 1, column: null, code: 'unreadable', message }], words: [] };
  }
  const zones = blocksOf(text, 'VTIMEZONE').flatMap(({ text }) => {
    const zone = attempt(() => convertIcsTimezone(undefined, text));
    return zone === null ? [] : [zone];
  });
  const cancels = /^METHOD:CANCEL\s*$/im.test(text);
  const read = events.map((event) => readEvent(event, { timezone, zones, cancels }));
  const records = read.flatMap((one) => ('record' in one ? [one.record] : []));
  return {
    records,
    faults: read.flatMap((one) => ('fault' in one ? [one.fault] : [])),
    words: [...new Set(records.flatMap(({ values }) => wordsOf(values.matter ?? '')))],
  };
}

/** What may be somebody's number: a word with a digit. */
export const wordsOf = (summary: string): readonly string[] =>
  summary.split(/[\s,;:()[\]|]+/).filter((word) => /\d/.test(word) && word.length <= 100);

function blocksOf(text: string, name: 'VEVENT' | 'VTIMEZONE'): readonly Block[] {
  const blocks: Block[] = [];
  let begun: { line: number; lines: string[] } | null = null;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const mark = line.trim().toUpperCase();
    if (mark === `BEGIN:${name}`) begun = { line: index + 1, lines: [] };
    if (begun === null) continue;
    if (/^[ \t]/.test(line)) begun.lines.push(`${begun.lines.pop() ?? ''}${line.slice(1)}`);
    else begun.lines.push(line);
    if (mark !== `END:${name}`) continue;
    blocks.push({ line: begun.line, text: begun.lines.join('\r\n') });
    begun = null;
  }
  // One that never ends is read as far as it goes, and is at fault there.
  if (begun !== null) blocks.push({ line: begun.line, text: begun.lines.join('\r\n') });
  return blocks;
}

/** The reader throws whatever it meets; what it throws says nothing to whoever imports. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A property of ours, by its name in the file. */
function ownText({ text }: Block, name: string): string | undefined {
  const value = new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*)$`, 'im').exec(text)?.[1];
  return (
    value
      ?.replaceAll(/\\([,;\\])/g, '$1')
      .replaceAll(/\\n/gi, '\n')
      .trim() || undefined
  );
}

type Of = { readonly timezone: string; readonly zones: readonly IcsTimezone[]; readonly cancels: boolean };
type Event = { readonly record: ImportRecord } | { readonly fault: ImportFault };

function readEvent(block: Block, of: Of): Event {
  const refuse = (column: ImportColumn | null, code: string, message: string): Event => ({
    fault: { line: block.line, column, code, message },
  });
  if (/^(RRULE|RDATE|RECURRENCE-ID)[;:]/im.test(block.text))
    return refuse('date', 'repeats', 'It repeats: each hearing is an event of its own.');
  const begins = /^DTSTART(;[^:\r\n]*)?:(.*)$/im.exec(block.text);
  if (begins === null) return refuse('date', 'missing', 'It has no beginning (DTSTART).');
  const event = /^END:VEVENT\s*$/im.test(block.text)
    ? attempt(() => convertIcsEvent(undefined, block.text, { timezones: [...of.zones] }))
    : null;
  if (event === null || Number.isNaN(event.start?.date.getTime()))
    return refuse(null, 'unreadable-event', 'This event cannot be read.');
  if (event.start.type === 'DATE')
    return refuse('time', 'missing', 'It is a whole day: a hearing has a time.');
  const zone = event.start.local?.timezone ?? null;
  if (zone !== null && !isTimezone(zone) && !of.zones.some(({ id }) => id === zone))
    return refuse(
      'timezone',
      'unknown-timezone',
      `The calendar does not say what «${zone.slice(0, 60)}» is.`,
    );
  const utc = /Z\s*$/i.test(begins[2] ?? '');
  return {
    record: { line: block.line, ...whenOf(event, zone, utc), values: valuesOf(block, event, zone, of) },
  };
}

/** A zone that clocks are known for is worked out as every other time here; one of the calendar's own making by what it says. */
const whenOf = (event: IcsEvent, zone: string | null, utc: boolean): Pick<ImportRecord, 'at'> =>
  utc || (zone !== null && !isTimezone(zone)) ? { at: event.start.date.getTime() } : {};

function valuesOf(block: Block, event: IcsEvent, zone: string | null, of: Of): ImportRecord['values'] {
  const wall = (event.start.local?.date ?? event.start.date).toISOString();
  const own = (name: string): string | undefined => ownText(block, name);
  const court = own('X-COURT');
  const link = own('URL');
  const values: Partial<Record<ImportColumn, string | undefined>> = {
    participant: own('X-PARTICIPANT'),
    date: wall.slice(0, 10),
    time: wall.slice(11, 16),
    timezone: zone !== null && isTimezone(zone) ? zone : of.timezone,
    court: court ?? event.location,
    case_number: own('X-CASE-NUMBER'),
    room: own('X-ROOM'),
    address: court === undefined ? undefined : event.location,
    matter: event.summary,
    link: link?.startsWith('https://') ? link : undefined,
    directions: event.description,
    kind: own('X-KIND'),
    status: of.cancels ? 'cancelled' : event.status,
    uid: own('UID'),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
