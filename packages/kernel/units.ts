/** Conversions at the edge: everything inside is metres, metres per second, degrees. */

/** One knot is one nautical mile (1,852 m, by international agreement of 1929) an hour. */
const metresInNauticalMile = 1_852;
const secondsInHour = 3_600;
const metresInKilometre = 1_000;

/**
 * A phone's `accuracy` is the radius of a circle that holds the true place with about 68 % probability.
 * For a circular normal error the 95 % radius is sqrt(ln 0.05 / ln 0.32) = 1.62 times that.
 */
const radius95By68 = 1.62;

export function metresPerSecondFromKnots(knots: number): number {
  return (knots * metresInNauticalMile) / secondsInHour;
}

export function knotsFromMetresPerSecond(metresPerSecond: number): number {
  return (metresPerSecond * secondsInHour) / metresInNauticalMile;
}

export function metresPerSecondFromKilometresPerHour(kilometresPerHour: number): number {
  return (kilometresPerHour * metresInKilometre) / secondsInHour;
}

export function kilometresPerHourFromMetresPerSecond(metresPerSecond: number): number {
  return (metresPerSecond * secondsInHour) / metresInKilometre;
}

/** Metres in, metres out: from a radius of about 68 % to the contract's 95 %. */
export function radius95FromRadius68(radius: number): number {
  return radius * radius95By68;
}

export function radius68FromRadius95(radius: number): number {
  return radius / radius95By68;
}
