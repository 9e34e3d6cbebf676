import { metresPerSecondFromKnots } from '@attend/kernel';

/**
 * What a value can be at all. Past these a frame is rejected as impossible: a wrong number in one field says that the
 * fields are not what we take them for. They are wide on purpose; whether a value is likely is the monitor's to judge.
 */
export const greatestLatitude = 90;
export const greatestLongitude = 180;
/** Civil receivers stop at 1,000 knots (the COCOM limit). */
export const greatestSpeed = metresPerSecondFromKnots(1_000);
export const greatestCourse = 360;
/** Metres: below every mine and above every aeroplane. */
export const leastAltitude = -12_000;
export const greatestAltitude = 60_000;
/** All constellations together show fewer. */
export const greatestSatellites = 255;
/** Metres: half round the Earth. A phone without any idea of its place says something like this. */
export const greatestAccuracy = 20_000_000;

export function within(value: number | null, least: number, greatest: number): boolean {
  return value === null || (value >= least && value <= greatest);
}
