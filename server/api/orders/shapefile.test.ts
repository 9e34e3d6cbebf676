import { shapefileLimits } from '@attend/casework';
import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { dbfOf, type Ring, shpOf, wgs84, zipOf } from '../testing/shapefiles.ts';
import { readShapefile } from './shapefile.ts';

/** Clockwise, as outlines run in this format. */
const box = (west: number, south: number, east: number, north: number): Ring => [
  ...([
    [west, south],
    [west, north],
    [east, north],
    [east, south],
  ] as const),
  [west, south],
];
const turned = (ring: Ring): Ring => ring.toReversed();
const school = box(-80.2, 25.7, -80.1, 25.8);
const yard = box(-80.17, 25.73, -80.16, 25.74);
const park = box(-80.4, 25.7, -80.3, 25.8);
const good = { 'a.shp': shpOf([[school]]), 'a.prj': wgs84 };
const faultsOf = (files: Readonly<{ [name: string]: string | Buffer }>, asked: string | null = null) =>
  readShapefile(zipOf(files), asked).faults;

test('ORD-29 polygons with holes and several parts are zones, named by the column that is chosen', () => {
  const zip = zipOf({
    'zones/A.SHP': shpOf([
      [school, turned(yard)],
      [school, park],
    ]),
    'zones/A.DBF': dbfOf(
      ['ID', 'Name', 'NOTE'],
      [
        ['1', 'The school', 'Lindgren Road'],
        ['2', 'Two parks', ''],
      ],
    ),
    'zones/A.PRJ': wgs84,
    '__MACOSX/zones/._A.shp': 'x',
  });
  const read = readShapefile(zip, null);
  expect(read).toEqual({
    faults: [],
    nameFields: ['ID', 'Name', 'NOTE'],
    nameField: 'Name',
    zones: [
      { name: 'The school', area: { type: 'Polygon', coordinates: [school, turned(yard)] } },
      { name: 'Two parks', area: { type: 'MultiPolygon', coordinates: [[school], [park]] } },
    ],
  });
  expect(readShapefile(zip, 'NOTE').zones.map(({ name }) => name)).toEqual(['Lindgren Road', null]);
  expect(readShapefile(zip, 'OWNER').faults).toMatchObject([
    { field: '.dbf', message: 'has no column OWNER' },
  ]);
});

test('ORD-29 without a table the zones are known by their number; letters are read as they are written', () => {
  expect(readShapefile(zipOf(good), null)).toMatchObject({
    faults: [],
    nameFields: [],
    zones: [{ name: null }],
  });
  const named = (encoding: 'utf8' | 'latin1', more: object = {}) =>
    readShapefile(zipOf({ ...good, 'a.dbf': dbfOf(['NAME'], [['Peñón']], encoding), ...more }), null).zones[0]
      ?.name;
  expect(named('utf8')).toBe('Peñón');
  expect(named('latin1')).toBe('Peñón');
  expect(named('utf8', { 'a.cpg': 'UTF-8' })).toBe('Peñón');
});

describe('coordinates', () => {
  const florida = `PROJCS["NAD_1983_StatePlane_Florida_East_FIPS_0901_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",656166.6666666665],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-81.0],PARAMETER["Scale_Factor",0.9999411764705882],PARAMETER["Latitude_Of_Origin",24.33333333333333],UNIT["Foot_US",0.3048006096012192]]`;
  const mercator = `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`;

  test.each([
    // The middle of Miami, to some hundred metres: the same place in two projections.
    ['state plane in feet', florida, [920_730.7, 524_314.5]],
    ['web mercator', mercator, [-8_927_344.5, 2_971_140.6]],
  ])('ORD-29 %s is told as WGS 84', (_, prj, [x = 0, y = 0]) => {
    const zip = zipOf({ 'a.shp': shpOf([[box(x, y, x + 500, y + 500)]]), 'a.prj': prj });
    const [zone] = readShapefile(zip, null).zones;
    const area = zone?.area;
    if (area === undefined || !('type' in area) || area.type !== 'Polygon') throw new Error('no polygon');
    const [lon, lat] = area.coordinates[0]?.[0] ?? [0, 0];
    expect(lon).toBeCloseTo(-80.1957, 2);
    expect(lat).toBeCloseTo(25.7743, 2);
    expect(proj4(prj, [lon, lat])[0]).toBeCloseTo(x, 1);
  });

  test.each([
    ['another datum', wgs84.replace('D_WGS_1984', 'D_North_American_1927'), /datum D_North_American_1927/],
    ['no datum', 'GEOGCS["x",UNIT["Degree",0.017]]', /no datum/],
    ['another meridian', wgs84.replace('"Greenwich",0.0', '"Paris",2.337229'), /Greenwich/],
    ['grades', wgs84.replace('"Degree"', '"Grad"'), /degrees/],
    ['no text of the kind', 'EPSG:4326', /GEOGCS or PROJCS/],
    ['a projection nobody knows', florida.replace('Transverse_Mercator', 'Attend_Odd'), /projection/],
  ])('ORD-29 %s is refused by the name of the .prj', (_, prj, message) => {
    expect(faultsOf({ ...good, 'a.prj': prj })).toMatchObject([
      { feature: 'file', field: '.prj', message: expect.stringMatching(message) },
    ]);
  });
});

describe('what a file says of itself', () => {
  const patched = (change: (shp: Buffer) => void, shp = shpOf([[school, park]])) => {
    change(shp);
    return { ...good, 'a.shp': shp };
  };

  test.each([
    ['no .prj', { 'a.shp': shpOf([[school]]) }, '.prj', /there is none/],
    ['no .shp', { 'a.prj': wgs84 }, '.shp', /there is none/],
    ['two of them', { ...good, 'b.shp': shpOf([[park]]) }, '.shp', /there are 2/],
    ['no shapefile', { ...good, 'a.shp': 'x'.repeat(200) }, '.shp', /no shapefile/],
    ['points', { ...good, 'a.shp': shpOf([], 1) }, '.shp', /no areas/],
    [
      'a record that is cut off',
      { ...good, 'a.shp': shpOf([[school]]).subarray(0, -8) },
      '.shp[1]',
      /cut off/,
    ],
    ['a length below nothing', patched((shp) => shp.writeInt32BE(-4, 104)), '.shp[1]', /cut off/],
    ['more corners than are there', patched((shp) => shp.writeInt32LE(1e6, 148)), '.shp[1]', /more corners/],
    ['parts out of order', patched((shp) => shp.writeInt32LE(0, 156)), '.shp[1]', /in order/],
    ['a part that begins behind the end', patched((shp) => shp.writeInt32LE(99, 156)), '.shp[1]', /in order/],
    ['another type', patched((shp) => shp.writeInt32LE(3, 108)), '.shp[1]', /another type/],
    ['no table', { ...good, 'a.dbf': 'x' }, '.dbf', /no table/],
  ])('ORD-29 %s is refused by the name of the part', (_, files, field, message) => {
    expect(faultsOf(files)).toMatchObject([
      { feature: 'file', field, message: expect.stringMatching(message) },
    ]);
  });

  test('ORD-29 a table of four thousand million rows is refused before it is read', () => {
    const dbf = dbfOf(['NAME'], [['x']]);
    dbf.writeUInt32LE(4_000_000_000, 4);
    expect(faultsOf({ ...good, 'a.dbf': dbf })).toMatchObject([
      { field: '.dbf', message: 'says that it has more rows than are there' },
    ]);
  });

  test('ORD-29 what unpacks to more than is read ends there, whatever its directory says', () => {
    const long = Buffer.alloc(shapefileLimits.bytes + 1);
    const zip = zipOf({ ...good, 'a.shp': long }, 100);
    expect(zip.length).toBeLessThan(20_000);
    expect(readShapefile(zip, null).faults).toMatchObject([
      { feature: 'file', field: '.shp', message: 'cannot be unpacked, or has more than 4,000,000 bytes' },
    ]);
    expect(faultsOf({ ...good, 'a.prj': wgs84.padEnd(9_000) })).toMatchObject([{ field: '.prj' }]);
  });

  test('ORD-29 more shapes and corners than are read are refused', () => {
    const shapes = Array.from({ length: shapefileLimits.shapes + 1 }, () => [school]);
    expect(faultsOf({ ...good, 'a.shp': shpOf(shapes) })[0]?.message).toBe('has more than 2000 shapes');
    const ring: Ring = Array.from({ length: 2_001 }, (_, at) => [at / 1e6, 0] as const);
    const many = shpOf(Array.from({ length: 25 }, () => [ring]));
    expect(faultsOf({ ...good, 'a.shp': many })[0]?.message).toBe('has more than 50,000 corners');
  });

  test('ORD-29 what is no zone is told by its name, and the rest is read', () => {
    const bowTie: Ring = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const files = {
      ...good,
      'a.shp': shpOf([[bowTie], [park]]),
      'a.dbf': dbfOf(['name'], [['Bow tie'], ['Park']]),
    };
    const read = readShapefile(zipOf(files), null);
    expect(read.zones.map(({ name }) => name)).toEqual(['Park']);
    expect(read.faults).toMatchObject([
      { feature: 'Bow tie', message: expect.stringMatching(/crosses itself/) },
    ]);
  });

  test('ORD-29 a hole outside of its outline is no zone, though it lies in the box around it', () => {
    const triangle: Ring = [
      [0, 0],
      [0, 10],
      [10, 0],
      [0, 0],
    ];
    const read = readShapefile(
      zipOf({ ...good, 'a.shp': shpOf([[triangle, turned(box(8, 8, 9, 9))]]) }),
      null,
    );
    expect(read).toMatchObject({
      zones: [],
      faults: [{ feature: '1', message: 'has a hole outside of its outline' }],
    });
  });

  test('ORD-29 any bytes give zones or faults, and nothing is thrown', () => {
    const zip = zipOf({ ...good, 'a.dbf': dbfOf(['NAME'], [['x']]) });
    for (let at = 0; at < zip.length; at += 1)
      for (const value of [0, 255]) {
        const broken = Buffer.from(zip);
        broken[at] = value;
        const { zones, faults } = readShapefile(broken, null);
        expect(zones.length + faults.length).toBeGreaterThan(0);
      }
    for (let length = 0; length < zip.length; length += 1)
      expect(readShapefile(zip.subarray(0, length), null).faults).toMatchObject([{ field: '.zip' }]);
  });
});
