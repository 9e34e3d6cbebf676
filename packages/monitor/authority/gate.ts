import { type Fix, type Millis, marginIn, type Reading, readingEvents } from '@attend/kernel';
import { bandOf } from '../observation/margin.ts';
import type { ClockTrust, Observation, Place, Sides, ZoneSide } from '../observation/observation.ts';
import { type Level, levelAt, type Plan, policyFor } from '../plan.ts';
import { accuracyOf, type PolicyValues } from '../policy.ts';

const dayLength = 86_400_000;
const week1024 = 7_168 * dayLength;
/** How far behind a rolled-over stamp may have been stored. */
const rolloverWithin = 3 * dayLength;
/** No device keeps readings so long before it sends them that a default date would be a true one. */
const defaultDateAfter = 60 * dayLength;

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

/**
 * AUT-5: how far a stamp can be believed, and so when the reading counts. A late upload alone makes no clock wrong: on a
 * default date within authority only what comes long after it is doubted.
 */
export function trustOf(plan: Plan, time: Millis | null, receivedAt: Millis, clockAhead: number): ClockTrust {
  if (time === null) return 'absent';
  if (time > receivedAt + clockAhead * 1000) return 'ahead';
  if (receivedAt - time < defaultDateAfter && time >= plan.firstAuthority) return 'stamp';
  if (defaultDays.has(Math.floor(time / dayLength))) return 'default-date';
  for (const shift of [week1024, 2 * week1024]) {
    const shifted = time + shift;
    if (shifted <= receivedAt + clockAhead * 1000 && shifted >= receivedAt - rolloverWithin)
      return 'rollover';
  }
  return time >= plan.firstAuthority ? 'stamp' : 'before-authority';
}

/** Where a number cannot be what it says, nothing is known: the engine and the packed form know no other numbers. */
const quantise = (value: number | null, steps: number, least: number, most: number): number | null =>
  // Adding zero makes of minus zero, which Math.round knows, the zero that is stored.
  value === null || !(value >= least && value <= most) ? null : Math.round(value * steps) / steps + 0;

const whole = (value: number | null, least: number, most: number): number | null =>
  quantise(value, 1, least, most);

/** Differences of two of them are still exact. */
const mostSequence = 2 ** 50;

/** Later than RFC 3339 can write, and still exact as a difference: no clock means it. */
const mostStamp = 4e14;
const stampOf = (time: Millis | null): Millis | null => whole(time, -mostStamp, mostStamp);

/** North is 0 alone, so that one direction is one number. */
function courseOf(course: number | null): number | null {
  const degrees = quantise(course, 10, 0, 360);
  return degrees === 360 ? 0 : degrees;
}

const isPlace = ({ lat, lon }: Fix): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** As it is stored: 1e-7 degree (1 cm), 0.1 m, 0.01 m/s, 0.1 degree. */
function positionOf(fix: Fix): Place {
  return {
    kind: 'position',
    lat: Math.round(fix.lat * 1e7) / 1e7 + 0,
    lon: Math.round(fix.lon * 1e7) / 1e7 + 0,
    source: fix.source,
    accuracy: quantise(fix.accuracy, 10, 0, 1e8),
    time: stampOf(fix.time),
    speed: quantise(fix.speed, 100, 0, 1e5),
    course: courseOf(fix.course),
    altitude: quantise(fix.altitude, 10, -1e5, 1e8),
    satellites: whole(fix.satellites, 0, 10_000),
  };
}

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
      margin: bandOf(margin),
    });
  }
  return { kind: 'sides', sides, accuracy, stale: isStale(fix.time, at, values) };
}

/** An old place sent again is no new evidence. */
export const isStale = (fixTime: Millis | null, at: Millis, values: PolicyValues): boolean =>
  fixTime !== null && Math.abs(at - fixTime) > values.staleFix * 1000;

/**
 * When a place was measured, by the clock its reading is judged by: a device whose clock is plainly wrong stamps its fixes
 * with that clock, too, and such a place is as old as the two stamps are apart.
 */
export function fixTimeOf(
  fixTime: Millis | null,
  { time, at, clock }: Pick<Observation, 'time' | 'at' | 'clock'>,
): Millis | null {
  if (clock === 'stamp' || clock === 'absent' || fixTime === null || time === null) return fixTime;
  const shifted = fixTime + at - time;
  return Math.abs(shifted - at) < Math.abs(fixTime - at) ? shifted : fixTime;
}

const none: readonly never[] = [];

/**
 * Lets out of a reading what order and agreement permit to keep at its time, and no more. Pure.
 * `receivedAt` is its first arrival: withdrawn authority counts by it.
 */
export function gate(plan: Plan, reading: Reading, receivedAt: Millis): Observation {
  const { clockAhead } = policyFor(plan, receivedAt).values;
  const time = stampOf(reading.time);
  const clock = trustOf(plan, time, receivedAt, clockAhead);
  const at = clock === 'stamp' && time !== null ? time : receivedAt;
  const level = levelAt(plan, at, receivedAt);
  const permitted = level !== 'none';
  const { battery } = reading;
  return {
    at,
    receivedAt,
    time,
    clock,
    level,
    place: permittedPlace(plan, reading, at, clock, level),
    percent: battery === null ? null : whole(battery.percent, 0, 100),
    charging: battery === null ? null : battery.charging,
    strap: permitted ? reading.strap : null,
    case: permitted ? reading.case : null,
    worn: permitted ? reading.worn : null,
    events: permitted && reading.events.length > 0 ? permittedEvents(reading, level) : none,
    live: reading.live,
    sequence: whole(reading.sequence, -mostSequence, mostSequence),
    mock: permitted && level !== 'status' ? reading.mock : null,
  };
}

function permittedPlace(
  plan: Plan,
  { fix, live, time }: Reading,
  at: Millis,
  clock: ClockTrust,
  level: Level,
): Observation['place'] {
  if (fix === null || !isPlace(fix)) return null;
  // Stored with a stamp from before there was any authority: wherever it was, nobody was permitted to know.
  if (clock === 'before-authority' && live === false) return null;
  if (level === 'trail') return positionOf(fix);
  if (level !== 'zones') return null;
  const measured = { ...fix, time: fixTimeOf(fix.time, { time, at, clock }) };
  return sidesOf(plan, measured, at, policyFor(plan, at).values);
}

/**
 * AUT-6: a device's own fence tells a place, too: it passes only where places may be kept. Each event once, in the one order
 * that all lists of events have: readings are told apart by their content.
 */
function permittedEvents({ events }: Reading, level: Observation['level']): Observation['events'] {
  if (events.length === 1) {
    return level !== 'trail' && events[0] === 'geofence-hint' ? none : events;
  }
  return readingEvents.filter(
    (event) => events.includes(event) && (level === 'trail' || event !== 'geofence-hint'),
  );
}
