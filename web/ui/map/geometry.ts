import type { Area, Position } from '@attend/kernel';

const metresPerDegree = 111_319.49;

/** A circle on the ground as a closed ring of `corners`; good to a few centimetres below 10 km and below 80° of latitude. */
export function circleRing([lon, lat]: Position, radius: number, corners = 64): readonly Position[] {
  const stretch = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: corners + 1 }, (_, index): Position => {
    const angle = (2 * Math.PI * (index % corners)) / corners;
    return [
      lon + (radius * Math.cos(angle)) / (metresPerDegree * stretch),
      lat + (radius * Math.sin(angle)) / metresPerDegree,
    ];
  });
}

/** Polygons of an area, each its outer ring and its holes. */
export function areaPolygons(area: Area): readonly (readonly (readonly Position[])[])[] {
  if ('center' in area) return [[circleRing(area.center, area.radius)]];
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
}
export const areaRings = (area: Area): readonly (readonly Position[])[] => areaPolygons(area).flat();

/** Web Mercator, as parts of the world: x grows east, y grows south. */
export function project([lon, lat]: Position): readonly [x: number, y: number] {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Metres on the ground that one part of the world's width is at a latitude. */
export const metresPerWorld = (lat: number): number => 40_075_016.7 * Math.cos((lat * Math.PI) / 180);

/** A round length that fits into `metres`: 1, 2 or 5 with zeros. */
export function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const digit = metres / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
