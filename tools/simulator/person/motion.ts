import type { Point } from '../city/denver.ts';
import { distance, lengthOf, wayBetween } from '../city/streets.ts';
import type { Random } from '../random.ts';
import type { Travel } from './person.ts';

/** Where somebody is at an instant; between two knots they move straight on. Milliseconds; metres. */
export type Knot = { readonly time: number; readonly at: Point; readonly indoors: boolean };

/** Metres per second, by ordinary surveys of walking and of buses and cars in town. */
const pace = { walk: 1.35, bus: 8.5, car: 11 } as const;
const walkAtMost = 900;

/** A journey's knots from 0 ms on, first at its beginning and last at its end. */
export function journey(random: Random, from: Point, to: Point, travel: Travel): Knot[] {
  const way = wayBetween(from, to);
  const length = lengthOf(way);
  const knots: Knot[] = [{ time: 0, at: from, indoors: false }];
  let time = 0;
  const wait = (seconds: number, at: Point): void => {
    time += seconds * 1_000;
    knots.push({ time, at, indoors: false });
  };
  // A bus is walked to and from; a car stands before the door.
  const onFoot = travel === 'bus' ? Math.min(length / 4, random.between(120, 320)) : 0;
  const ride = travel === 'walk' || length < walkAtMost ? null : travel;
  const walking = pace.walk * random.between(0.88, 1.12);
  let gone = 0;
  let before: Point | undefined;
  let waited = false;
  for (const corner of way) {
    if (before === undefined) {
      before = corner;
      continue;
    }
    for (const next of piecesOf(before, corner)) {
      const piece = distance(before, next);
      const middle = gone + piece / 2;
      const rides = ride !== null && middle > onFoot && middle < length - onFoot;
      if (rides && ride === 'bus' && !waited) {
        waited = true;
        wait(random.between(60, 540), before);
      }
      const speed = rides ? pace[ride] * random.between(0.85, 1.15) : walking;
      time += (piece / speed) * 1_000;
      knots.push({ time, at: next, indoors: false });
      if (rides ? random.chance(ride === 'bus' ? 0.55 : 0.3) : random.chance(0.18)) {
        wait(rides ? random.between(8, 40) : random.between(5, 30), next);
      }
      gone += piece;
      before = next;
    }
  }
  return knots;
}

/** Crossings and stops lie every 200 to 400 m. */
function piecesOf(from: Point, to: Point): Point[] {
  const count = Math.max(1, Math.round(distance(from, to) / 300));
  return Array.from({ length: count }, (_, index) => {
    const part = (index + 1) / count;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
}

/** The same knots, so much later. */
export const later = (knots: readonly Knot[], by: number): Knot[] =>
  knots.map((knot) => ({ ...knot, time: knot.time + by }));
