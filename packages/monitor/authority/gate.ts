import { type Fix, type Millis, marginIn, type Reading } from '@attend/kernel';
import type { ClockTrust, Observation, Place, Sides, ZoneSide } from '../observation/observation.ts';
import { levelAt, type Plan, policyFor } from '../plan.ts';
import { accuracyOf, type PolicyValues } from '../policy.ts';

const dayLength = 86_400_000;
const week1024 = 7_168 * dayLength;
/** How far behind a rolled-over stamp may have been stored. */
const rolloverWithin = 3 * dayLength;

/** Days on which clocks start that were never set (PROTOCOLS.md, 0): whole days in UTC. */
const defaultDays: ReadonlySet<number> = new Set(
  [
    [1980, 0, 5],
    [1980, 0, 6],
    [1999, 7, 22],
    [2009, 0, 1],
    [2014, 0, 1],
    [2020, 0, 1],
  ].map(([year = 0, month = 0, date = 1]) => Math.floor(utcOf(year, month, date) / dayLength)),
);

/** Days from 1970 by the civil calendar (proleptic Gregorian), as milliseconds. */
function utcOf(year: number, month: number, date: number): Millis {
  return Temporal.PlainDate.from({ year, month: month + 1, day: date }).toZonedDateTime('UTC')
    .epochMilliseconds;
}

/** AUT-5: how far a stamp can be believed, and so when the reading counts. */
export function trustOf(
  plan: Plan,
  time: Millis | null,
  receivedAt: Millis,
  values: PolicyValues,
): ClockTrust {
  if (time === null) return 'absent';
  if (time > receivedAt + values.clockAhead * 1000) return 'ahead';
  if (time >= plan.firstAuthority) return 'stamp';
  if (defaultDays.has(Math.floor(time / dayLength))) return 'default-date';
  for (const shift of [week1024, 2 * week1024]) {
    const shifted = time + shift;
    if (shifted <= receivedAt + values.clockAhead * 1000 && shifted >= receivedAt - rolloverWithin)
      return 'rollover';
  }
  return 'before-authority';
}

const quantise = (value: number | null, steps: number): number | null =>
  value === null ? null : Math.round(value * steps) / steps;

/** As it is stored: 1e-7 degree (1 cm), 0.1 m, 0.01 m/s, 0.1 degree. */
function positionOf(fix: Fix): Place {
  return {
    kind: 'position',
    lat: Math.round(fix.lat * 1e7) / 1e7,
    lon: Math.round(fix.lon * 1e7) / 1e7,
    source: fix.source,
    accuracy: quantise(fix.accuracy, 10),
    time: fix.time,
    speed: quantise(fix.speed, 100),
    course: quantise(fix.course, 10),
    altitude: quantise(fix.altitude, 10),
    satellites: fix.satellites,
  };
}

const marginStep = 10;
const marginMost = 1_000;
const accuracyBands = [10, 20, 30, 50, 100, 200, 500, 1_000, 5_000, 50_000];

/** AUT-4: under `zones` only how the person stood towards each zone that has to be kept then. */
function sidesOf(plan: Plan, fix: Fix, at: Millis, values: PolicyValues): Sides {
  const exact = accuracyOf(values, fix.source, fix.accuracy);
  const accuracy = accuracyBands.find((band) => exact <= band) ?? 50_000;
  const sides: ZoneSide[] = [];
  for (const condition of plan.conditions) {
    if (condition.spanAt(at) === null) continue;
    const margin = marginIn(condition.zone, fix.lat, fix.lon);
    sides.push({
      condition: condition.id,
      side: margin > exact ? 'inside' : margin < -exact ? 'outside' : 'unsure',
      margin: Math.max(-marginMost, Math.min(marginMost, Math.round(margin / marginStep) * marginStep)),
    });
  }
  return { kind: 'sides', sides, accuracy, stale: isStale(fix.time, at, values) };
}

/** An old place sent again is no new evidence. */
export const isStale = (fixTime: Millis | null, at: Millis, values: PolicyValues): boolean =>
  fixTime !== null && Math.abs(at - fixTime) > values.staleFix * 1000;

const none: readonly never[] = [];

/**
 * Lets out of a reading what order and agreement permit to keep at its time, and no more. Pure.
 * `receivedAt` is its first arrival: withdrawn authority counts by it.
 */
export function gate(plan: Plan, reading: Reading, receivedAt: Millis): Observation {
  const { values } = policyFor(plan, reading.time ?? receivedAt);
  const clock = trustOf(plan, reading.time, receivedAt, values);
  const at = clock === 'stamp' && reading.time !== null ? reading.time : receivedAt;
  const level = levelAt(plan, at, receivedAt);
  const permitted = level !== 'none';
  const { fix, battery } = reading;
  const place =
    fix === null
      ? null
      : level === 'trail'
        ? positionOf(fix)
        : level === 'zones'
          ? sidesOf(plan, fix, at, values)
          : null;
  return {
    at,
    receivedAt,
    time: reading.time,
    clock,
    level,
    place,
    percent: battery === null ? null : battery.percent,
    charging: battery === null ? null : battery.charging,
    strap: permitted ? reading.strap : null,
    case: permitted ? reading.case : null,
    worn: permitted ? reading.worn : null,
    events: permitted && reading.events.length > 0 ? permittedEvents(reading, level) : none,
    live: reading.live,
    sequence: reading.sequence,
    mock: permitted && level !== 'status' ? reading.mock : null,
  };
}

/** AUT-6: a device's own fence tells a place, too: it passes only where places may be kept. */
function permittedEvents(reading: Reading, level: Observation['level']): Observation['events'] {
  return level === 'trail' ? reading.events : reading.events.filter((event) => event !== 'geofence-hint');
}
