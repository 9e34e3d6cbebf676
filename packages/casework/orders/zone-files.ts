import { type Area, type Position, say, type Told, tell, type Wording, wordingOf } from '@attend/kernel';
import { checkArea, cornersOf, mostCorners } from './area.ts';
import { deepest, placemarksOf } from './kml.ts';

/** A zone of a file, as its maker named it. */
export type FileZone = { readonly name: string | null; readonly area: Area };
/** What could not be read: which feature (its name, or its place in the file), which field of it, and why. */
export type FileFault = { readonly feature: string; readonly field: string } & Told;
export type ZoneFile = { readonly zones: readonly FileZone[]; readonly faults: readonly FileFault[] };

type Collected = { readonly zones: FileZone[]; readonly faults: FileFault[]; corners: number };
const nothing = (): Collected => ({ zones: [], faults: [], corners: 0 });
const collected = ({ zones, faults }: Collected): ZoneFile => ({ zones, faults });
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A person's own zones are some; a map of a whole county's parcels is another file. */
const mostZones = 200;
/** Rings of one outline, and outlines of one zone: as many as a condition has (packages/contracts/zones.ts). */
const mostParts = 50;

/** Longitude and latitude in degrees; a height after them is not looked at. */
function placeOf(value: unknown): Position | null {
  if (!Array.isArray(value)) return null;
  const [lon, lat] = value;
  if (typeof lon !== 'number' || typeof lat !== 'number') return null;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

type Fault = { readonly field: string } & Told;
const isFault = <T>(value: T | Fault): value is Fault => isObject(value) && 'message' in value;

function ringsOf(value: unknown, field: string): Position[][] | Fault {
  if (!Array.isArray(value) || value.length === 0) return { field, message: 'is no list of rings' };
  if (value.length > mostParts) return { field, ...say('has more than {most} rings', { most: mostParts }) };
  const rings: Position[][] = [];
  for (const [index, ring] of value.entries()) {
    const at = `${field}[${index}]`;
    if (!Array.isArray(ring)) return { field: at, message: 'is no ring of places' };
    const places: Position[] = [];
    for (const [corner, one] of ring.entries()) {
      const place = placeOf(one);
      if (place === null) return { field: `${at}[${corner}]`, message: 'is no longitude and latitude' };
      places.push(place);
    }
    if (places.length > 2000) return { field: at, message: 'has more than 2,000 corners' };
    rings.push(places);
  }
  return rings;
}

function areaOf(geometry: Json): Area | Fault {
  const { type, coordinates } = geometry;
  if (type === 'Polygon') {
    const rings = ringsOf(coordinates, 'geometry.coordinates');
    return isFault(rings) ? rings : { type, coordinates: rings };
  }
  if (type === 'MultiPolygon') {
    if (!Array.isArray(coordinates) || coordinates.length === 0)
      return { field: 'geometry.coordinates', message: 'is no list of polygons' };
    if (coordinates.length > mostParts)
      return { field: 'geometry.coordinates', ...say('has more than {most} parts', { most: mostParts }) };
    const polygons: Position[][][] = [];
    for (const [index, polygon] of coordinates.entries()) {
      const rings = ringsOf(polygon, `geometry.coordinates[${index}]`);
      if (isFault(rings)) return rings;
      polygons.push(rings);
    }
    return { type, coordinates: polygons };
  }
  return {
    field: 'geometry.type',
    ...say('{type} is no area: Polygon or MultiPolygon is', { type: String(type).slice(0, 40) }),
  };
}

function take(into: Collected, name: string | null, at: number, area: Area | Fault): void {
  const feature = name ?? `${at + 1}`;
  if (into.zones.length >= mostZones)
    return void into.faults.push({
      feature,
      field: '',
      ...say('is not read: a file has {most} zones at most', { most: mostZones }),
    });
  if (isFault(area)) return void into.faults.push({ feature, ...area });
  into.corners += cornersOf(area);
  if (into.corners > mostCorners)
    return void into.faults.push({
      feature,
      field: '',
      ...say('is not read: a file has {most} corners at most', { most: mostCorners }),
    });
  const checked = checkArea(area);
  if (checked.ok) return void into.zones.push({ name, area });
  const { path = [] } = checked.error;
  const field = `geometry.${path.map((part, index) => (index === 0 ? part : `[${part}]`)).join('')}`;
  into.faults.push({ feature, field, ...tell(wordingOf(checked.error)) });
}

function takeFeature(into: Collected, feature: unknown, at: number): void {
  const unnamed = `${at + 1}`;
  if (!isObject(feature))
    return void into.faults.push({ feature: unnamed, field: 'type', message: 'is no feature' });
  const properties = isObject(feature.properties) ? feature.properties : {};
  const title = properties.name ?? properties.Name ?? properties.title;
  const name = typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 120) : null;
  const { geometry } = feature;
  if (!isObject(geometry))
    return void into.faults.push({ feature: name ?? unnamed, field: 'geometry', message: 'there is none' });
  take(into, name, at, areaOf(geometry));
}

/**
 * Features of whatever was read before. The library of shapefiles gives a hole to the outline whose box holds it, which is not always the
 * outline that does: such a zone is none (`checkArea`).
 */
export function readFeatures(features: readonly unknown[]): ZoneFile {
  const into = nothing();
  for (const [at, feature] of features.entries()) takeFeature(into, feature, at);
  return collected(into);
}

/**
 * WGS 84 by another name: what QGIS and GDAL write into GeoJSON of the older kind (2008), which has longitude first as RFC 7946 has it.
 */
function isWgs84(crs: unknown): boolean {
  const properties = isObject(crs) && crs.type === 'name' && isObject(crs.properties) ? crs.properties : {};
  return /^(urn:ogc:def:crs:(OGC:[\d.]*:CRS84|EPSG:[\d.]*:4326)|EPSG:4326)$/i.test(
    String(properties.name ?? ''),
  );
}

/** GeoJSON (RFC 7946): a collection, a feature or a bare geometry. */
export function readGeoJson(text: string): ZoneFile {
  const into = nothing();
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { zones: [], faults: [{ feature: 'file', field: '', message: 'is no JSON' }] };
  }
  if (!isObject(read))
    return { zones: [], faults: [{ feature: 'file', field: '', message: 'is no GeoJSON' }] };
  if (read.crs !== undefined && !isWgs84(read.crs))
    into.faults.push({
      feature: 'file',
      field: 'crs',
      message: 'other coordinates than WGS 84 are not read',
    });
  else if (read.type === 'FeatureCollection' && Array.isArray(read.features))
    for (const [at, feature] of read.features.entries()) takeFeature(into, feature, at);
  else if (read.type === 'Feature') takeFeature(into, read, 0);
  else take(into, null, 0, areaOf(read));
  return collected(into);
}

/** «-80.2, 25.7» falls into «-80.2,» and «25.7»; what is not there is no 0, or a corner would lie on the equator. */
const numberOf = (text: string): number => (text === '' ? Number.NaN : Number(text));

/** KML 2.2: the polygons of its placemarks; several of one placemark are one zone of several parts. */
export function readKml(text: string): ZoneFile {
  const into = nothing();
  const placemarks = placemarksOf(text);
  const wrong = (field: string, wording: Wording): ZoneFile => ({
    zones: [],
    faults: [{ feature: 'file', field, ...tell(wording) }],
  });
  if (placemarks === null) return wrong('', say('has tags in tags, more than {deepest} deep', { deepest }));
  if (placemarks.length === 0) return wrong('Placemark', 'there is none');
  for (const [at, { name, polygons }] of placemarks.entries()) {
    const read: Position[][][] = [];
    let fault: Fault | null =
      polygons.length === 0
        ? { field: 'Polygon', message: 'there is none: lines and points are no area' }
        : null;
    for (const [index, rings] of polygons.entries()) {
      const numbers = rings.map((ring) => ring.map((corner) => corner.split(',').map(numberOf)));
      const places = ringsOf(numbers, `Polygon[${index}].coordinates`);
      if (isFault(places)) fault ??= places;
      else read.push(places);
    }
    const [only, ...others] = read;
    if (polygons.length > mostParts)
      fault ??= { field: 'Polygon', ...say('has more than {most} parts', { most: mostParts }) };
    if (fault !== null || only === undefined)
      take(into, name, at, fault ?? { field: 'Polygon', message: 'there is none' });
    else if (others.length === 0) take(into, name, at, { type: 'Polygon', coordinates: only });
    else take(into, name, at, { type: 'MultiPolygon', coordinates: read });
  }
  return collected(into);
}
