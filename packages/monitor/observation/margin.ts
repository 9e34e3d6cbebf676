/**
 * Under `zones` a margin is told as a band: metres to the edge towards the middle of the band's nearer end, positive inside.
 * Three exact margins would locate a person as three ranges locate a receiver; bands leave a region as wide as themselves.
 */
const bounds = [0, 50, 100, 200, 500, 1_000] as const;

/** The band of a margin, by its end nearer to the edge, metres: 0 within 50 m of it on either side, 1,000 and all beyond. */
export function bandOf(margin: number): number {
  const metres = Math.abs(margin);
  let band = 0;
  for (const bound of bounds) if (metres >= bound) band = bound;
  return margin < 0 && band > 0 ? -band : band;
}

/** Least and most metres that a band stands for. */
function rangeOf(band: number): readonly [least: number, most: number] {
  const far = bounds.find((bound) => bound > Math.abs(band)) ?? Number.POSITIVE_INFINITY;
  if (band === 0) return [-far, far];
  return band > 0 ? [band, far] : [-far, band];
}

/** Metres that somebody moved at the least between two bands towards one zone: nobody comes nearer to an edge than they move. */
export function leastMoved(from: number, to: number): number {
  const [fromLeast, fromMost] = rangeOf(from);
  const [toLeast, toMost] = rangeOf(to);
  return Math.max(0, toLeast - fromMost, fromLeast - toMost);
}
