import { shownValue } from '@attend/casework/caseload/shown-value';
import { isTimezone } from '@attend/casework/hearings/commands';
import type { ImportColumn, ImportFault, ImportRecord } from '@attend/casework/hearings/import-record';
import { say, tell, type Wording } from '@attend/kernel';
import { convertIcsEvent, type IcsEvent, type IcsTimezone } from 'ts-ics';
import { attempt, bareEvent, zonesOf } from './ical-zones.ts';
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
  const zones = zonesOf(
    blocksOf(text, 'VTIMEZONE').map((zone) => zone.text),
    events.map((event) => startOf(event)?.[2] ?? ''),
  );
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

const startOf = ({ text }: Block) => /^DTSTART(;[^:\r\n]*)?:(.*)$/im.exec(text);

type Of = { readonly timezone: string; readonly zones: readonly IcsTimezone[]; readonly cancels: boolean };
type Event = { readonly record: ImportRecord } | { readonly fault: ImportFault };

function readEvent(block: Block, of: Of): Event {
  const refuse = (
    column: ImportColumn | null,
    code: string,
    wording: Wording,
    value: string | null = null,
  ): Event => ({
    fault: { line: block.line, column, code, value, ...tell(wording) },
  });
  if (/^(RRULE|RDATE|RECURRENCE-ID)[;:]/im.test(block.text))
    return refuse('date', 'repeats', 'It repeats: each hearing is an event of its own.');
  const begins = startOf(block);
  if (begins === null) return refuse('date', 'missing', 'It has no beginning (DTSTART).');
  if (/^\d{8}$/.test((begins[2] ?? '').trim()))
    return refuse('time', 'missing', 'It is a whole day: a hearing has a time.', shownValue(begins[2]));
  const written = writtenTime(begins[2] ?? '');
  const event = /^END:VEVENT\s*$/im.test(block.text)
    ? attempt(() => convertIcsEvent(undefined, bareEvent(block.text), { timezones: [...of.zones] }))
    : null;
  if (event?.start === undefined || written === null)
    return refuse(null, 'unreadable-event', 'This event cannot be read.', shownValue(begins[2]));
  const zone = event.start.local?.timezone ?? null;
  if (zone !== null && !isTimezone(zone) && !of.zones.some(({ id }) => id === zone))
    return refuse(
      'timezone',
      'unknown-timezone',
      say('The calendar does not say what «{zone}» is.', { zone: zone.slice(0, 60) }),
    );
  const { wall, utc } = written;
  const values = {
    ...valuesOf(block, event, zone, of),
    date: wall.toPlainDate().toString(),
    time: wall.toString().slice(11, 16),
  };
  return { record: { line: block.line, ...whenOf(event, zone, utc), values } };
}

/** DTSTART as it is written: the reader rolls a thirteenth month over into the next year. Null: no time of any day. */
function writtenTime(value: string): { readonly wall: Temporal.PlainDateTime; readonly utc: boolean } | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)$/i.exec(value.trim()) ?? [];
  const [year = 0, month, day, hour, minute, second] = parts.slice(0, 6).map(Number);
  if (month === undefined || day === undefined || year < 1900 || year > 2200) return null;
  const fields = { year, month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 };
  const wall = attempt(() => Temporal.PlainDateTime.from(fields, { overflow: 'reject' }));
  return wall === null ? null : { wall, utc: parts[6] !== '' };
}

/** A zone that clocks are known for is worked out as every other time here; one of the calendar's own making by what it says. */
const whenOf = (event: IcsEvent, zone: string | null, utc: boolean): Pick<ImportRecord, 'at'> =>
  utc || (zone !== null && !isTimezone(zone)) ? { at: event.start.date.getTime() } : {};

function valuesOf(block: Block, event: IcsEvent, zone: string | null, of: Of): ImportRecord['values'] {
  const own = (name: string): string | undefined => ownText(block, name);
  const court = own('X-COURT');
  const link = own('URL');
  const values: Partial<Record<ImportColumn, string | undefined>> = {
    participant: own('X-PARTICIPANT'),
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
