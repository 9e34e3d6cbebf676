import { type Position, planeAt } from '@attend/kernel';

/**
 * Denver, Colorado: inland, with a street grid that runs north and east everywhere but downtown, where it is turned by
 * 45 degrees. Coordinates from general knowledge of the city's map, to some hundred metres; good for people who do not exist.
 */
export const timezone = 'America/Denver';

/** Broadway and Colfax Avenue, from which the city counts its blocks: the plane's origin. */
export const plane = planeAt(39.74005, -104.98745);

/** Metres east and north of the origin. */
export type Point = { readonly x: number; readonly y: number };

export const pointAt = (lat: number, lon: number): Point => ({
  x: (lon - plane.lon) * plane.perLon,
  y: (lat - plane.lat) * plane.perLat,
});
/** GeoJSON order. */
export const positionOf = ({ x, y }: Point): Position => [
  plane.lon + x / plane.perLon,
  plane.lat + y / plane.perLat,
];

export type Named = { readonly name: string; readonly at: Point };
const named = (name: string, lat: number, lon: number): Named => ({ name, at: pointAt(lat, lon) });

export const neighbourhoods: readonly [Named, ...Named[]] = [
  named('Capitol Hill', 39.7336, -104.9795),
  named('Five Points', 39.7557, -104.976),
  named('Highland', 39.763, -105.011),
  named('Baker', 39.7165, -104.9925),
  named('Park Hill', 39.749, -104.921),
  named('Westwood', 39.704, -105.036),
  named('Barnum', 39.718, -105.031),
  named('Elyria', 39.783, -104.962),
  named('Cole', 39.767, -104.966),
  named('Sunnyside', 39.775, -105.009),
  named('Athmar Park', 39.704, -105.013),
  named('Overland', 39.681, -104.991),
  named('University Hills', 39.672, -104.94),
  named('Virginia Village', 39.691, -104.926),
  named('East Colfax', 39.742, -104.888),
  named('Montclair', 39.733, -104.911),
  named('Harvey Park', 39.671, -105.034),
  named('Ruby Hill', 39.687, -105.009),
  named('Villa Park', 39.731, -105.037),
  named('Montbello', 39.786, -104.837),
  named('North Aurora', 39.744, -104.862),
  named('Speer', 39.719, -104.9815),
];

export const workplaces: readonly [Named, ...Named[]] = [
  named('downtown offices', 39.7468, -104.9932),
  named('Union Station', 39.7522, -104.9985),
  named('hospital on Bannock Street', 39.7275, -104.9915),
  named('Anschutz campus', 39.7435, -104.8395),
  named('warehouses in Globeville', 39.7795, -104.984),
  named('warehouses in Montbello', 39.7735, -104.8475),
  named('Cherry Creek shops', 39.7175, -104.9535),
  named('University', 39.6775, -104.9615),
  named('workshops on Santa Fe Drive', 39.7265, -104.9985),
  named('Northfield shops', 39.781, -104.895),
  named('Federal Boulevard restaurants', 39.698, -105.0255),
  named('South Broadway shops', 39.6975, -104.988),
];

export const shops: readonly [Named, ...Named[]] = [
  named('grocery on Speer', 39.722, -104.9835),
  named('grocery on Colfax', 39.7403, -104.966),
  named('grocery in Stapleton', 39.7585, -104.901),
  named('grocery on Federal', 39.7115, -105.0255),
  named('grocery on 38th', 39.7695, -105.0155),
  named('grocery on Evans', 39.678, -104.9415),
  named('grocery on Leetsdale', 39.703, -104.9255),
  named('grocery on Havana', 39.7315, -104.866),
  named('grocery on Peoria', 39.7845, -104.847),
  named('grocery on 44th', 39.7765, -104.972),
];

export const courts: readonly [Named, ...Named[]] = [
  named('Lindsey-Flanigan Courthouse (simulated hearing)', 39.7382, -104.9945),
  named('City and County Building (simulated hearing)', 39.7391, -104.9908),
];

export const offices: readonly [Named, ...Named[]] = [
  named('Central office', 39.7352, -104.9852),
  named('East office', 39.7396, -104.8851),
  named('West office', 39.7112, -105.0248),
];

/** Water that nobody lives on or walks through: middle and radius, metres. */
export const lakes: readonly { readonly at: Point; readonly radius: number }[] = [
  { at: pointAt(39.7487, -105.047), radius: 480 },
  { at: pointAt(39.7472, -104.949), radius: 170 },
  { at: pointAt(39.704, -104.972), radius: 130 },
  { at: pointAt(39.6935, -104.971), radius: 130 },
  { at: pointAt(39.7845, -105.048), radius: 200 },
  { at: pointAt(39.78, -105.033), radius: 150 },
  { at: pointAt(39.645, -104.855), radius: 1_300 },
];

/** The South Platte: bridges cross it, nobody lives on its banks. */
export const river: readonly Point[] = [
  pointAt(39.79, -104.97),
  pointAt(39.7545, -105.0085),
  pointAt(39.74, -105.0165),
  pointAt(39.7165, -105.001),
  pointAt(39.69, -104.999),
  pointAt(39.675, -105.0),
  pointAt(39.648, -105.012),
];

/** Where the streets are turned by 45 degrees; its corners, in order. */
export const downtown: readonly Point[] = [
  pointAt(39.74005, -104.98745),
  pointAt(39.7545, -104.98745),
  pointAt(39.756, -104.9985),
  pointAt(39.749, -105.006),
  pointAt(39.74005, -104.9975),
];
/** Crossings at which one comes from one grid into the other. */
export const gates: readonly [Point, ...Point[]] = [
  pointAt(39.74005, -104.98745),
  pointAt(39.7475, -104.98745),
  pointAt(39.7545, -104.98745),
  pointAt(39.74005, -104.9975),
  pointAt(39.756, -104.9985),
];
