import type { AuthoritySpan, Case, Fix, Millis, Reading } from '@attend/kernel';
import fc from 'fast-check';
import type { Policy, PolicyValues } from '../policy.ts';
import { at, authority, caseOf, condition, fix, home, hours, nightly, policy, reading } from './build.ts';

/**
 * Stories for the laws: some stretches of a wearer's two days, each with a place, a state of the device and a rhythm. Made so
 * that every kind of alert comes up in many of them.
 */

/** Policy that judges within minutes, so that short stories hold everything. */
const quick: Partial<PolicyValues> = {
  silentTimes: 1.5,
  silentLeast: 600,
  noPositionTimes: 5,
  noPositionLeast: 600,
  confirmGap: 600,
};

const places = [
  'home',
  'middle',
  'edge',
  'away',
  'far',
  'none',
  'old',
  'mock',
  'jam',
  'cell',
  'jitter',
] as const;
const bodies = [
  'fine',
  'fine',
  'open',
  'opened',
  'case',
  'case-event',
  'tamper',
  'off-body',
  'on-body',
  'sos',
  'low',
  'low-event',
  'critical',
  'charging',
  'full',
  'off',
  'on',
] as const;

const stretch = fc.record({
  place: fc.constantFrom(...places),
  body: fc.constantFrom(...bodies),
  count: fc.integer({ min: 1, max: 14 }),
  /** Seconds between readings; 0: several of one instant. */
  step: fc.constantFrom(0, 20, 60, 60, 60, 90, 300),
  /** Minutes before it begins. */
  gap: fc.constantFrom(0, 0, 0, 0, 1, 5, 20, 45, 180),
  /** Every so many readings say what the body says; the others say that all is well or nothing. */
  every: fc.constantFrom(1, 1, 1, 2, 3),
  seed: fc.integer({ min: 0, max: 999 }),
});
type Stretch = typeof stretch extends fc.Arbitrary<infer T> ? T : never;

const start = at('18:00', '2026-03-01');

/** Metres north of home. The exclusion zone lies 800 to 1,400 m north, the inclusion zone within 2,000 m, home within 150 m. */
const northOf: Readonly<Record<(typeof places)[number], number>> = {
  home: 0,
  middle: 1_100,
  edge: 820,
  away: 3_000,
  far: 60_000,
  none: 0,
  old: 1_100,
  mock: 1_100,
  jam: 0,
  cell: 500,
  jitter: 800,
};

function fixOf(place: Stretch['place'], seed: number, index: number, time: Millis): Fix | null {
  if (place === 'none' || (place === 'jam' && index % 2 === 1)) return null;
  // Noise that the seed alone decides: up to 12 m, at an edge up to 60 m.
  const noise = ((seed * 31 + index * 17) % 25) - 12;
  const metres = northOf[place] + (place === 'jitter' ? noise * 5 : noise);
  return fix({
    lat: home.lat + metres / 110_780,
    lon: home.lon + noise / 200_000,
    source: place === 'cell' ? 'cell' : 'gnss',
    accuracy: place === 'cell' || seed % 3 === 0 ? null : 5 + (seed % 20),
    time: place === 'old' ? time - hours(1) : time,
  });
}

const bodyOf: Readonly<Record<Stretch['body'], Partial<Reading>>> = {
  fine: { strap: 'closed', case: 'closed', worn: true, battery: { percent: 80, charging: false } },
  open: { strap: 'open' },
  opened: { events: ['strap-opened'] },
  case: { case: 'open' },
  'case-event': { events: ['case-opened', 'tamper'] },
  tamper: { events: ['tamper'] },
  'off-body': { worn: false },
  'on-body': { worn: true, strap: 'closed', case: 'closed' },
  sos: { events: ['sos'] },
  low: { battery: { percent: 17, charging: false } },
  'low-event': { events: ['battery-low'], battery: { percent: 40, charging: null } },
  critical: { battery: { percent: 6, charging: false }, strap: 'closed' },
  charging: { battery: { percent: 18, charging: true } },
  full: { battery: { percent: 95, charging: false } },
  off: { events: ['power-off'] },
  on: { events: ['power-on', 'strap-closed'], case: 'closed', worn: true },
};

function readingsOf(stretches: readonly Stretch[]): Reading[] {
  const readings: Reading[] = [];
  let time = start;
  let sequence = 0;
  for (const { place, body, count, step, gap, every, seed } of stretches) {
    time += gap * 60_000;
    for (let index = 0; index < count; index += 1) {
      time += step * 1000;
      sequence += 1;
      const said = index % every === 0 ? bodyOf[body] : seed % 2 === 0 ? bodyOf.fine : {};
      readings.push(
        reading(time, {
          ...said,
          fix: fixOf(place, seed, index, time),
          mock: place === 'mock' ? true : null,
          events: [...(said.events ?? []), ...(place === 'jam' ? (['jamming'] as const) : [])],
          // Some devices count their readings, some do not.
          sequence: seed % 4 === 0 ? null : sequence,
        }),
      );
    }
  }
  return readings;
}

const span = (
  location: AuthoritySpan['location'],
  from: number,
  to: number | null,
  more: Partial<AuthoritySpan> = {},
): AuthoritySpan =>
  authority(location, { from: start + hours(from), to: to === null ? null : start + hours(to), ...more });

/** Unbroken; with a gap; levels that overlap and follow one another. */
const authorities: readonly (readonly AuthoritySpan[])[] = [
  [authority('trail')],
  [authority('trail')],
  [authority('zones')],
  [authority('zones')],
  [span('trail', -10, 3), span('trail', 3, 6), span('zones', 7, null)],
  [span('trail', -10, null), span('status', 2, 4), span('zones', 6, 8)],
  [span('zones', -10, 5), span('trail', 4, 9)],
];

const subjects = fc.record({
  authority: fc.constantFrom(...authorities),
  sparse: fc.constantFrom(false, false, true),
  exceptions: fc.constantFrom(
    [],
    [],
    [{ from: start + hours(2), to: start + hours(2.5), reason: 'hospital' }],
    [
      { from: start + hours(1), to: start + hours(1.25), reason: 'court' },
      { from: start + hours(3), to: start + hours(5), reason: 'work' },
    ],
  ),
  removals: fc.constantFrom(
    [],
    [],
    [{ from: start + hours(0.5), to: start + hours(1), reason: 'medical' as const }],
    [
      { from: start + hours(0.2), to: start + hours(0.4), reason: 'airport' as const },
      { from: start + hours(0.4), to: start + hours(3), reason: 'repair' as const },
    ],
  ),
  curfew: fc.constantFrom(['18:30', '06:00'], ['00:00', '00:00'], ['20:00', '21:00'], ['13:10', '13:05']),
});

const zoneNorth = { center: [home.lon, home.lat + 1_100 / 110_780] as const, radius: 300 };

function caseFrom({
  authority: spans,
  sparse,
  exceptions,
  removals,
  curfew,
}: typeof subjects extends fc.Arbitrary<infer T> ? T : never): Case {
  const [from = '', to = ''] = curfew;
  return caseOf({
    device: { id: 'd1', technology: 'ankle', fixEvery: sparse ? 300 : 60, uploadEvery: 300 },
    authority: spans,
    ...(removals.length === 0 ? {} : { removals }),
    conditions: [
      condition('exclusion-zone', { area: zoneNorth, exceptions }),
      condition('inclusion-zone', {
        area: { center: [home.lon, home.lat], radius: 2_000 },
        from: start + hours(1),
        to: start + hours(30),
      }),
      condition('curfew', {
        area: { center: [home.lon, home.lat], radius: 150 },
        timetable: nightly(from, to),
        exceptions,
      }),
    ],
  });
}

const policies = fc.constantFrom<readonly Policy[]>(
  [policy(quick)],
  [policy(quick)],
  [
    policy(quick),
    policy(
      { ...quick, confirmFixes: 2, confirmDwell: 0, batteryLow: 30, jumpSpeed: 60, sosRepeat: 30 },
      { revision: 2, from: start + hours(3) },
    ),
  ],
);

export type Story = {
  readonly subject: Case;
  readonly policies: readonly Policy[];
  readonly readings: readonly Reading[];
};

/** A case, its policy, and readings in the order of their own time. */
export const stories: fc.Arbitrary<Story> = fc
  .tuple(subjects, policies, fc.array(stretch, { minLength: 4, maxLength: 22 }))
  .map(([subject, revisions, stretches]) => ({
    subject: caseFrom(subject),
    policies: revisions,
    readings: readingsOf(stretches),
    // A counterexample is told by what it was made from: its readings would fill screens.
    [fc.toStringMethod]: () => JSON.stringify({ ...subject, revisions: revisions.length, stretches }),
  }));

export const storyStart = start;
