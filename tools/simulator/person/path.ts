import type { Point } from '../city/denver.ts';
import { distance } from '../city/streets.ts';
import { type Day, dayAt } from './days.ts';
import type { Knot } from './motion.ts';
import type { Person } from './person.ts';

/** Where somebody truly is. Metres, metres per second, degrees clockwise from north (null: standing). */
export type Whereabouts = {
  readonly at: Point;
  readonly indoors: boolean;
  readonly speed: number;
  readonly course: number | null;
};

/** A stretch of time in which somebody does other than planned: away from where they would be, and back there. */
export type Detour = { readonly from: number; readonly to: number; readonly knots: readonly Knot[] };

/** A person's true way through time. Asked with times that mostly grow. */
export type Path = {
  whereabouts(time: number): Whereabouts;
  /** The place somebody keeps to in all of `[from, to)`; null where they move or something else is on already. */
  stayDuring(from: number, to: number): Point | null;
  detour(detour: Detour): void;
};

/** The last knot at or before a time. */
function indexAt(knots: readonly Knot[], time: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((knots[middle]?.time ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

function along(knots: readonly Knot[], time: number): Whereabouts | null {
  const index = indexAt(knots, time);
  const a = knots[index];
  const b = knots[index + 1];
  if (a === undefined) return null;
  if (b === undefined || b.time <= a.time) return { at: a.at, indoors: a.indoors, speed: 0, course: null };
  const part = Math.max(0, Math.min(1, (time - a.time) / (b.time - a.time)));
  const dx = b.at.x - a.at.x;
  const dy = b.at.y - a.at.y;
  const speed = Math.hypot(dx, dy) / ((b.time - a.time) / 1_000);
  const course = speed < 0.1 ? null : ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360;
  return {
    at: { x: a.at.x + dx * part, y: a.at.y + dy * part },
    indoors: a.indoors && b.indoors,
    speed,
    course,
  };
}

export function createPath(person: Person): Path {
  let day: Day | null = null;
  const detours: Detour[] = [];
  const dayOf = (time: number): Day => {
    if (day === null || time < day.from || time >= day.to) day = dayAt(person, time);
    return day;
  };
  return {
    whereabouts(time) {
      const other = detours.find(({ from, to }) => from <= time && time < to);
      const found = along(other?.knots ?? dayOf(time).knots, time);
      return found ?? { at: person.home, indoors: true, speed: 0, course: null };
    },
    stayDuring(from, to) {
      if (detours.some((other) => other.from < to && from < other.to)) return null;
      const held = dayOf(from);
      if (to >= held.to) return null;
      const first = held.knots[indexAt(held.knots, from)];
      const last = indexAt(held.knots, to);
      const keeps = held.knots.slice(indexAt(held.knots, from), last + 2);
      if (first === undefined || keeps.some(({ at, indoors }) => !indoors || distance(at, first.at) > 1))
        return null;
      return first.at;
    },
    detour(detour) {
      detours.push(detour);
      // Only the last few matter; a demo that runs for weeks must not grow.
      if (detours.length > 64) detours.shift();
    },
  };
}
