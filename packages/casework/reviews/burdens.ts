import type { Millis } from '@attend/kernel';

/** Between two readings further apart nobody knows what the battery did. */
const longestGap: Millis = 2 * 3_600_000;

/** What being charged costs somebody: hours tied to a wall, as the device said. Null: it said nothing of it. In order of time. */
export function chargingHours(
  readings: readonly { readonly at: Millis; readonly charging: boolean | null }[],
): number | null {
  const known = readings.filter(({ charging }) => charging !== null);
  if (known.length === 0) return null;
  let charged = 0;
  for (const [index, { at, charging }] of known.entries()) {
    const next = known[index + 1];
    if (charging === true && next !== undefined) charged += Math.min(longestGap, next.at - at);
  }
  return Math.round(charged / 360_000) / 10;
}
