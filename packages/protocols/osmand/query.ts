import { metresPerSecondFromKnots, type Reading, type ReadingEvent } from '@attend/kernel';
import { batteryOf, noEvents, readingOf } from '../frames.ts';
import { unlessNegative } from '../phone.ts';
import { accuracy95, fixOf, impossibleIn, type Place } from '../place.ts';
import { within } from '../ranges.ts';
import { firstOf, type Parameters } from './parameters.ts';
import { readStamp } from './stamp.ts';

const decimal = /^[+-]?(?:\d{1,15}(?:\.\d{0,60})?|\.\d{1,60})(?:[eE][+-]?\d{1,2})?$/;

/** Null where it is missing, NaN where it is no number. */
function numberIn(parameters: Parameters, ...keys: readonly string[]): number | null {
  const text = firstOf(parameters, ...keys)?.trim() ?? null;
  if (text === null) return null;
  return decimal.test(text) ? Number(text) : Number.NaN;
}

/** The SOS button of Traccar Client. */
export const eventsOfAlarm = (alarm: string | null): readonly ReadingEvent[] =>
  alarm === 'sos' ? ['sos'] : noEvents;

/** The form of query strings and posted forms: speed in knots. A sentence where something in it is impossible. */
export function readQuery(parameters: Parameters, device: string): Reading | string {
  const stamp = firstOf(parameters, 'timestamp');
  const time = stamp === null ? null : readStamp(stamp);
  if (Number.isNaN(time)) return 'The timestamp is not a time.';
  const place = readPlace(parameters, time);
  const impossible = impossibleIn(place);
  if (impossible !== null) return `The ${impossible} is impossible.`;
  const percent = unlessNegative(numberIn(parameters, 'batt'));
  if (!within(percent, 0, 100)) return 'The battery percentage is impossible.';
  return readingOf(device, {
    time,
    fix: isValid(firstOf(parameters, 'valid')) ? fixOf(place) : null,
    battery: batteryOf(percent, truthOf(firstOf(parameters, 'charge'))),
    events: eventsOfAlarm(firstOf(parameters, 'alarm')),
    mock: truthOf(firstOf(parameters, 'mock')),
  });
}

const isValid = (text: string | null): boolean => text === null || truthOf(text) === true;

/** Clients differ in how they write it (`true`, `True`, `1`). */
function truthOf(text: string | null): boolean | null {
  const word = text?.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

function readPlace(parameters: Parameters, time: number | null): Place {
  const [lat, lon] = coordinates(parameters);
  const knots = unlessNegative(numberIn(parameters, 'speed'));
  return {
    lat,
    lon,
    source: 'gnss',
    accuracy: accuracy95(numberIn(parameters, 'accuracy')),
    time,
    speed: knots === null ? null : metresPerSecondFromKnots(knots),
    course: unlessNegative(numberIn(parameters, 'bearing', 'heading')),
    altitude: numberIn(parameters, 'altitude'),
    satellites: null,
  };
}

/** `lat` and `lon`, or both in `location`. */
function coordinates(parameters: Parameters): readonly [number | null, number | null] {
  const location = firstOf(parameters, 'location');
  if (location === null) return [numberIn(parameters, 'lat'), numberIn(parameters, 'lon')];
  const [lat = '', lon, ...more] = location.split(',');
  if (lon === undefined || more.length > 0) return [Number.NaN, Number.NaN];
  return [numberIn([['lat', lat]], 'lat'), numberIn([['lon', lon]], 'lon')];
}
