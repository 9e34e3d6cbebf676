import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';
import { readIcal } from './read-ical.ts';

const event = (...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', ...lines, 'END:VEVENT', ''].join('\r\n');
const calendar = (...events: readonly string[]): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//c//EN\r\n${events.join('')}END:VCALENDAR\r\n`;

test('HRG-10 an event that cannot be read is at fault alone, at its line', () => {
  const read = readIcal(
    calendar(
      event('UID:1', 'DTSTART:99999999T999999Z', 'SUMMARY:A-1'),
      event(
        'UID:2',
        'DTSTART:20310711T150000Z',
        'SUMMARY:A-2',
        'LOCATION:Court\\, Part 2',
        'BEGIN:VALARM',
        'TRIGGER:-PT15M',
        'END:VALARM',
      ),
      event('UID:3', 'SUMMARY:A-3'),
      event('UID:4', 'DTSTART:tomorrow', 'SUMMARY:A-4'),
    ),
    'America/New_York',
  );
  expect(read.faults.map(({ line, code }) => [line, code])).toEqual([
    [4, 'unreadable-event'],
    [18, 'missing'],
    [22, 'unreadable-event'],
  ]);
  expect(read.records).toMatchObject([
    {
      line: 9,
      at: Date.parse('2031-07-11T15:00:00Z'),
      values: { uid: '2', court: 'Court, Part 2', matter: 'A-2' },
    },
  ]);
});

test('HRG-10 a time without a zone is of the zone that was named for the file; a calendar that breaks off is at fault', () => {
  const { records } = readIcal(
    calendar(event('UID:1', 'DTSTART:20310711T150000', 'SUMMARY:A-1')),
    'America/Chicago',
  );
  expect(records).toEqual([
    {
      line: 4,
      values: { date: '2031-07-11', time: '15:00', timezone: 'America/Chicago', matter: 'A-1', uid: '1' },
    },
  ]);
  const broken = readIcal('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20310711T150000Z\r\n', 'UTC');
  expect(broken).toMatchObject({ records: [], faults: [{ line: 2, code: 'unreadable-event' }] });
});

test('HRG-10 columns in any order, with semicolons, a byte order mark and values over several lines', () => {
  const read = readCsv(
    '\uFEFFCourt;Participant;Case number;Time;Date;Directions\r\nCourt;A-1;26,1;9:30;2031-03-10;"bus 7\r\nthen walk"\r\n\r\nCourt;A-2;;10:00;2031-03-10;\r\n',
  );
  expect(read.faults).toEqual([]);
  expect(
    read.records.map(({ line, values }) => [line, values.participant, values.case_number, values.directions]),
  ).toEqual([
    [2, 'A-1', '26,1', 'bus 7\nthen walk'],
    [5, 'A-2', '', ''],
  ]);
});

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    ...['"', ',', ';', '\r\n', '\n', 'participant,date,time,court', 'BEGIN:VCALENDAR\r\n', 'END:VCALENDAR'],
    ...[
      'BEGIN:VEVENT\r\n',
      'END:VEVENT\r\n',
      'DTSTART:',
      'DTSTART;TZID=',
      'DTSTART;VALUE=DATE:2031',
      '20310711T150000Z\r\n',
    ],
    ...[
      'BEGIN:VTIMEZONE\r\n',
      'TZID:X\r\n',
      'END:VTIMEZONE\r\n',
      'UID:1\r\n',
      ' folded\r\n',
      'SUMMARY:A-1\r\n',
      'STATUS:',
    ],
  ),
);
test('HRG-10 nothing that a file may hold makes its reading fail', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, begun) => {
      const text = `${begun ? 'BEGIN:VCALENDAR\r\n' : ''}${pieces.join('')}`;
      for (const { records, faults } of [readCsv(text), readIcal(text, 'UTC')])
        for (const { line } of [...records, ...faults]) expect(line).toBeGreaterThan(0);
    }),
    { numRuns: 3_000, seed: 10 },
  );
});
