import { fixSources, readingEvents } from '@attend/kernel';
import { type Observation, type Place, type Sides, sideNames } from './observation.ts';

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

/** Mixes numbers into 53 bits (after cyrb53, public domain, by bryc): for recognising resends, not for security. */
class Mixer {
  private high = 0xdeadbeef;
  private low = 0x41c6ce57;

  add(value: number | null): void {
    const number = value ?? -0.123456789;
    const whole = Math.floor(number);
    this.mix(whole | 0);
    this.mix(Math.floor(whole / 4_294_967_296) | 0);
    // Fractions are at most 1e-7 (degrees).
    this.mix(((number - whole) * 1e8) | 0);
  }

  mix(code: number): void {
    this.high = Math.imul(this.high ^ code, 2_654_435_761);
    this.low = Math.imul(this.low ^ code, 1_597_334_677);
    this.high ^= this.high >>> 15;
    this.low ^= this.low >>> 13;
  }

  finish(): number {
    const high =
      Math.imul(this.high ^ (this.high >>> 16), 2_246_822_507) ^
      Math.imul(this.low ^ (this.low >>> 13), 3_266_489_909);
    const low =
      Math.imul(this.low ^ (this.low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
    return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
  }
}

const tri = (value: boolean | null): number => (value === null ? 0 : value ? 2 : 1);
const closure = (value: 'closed' | 'open' | null): number => (value === null ? 0 : value === 'open' ? 2 : 1);

/** Equal for readings that are one (`isSameReading`); different, all but surely, for others. */
export function hashContent(one: Observation): number {
  const mixer = new Mixer();
  mixer.add(one.time);
  mixer.add(one.sequence);
  mixer.add(one.percent);
  mixer.mix(
    tri(one.charging) |
      (closure(one.strap) << 2) |
      (closure(one.case) << 4) |
      (tri(one.worn) << 6) |
      (tri(one.mock) << 8),
  );
  let events = 0;
  for (const event of one.events) events |= 1 << readingEvents.indexOf(event);
  mixer.mix(events);
  const { place } = one;
  if (place?.kind === 'position') {
    mixer.add(place.lat);
    mixer.add(place.lon);
    mixer.mix(fixSources.indexOf(place.source));
    mixer.add(place.accuracy);
    mixer.add(place.time);
    mixer.add(place.speed);
    mixer.add(place.course);
    mixer.add(place.altitude);
    mixer.add(place.satellites);
  } else if (place !== null) {
    mixer.add(place.accuracy);
    mixer.mix(place.stale ? 1 : 0);
    for (const side of place.sides) {
      for (let at = 0; at < side.condition.length; at += 1) mixer.mix(side.condition.charCodeAt(at));
      mixer.add(side.margin);
      mixer.mix(sideNames.indexOf(side.side));
    }
  }
  return mixer.finish();
}
