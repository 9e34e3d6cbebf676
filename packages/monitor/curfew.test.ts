import { day, type Millis, type Span, type TimetableEntry, type Weekday, weekdays } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { compilePlan } from './plan.ts';
import {
  at,
  authority,
  caseOf,
  condition,
  fix,
  type Line,
  minutes,
  nightly,
  north,
  reading,
  replayCase,
  told,
} from './test/build.ts';

const on = (days: Weekday | readonly Weekday[], start: string, end: string): TimetableEntry => ({
  days: typeof days === 'string' ? [days] : days,
  start,
  end,
});
const utc = (text: string): Millis => Temporal.Instant.from(`2026-${text}Z`).epochMilliseconds;

/** How the one curfew of a case answers for an instant; a plan of its own each time, so that nothing is remembered. */
const windowAt = (
  timezone: string,
  timetable: readonly TimetableEntry[],
  instant: Millis,
  asked?: Millis,
): Span | null => {
  const more = { from: at('00:00', '2025-01-01'), to: null };
  const subject = caseOf({
    timezone,
    authority: [authority('trail', more)],
    conditions: [condition('curfew', { ...more, timetable })],
  });
  const [curfew] = compilePlan(subject).conditions;
  if (asked !== undefined) curfew?.spanAt(asked);
  return curfew?.spanAt(instant) ?? null;
};

const ny = 'America/New_York';
const berlin = 'Europe/Berlin';
const lordHowe = 'Australia/Lord_Howe';

test.each<[string, string, TimetableEntry, from: string, to: string]>([
  ['an ordinary evening', ny, on('mon', '18:00', '22:30'), '03-02T23:00', '03-03T03:30'],
  [
    'across midnight, named by the day it starts',
    ny,
    on('mon', '21:00', '06:00'),
    '03-03T02:00',
    '03-03T11:00',
  ],
  ['equal start and end: a day', ny, on('mon', '08:00', '08:00'), '03-02T13:00', '03-03T13:00'],
  ['up to midnight', ny, on('mon', '21:00', '00:00'), '03-03T02:00', '03-03T05:00'],
  ['New York in spring: an hour less', ny, on('sat', '21:00', '06:00'), '03-08T02:00', '03-08T10:00'],
  ['New York in autumn: an hour more', ny, on('sat', '21:00', '06:00'), '11-01T01:00', '11-01T11:00'],
  ['a day in which an hour is missing', ny, on('sat', '08:00', '08:00'), '03-07T13:00', '03-08T12:00'],
  ['it starts at a time that does not exist', ny, on('sun', '02:30', '05:00'), '03-08T07:30', '03-08T09:00'],
  ['it ends at a time that does not exist', ny, on('sat', '22:00', '02:30'), '03-08T03:00', '03-08T07:30'],
  ['it lies in the hour that does not exist', ny, on('sun', '02:10', '02:40'), '03-08T07:10', '03-08T07:40'],
  ['it starts at a time that exists twice', ny, on('sun', '01:30', '05:00'), '11-01T05:30', '11-01T10:00'],
  ['it ends at a time that exists twice', ny, on('sat', '22:00', '01:30'), '11-01T02:00', '11-01T05:30'],
  ['Berlin in spring: an hour less', berlin, on('sat', '21:00', '06:00'), '03-28T20:00', '03-29T04:00'],
  ['Berlin in autumn: an hour more', berlin, on('sat', '21:00', '06:00'), '10-24T19:00', '10-25T05:00'],
  ['Berlin, a start that does not exist', berlin, on('sun', '02:30', '05:00'), '03-29T01:30', '03-29T03:00'],
  ['Berlin, a start that exists twice', berlin, on('sun', '02:30', '05:00'), '10-25T00:30', '10-25T04:00'],
  [
    'Lord Howe in spring: half an hour less',
    lordHowe,
    on('sat', '21:00', '06:00'),
    '10-03T10:30',
    '10-03T19:00',
  ],
  [
    'Lord Howe in autumn: half an hour more',
    lordHowe,
    on('sat', '21:00', '06:00'),
    '04-04T10:00',
    '04-04T19:30',
  ],
  [
    'Lord Howe, a start that does not exist',
    lordHowe,
    on('sun', '02:15', '05:00'),
    '10-03T15:45',
    '10-03T18:00',
  ],
  [
    'Lord Howe, a start that exists twice',
    lordHowe,
    on('sun', '01:45', '05:00'),
    '04-04T14:45',
    '04-04T18:30',
  ],
])('MON-24 %s', (_name, timezone, entry, fromText, toText) => {
  const [from, to] = [utc(`${fromText}:00`), utc(`${toText}:00`)];
  for (const instant of [from, (from + to) / 2, to - 1]) {
    expect(windowAt(timezone, [entry], instant)).toEqual({ from, to });
  }
  expect(windowAt(timezone, [entry], from - 1)).toBeNull();
  expect(windowAt(timezone, [entry], to)).toBeNull();
});

test('MON-24 one of which a clock change leaves nothing is none', () => {
  // Half past two does not exist and is half past three; a quarter past three is before that.
  const entry = on('sun', '02:30', '03:15');
  for (let instant = utc('03-08T00:00:00'); instant < utc('03-09T00:00:00'); instant += minutes(5)) {
    expect(windowAt(ny, [entry], instant)).toBeNull();
  }
  expect(windowAt(ny, [entry], utc('03-15T07:00:00'))).not.toBeNull();
});

describe('windows that are one', () => {
  test.each<[string, TimetableEntry[], instant: string, from: string, to: string]>([
    [
      'touching',
      [on('mon', '18:00', '21:00'), on('mon', '21:00', '23:00')],
      '03-02T23:30',
      '03-02T23:00',
      '03-03T04:00',
    ],
    [
      'overlapping',
      [on('mon', '20:00', '23:00'), on('mon', '18:00', '21:00')],
      '03-02T23:30',
      '03-02T23:00',
      '03-03T04:00',
    ],
    [
      'one within another',
      [on('mon', '18:00', '23:00'), on('mon', '19:00', '20:00')],
      '03-03T01:30',
      '03-02T23:00',
      '03-03T04:00',
    ],
    ['two whole days', [on(['tue', 'wed'], '08:00', '08:00')], '03-04T20:00', '03-03T13:00', '03-05T13:00'],
    [
      'from Saturday into Sunday',
      [on('sat', '12:00', '00:00'), on('sun', '00:00', '12:00')],
      '03-15T06:00',
      '03-14T16:00',
      '03-15T16:00',
    ],
    // The free hour from two to three does not exist on that night.
    [
      'an hour between them that does not exist',
      nightly('03:00', '02:00'),
      '03-08T06:00',
      '03-07T08:00',
      '03-09T06:00',
    ],
    // Monday 23:00 to Wednesday 04:00, in parts of which the later ones lie within the first.
    [
      'three that overlap in turn',
      [on('mon', '23:00', '22:59'), on('tue', '01:00', '02:00'), on('tue', '05:00', '04:00')],
      '03-04T08:00',
      '03-03T04:00',
      '03-04T09:00',
    ],
    [
      'all week but an hour',
      [
        on(
          weekdays.filter((name) => name !== 'sun'),
          '04:00',
          '04:00',
        ),
        on('sun', '05:00', '04:00'),
      ],
      '03-04T12:00',
      '03-01T10:00',
      // Sunday at four, the clocks having changed that night.
      '03-08T08:00',
    ],
  ])('MON-23 MON-24 %s', (_name, timetable, instantText, from, to) => {
    const expected = { from: utc(`${from}:00`), to: utc(`${to}:00`) };
    const instant = utc(`${instantText}:00`);
    expect(windowAt(ny, timetable, instant)).toEqual(expected);
    // Whichever instant was asked first: readings come in any order.
    for (let days = -12; days <= 12; days += 0.25) {
      expect(windowAt(ny, timetable, instant, instant + days * day)).toEqual(expected);
    }
  });

  test('MON-24 windows that leave no minute free are one without end, up to the condition’s', () => {
    const timetables = [nightly('00:00', '00:00'), nightly('13:10', '13:05'), nightly('08:00', '20:00')];
    const [whole = [], gap = [], half = []] = timetables;
    const noon = utc('03-04T12:00:00');
    expect(windowAt(ny, whole, noon)).toEqual({ from: at('00:00', '2025-01-01'), to: null });
    expect(windowAt(ny, [...half, ...nightly('19:00', '09:00')], noon)?.to).toBeNull();
    expect(windowAt(ny, gap, noon)?.to).not.toBeNull();
    // An hour in which the two that share the day miss one another on one night of the year is no end of it.
    expect(windowAt(ny, [...nightly('22:00', '03:00'), ...nightly('02:30', '22:00')], noon)?.to).toBeNull();
  });

  test('MON-24 no timetable, no curfew', () => {
    expect(windowAt(ny, [], utc('03-04T12:00:00'))).toBeNull();
  });
});

describe('absence', () => {
  /** Away from home, every ten minutes. 20:00 in New York is 01:00 of the next day. */
  const away = (from: string, to: string): Line[] => {
    const lines: Line[] = [];
    for (let now = utc(`${from}:00`); now <= utc(`${to}:00`); now += minutes(10)) {
      lines.push(reading(now, { fix: fix(north(2_000)) }));
    }
    return lines;
  };
  const absent = (timetable: readonly TimetableEntry[], lines: readonly Line[], more = {}): string[] =>
    told(replayCase({ conditions: [condition('curfew', { timetable, ...more })] }, lines));

  test('MON-23 MON-7 each window is judged by itself, and absence ends with it', () => {
    const lines = away('03-02T20:00', '03-03T23:00');
    expect(absent(nightly('18:00', '20:00'), lines)).toEqual(['curfew-absence c1 23:00-03-03 01:00']);
    expect(absent(nightly('18:00', '20:00'), [...lines, ...away('03-03T23:10', '03-04T00:00')])).toEqual([
      'curfew-absence c1 23:00-03-03 01:00',
      'curfew-absence c1 03-03 23:00-…',
    ]);
  });

  test('MON-23 within its window: not before it begins, and not for what it is too short for', () => {
    expect(absent(nightly('18:00', '18:15'), away('03-02T20:00', '03-03T03:00'))).toEqual([]);
    expect(absent(nightly('18:00', '18:21'), away('03-02T20:00', '03-03T03:00'))).toEqual([
      'curfew-absence c1 23:00-23:21',
    ]);
  });

  test('MON-23 an exception in a window makes two spans of it; one around it none', () => {
    const during = (from: string, to: string) => ({
      exceptions: [{ from: utc(`${from}:00`), to: utc(`${to}:00`), reason: 'court' }],
    });
    const lines = away('03-02T20:00', '03-03T06:00');
    expect(absent(nightly('18:00', '23:00'), lines, during('03-03T00:30', '03-03T02:00'))).toEqual([
      'curfew-absence c1 23:00-03-03 00:30',
      'curfew-absence c1 03-03 02:00-03-03 04:00',
    ]);
    expect(absent(nightly('18:00', '23:00'), lines, during('03-02T23:00', '03-03T04:00'))).toEqual([]);
  });

  test('MON-23 windows that touch are one absence', () => {
    const timetable = [...nightly('18:00', '20:00'), ...nightly('20:00', '22:00')];
    expect(absent(timetable, away('03-02T20:00', '03-03T04:00'))).toEqual([
      'curfew-absence c1 23:00-03-03 03:00',
    ]);
  });

  test('MON-24 a late reading into last week’s window is judged by it', () => {
    const [first, ...rest] = away('03-02T23:10', '03-02T23:40');
    const late = rest.map((line) => ({ ...line, receivedAt: utc('03-12T12:00:00') }));
    const lines = [...(first === undefined ? [] : [first]), ...away('03-11T12:00', '03-11T13:00'), ...late];
    expect(absent(nightly('18:00', '20:00'), lines).filter((text) => text.startsWith('curfew'))).toEqual([
      'curfew-absence c1 23:10-03-03 01:00',
    ]);
  });
});
