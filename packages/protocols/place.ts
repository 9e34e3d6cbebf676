import { type Fix, type FixSource, type Millis, radius95FromRadius68 } from '@attend/kernel';
import {
  greatestAccuracy,
  greatestAltitude,
  greatestCourse,
  greatestLatitude,
  greatestLongitude,
  greatestSatellites,
  greatestSpeed,
  leastAltitude,
  within,
} from './ranges.ts';

/** A position as a frame gives it, in the contract's units; null where it gives none, NaN where what stands there is wrong. */
export type Place = {
  readonly lat: number | null;
  readonly lon: number | null;
  readonly source: FixSource;
  readonly accuracy: number | null;
  readonly time: Millis | null;
  readonly speed: number | null;
  readonly course: number | null;
  readonly altitude: number | null;
  readonly satellites: number | null;
};

/**
 * Signed degrees from a value and its hemisphere's letter (as a byte, 0 where it is missing).
 * Negative if either says so: some watches send a minus sign and a letter, and must never be negated twice.
 * Without letter and sign one cannot know the side, so there is no coordinate: null. NaN for any other letter.
 */
export function signedDegrees(
  value: number | null,
  letter: number,
  positive: number,
  negative: number,
): number | null {
  if (value === null || Number.isNaN(value)) return value;
  if (letter === negative) return 0 - Math.abs(value);
  if (letter === positive) return value;
  if (letter === 0) return value <= 0 ? value : null;
  return Number.NaN;
}

export const latitude = (value: number | null, letter: number): number | null =>
  signedDegrees(value, letter, 0x4e, 0x53);
export const longitude = (value: number | null, letter: number): number | null =>
  signedDegrees(value, letter, 0x45, 0x57);

/** A millionth of a metre: 5 m is 8.1 and not 8.100000000000001, and nothing that a phone writes is lost. */
const roundedTo = 1_000_000;

/** The contract's accuracy from a radius of about 68 %, in metres. Zero and less are «unknown»: no receiver knows its place exactly. */
export function accuracy95(radius68: number | null): number | null {
  if (radius68 === null || radius68 <= 0) return null;
  return Math.round(radius95FromRadius68(radius68) * roundedTo) / roundedTo || null;
}

/**
 * What is impossible about the place, as the middle of a sentence; null where nothing is.
 * The reason names the field and never its value: a rejected position is still a position, and reasons are kept also
 * where no location may be.
 */
export function impossibleIn(place: Place): string | null {
  if (!within(place.lat, -greatestLatitude, greatestLatitude)) return 'latitude';
  if (!within(place.lon, -greatestLongitude, greatestLongitude)) return 'longitude';
  if (!within(place.speed, 0, greatestSpeed)) return 'speed';
  if (!within(place.course, 0, greatestCourse)) return 'course';
  if (!within(place.altitude, leastAltitude, greatestAltitude)) return 'altitude';
  if (!within(place.satellites, 0, greatestSatellites) || !isWhole(place.satellites))
    return 'number of satellites';
  return within(place.accuracy, 0, greatestAccuracy) ? null : 'accuracy';
}

const isWhole = (value: number | null): boolean => value === null || Number.isInteger(value);

/** The place as a fix; null where a coordinate is missing or it is 0/0, which devices send for «none». */
export function fixOf(place: Place): Fix | null {
  const { lat, lon } = place;
  if (lat === null || lon === null || (lat === 0 && lon === 0)) return null;
  return {
    lat: plusZero(lat),
    lon: plusZero(lon),
    source: place.source,
    accuracy: place.accuracy,
    time: place.time,
    speed: orPlusZero(place.speed),
    course: orPlusZero(place.course),
    altitude: orPlusZero(place.altitude),
    satellites: orPlusZero(place.satellites),
  };
}

/** Minus zero is no other place than zero, but two readings would not be the same. */
const plusZero = (value: number): number => value + 0;
const orPlusZero = (value: number | null): number | null => (value === null ? null : value + 0);
