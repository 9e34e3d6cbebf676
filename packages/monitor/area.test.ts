import { type Area, compileArea, distanceBetween, marginIn, type Position } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { at, condition, fix, type Line, minutes, reading, replayCase, toldOf } from './test/build.ts';

/**
 * Geodesics of the WGS 84 ellipsoid (C. F. F. Karney, Algorithms for geodesics, 2013; computed with geographiclib 2.1): from a
 * place, so many metres towards north, north-east, east and south-west.
 */
const geodesics: readonly [string, Position, metres: number, readonly Position[]][] = [
  [
    'Miami',
    [-80.19, 25.77],
    300,
    [
      [-80.19, 25.772708],
      [-80.187885, 25.771915],
      [-80.187009, 25.77],
      [-80.192115, 25.768085],
    ],
  ],
  [
    'Miami',
    [-80.19, 25.77],
    5_000,
    [
      [-80.19, 25.815133],
      [-80.154745, 25.801909],
      [-80.140155, 25.769991],
      [-80.225236, 25.738082],
    ],
  ],
  [
    'Miami',
    [-80.19, 25.77],
    50_000,
    [
      [-80.19, 26.221313],
      [-79.836598, 26.0887],
      [-79.691557, 25.769147],
      [-80.541517, 25.450433],
    ],
  ],
  [
    'the equator',
    [10, 0],
    300,
    [
      [10, 0.002713],
      [10.001906, 0.001918],
      [10.002695, 0],
      [9.998094, -0.001918],
    ],
  ],
  [
    'the equator',
    [10, 0],
    50_000,
    [
      [10, 0.452185],
      [10.317606, 0.319741],
      [10.449158, 0],
      [9.682394, -0.319741],
    ],
  ],
  [
    'Anchorage',
    [-149.9, 61.2],
    300,
    [
      [-149.9, 61.202692],
      [-149.896054, 61.201904],
      [-149.89442, 61.2],
      [-149.903945, 61.198096],
    ],
  ],
  [
    'Anchorage',
    [-149.9, 61.2],
    50_000,
    [
      [-149.9, 61.648687],
      [-149.235769, 61.51566],
      [-148.970123, 61.196809],
      [-150.551004, 60.881134],
    ],
  ],
  [
    'Fiji, on the date line',
    [179.99, -17.8],
    5_000,
    [
      [179.99, -17.754824],
      [-179.976659, -17.768053],
      [-179.962841, -17.799994],
      [179.956647, -17.831941],
    ],
  ],
  [
    'Fiji, on the date line',
    [179.99, -17.8],
    50_000,
    [
      [179.99, -17.348229],
      [-179.677123, -17.48027],
      [-179.538408, -17.799432],
      [179.655936, -18.119151],
    ],
  ],
  [
    'Tromsø',
    [18.96, 69.65],
    5_000,
    [
      [18.96, 69.69482],
      [19.051196, 69.681669],
      [19.088779, 69.649953],
      [18.869075, 69.618284],
    ],
  ],
];

describe('distances', () => {
  test.each(geodesics)('MON-26 %s, %j: %d m to half a per cent', (_name, from, metres, places) => {
    // Six decimals of a degree are a tenth of a metre.
    const off = metres * 0.005 + 0.15;
    for (const radius of [metres / 2, metres * 2]) {
      const zone = compileArea({ center: from, radius });
      for (const [lon, lat] of places)
        expect(Math.abs(radius - marginIn(zone, lat, lon) - metres)).toBeLessThan(off);
    }
    for (const [lon, lat] of places) {
      expect(Math.abs(distanceBetween(from[1], from[0], lat, lon) - metres)).toBeLessThan(off);
      expect(distanceBetween(lat, lon, from[1], from[0])).toBeCloseTo(
        distanceBetween(from[1], from[0], lat, lon),
        3,
      );
    }
  });
});

/** A rectangle: west, south, east, north. */
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
/** A thousandth of a degree of latitude is 110.8 m here, one of longitude 100.3 m. */
const square = box(-80.2, 25.76, -80.18, 25.78);
const hole = box(-80.195, 25.765, -80.185, 25.775);

describe('areas', () => {
  const plain: Area = { type: 'Polygon', coordinates: [square] };
  const holed: Area = { type: 'Polygon', coordinates: [square, hole] };
  const several: Area = {
    type: 'MultiPolygon',
    coordinates: [[box(-80.1, 25.76, -80.08, 25.78)], [square, hole]],
  };
  const fiji: Area = { type: 'Polygon', coordinates: [box(179.99, -17.81, -179.99, -17.79)] };
  /** Cut along the date line, as RFC 7946 (3.1.9) has it. */
  const cut: Area = {
    type: 'MultiPolygon',
    coordinates: [[box(179.99, -17.81, 180, -17.79)], [box(-180, -17.81, -179.99, -17.79)]],
  };

  test.each<[string, Area, Position, metres: number]>([
    ['inside', plain, [-80.199, 25.77], 100.3],
    ['outside', plain, [-80.201, 25.77], -100.3],
    ['beyond a corner', plain, [-80.201, 25.759], -149.5],
    ['in a hole, which is outside', holed, [-80.194, 25.77], -100.3],
    ['between hole and edge: the nearer of both', holed, [-80.196, 25.77], 100.3],
    ['in the second of several', several, [-80.196, 25.77], 100.3],
    ['in the hole of the second', several, [-80.194, 25.77], -100.3],
    ['in the first of several', several, [-80.081, 25.77], 100.3],
    ['between them: to the nearer', several, [-80.101, 25.77], -100.3],
    ['east of the date line', fiji, [-179.991, -17.8], 106],
    ['west of it', fiji, [179.991, -17.8], 106],
    ['on it', fiji, [180, -17.8], 1_060],
    ['beyond the edge that lies east of it', fiji, [-179.989, -17.8], -106],
    ['on the other side of the world', fiji, [0, -17.8], Number.NEGATIVE_INFINITY],
    ['cut along it, to the east', cut, [-179.991, -17.8], 106],
    ['cut along it, beyond the west', cut, [179.989, -17.8], -106],
  ])('MON-26 %s', (_name, area, [lon, lat], metres) => {
    const margin = marginIn(compileArea(area), lat, lon);
    if (Number.isFinite(metres))
      expect(Math.abs(margin - metres)).toBeLessThan(Math.abs(metres) * 0.005 + 0.5);
    else expect(margin).toBeLessThan(-1_000_000);
  });

  test.each<[string, Area, Position, entered: boolean]>([
    ['a hole of a zone has not been entered', holed, [-80.19, 25.77], false],
    ['what lies around it has', holed, [-80.198, 25.77], true],
    ['one of several', several, [-80.09, 25.77], true],
    ['across the date line, from the other side', fiji, [-179.995, -17.8], true],
    ['the same, cut along it', cut, [-179.995, -17.8], true],
    ['on the other side of the world', fiji, [0.005, -17.8], false],
  ])('MON-26 %s', (_name, area, [lon, lat], isEntered) => {
    const lines = Array.from(
      { length: 3 },
      (_, index): Line => reading(at('12:00') + minutes(index), { fix: fix({ lat, lon }) }),
    );
    const found = replayCase({ conditions: [condition('exclusion-zone', { area })] }, lines);
    expect(toldOf('exclusion-zone-entered', found)).toEqual(isEntered ? ['x1 12:00-…'] : []);
  });
});
