import { downtown, gates, lakes, type Point, river } from './denver.ts';

/** A grid of streets: turned by so much from east and north, with so many metres between its lines. */
type Grid = { readonly cos: number; readonly sin: number };
const city: Grid = { cos: 1, sin: 0 };
const turned: Grid = { cos: Math.SQRT1_2, sin: Math.SQRT1_2 };

/** Sixteen blocks a mile east and west, eight north and south. */
const streetEvery = 100.6;
const avenueEvery = 201.2;
/** From the middle of the street to a door. */
const doorway = 18;

const toGrid = ({ cos, sin }: Grid, { x, y }: Point): Point => ({
  x: x * cos + y * sin,
  y: y * cos - x * sin,
});
const fromGrid = ({ cos, sin }: Grid, { x, y }: Point): Point => ({
  x: x * cos - y * sin,
  y: y * cos + x * sin,
});

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function isInside(ring: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  let before = ring.at(-1);
  for (const corner of ring) {
    if (before !== undefined && corner.y > y !== before.y > y) {
      if (x < ((before.x - corner.x) * (y - corner.y)) / (before.y - corner.y) + corner.x) inside = !inside;
    }
    before = corner;
  }
  return inside;
}

const gridAt = (point: Point): Grid => (isInside(downtown, point) ? turned : city);

/** Metres from a place to a straight piece of way. */
export function distanceToPiece(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  const along =
    squared === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared));
  return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

/** Metres from a place to the nearest piece of a way. */
export function distanceToWay(point: Point, way: readonly Point[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  let before = way[0];
  for (const next of way) {
    if (before !== undefined) nearest = Math.min(nearest, distanceToPiece(point, before, next));
    before = next;
  }
  return nearest;
}

/** Whether people may live and work there: not on water, not on the river's banks. */
export const isLand = (point: Point): boolean =>
  distanceToWay(point, river) > 120 && lakes.every(({ at, radius }) => distance(at, point) > radius + 40);

/** The door nearest to a place: on an avenue of its grid, `doorway` back from the street. */
export function doorNear(point: Point): Point {
  const grid = gridAt(point);
  const { x, y } = toGrid(grid, point);
  const avenue = Math.round(y / avenueEvery) * avenueEvery;
  const side = y >= avenue ? 1 : -1;
  return fromGrid(grid, { x, y: avenue + side * doorway });
}

export function lengthOf(way: readonly Point[]): number {
  let total = 0;
  for (let index = 1; index < way.length; index += 1) {
    const [a, b] = [way[index - 1], way[index]];
    if (a !== undefined && b !== undefined) total += distance(a, b);
  }
  return total;
}

const wet = (way: readonly Point[]): boolean =>
  lakes.some(({ at, radius }) => distanceToWay(at, way) < radius);

/** The shortest way along one grid's streets that keeps dry: out to the avenue, a street across, in from the avenue. */
function wayOnGrid(grid: Grid, from: Point, to: Point): { way: Point[]; cost: number } {
  const a = toGrid(grid, from);
  const b = toGrid(grid, to);
  const out = Math.round(a.y / avenueEvery) * avenueEvery;
  const inn = Math.round(b.y / avenueEvery) * avenueEvery;
  let best: { way: Point[]; cost: number } | null = null;
  for (const part of [0, 1, 0.5, 0.25, 0.75, -0.3, 1.3]) {
    const street = Math.round((a.x + (b.x - a.x) * part) / streetEvery) * streetEvery;
    const corners = [
      a,
      { x: a.x, y: out },
      { x: street, y: out },
      { x: street, y: inn },
      { x: b.x, y: inn },
      b,
    ];
    const way = corners.map((corner) => fromGrid(grid, corner));
    // Water costs more than any way round it.
    const cost = lengthOf(way) + (wet(way) ? 50_000 : 0);
    if (best === null || cost < best.cost) best = { way, cost };
  }
  return best ?? { way: [from, to], cost: distance(from, to) };
}

function direct(from: Point, to: Point): { way: Point[]; cost: number } {
  const [here, there] = [gridAt(from), gridAt(to)];
  if (here === there) return wayOnGrid(here, from, to);
  let best: { way: Point[]; cost: number } | null = null;
  for (const gate of gates) {
    const first = wayOnGrid(here, from, gate);
    const second = wayOnGrid(there, gate, to);
    const cost = first.cost + second.cost;
    if (best === null || cost < best.cost) best = { way: [...first.way, ...second.way.slice(1)], cost };
  }
  return best ?? { way: [from, to], cost: distance(from, to) };
}

/** The way along the streets from door to door; round the lakes. */
export function wayBetween(from: Point, to: Point): Point[] {
  let best = direct(from, to);
  if (best.cost >= 50_000) {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    for (let turn = 0; turn < 16; turn += 1) {
      const reach = turn < 8 ? 900 : 1_900;
      const angle = (turn * Math.PI) / 4;
      const via = doorNear({ x: middle.x + reach * Math.cos(angle), y: middle.y + reach * Math.sin(angle) });
      const [first, second] = [direct(from, via), direct(via, to)];
      const cost = first.cost + second.cost;
      if (cost < best.cost) best = { way: [...first.way, ...second.way.slice(1)], cost };
    }
  }
  return best.way.filter((corner, index) => {
    const before = best.way[index - 1];
    return before === undefined || distance(before, corner) > 0.01;
  });
}
