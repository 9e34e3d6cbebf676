import type { Area, Position } from './case.ts';

/**
 * Distances on the ground on WGS 84's ellipsoid, by a plane that touches it: metres for a degree of latitude and of
 * longitude. Source: NIMA TR8350.2, radii of curvature.
 */
export type Plane = {
  readonly lat: number;
  readonly lon: number;
  readonly perLat: number;
  readonly perLon: number;
};

const equator = 6_378_137;
const eccentricitySquared = 0.006_694_379_990_14;
const radians = Math.PI / 180;

export function planeAt(lat: number, lon: number): Plane {
  const sine = Math.sin(lat * radians);
  const w = 1 - eccentricitySquared * sine * sine;
  const meridian = (equator * (1 - eccentricitySquared)) / (w * Math.sqrt(w));
  const normal = equator / Math.sqrt(w);
  return { lat, lon, perLat: meridian * radians, perLon: normal * Math.cos(lat * radians) * radians };
}

/** Degrees of longitude from one meridian to another, the short way round. */
function eastward(from: number, to: number): number {
  const difference = to - from;
  return difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference;
}

/**
 * Metres between two places, by the plane at the latitude between them: up to 100 km the error stays below 0.01 % between
 * latitudes of 60 degrees, far below any receiver's.
 */
export function distanceBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const plane = planeAt((latA + latB) / 2, lonA);
  const x = eastward(lonA, lonB) * plane.perLon;
  const y = (latB - latA) * plane.perLat;
  return Math.sqrt(x * x + y * y);
}

/** Degrees, of longitude from the zone's own meridian. */
type Ring = { readonly lon: Float64Array; readonly lat: Float64Array };

/** An area made ready for measuring. Edges of polygons are straight in degrees, as RFC 7946 (3.1.1) has them. */
export type Zone =
  | { readonly kind: 'circle'; readonly lat: number; readonly lon: number; readonly radius: number }
  | { readonly kind: 'polygons'; readonly meridian: number; readonly polygons: readonly (readonly Ring[])[] };

const isCircle = (area: Area): area is Extract<Area, { readonly radius: number }> => 'radius' in area;

/** Compiles an area once; `marginIn` then measures against it. */
export function compileArea(area: Area): Zone {
  if (isCircle(area)) {
    const [lon, lat] = area.center;
    return { kind: 'circle', lat, lon, radius: area.radius };
  }
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const meridian = middleMeridian(polygons.flat(2));
  return {
    kind: 'polygons',
    meridian,
    polygons: polygons.map((rings) =>
      rings.map((ring) => ({
        lon: Float64Array.from(ring, ([lon]) => eastward(meridian, lon)),
        lat: Float64Array.from(ring, ([, lat]) => lat),
      })),
    ),
  };
}

/** Measured from it, no edge of the area crosses where longitudes begin anew. */
function middleMeridian(positions: readonly Position[]): number {
  const first = positions[0]?.[0] ?? 0;
  let [west, east] = [0, 0];
  for (const [lon] of positions) {
    const x = eastward(first, lon);
    west = Math.min(west, x);
    east = Math.max(east, x);
  }
  return first + (west + east) / 2;
}

/** Metres from a place to the zone's edge: positive inside, negative outside. Holes count as outside. */
export function marginIn(zone: Zone, lat: number, lon: number): number {
  if (zone.kind === 'circle') return zone.radius - distanceBetween(lat, lon, zone.lat, zone.lon);
  const plane = planeAt(lat, eastward(zone.meridian, lon));
  let best = Number.NEGATIVE_INFINITY;
  for (const rings of zone.polygons) best = Math.max(best, marginInRings(rings, plane));
  return best;
}

/** The nearest edge's point so far: its squared distance on the plane at the place, and where it lies, in degrees from there. */
type Nearest = { squared: number; lon: number; lat: number };

/** Even-odd over all rings (RFC 7946: the first is the outer one, the others are holes), and the nearest edge. */
function marginInRings(rings: readonly Ring[], plane: Plane): number {
  const { lat: y, lon: x } = plane;
  const nearest: Nearest = { squared: Number.POSITIVE_INFINITY, lon: 0, lat: 0 };
  let inside = false;
  for (const ring of rings) {
    const count = ring.lon.length;
    let ax = (ring.lon[count - 1] ?? 0) - x;
    let ay = (ring.lat[count - 1] ?? 0) - y;
    for (let at = 0; at < count; at += 1) {
      const bx = (ring.lon[at] ?? 0) - x;
      const by = (ring.lat[at] ?? 0) - y;
      if (by > 0 !== ay > 0 && 0 < (-by * (ax - bx)) / (ay - by) + bx) inside = !inside;
      findNearest(nearest, plane, ax, ay, bx, by);
      ax = bx;
      ay = by;
    }
  }
  // Which point is the nearest is found on the plane at the place; how far it is, at the middle between both.
  const distance = distanceBetween(y, x, y + nearest.lat, x + nearest.lon);
  return inside ? distance : -distance;
}

function findNearest(
  nearest: Nearest,
  { perLon, perLat }: Plane,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  const dx = (bx - ax) * perLon;
  const dy = (by - ay) * perLat;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * perLon * dx + ay * perLat * dy) / length));
  const lon = ax + along * (bx - ax);
  const lat = ay + along * (by - ay);
  const squared = lon * perLon * lon * perLon + lat * perLat * lat * perLat;
  if (squared >= nearest.squared) return;
  nearest.squared = squared;
  nearest.lon = lon;
  nearest.lat = lat;
}
