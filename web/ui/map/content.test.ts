import { expect, it } from 'vitest';
import { boxOf, type MapFix, namePlace, signsOf, tracks } from './content.ts';
import { circleRing, metresPerWorld, project, roundLength } from './geometry.ts';

const fix = (minute: number, tone: MapFix['tone'] = 'plain'): MapFix => ({
  time: `2026-03-01T12:${String(minute).padStart(2, '0')}:00Z`,
  lat: 25.7 + minute / 1000,
  lon: -80.2,
  accuracy: 10,
  tone,
});
const gap = (from: number, to: number) => ({ from: fix(from).time, to: fix(to).time });

it('draws no line over a gap', () => {
  expect(tracks([fix(0), fix(1), fix(20), fix(21)], [gap(1, 20)])).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

it('draws no line to a doubtful fix, and goes on behind it', () => {
  expect(tracks([fix(0), fix(1, 'doubtful'), fix(2)], [])).toEqual([[0, 2]]);
});

it('keeps a gap that a doubtful fix lies in', () => {
  expect(tracks([fix(0), fix(10, 'doubtful'), fix(20)], [gap(0, 20)])).toEqual([[0], [2]]);
  expect(tracks([], [])).toEqual([]);
});

it('frames zones and fixes with their accuracy, and is never smaller than 200 m', () => {
  const box = boxOf({ zones: [], fixes: [fix(0)] });
  expect(box).not.toBeNull();
  if (!box) return;
  expect((box.north - box.south) * 111_319).toBeCloseTo(200, 0);
  const wide = boxOf({
    zones: [{ id: 'z', name: 'z', kind: 'curfew', area: { center: [-80.2, 25.7], radius: 3000 } }],
    fixes: [],
  });
  expect(((wide?.north ?? 0) - (wide?.south ?? 0)) * 111_319).toBeCloseTo(6000, 0);
  expect(boxOf({ zones: [], fixes: [] })).toBeNull();
});

it('leaves a zone far from every fix out of the frame, and keeps one beside them', () => {
  const zone = (lon: number) => ({
    id: 'z',
    name: 'z',
    kind: 'curfew' as const,
    area: { center: [lon, 25.7] as const, radius: 100 },
  });
  const fixes = [fix(0)];
  expect(boxOf({ zones: [zone(-80.4)], fixes })?.west).toBeGreaterThan(-80.21);
  expect(boxOf({ zones: [zone(-80.205)], fixes })?.west).toBeLessThan(-80.204);
});

it('frames the fixes that are evidence, and leaves the way there beside the frame', () => {
  const way = [fix(0), fix(10), fix(20, 'evidence'), fix(21, 'evidence')];
  expect(boxOf({ zones: [], fixes: way })?.south).toBeGreaterThan(25.718);
  expect(boxOf({ zones: [], fixes: [fix(0), fix(20)] })?.south).toBeLessThan(25.7);
});

it('frames no zone that lies wide about all fixes, and one that lies close about them', () => {
  const zone = (radius: number) => ({
    id: 'z',
    name: 'z',
    kind: 'inclusion-zone' as const,
    area: { center: [-80.2, 25.7] as const, radius },
  });
  const fixes = [fix(0)];
  expect(boxOf({ zones: [zone(9_000)], fixes })).toEqual(boxOf({ zones: [], fixes }));
  expect(boxOf({ zones: [zone(300)], fixes })?.west).toBeLessThan(-80.2025);
});

it('writes a zone’s name over its northern edge', () => {
  const [lon, lat] = namePlace({ center: [-80.2, 25.7], radius: 1_000 }) ?? [];
  expect(lon).toBeCloseTo(-80.2, 6);
  expect(lat).toBeCloseTo(25.7 + 1_000 / 111_319.49, 6);
});

it('explains the signs that stand on the map, and no others', () => {
  const none = { zones: [], gaps: [], focus: null };
  expect(signsOf({ ...none, fixes: [fix(0), fix(1, 'evidence')] })).toEqual(['evidence', 'plain']);
  expect(signsOf({ ...none, fixes: [{ ...fix(0), accuracy: null }] })).toEqual(['plain-without-circle']);
  expect(signsOf({ ...none, fixes: [fix(0), fix(20)], gaps: [gap(1, 19)] })).toEqual(['plain', 'gap']);
  expect(signsOf({ ...none, fixes: [] })).toEqual([]);
});

it('makes circles round on the ground, closed, and in projection', () => {
  const ring = circleRing([-80.2, 60], 500);
  expect(ring[0]).toEqual(ring.at(-1));
  const [cx, cy] = project([-80.2, 60]);
  for (const point of ring) {
    const [x, y] = project(point);
    expect(Math.hypot(x - cx, y - cy) * metresPerWorld(60)).toBeGreaterThan(490);
    expect(Math.hypot(x - cx, y - cy) * metresPerWorld(60)).toBeLessThan(510);
  }
});

it.each([
  [730, 500],
  [199, 100],
  [2_500, 2_000],
  [1, 1],
])('rounds %d m down to %d m', (from, to) => expect(roundLength(from)).toBe(to));
