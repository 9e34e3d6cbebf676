import type { Reading } from '@attend/kernel';
import { batteryOf, readingOf } from '../frames.ts';
import { booleanOf, has, type JsonObject, numberOf, objectOf, textAt } from '../json.ts';
import { unlessNegative } from '../phone.ts';
import { accuracy95, fixOf, impossibleIn, type Place } from '../place.ts';
import { within } from '../ranges.ts';
import { eventsOfAlarm } from './query.ts';
import { instantOfNumber, readStamp } from './stamp.ts';

/** The JSON form: speed in metres per second, battery from 0 to 1. A sentence where something in it is impossible. */
export function readReport(json: JsonObject, device: string): Reading | string {
  if (!has(json, 'location')) return readingOf(device, {});
  const location = objectOf(json, 'location');
  if (location === null) return 'The location is not an object.';
  const time = readTime(location);
  if (Number.isNaN(time)) return 'The timestamp is not a time.';
  const coords = objectOf(location, 'coords');
  if (coords === null && has(location, 'coords')) return 'The coords are not an object.';
  const place = readPlace(coords ?? {}, time);
  const impossible = impossibleIn(place);
  if (impossible !== null) return `The ${impossible} is impossible.`;
  const battery = objectOf(location, 'battery') ?? {};
  const level = unlessNegative(numberOf(battery, 'level'));
  if (!within(level, 0, 1)) return 'The battery level is impossible.';
  return readingOf(device, {
    time,
    fix: fixOf(place),
    battery: batteryOf(level === null ? null : level * 100, booleanOf(battery, 'is_charging')),
    events: eventsOfAlarm(textAt(objectOf(location, 'extras') ?? {}, 'alarm')),
    mock: booleanOf(location, 'mock'),
  });
}

/** ISO text, or a number as in the query. */
function readTime(location: JsonObject): number | null {
  const text = textAt(location, 'timestamp');
  if (text !== null) return readStamp(text);
  const value = numberOf(location, 'timestamp');
  return value === null ? null : instantOfNumber(value);
}

function readPlace(coords: JsonObject, time: number | null): Place {
  const verticalRadius = numberOf(coords, 'altitude_accuracy');
  return {
    lat: numberOf(coords, 'latitude'),
    lon: numberOf(coords, 'longitude'),
    source: 'gnss',
    accuracy: accuracy95(numberOf(coords, 'accuracy')),
    time,
    speed: unlessNegative(numberOf(coords, 'speed')),
    course: unlessNegative(numberOf(coords, 'heading')),
    altitude: verticalRadius !== null && verticalRadius < 0 ? null : numberOf(coords, 'altitude'),
    satellites: null,
  };
}
