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

const zoneOf = (...rules: readonly (readonly [from: string, rule: string, offset: string])[]): string => {
  const part = ([from, rule, offset]: (typeof rules)[number], at: number): string[] => {
    const kind = at % 2 === 0 ? 'STANDARD' : 'DAYLIGHT';
    const other = rules[(at + 1) % rules.length]?.[2] ?? offset;
    const offsets = [`TZOFFSETFROM:${other}`, `TZOFFSETTO:${offset}`];
    return [`BEGIN:${kind}`, `DTSTART:${from}`, ...offsets, `RRULE:${rule}`, `END:${kind}`];
  };
  return ['BEGIN:VTIMEZONE', 'TZID:Eastern', ...rules.flatMap(part), 'END:VTIMEZONE'].join('\r\n');
};
const heldAt = (start: string, more: readonly string[] = []): string =>
  [
    ...['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', `DTSTART;TZID=Eastern:${start}`],
    ...['SUMMARY:A-1', ...more, 'END:VEVENT'],
  ].join('\r\n');
const calendarOf = (...parts: readonly string[]): string =>
  ['BEGIN:VCALENDAR', ...parts, 'END:VCALENDAR'].join('\r\n');
/** As Outlook writes it. */
const eastern = zoneOf(
  ['16010101T020000', 'FREQ=YEARLY;BYMONTH=11;BYDAY=1SU', '-0500'],
  ['16010101T020000', 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', '-0400'],
);

test('HRG-10 a zone of the calendar’s own making is read from two years before the first event on', () => {
  const read = readIcal(
    calendarOf(eastern, heldAt('20270101T100000'), heldAt('20270701T100000'), heldAt('20310314T030000')),
    'UTC',
  );
  expect(read.faults).toEqual([]);
  expect(read.records.map(({ at }) => new Date(at ?? 0).toISOString())).toEqual([
    '2027-01-01T15:00:00.000Z',
    '2027-07-01T14:00:00.000Z',
    '2031-03-14T07:00:00.000Z',
  ]);
});

/** By days of the week from either end of the month, and south of the equator. */
const changing = [
  ['America/New_York', ['-0500', '-0400'], ['11;BYDAY=1SU', '020000'], ['3;BYDAY=2SU', '020000']],
  ['Europe/Berlin', ['+0100', '+0200'], ['10;BYDAY=-1SU', '030000'], ['3;BYDAY=-1SU', '020000']],
  [
    'Australia/Sydney',
    ['+1000', '+1100'],
    ['4;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7', '030000'],
    ['10;BYDAY=1SU', '020000'],
  ],
] as const;
test.each(changing)(
  'HRG-10 in a zone of the calendar’s own making, clocks as in %s, each hour of a year is the right instant',
  (name, [usual, summer], [back, backAt], [on, onAt]) => {
    const zone = zoneOf(
      [`16010101T${backAt}`, `FREQ=YEARLY;BYMONTH=${back}`, usual],
      [`16010101T${onAt}`, `FREQ=YEARLY;BYMONTH=${on}`, summer],
    );
    const hours = Array.from({ length: 365 * 24 }, (_, hour) =>
      Temporal.PlainDateTime.from('2026-01-01T00:30').add({ hours: hour }),
    );
    const events = hours.map((wall) =>
      heldAt(wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')),
    );
    const { records, faults } = readIcal(calendarOf(zone, ...events), 'UTC');
    const exist = hours.filter((wall) => wall.toZonedDateTime(name).toPlainDateTime().equals(wall));
    expect(records.map(({ at }) => at)).toEqual(
      exist.map((wall) => wall.toZonedDateTime(name).epochMilliseconds),
    );
    // The half hour that clocks are put on over.
    expect(faults).toMatchObject([{ column: 'time', code: 'no-such-time' }]);
  },
);

test('HRG-10 a zone is known by a name with a colon, as Exchange writes it, quoted or not, and by dates without a rule', () => {
  const name = '(UTC-05:00) Eastern Time (US & Canada)';
  const part = (kind: string, from: string, to: string, ...when: readonly string[]) =>
    [`BEGIN:${kind}`, ...when, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${kind}`].join('\r\n');
  const zone = [
    ...['BEGIN:VTIMEZONE', `TZID:${name}`],
    part('STANDARD', '-0400', '-0500', 'DTSTART:20251102T020000', 'RDATE:20261101T020000'),
    part('DAYLIGHT', '-0500', '-0400', 'DTSTART:20260308T020000'),
    'END:VTIMEZONE',
  ].join('\r\n');
  const starts = [
    '20260308T013000',
    '20260308T033000',
    '20261101T013000',
    '20261101T023000',
    '20200101T000000',
  ];
  const events = starts.flatMap((start) =>
    [`"${name}"`, name].map((said) => event('UID:1', `DTSTART;TZID=${said}:${start}`, 'SUMMARY:A-1')),
  );
  const { records, faults } = readIcal(calendarOf(zone, ...events), 'UTC');
  expect(faults).toEqual([]);
  const at = [
    '2026-03-08T06:30',
    '2026-03-08T07:30',
    '2026-11-01T05:30',
    '2026-11-01T07:30',
    '2020-01-01T04:00',
  ];
  expect(records.map((one) => new Date(one.at ?? 0).toISOString().slice(0, 16))).toEqual(
    at.flatMap((one) => [one, one]),
  );
});

test('HRG-10 an address beside a property’s name is no part of what it says', () => {
  const { records } = readIcal(
    calendar(
      event(
        'UID:1',
        'DTSTART:20310711T150000Z',
        'SUMMARY:A-1',
        'X-COURT;ALTREP="http://c.example/1":Court\\, Part 2',
      ),
    ),
    'UTC',
  );
  expect(records).toMatchObject([{ values: { court: 'Court, Part 2' } }]);
});

test.each(['FREQ=SECONDLY', 'FREQ=YEARLY;BYHOUR=1,2,3;BYMINUTE=1,2,3', 'FREQ=YEARLY;INTERVAL=0'])(
  'HRG-10 a zone that changes its clocks by %s is not read, and nothing is worked out of it',
  (rule) => {
    const read = readIcal(
      calendarOf(zoneOf(['19700101T000000', rule, '-0500']), heldAt('20270101T100000')),
      'UTC',
    );
    expect(read.records).toEqual([]);
    expect(read.faults).toMatchObject([{ code: 'unknown-timezone' }]);
  },
);

test('HRG-10 more changes of clocks than a file of hearings has are not worked out', () => {
  const many = Array.from({ length: 4_000 }, () => ['19700101T000000', 'FREQ=YEARLY', '-0500'] as const);
  const starts = Array.from({ length: 500 }, (_, at) => heldAt(`20${20 + (at % 20)}0101T100000`));
  const read = readIcal(calendarOf(zoneOf(...many), ...starts), 'UTC');
  expect(read.records).toEqual([]);
  expect(read.faults).toHaveLength(500);
});

test('HRG-10 an alarm and lists of dates within an event say nothing of its hearing', () => {
  const alarm = ['BEGIN:VALARM', 'SUMMARY:Wake up', 'TRIGGER:-PT15M', 'END:VALARM'];
  const dates = Array.from({ length: 2_000 }, () => 'EXDATE;TZID=Eastern:20260101T100000');
  const read = readIcal(calendarOf(eastern, heldAt('20270101T100000', [...alarm, ...dates])), 'UTC');
  expect(read.records).toMatchObject([{ values: { matter: 'A-1', date: '2027-01-01', time: '10:00' } }]);
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
