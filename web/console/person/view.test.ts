import '../../ui/testing/english.ts';
import type { Movement } from '@attend/contracts/people';
import { describe, expect, it } from 'vitest';
import { checkMovement } from './form.ts';
import { dayWords, timetableWords } from './timetable.ts';
import { authorityWords, gapTotal, movementMap, movementRows, standingOf, zonesOf } from './view.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString();
const point = (minute: number, doubtful = false): Movement['points'][number] => ({
  time: at(minute),
  receivedAt: at(minute + 1),
  lat: 25.7,
  lon: -80.2,
  accuracy: 8,
  source: 'gnss',
  speed: null,
  course: null,
  doubtful,
});
const gap = (from: number, to: number, why: Movement['gaps'][number]['why'] = 'no-contact') => ({
  from: at(from),
  to: at(to),
  why,
});
const plain = (text: string) => text.replaceAll(' ', ' ');

describe('movement', () => {
  const movement: Movement = {
    permitted: true,
    why: '',
    points: [point(30), point(0), point(1, true)],
    gaps: [gap(2, 30)],
  };
  it('stands in order of the fixes’ own time, gaps between them', () => {
    expect(movementRows(movement).map((row) => `${row.kind} ${row.at}`)).toEqual([
      `fix ${at(0)}`,
      `fix ${at(1)}`,
      `gap ${at(2)}`,
      `fix ${at(30)}`,
    ]);
  });
  it('shows doubtful fixes as such', () => {
    expect(movementMap(movement, [], 'en').fixes.map((fix) => fix.tone)).toEqual([
      'plain',
      'doubtful',
      'plain',
    ]);
  });
  it('says on the map where a gap begins and how long it is, unless it lies at an end', () => {
    const labels = movementMap({ ...movement, gaps: [gap(1, 30), gap(30, 50)] }, [], 'en').fixes.map(
      (fix) => fix.label,
    );
    expect(labels).toEqual([undefined, 'then 29 min not known', undefined]);
  });
  it('counts overlapping gaps once', () => {
    expect(gapTotal([gap(0, 10), gap(5, 20), gap(30, 31)])).toBe(21 * 60_000);
    expect(gapTotal([])).toBe(0);
  });
});

it('takes the zones that held within the span', () => {
  const zone = (from: number, to: number | null) => ({
    reference: `z${from}`,
    name: null,
    kind: 'exclusion-zone' as const,
    area: { center: [-80.2, 25.7] as [number, number], radius: 100 },
    timetable: [],
    from: at(from),
    to: to === null ? null : at(to),
    clause: '1',
    exceptions: [],
  });
  const held = zonesOf([zone(0, 10), zone(5, null), zone(40, null)], Date.parse(at(10)), Date.parse(at(30)));
  expect(held.map((each) => each.id)).toEqual(['z5']);
});

describe('timetables', () => {
  it.each([
    [['mon', 'tue', 'wed', 'thu', 'fri'], 'Mon–Fri'],
    [['sun', 'sat'], 'Sat, Sun'],
    [['mon', 'tue', 'wed', 'sat'], 'Mon–Wed, Sat'],
    [['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'Every day'],
  ] as const)('%s is %s', (days, words) => expect(dayWords(days, 'en')).toBe(words));
  it('say where they end the next day, and where they last a whole day', () => {
    const words = (start: string, end: string) => plain(timetableWords({ days: ['mon'], start, end }, 'en'));
    expect(words('21:00', '06:00')).toBe('Mon, 9:00 PM to 6:00 AM the next day');
    expect(words('09:00', '17:30')).toBe('Mon, 9:00 AM to 5:30 PM');
    expect(words('00:00', '00:00')).toBe('Mon, 24 hours from 12:00 AM');
  });
});

describe('asking for movement', () => {
  const zone = 'America/New_York';
  it('reads wall-clock fields in the programme’s zone', () => {
    expect(
      checkMovement({ from: '2026-03-01T08:00', to: '2026-03-01T20:00', purpose: ' alert ' }, zone),
    ).toEqual({
      ok: true,
      value: { from: '2026-03-01T13:00:00.000Z', to: '2026-03-02T01:00:00.000Z', purpose: 'alert' },
    });
  });
  it('asks for a purpose, an order in time, and at most 48 hours', () => {
    const errors = (from: string, to: string, purpose: string) => {
      const checked = checkMovement({ from, to, purpose }, zone);
      return checked.ok ? [] : Object.keys(checked.errors);
    };
    expect(errors('2026-03-01T08:00', '2026-03-01T20:00', ' ')).toEqual(['purpose']);
    expect(errors('2026-03-01T08:00', '2026-03-01T08:00', 'x')).toEqual(['to']);
    expect(errors('2026-03-01T08:00', '2026-03-03T08:01', 'x')).toEqual(['to']);
    expect(errors('', '', '')).toEqual(['from', 'to', 'purpose']);
  });
});

it('says what holds now', () => {
  const now = Date.parse(at(10));
  expect(standingOf({ from: at(0), to: null }, now)).toBe('now');
  expect(standingOf({ from: at(0), to: at(10) }, now)).toBe('over');
  expect(standingOf({ from: at(11), to: null }, now)).toBe('later');
  expect(authorityWords(null)).toContain('Nothing about the person’s place is kept');
  expect(authorityWords({ location: 'zones', until: null })).toContain('not positions');
});
