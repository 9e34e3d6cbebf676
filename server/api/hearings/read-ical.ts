import { isTimezone } from '@attend/casework/hearings/commands';
import type { ImportColumn, ImportFault, ImportRecord } from '@attend/casework/hearings/import-record';
import ICAL from 'ical.js';
import type { ReadFile } from './read-csv.ts';

/**
 * A calendar (RFC 5545): an event a hearing. Whose it is stands in X-PARTICIPANT, else in a word of the summary that is the number
 * of somebody (`references`); a case number in X-CASE-NUMBER; the court in X-COURT, else in the location.
 */
export function readIcal(text: string, timezone: string): ReadFile & { readonly words: readonly string[] } {
  const lines = linesOfEvents(text);
  const faults: ImportFault[] = [];
  const records: ImportRecord[] = [];
  const words = new Set<string>();
  let calendars: readonly ICAL.Component[];
  try {
    const parsed: unknown = ICAL.parse(text);
    calendars = (Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed]).map(
      (one) => new ICAL.Component(one),
    );
  } catch {
    const message = 'It is no calendar that can be read (RFC 5545).';
    return { records, faults: [{ line: 1, column: null, code: 'unreadable', message }], words: [] };
  }
  let at = 0;
  for (const calendar of calendars) {
    const cancels = textOf(calendar, 'method')?.toUpperCase() === 'CANCEL';
    for (const event of calendar.getAllSubcomponents('vevent')) {
      const line = lines[at++] ?? 1;
      const read = readEvent(event, line, timezone, cancels);
      if ('fault' in read) faults.push(read.fault);
      else {
        records.push(read.record);
        for (const word of wordsOf(textOf(event, 'summary') ?? '')) words.add(word);
      }
    }
  }
  return { records, faults, words: [...words] };
}

/** What may be somebody's number: a word with a digit. */
export const wordsOf = (summary: string): readonly string[] =>
  summary.split(/[\s,;:()[\]|]+/).filter((word) => /\d/.test(word) && word.length <= 100);

/** ical.js does not say where an event stood. Folded lines are counted as they stand in the file. */
const linesOfEvents = (text: string): readonly number[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [index + 1] : []));

function textOf(component: ICAL.Component, name: string): string | null {
  const value: unknown = component.getFirstPropertyValue(name);
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' ? null : text;
}

type Event = { readonly record: ImportRecord } | { readonly fault: ImportFault };

function readEvent(event: ICAL.Component, line: number, timezone: string, cancels: boolean): Event {
  const refuse = (column: ImportColumn | null, code: string, message: string): Event => ({
    fault: { line, column, code, message },
  });
  if (event.hasProperty('rrule') || event.hasProperty('rdate') || event.hasProperty('recurrence-id'))
    return refuse('date', 'repeats', 'It repeats: each hearing is an event of its own.');
  const start: unknown = event.getFirstPropertyValue('dtstart');
  if (!(start instanceof ICAL.Time)) return refuse('date', 'missing', 'It has no beginning (DTSTART).');
  if (start.isDate) return refuse('time', 'missing', 'It is a whole day: a hearing has a time.');
  const zone = event.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? '';
  const utc = start.zone === ICAL.Timezone.utcTimezone;
  const known = isTimezone(zone);
  const when: Partial<ImportRecord> =
    utc || (zone !== '' && !known) ? { at: start.toUnixTime() * 1_000 } : {};
  if (zone !== '' && !known && start.zone === ICAL.Timezone.localTimezone)
    return refuse(
      'timezone',
      'unknown-timezone',
      `The calendar does not say what «${zone.slice(0, 60)}» is.`,
    );
  const two = (value: number): string => String(value).padStart(2, '0');
  const location = textOf(event, 'location');
  const url = textOf(event, 'url');
  const values: Partial<Record<ImportColumn, string | null>> = {
    participant: textOf(event, 'x-participant'),
    date: `${String(start.year).padStart(4, '0')}-${two(start.month)}-${two(start.day)}`,
    time: `${two(start.hour)}:${two(start.minute)}`,
    timezone: known ? zone : timezone,
    court: textOf(event, 'x-court') ?? location,
    case_number: textOf(event, 'x-case-number'),
    room: textOf(event, 'x-room'),
    address: textOf(event, 'x-court') === null ? null : location,
    matter: textOf(event, 'summary'),
    link: url?.startsWith('https://') ? url : null,
    directions: textOf(event, 'description'),
    kind: textOf(event, 'x-kind'),
    status: cancels ? 'cancelled' : textOf(event, 'status'),
    uid: textOf(event, 'uid'),
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return { record: { line, values: given as ImportRecord['values'], ...when } };
}
