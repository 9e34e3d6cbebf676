import { shownValue } from '@attend/casework/caseload/shown-value';
import { isTimezone } from '@attend/casework/hearings/commands';
import type { ImportColumn, ImportFault, ImportRecord } from '@attend/casework/hearings/import-record';
import { say, tell, type Wording } from '@attend/kernel';
import { convertIcsEvent, type IcsEvent } from 'ts-ics';
import { attempt, bareEvent, instantIn, type OwnZone, propertyOf, zonesOf } from './ical-zones.ts';
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
    events.map((event) => startOf(event)?.value ?? ''),
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
const ownText = ({ text }: Block, name: string): string | undefined =>
  propertyOf(text, name)
    ?.replaceAll(/\\([,;\\])/g, '$1')
    .replaceAll(/\\n/gi, '\n')
    .trim() || undefined;

/** When it begins, as it is written, and by which zone's clocks. Of a time nothing holds a colon; what is said beside it may, unquoted too. */
function startOf({ text }: Block): { readonly value: string; readonly zone: string | null } | null {
  const [whole, said = '', value = ''] = /^DTSTART(;[^\r\n]*)?:([^:\r\n]*)$/im.exec(text) ?? [];
  if (whole === undefined) return null;
  const [, quoted, plain] = /;TZID=(?:"([^"]*)"|([^;]*))/i.exec(said) ?? [];
  return { value: value.trim(), zone: (quoted ?? plain)?.trim() || null };
}

type Of = { readonly timezone: string; readonly zones: readonly OwnZone[]; readonly cancels: boolean };
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
  if (/^\d{8}$/.test(begins.value))
    return refuse('time', 'missing', 'It is a whole day: a hearing has a time.', shownValue(begins.value));
  const written = writtenTime(begins.value);
  const event = /^END:VEVENT\s*$/im.test(block.text)
    ? attempt(() => convertIcsEvent(undefined, bareEvent(block.text)))
    : null;
  if (event === null || written === null)
    return refuse(null, 'unreadable-event', 'This event cannot be read.', shownValue(begins.value));
  const { wall, utc } = written;
  const zone = utc ? null : begins.zone;
  const own = zone === null || isTimezone(zone) ? undefined : of.zones.find(({ id }) => id === zone);
  if (zone !== null && !isTimezone(zone) && own === undefined)
    return refuse(
      'timezone',
      'unknown-timezone',
      say('The calendar does not say what «{zone}» is.', { zone: zone.slice(0, 60) }),
    );
  const at = own === undefined ? null : instantIn(own, wall);
  if (own !== undefined && at === null)
    return refuse(
      'time',
      'no-such-time',
      'Clocks are put on that day: this time does not exist.',
      shownValue(begins.value),
    );
  const values = {
    ...valuesOf(block, event, zone, of),
    date: wall.toPlainDate().toString(),
    time: wall.toString().slice(11, 16),
  };
  // A zone that clocks are known for is worked out as every other time here.
  const instant = utc ? wall.toZonedDateTime('UTC').epochMilliseconds : at;
  return { record: { line: block.line, ...(instant === null ? {} : { at: instant }), values } };
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
