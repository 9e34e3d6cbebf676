import { describe, expect, test } from 'vitest';
import { checkArea } from './area.ts';
import { readGeoJson, readKml } from './zone-files.ts';

const ring = [
  [-80.2, 25.7],
  [-80.1, 25.7],
  [-80.1, 25.8],
  [-80.2, 25.7],
];
const feature = (geometry: unknown, properties: unknown = { name: 'The school' }) => ({
  ...{ type: 'Feature', properties, geometry },
});
const geoJson = (...features: unknown[]) =>
  readGeoJson(JSON.stringify({ type: 'FeatureCollection', features }));

describe('GeoJSON', () => {
  test('ORD-28 polygons with holes and several parts are zones, by their names; a height is left out', () => {
    const hole = [
      [-80.13, 25.72],
      [-80.12, 25.72],
      [-80.12, 25.73],
      [-80.13, 25.72],
    ];
    const read = geoJson(
      feature({ type: 'Polygon', coordinates: [ring.map((one) => [...one, 12]), hole] }),
      feature({ type: 'MultiPolygon', coordinates: [[ring], [hole]] }, null),
    );
    expect(read).toEqual({
      faults: [],
      zones: [
        { name: 'The school', area: { type: 'Polygon', coordinates: [ring, hole] } },
        { name: null, area: { type: 'MultiPolygon', coordinates: [[ring], [hole]] } },
      ],
    });
    expect(readGeoJson(JSON.stringify({ type: 'Polygon', coordinates: [ring] })).zones).toHaveLength(1);
  });

  test.each([
    [{ type: 'Point', coordinates: [1, 2] }, 'geometry.type'],
    [{ type: 'Polygon', coordinates: [ring.slice(0, 3)] }, 'geometry.coordinates[0]'],
    [{ type: 'Polygon', coordinates: [[[200, 0], ...ring]] }, 'geometry.coordinates[0][0]'],
    [{ type: 'MultiPolygon', coordinates: [[ring], [[['x', 2]]]] }, 'geometry.coordinates[1][0][0]'],
    [{ type: 'Polygon', coordinates: 'x' }, 'geometry.coordinates'],
    [null, 'geometry'],
  ])('ORD-28 %j: the fault names feature and field', (geometry, field) => {
    const { zones, faults } = geoJson(feature(geometry), feature({ type: 'Polygon', coordinates: [ring] }));
    expect(faults).toMatchObject([{ feature: 'The school', field }]);
    // What is good in the file is read all the same.
    expect(zones).toHaveLength(1);
  });

  test('ORD-28 what is no GeoJSON, and other coordinates, are refused', () => {
    expect(readGeoJson('<kml/>').faults).toMatchObject([{ feature: 'file', message: 'is no JSON' }]);
    expect(readGeoJson('[]').faults).toHaveLength(1);
    expect(
      readGeoJson(JSON.stringify({ type: 'FeatureCollection', features: [], crs: {} })).faults,
    ).toMatchObject([{ field: 'crs' }]);
    const named = (name: string) => ({ type: 'name', properties: { name } });
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const said = (name: string) =>
      readGeoJson(JSON.stringify({ type: 'Polygon', coordinates: [square], crs: named(name) }));
    // As GDAL and QGIS write it.
    expect(said('urn:ogc:def:crs:OGC:1.3:CRS84').zones).toHaveLength(1);
    expect(said('urn:ogc:def:crs:EPSG::4326').zones).toHaveLength(1);
    expect(said('urn:ogc:def:crs:EPSG::3857')).toMatchObject({ zones: [], faults: [{ field: 'crs' }] });
  });
});

test('ORD-26 a hole beside its outline is no zone, whichever way it comes', () => {
  const ring = (west: number): [number, number][] => [
    [west, 0],
    [west + 1, 0],
    [west + 1, 1],
    [west, 0],
  ];
  const inner: [number, number][] = [
    [0.5, 0.1],
    [0.6, 0.1],
    [0.6, 0.2],
    [0.5, 0.1],
  ];
  const area = (hole: [number, number][]) => ({ type: 'Polygon' as const, coordinates: [ring(0), hole] });
  expect(checkArea(area(inner)).ok).toBe(true);
  expect(checkArea(area(ring(5)))).toMatchObject({ ok: false, error: { path: ['coordinates', 1] } });
  expect(checkArea({ type: 'MultiPolygon', coordinates: [[ring(0)], [ring(3), inner]] })).toMatchObject({
    error: { path: ['coordinates', 1, 1], message: 'has a hole outside of its outline' },
  });
  const text = (corners: [number, number][]) =>
    `<LinearRing><coordinates>${corners.map((one) => one.join(',')).join(' ')}</coordinates></LinearRing>`;
  const placemark = (hole: [number, number][]) =>
    readKml(
      `<kml><Placemark><Polygon><innerBoundaryIs>${text(hole)}</innerBoundaryIs><outerBoundaryIs>${text(ring(0))}</outerBoundaryIs></Polygon></Placemark></kml>`,
    );
  expect(placemark(inner).zones).toEqual([{ name: null, area: area(inner) }]);
  expect(placemark(ring(5))).toMatchObject({ zones: [], faults: [{ field: 'geometry.coordinates[1]' }] });
});

describe('KML', () => {
  const rings = (...texts: string[]) =>
    texts.map((text) => `<LinearRing><coordinates>\n ${text} </coordinates></LinearRing>`);
  const outer = '-80.2,25.7,0 -80.1,25.7,0 -80.1,25.8,0 -80.2,25.7,0';
  const placemark = (name: string, inside: string) =>
    `<Placemark id="a>b"><name>${name}</name>${inside}</Placemark>`;
  const polygon = (text: string) => `<Polygon><outerBoundaryIs>${rings(text)}</outerBoundaryIs></Polygon>`;
  const kml = (...marks: string[]) =>
    readKml(
      `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><!-- <Placemark/> --><Document>${marks.join('')}</Document></kml>`,
    );

  test('ORD-28 placemarks are zones; several polygons of one are its parts; names are unescaped', () => {
    const read = kml(
      placemark('Shop &amp; yard &#x2013; A', polygon(outer)),
      placemark(
        '<![CDATA[Two <parts>]]>',
        `<MultiGeometry>${polygon(outer)}${polygon(outer)}</MultiGeometry>`,
      ),
    );
    expect(read.faults).toEqual([]);
    expect(read.zones.map(({ name }) => name)).toEqual(['Shop & yard – A', 'Two <parts>']);
    expect(read.zones.map(({ area }) => ('type' in area ? area.type : 'circle'))).toEqual([
      'Polygon',
      'MultiPolygon',
    ]);
    expect(read.zones[0]?.area).toEqual({ type: 'Polygon', coordinates: [ring] });
  });

  test('ORD-28 the fault names placemark and field', () => {
    expect(kml(placemark('A point', '<Point><coordinates>1,2</coordinates></Point>')).faults).toMatchObject([
      { feature: 'A point', field: 'Polygon' },
    ]);
    expect(kml(placemark('Odd', polygon('-80,25 -79,x -79,26 -80,25'))).faults).toMatchObject([
      { feature: 'Odd', field: 'Polygon[0].coordinates[0][1]' },
    ]);
    // A space after the comma leaves a corner without its latitude, which is not the equator.
    expect(kml(placemark('Odd', polygon('-80,25 -79,, -79,26 -80,25'))).zones).toEqual([]);
    expect(kml(placemark('Odd', polygon('-80, 25, -79, 25, -79, 26, -80, 25,'))).zones).toEqual([]);
    expect(readKml('{}').faults).toMatchObject([{ field: 'Placemark' }]);
  });
});

describe('what is made to be slow or too large', () => {
  const places = (count: number) => Array.from({ length: count }, (_, at) => [at % 2, 0]);
  const tiny = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];

  test('ORD-28 tags in tags beyond measure are told, and not searched through at each of their ends', () => {
    const text = `${'<a>'.repeat(300_000)}${'</b>'.repeat(250_000)}`;
    expect(readKml(text)).toMatchObject({
      zones: [],
      faults: [{ feature: 'file', field: '', message: 'has tags in tags, more than 100 deep' }],
    });
  });

  test('ORD-26 ORD-28 of an area and of a file so many corners are compared and no more', () => {
    const ringsOf = (count: number) => Array.from({ length: count }, () => places(2_000));
    const area = { type: 'MultiPolygon', coordinates: [ringsOf(13), ringsOf(13)] };
    const checked = checkArea(area as never);
    expect(checked).toMatchObject({ ok: false, error: { message: 'the area has more than 50,000 corners' } });
    const { zones, faults } = geoJson(
      ...Array.from({ length: 40 }, () => feature({ type: 'Polygon', coordinates: [places(2_000)] })),
      feature({ type: 'Polygon', coordinates: [tiny] }),
    );
    expect(zones).toEqual([]);
    // The ring that closes nothing is compared; from the twenty-sixth on they are not.
    expect(faults.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 25 }, () => 'the ring is not closed: its last corner is its first'),
      ...Array.from({ length: 16 }, () => 'is not read: a file has 50,000 corners at most'),
    ]);
  });

  test('ORD-28 what no condition could hold is told: more rings of an outline, more parts of a zone', () => {
    const many = Array.from({ length: 51 }, () => tiny);
    const { faults } = geoJson(
      feature({ type: 'Polygon', coordinates: many }),
      feature({ type: 'MultiPolygon', coordinates: many.map((one) => [one]) }),
    );
    expect(faults.map(({ field, message }) => [field, message])).toEqual([
      ['geometry.coordinates', 'has more than 50 rings'],
      ['geometry.coordinates', 'has more than 50 parts'],
    ]);
    const outline =
      '<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>';
    expect(readKml(`<Placemark>${outline.repeat(51)}</Placemark>`).faults).toMatchObject([
      { field: 'Polygon', message: 'has more than 50 parts' },
    ]);
  });
});

describe('areas', () => {
  const fault = (...corners: number[][]) => {
    const checked = checkArea({ type: 'Polygon', coordinates: [corners as never] });
    return checked.ok ? null : checked.error.message;
  };
  test('ORD-26 a ring is closed, holds something, crosses neither itself nor the date line', () => {
    expect(checkArea({ center: [0, 0], radius: 1 }).ok).toBe(true);
    expect(fault([0, 0], [1, 0], [1, 1], [0, 0])).toBeNull();
    expect(fault([0, 0], [1, 0], [1, 1], [0, 1])).toContain('not closed');
    expect(fault([0, 0], [1, 0], [2, 0], [0, 0])).toContain('nothing');
    expect(fault([0, 0], [1, 1], [1, 0], [0, 2], [0, 0])).toContain('itself');
    expect(fault([179, 0], [-179, 0], [-179, 1], [179, 0])).toContain('date line');
  });
});
