import type { Area } from '@attend/kernel';
import { type Point, positionOf } from '../city/denver.ts';
import { distance, distanceToWay, doorNear, isLand, wayBetween } from '../city/streets.ts';
import type { Person } from '../person/person.ts';
import type { Random } from '../random.ts';

/** An area with the middle that a simulated person may walk to, and the metres from there to its edge. */
export type SimulatedZone = { readonly area: Area; readonly middle: Point; readonly depth: number };

export const circleAround = (middle: Point, radius: number): SimulatedZone => ({
  area: { center: positionOf(middle), radius },
  middle,
  depth: radius,
});

/** A block-shaped or many-cornered area around a place. */
function polygonAround(random: Random, middle: Point, radius: number): SimulatedZone {
  const corners = random.whole(4, 7);
  const turn = random.between(0, 2 * Math.PI);
  const reaches = Array.from({ length: corners }, () => radius * random.between(0.85, 1.15));
  const ring = reaches.map((reach, index) => {
    const angle = turn + (index * 2 * Math.PI) / corners;
    return { x: middle.x + reach * Math.cos(angle), y: middle.y + reach * Math.sin(angle) };
  });
  const closed = [...ring, ring[0] ?? middle];
  return {
    area: { type: 'Polygon', coordinates: [closed.map(positionOf)] },
    middle,
    depth: distanceToWay(middle, closed),
  };
}

/** Everyday ways, which no exclusion zone may lie across: an order leaves room for work, shopping and court. */
export function everydayWays(person: Person): Point[][] {
  const { home, work, shop, friend, court } = person;
  const places = [home, ...(work === null ? [] : [work]), shop, friend, court];
  return places.flatMap((a, index) =>
    places.slice(index + 1).flatMap((b) => [wayBetween(a, b), wayBetween(b, a)]),
  );
}

/** A zone some hundred metres to some kilometres from home that no everyday way comes near; null where none was found. */
export function exclusionFor(random: Random, person: Person): SimulatedZone | null {
  const ways = everydayWays(person);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const angle = random.between(0, 2 * Math.PI);
    const reach = random.between(750, 2_600);
    const middle = doorNear({
      x: person.home.x + reach * Math.cos(angle),
      y: person.home.y + reach * Math.sin(angle),
    });
    const radius = random.between(180, 420);
    if (!isLand(middle)) continue;
    if (ways.some((way) => distanceToWay(middle, way) < radius * 1.2 + 140)) continue;
    return random.chance(0.5) ? circleAround(middle, radius) : polygonAround(random, middle, radius);
  }
  return null;
}

/** Wide enough for everything that the person does, and a kilometre besides. */
export function inclusionFor(person: Person): SimulatedZone {
  const ways = everydayWays(person).flat();
  const middle = {
    x: ways.reduce((sum, { x }) => sum + x, 0) / ways.length,
    y: ways.reduce((sum, { y }) => sum + y, 0) / ways.length,
  };
  const reach = Math.max(...ways.map((corner) => distance(corner, middle)));
  return circleAround(middle, Math.ceil((reach + 1_000) / 100) * 100);
}
