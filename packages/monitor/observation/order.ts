import type { Observation, Place, Sides } from './observation.ts';

/** The one order in which observations count: by time, then by the device's own sequence, then by content. */
export function compareObservations(a: Observation, b: Observation): number {
  if (a.at !== b.at) return a.at - b.at;
  const bySequence = (a.sequence ?? -1) - (b.sequence ?? -1);
  if (bySequence !== 0) return bySequence;
  const [one, other] = [contentOf(a), contentOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** MON-3: readings equal in all but `receivedAt` and `live` are one reading. */
export const isSameReading = (a: Observation, b: Observation): boolean =>
  a.time === b.time && a.sequence === b.sequence && a.percent === b.percent && contentOf(a) === contentOf(b);

/** All that was said but when it came: the canonical content by which readings are told apart. */
export function contentOf(one: Observation): string {
  return JSON.stringify([
    one.time,
    one.sequence,
    one.percent,
    one.charging,
    one.strap,
    one.case,
    one.worn,
    one.mock,
    one.events.length < 2 ? one.events : [...one.events].sort(),
    placeContent(one.place),
  ]);
}

function placeContent(place: Place | Sides | null): unknown {
  if (place === null) return null;
  if (place.kind === 'sides') {
    return [place.accuracy, place.stale, place.sides.map((s) => [s.condition, s.side, s.margin])];
  }
  const { lat, lon, source, accuracy, time, speed, course, altitude, satellites } = place;
  return [lat, lon, source, accuracy, time, speed, course, altitude, satellites];
}

/** A 53-bit hash of the content (cyrb53, public domain, by bryc): for recognising resends, not for security. */
export function hashContent(one: Observation): number {
  const text = contentOf(one);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
