import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plane } from '../city/denver.ts';
import { randomFrom } from '../random.ts';
import { readTracksFolder } from '../tracks/folder.ts';
import type { TrackFix } from '../tracks/plt.ts';
import { type Measured, measureTracks } from './measure.ts';
import { measuredInReality } from './noise.ts';
import { createReceiver } from './receiver.ts';

/** Recordings as the real ones were made: a fix every 2 to 5 s, half of the time indoors and still, half walking. */
function simulateRecordings(seed: number, count: number): TrackFix[][] {
  return Array.from({ length: count }, (_, number) => {
    const random = randomFrom('recording', seed, number);
    const receiver = createReceiver(random);
    const fixes: TrackFix[] = [];
    let [time, x, y, east, north, until] = [0, 0, 0, 0, 0, 0];
    let indoors = random.chance(0.5);
    for (let step = 0; step < 1_400; step += 1) {
      const apart = random.chance(0.15) ? 2 : 5;
      time += apart;
      if (time > until) {
        indoors = !indoors;
        until = time + (indoors ? random.between(300, 3_000) : random.between(300, 1_500));
        const angle = random.between(0, 2 * Math.PI);
        [east, north] = indoors ? [0, 0] : [1.4 * Math.cos(angle), 1.4 * Math.sin(angle)];
      }
      x += east * apart;
      y += north * apart;
      const seen = receiver.observe(time, indoors ? 'indoors' : 'outdoors');
      if (seen === null) continue;
      fixes.push({
        time: time * 1_000,
        lat: plane.lat + (y + seen.north) / plane.perLat,
        lon: plane.lon + (x + seen.east) / plane.perLon,
        altitude: null,
      });
    }
    return fixes;
  });
}

type Figures = typeof measuredInReality;
/** How far a simulated figure may lie from the real one, as a factor; docs/simulator.md says why. */
const bounds: { readonly [Name in keyof Figures]: number } = {
  sigma: 1.35,
  radius: 1.35,
  alike: 1.6,
  lossesPerHour: 2.2,
  loss: Number.POSITIVE_INFINITY,
  spikesPerMillion: 3,
  jumpsPerMillion: 3,
};

const flat = (figures: Figures | Measured): Map<string, number> =>
  new Map(
    Object.entries(figures).flatMap(([name, value]) =>
      typeof value === 'number'
        ? [[name, value] as const]
        : Object.entries(value).map(([part, one]) => [`${name}.${part}`, Number(one)] as const),
    ),
  );

describe('receivers', () => {
  it('SIM-1 err as the real ones do, within the stated bounds', () => {
    const simulated = flat(measureTracks(simulateRecordings(5, 80)));
    for (const [name, real] of flat(measuredInReality)) {
      const bound = bounds[name.split('.')[0] as keyof Figures];
      const ratio = (simulated.get(name) ?? Number.NaN) / real;
      if (bound === Number.POSITIVE_INFINITY || name === 'alike.s60') continue;
      expect(ratio, `${name}: ${simulated.get(name)} beside ${real}`).toBeGreaterThan(1 / bound);
      expect(ratio, `${name}: ${simulated.get(name)} beside ${real}`).toBeLessThan(bound);
    }
  });

  it('SIM-1 forget: what they err by now says little of a minute later, and nothing of ten', () => {
    const { alike } = measureTracks(simulateRecordings(6, 40));
    expect(alike.s5).toBeGreaterThan(alike.s30);
    expect(alike.s60).toBeLessThan(0.5);
  });

  it('SIM-2 the same seed errs the same, another differently', () => {
    expect(simulateRecordings(1, 1)).toEqual(simulateRecordings(1, 1));
    expect(simulateRecordings(1, 1)).not.toEqual(simulateRecordings(2, 1));
  });

  const folder = fileURLToPath(new URL('../../../../shared/data/tracks', import.meta.url));
  const present = existsSync(folder);
  it.skipIf(!present)(
    `SIM-1 the stated figures are those of the real tracks${present ? '' : ' (SKIPPED: ../shared/data/tracks is not there)'}`,
    () => {
      const read = readTracksFolder(folder);
      if (!read.ok) throw new Error(read.error.message);
      const real = flat(measureTracks(read.value.flatMap(({ tracks }) => tracks)));
      for (const [name, stated] of flat(measuredInReality)) {
        expect((real.get(name) ?? Number.NaN) / stated, name).toBeCloseTo(1, 1);
      }
    },
  );
});
