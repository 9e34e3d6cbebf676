import { type Area, fail, type PlainSentence, type Position, type Result, succeed } from '@attend/kernel';

const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];
/** Twice the signed area of a triangle, in square degrees: which side of `ab` lies `c` on. */
const side = (a: Position, b: Position, c: Position): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Two edges that cross, neither at an end. */
const cross = (a: Position, b: Position, c: Position, d: Position): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

function faultOfRing(ring: readonly Position[]): PlainSentence | null {
  const [first] = ring;
  const last = ring.at(-1);
  if (first === undefined || last === undefined || ring.length < 4)
    return 'a ring needs three corners at least';
  if (!same(first, last)) return 'the ring is not closed: its last corner is its first';
  const edges = ring.slice(1).map((to, index) => [ring[index] ?? to, to] as const);
  // Wider than half the world is what an outline across the date line looks like, and it would be read the wrong way round.
  if (edges.some(([a, b]) => Math.abs(a[0] - b[0]) > 180)) return 'the ring crosses the date line';
  for (const [index, [a, b]] of edges.entries())
    for (const [c, d] of edges.slice(index + 2)) if (cross(a, b, c, d)) return 'the ring crosses itself';
  // Last: a bow tie holds as much on one side as on the other.
  const twice = edges.reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0);
  if (Math.abs(twice) < 1e-12) return 'the ring holds nothing';
  return null;
}

/**
 * Of an area, and of all areas of a file: each edge of a ring is held against all others of it, so that a hundred rings as long as one
 * may be would keep the server for seconds.
 */
export const mostCorners = 50_000;

export const cornersOf = (area: Area): number => {
  if ('center' in area) return 0;
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
  return rings.reduce((sum, ring) => sum + ring.length, 0);
};

const inside = ([lon, lat]: Position, ring: readonly Position[]): boolean =>
  ring.reduce((is, [x, y], index) => {
    const [px, py] = ring.at(index - 1) ?? [x, y];
    return y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x ? !is : is;
  }, false);
/** Sides are told by even and odd, so that a hole beside its outline would be one more zone, which nobody drew. */
const strayHole = ([outline = [], ...holes]: readonly (readonly Position[])[]): number =>
  holes.findIndex((hole) => !hole.some((corner) => inside(corner, outline)));

/** ORD-26: an area inside of which everybody agrees what lies: rings closed, holding something, not crossing themselves, and holes within. */
export function checkArea(area: Area): Result<null> {
  if ('center' in area) return succeed(null);
  if (cornersOf(area) > mostCorners)
    return fail({
      code: 'bad-area',
      message: 'the area has more than 50,000 corners',
      path: ['coordinates'],
    });
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const pathOf = (at: number, index: number) =>
    area.type === 'Polygon' ? ['coordinates', index] : ['coordinates', at, index];
  for (const [at, rings] of polygons.entries()) {
    for (const [index, ring] of rings.entries()) {
      const message = faultOfRing(ring);
      if (message !== null) return fail({ code: 'bad-area', message, path: pathOf(at, index) });
    }
    const stray = strayHole(rings);
    if (stray !== -1)
      return fail({
        code: 'bad-area',
        message: 'has a hole outside of its outline',
        path: pathOf(at, stray + 1),
      });
  }
  return succeed(null);
}
