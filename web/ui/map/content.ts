import type { Area, Position } from '@attend/kernel';
import { areaRings, circleRing } from './geometry.ts';

/** What a map or a sketch shows; both draw the same. Pure. */
export type MapZone = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'exclusion-zone' | 'inclusion-zone' | 'curfew';
  readonly area: Area;
};
export type MapFix = {
  readonly time: string;
  readonly lat: number;
  readonly lon: number;
  /** Radius in metres that holds the true place with 95 % probability; null: not known. */
  readonly accuracy: number | null;
  readonly tone: 'evidence' | 'plain' | 'doubtful';
  /** Shown beside the fix. */
  readonly label?: string;
};
export type MapGap = { readonly from: string; readonly to: string };
export type MapContent = {
  readonly zones: readonly MapZone[];
  /** In order of time. */
  readonly fixes: readonly MapFix[];
  /** No line is drawn over a gap: nobody knows which way was taken. */
  readonly gaps: readonly MapGap[];
  /** Which fix is pointed at, by its place in `fixes`. */
  readonly focus: number | null;
};

/** Runs of fixes between which the way was observed: a gap, or a doubtful fix, ends a run. */
export function tracks(fixes: readonly MapFix[], gaps: readonly MapGap[]): readonly (readonly number[])[] {
  const spans = gaps.map((gap) => [Date.parse(gap.from), Date.parse(gap.to)] as const);
  const runs: number[][] = [];
  let run: number[] = [];
  let last: number | null = null;
  for (const [index, fix] of fixes.entries()) {
    if (fix.tone === 'doubtful') continue;
    const at = Date.parse(fix.time);
    const before = last;
    const broken = before !== null && spans.some(([from, to]) => from < at && to > before);
    if (broken) {
      runs.push(run);
      run = [];
    }
    run.push(index);
    last = at;
  }
  runs.push(run);
  return runs.filter((each) => each.length > 0);
}

export type Box = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/**
 * The fixes with the zones that lie about them, or all zones where there is no fix; at least 200 m wide, so that one fix is
 * no street corner; null where there is nothing. A zone far from every fix, or a county about all of them, would make a
 * city of a street. Where fixes are evidence they alone are framed, so that they can be told apart; the way there lies beside the frame.
 */
export function boxOf(content: Pick<MapContent, 'zones' | 'fixes'>): Box | null {
  const all = boxAround(content.fixes);
  const framed = boxAround(content.fixes.filter((fix) => fix.tone === 'evidence')) ?? all;
  const zones = content.zones.flatMap((zone) => around(areaRings(zone.area).flat()) ?? []);
  const shown = all === null ? zones : zones.filter((zone) => isNear(zone, all) && !isAllAround(zone, all));
  return around([...(framed === null ? [] : [framed]), ...shown].flatMap(cornersOf));
}

const boxAround = (fixes: readonly MapFix[]): Box | null =>
  around(fixes.flatMap((fix) => circleRing([fix.lon, fix.lat], Math.max(100, fix.accuracy ?? 0), 8)));

/** A sign on the map that the legend explains. */
export type MapSign = MapFix['tone'] | 'plain-without-circle' | MapZone['kind'] | 'gap';

/** Which signs stand on the map, in the legend's order. */
export function signsOf(content: MapContent): readonly MapSign[] {
  const tones = new Set(content.fixes.map((fix) => fix.tone));
  const kinds = new Set(content.zones.map((zone) => zone.kind));
  const circles = content.fixes.some((fix) => fix.accuracy !== null);
  const signs: readonly (readonly [MapSign, boolean])[] = [
    ['evidence', tones.has('evidence')],
    [circles ? 'plain' : 'plain-without-circle', tones.has('plain')],
    ['doubtful', tones.has('doubtful')],
    ['gap', tracks(content.fixes, content.gaps).length > 1],
    ['exclusion-zone', kinds.has('exclusion-zone')],
    ['inclusion-zone', kinds.has('inclusion-zone')],
    ['curfew', kinds.has('curfew')],
  ];
  return signs.flatMap(([sign, stands]) => (stands ? [sign] : []));
}

/** Where a zone's name stands: over the middle of its northern edge, so that it covers no fix within. */
export function namePlace(area: Area): Position | null {
  const box = around(areaRings(area).flat());
  return box === null ? null : [(box.west + box.east) / 2, box.north];
}

const cornersOf = (box: Box): Position[] => [
  [box.west, box.south],
  [box.east, box.north],
];

/** So wide about the box that its edge says nothing there: three times its size. */
const isAllAround = (zone: Box, box: Box): boolean =>
  zone.west < box.west &&
  zone.east > box.east &&
  zone.south < box.south &&
  zone.north > box.north &&
  zone.east - zone.west > 3 * Math.max(0.01, box.east - box.west);

/** Within a box's own size of it, or a kilometre. */
function isNear(zone: Box, box: Box): boolean {
  const reach = Math.max(0.01, box.east - box.west, box.north - box.south);
  return (
    zone.west < box.east + reach &&
    zone.east > box.west - reach &&
    zone.south < box.north + reach &&
    zone.north > box.south - reach
  );
}

function around(points: readonly Position[]): Box | null {
  if (points.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}
