import { minute } from '@attend/kernel';
import type { Point } from '../city/denver.ts';
import { distance } from '../city/streets.ts';
import { journey, type Knot, later } from '../person/motion.ts';
import type { Detour } from '../person/path.ts';
import type { Travel } from '../person/person.ts';
import type { Random } from '../random.ts';
import type { Wearer } from './device.ts';
import type { SimulatedZone } from './zones.ts';

/** How far into a zone somebody goes; a graze is hard to tell from noise, the middle is not. */
export const depths = ['shallow', 'middling', 'deep'] as const;
export type Depth = (typeof depths)[number];

/** Metres inside the edge. */
function metresInside(random: Random, zone: SimulatedZone, depth: Depth): number {
  const wanted =
    depth === 'shallow'
      ? random.between(45, 70)
      : depth === 'middling'
        ? random.between(90, 150)
        : zone.depth;
  return Math.min(wanted, zone.depth);
}

/** A place so far inside a zone, on the side of where one comes from. */
export function placeInside(random: Random, zone: SimulatedZone, from: Point, depth: Depth): Point {
  const reach = zone.depth - metresInside(random, zone, depth);
  const away = distance(from, zone.middle) || 1;
  return {
    x: zone.middle.x + ((from.x - zone.middle.x) / away) * reach,
    y: zone.middle.y + ((from.y - zone.middle.y) / away) * reach,
  };
}

export type DetourWish = {
  readonly target: Point;
  /** When to be there, or when to leave for it. */
  readonly when: { readonly arrive: number } | { readonly leave: number };
  readonly stay: number;
  readonly travel: Travel;
};

/** Out from where one would be, and back there; null where the person is not at rest for so long. */
export function planDetour(random: Random, wearer: Wearer, wish: DetourWish): Detour | null {
  const { when } = wish;
  const from = wearer.path.whereabouts('arrive' in when ? when.arrive : when.leave).at;
  const out = journey(random, from, wish.target, wish.travel);
  const back = journey(random, wish.target, from, wish.travel);
  const takes = out.at(-1)?.time ?? 0;
  const leave = 'arrive' in when ? when.arrive - takes : when.leave;
  const turn = leave + takes + wish.stay;
  const home = turn + (back.at(-1)?.time ?? 0);
  const stays = wearer.path.stayDuring(leave - minute, home + minute);
  if (stays === null || distance(stays, from) > 1) return null;
  const knots: Knot[] = [
    { time: leave, at: from, indoors: true },
    ...later(out, leave),
    // Outside: somebody who waits in a street is seen.
    ...later(back, turn),
    { time: home, at: from, indoors: true },
  ];
  return { from: leave, to: home, knots };
}
