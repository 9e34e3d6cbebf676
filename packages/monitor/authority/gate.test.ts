import type { Case, Millis, Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import type { ClockTrust, Observation } from '../observation/observation.ts';
import { packObservations, unpackObservations } from '../observation/pack.ts';
import { compilePlan, levelAt } from '../plan.ts';
import { standardPolicy } from '../policy.ts';
import {
  at,
  authority,
  caseOf,
  condition,
  fix,
  hours,
  minutes,
  north,
  reading,
  replayCase,
  told,
} from '../test/build.ts';
import { gate } from './gate.ts';

const noon = at('12:00');
const full: Reading = reading(noon, {
  fix: fix({ speed: 1.4, course: 270, altitude: 3, satellites: 9 }),
  battery: { percent: 81, charging: false },
  strap: 'open',
  case: 'closed',
  worn: true,
  events: ['sos', 'geofence-hint'],
  live: true,
  sequence: 1042,
  mock: false,
});
const through = (
  subject: Partial<Case>,
  one: Reading = full,
  receivedAt: Millis = noon + 4_000,
): Observation => gate(compilePlan(caseOf(subject)), one, receivedAt);

describe('what passes', () => {
  test('AUT-1 outside every authority only contact and battery pass', () => {
    const none = { place: null, strap: null, case: null, worn: null, events: [], mock: null };
    expect(through({ authority: [] })).toMatchObject({
      level: 'none',
      percent: 81,
      charging: false,
      ...none,
    });
    const ended = [authority('trail', { to: noon })];
    expect(through({ authority: ended })).toMatchObject({ level: 'none', percent: 81, ...none });
  });

  test('AUT-1 outside every authority nothing raises an alert, and what lasts ends with it', () => {
    const lines = [
      reading(at('11:00'), { strap: 'open' }),
      reading(at('12:30'), {
        strap: 'open',
        events: ['sos', 'tamper'],
        battery: { percent: 3, charging: false },
      }),
      { tick: at('23:00') },
    ];
    expect(told(replayCase({ authority: [authority('trail', { to: noon })] }, lines))).toEqual([
      'silent 11:00-12:00',
      'strap-opened 11:00-12:00',
    ]);
    expect(told(replayCase({ authority: [] }, lines))).toEqual([]);
  });

  test('AUT-2 the least of overlapping authorities holds, each from its beginning up to its end', () => {
    const spans = [
      authority('trail', { from: at('08:00'), to: at('20:00') }),
      authority('zones', { from: at('10:00'), to: at('14:00') }),
      authority('status', { from: at('12:00'), to: at('13:00') }),
    ];
    const plan = compilePlan(caseOf({ authority: spans }));
    const levels = [
      '07:59:59',
      '08:00',
      '09:59:59',
      '10:00',
      '12:00',
      '12:59:59',
      '13:00',
      '14:00',
      '20:00',
    ].map((time) => levelAt(plan, at(time), at('23:00')));
    expect(levels).toEqual(['none', 'trail', 'trail', 'zones', 'status', 'status', 'zones', 'trail', 'none']);
  });

  test('AUT-3 nothing that arrives from the withdrawal on is used, whatever its own time', () => {
    const spans = [authority('trail', { withdrawnAt: at('12:10') })];
    expect(through({ authority: spans }, full, at('12:09:59'))).toMatchObject({
      level: 'trail',
      strap: 'open',
    });
    expect(through({ authority: spans }, full, at('12:10'))).toMatchObject({
      level: 'none',
      strap: null,
      place: null,
    });
    const lines = [
      reading(at('12:05'), { strap: 'open', receivedAt: at('12:11') }),
      reading(at('12:06'), { events: ['sos'], receivedAt: at('12:12') }),
    ];
    expect(told(replayCase({ authority: spans }, lines))).toEqual([]);
  });

  test('AUT-3 what a withdrawn authority limited at the reading’s own time stays limited', () => {
    const spans = [authority('trail'), authority('status', { withdrawnAt: at('13:00') })];
    const plan = compilePlan(caseOf({ authority: spans }));
    expect(levelAt(plan, at('12:00'), at('14:00'))).toBe('status');
    expect(levelAt(plan, at('13:30'), at('14:00'))).toBe('trail');
  });

  test('AUT-4 under zones a place becomes its side, margin and class of accuracy for each condition to be kept then', () => {
    const subject: Partial<Case> = {
      authority: [authority('zones')],
      conditions: [
        condition('exclusion-zone'),
        condition('inclusion-zone', { id: 'i1', area: { center: [-80.19, 25.77], radius: 5_000 } }),
        condition('curfew', { timetable: [{ days: ['sun'], start: '21:00', end: '22:00' }] }),
      ],
    };
    const seen = through(subject, { ...full, fix: fix({ ...north(305), accuracy: 23 }) });
    expect(seen.place).toEqual({
      kind: 'sides',
      accuracy: 30,
      stale: false,
      sides: [
        { condition: 'x1', side: 'unsure', margin: 0 },
        { condition: 'i1', side: 'inside', margin: 1_000 },
      ],
    });
    expect(JSON.stringify(seen)).not.toMatch(/25\.7|80\.1|speed|course|altitude/);
  });

  test('AUT-6 a device’s own fence passes only under trail', () => {
    expect(through({}).events).toEqual(['sos', 'geofence-hint']);
    for (const level of ['zones', 'status'] as const) {
      expect(through({ authority: [authority(level)] }).events).toEqual(['sos']);
    }
  });

  test('AUT-8 under status there is no location, and nothing about locations is found', () => {
    const status = { authority: [authority('status')], conditions: [condition('exclusion-zone')] };
    expect(through(status)).toMatchObject({ level: 'status', place: null, mock: null, strap: 'open' });
    const lines = Array.from({ length: 30 }, (_, index) =>
      reading(noon + minutes(10 * index), {
        fix: index < 10 ? fix(index === 5 ? { lat: 48 } : {}) : null,
        mock: index === 3 ? true : null,
        events: index === 7 ? ['jamming'] : [],
      }),
    );
    expect(
      told(replayCase(status, [...lines, reading(Date.UTC(1980, 0, 6), { receivedAt: at('17:00') })])),
    ).toEqual([]);
    // The same under trail shows that there was something to find.
    expect(told(replayCase({ ...status, authority: [authority('trail')] }, lines)).length).toBeGreaterThan(2);
  });

  test('AUT-9 a place stored before there was any authority is not kept, whenever it arrives', () => {
    const before = at('11:00', '2025-12-31');
    const subject = { conditions: [condition('exclusion-zone')] };
    expect(through(subject, { ...full, time: before, live: false })).toMatchObject({
      place: null,
      strap: 'open',
    });
    expect(through(subject, { ...full, time: before, live: true }).place).not.toBeNull();
  });
});

describe('AUT-5 how far a stamp is believed', () => {
  const plan = compilePlan(caseOf());
  const cases: readonly [string, Millis | null, Millis, ClockTrust][] = [
    ['a stamp of now', noon, noon + 4_000, 'stamp'],
    ['a stamp stored for forty days', noon - hours(24 * 40), noon, 'stamp'],
    ['no stamp', null, noon, 'absent'],
    ['ten minutes ahead', noon + minutes(10), noon, 'stamp'],
    ['a second more', noon + minutes(10) + 1_000, noon, 'ahead'],
    ['years ahead', at('12:00', '2036-01-01'), noon, 'ahead'],
    ['GPS’s first day', Date.UTC(1980, 0, 6, 0, 3), noon, 'default-date'],
    ['the day before it', Date.UTC(1980, 0, 5, 23, 59, 59), noon, 'default-date'],
    ['a default of 1999', Date.UTC(1999, 7, 22, 1), noon, 'default-date'],
    ['a default of 2014', Date.UTC(2014, 0, 1), noon, 'default-date'],
    ['exactly 1,024 weeks early', noon - 7_168 * hours(24), noon + 4_000, 'rollover'],
    ['the same, stored for two days', noon - 7_168 * hours(24) - hours(48), noon, 'rollover'],
    ['exactly 2,048 weeks early', noon - 2 * 7_168 * hours(24), noon, 'rollover'],
    [
      '1,024 weeks and a day too early for storing',
      noon - 7_168 * hours(24) - hours(80),
      noon,
      'before-authority',
    ],
    ['some day before the first authority', at('00:00', '2025-12-31'), noon, 'before-authority'],
    ['the instant of the first authority', at('00:00', '2026-01-01'), noon, 'stamp'],
  ];
  test.each(cases)('AUT-5 %s', (_name, time, receivedAt, expected) => {
    const seen = gate(plan, reading(time), receivedAt);
    expect(seen.clock).toBe(expected);
    expect(seen.at).toBe(expected === 'stamp' ? time : receivedAt);
    expect(seen.time).toBe(time);
  });

  test('AUT-5 a default date within authority is a true one when it arrives in time, and none long after', () => {
    const old = compilePlan(caseOf({ authority: [authority('trail', { from: Date.UTC(2013, 0, 1) })] }));
    const newYear = Date.UTC(2014, 0, 1, 0, 30);
    expect(gate(old, reading(newYear), newYear + hours(24 * 30)).clock).toBe('stamp');
    expect(gate(old, reading(newYear), noon).clock).toBe('default-date');
    // Twenty years is no delay of any device: an exact shift is a rolled-over week also within authority.
    const since2000 = compilePlan(
      caseOf({ authority: [authority('trail', { from: Date.UTC(2000, 0, 1) })] }),
    );
    expect(gate(since2000, reading(noon - 7_168 * hours(24)), noon).clock).toBe('rollover');
  });

  test('AUT-5 how far ahead is the policy’s word', () => {
    const strict = { ...standardPolicy, values: { ...standardPolicy.values, clockAhead: 60 } };
    expect(gate(compilePlan(caseOf(), [strict]), reading(noon + minutes(2)), noon).clock).toBe('ahead');
  });
});

describe('what is stored is what is judged', () => {
  test.each([
    ['trail', 'trail'],
    ['zones', 'zones'],
    ['status', 'status'],
  ] as const)('AUT-10 packed and unpacked it is the same: %s', (_name, level) => {
    const plan = compilePlan(
      caseOf({ authority: [authority(level)], conditions: [condition('exclusion-zone')] }),
    );
    const odd: Reading[] = [
      full,
      reading(null),
      reading(noon + 123, {
        fix: fix({ lat: -0.000_000_01, lon: -179.999_999_96, course: 359.97, altitude: -12.34 }),
      }),
      reading(Date.UTC(1980, 0, 6), { fix: fix({ time: null, satellites: 0, speed: 0 }), sequence: -4 }),
      reading(noon, { fix: fix({ course: 360 }), events: ['fall', 'sos', 'fall'] as never, live: false }),
      reading(at('12:00', '2036-01-01'), { fix: fix({ time: noon - hours(3), source: 'cell' }) }),
    ];
    const seen = odd.map((one, index) => gate(plan, one, noon + index * 1_001));
    expect(unpackObservations(packObservations(seen))).toEqual(seen);
  });

  test('AUT-11 a number that cannot be what it says is not known', () => {
    const odd = through(
      {},
      {
        ...full,
        fix: fix({
          accuracy: -1,
          speed: Number.NaN,
          course: 361,
          altitude: Number.POSITIVE_INFINITY,
          satellites: -2,
        }),
        battery: { percent: 140, charging: null },
        sequence: Number.NaN,
      },
    );
    expect(odd).toMatchObject({ percent: null, sequence: null, strap: 'open' });
    expect(odd.place).toMatchObject({
      accuracy: null,
      speed: null,
      course: null,
      altitude: null,
      satellites: null,
    });
    expect(through({}, { ...full, fix: fix({ lat: 91 }) }).place).toBeNull();
    expect(through({}, { ...full, fix: fix({ lon: Number.NaN }) }).place).toBeNull();
  });
});
