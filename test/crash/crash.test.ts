import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchCrash } from '@attend/bench/crash';
import { expect, test } from 'vitest';

/** Five in `npm test`, fifty in `npm run soak`. */
const kills = Number(process.env.ATTEND_KILLS ?? 5);
/** Each waits for some hundred acknowledgements, and for a server that recovers. */
const limit = 60_000 + kills * 60_000;

test(
  `GTW-1 ${kills} kills of gateway and database under load: nothing acknowledged is lost, no alert is lost or doubled`,
  async () => {
    const told: string[] = [];
    const figures = await benchCrash({
      kills,
      devices: 12,
      bare: false,
      folder: tmpdir(),
      tell: (line) => told.push(line),
    });
    const folder = process.env.ATTEND_FIGURES;
    if (folder !== undefined) writeFileSync(join(folder, 'crash.json'), JSON.stringify(figures));
    expect(told).toHaveLength(kills);
    expect(figures.kills).toEqual({ gateway: Math.ceil(kills / 2), database: Math.floor(kills / 2) });
    // Without load, and without alerts, nothing could be lost.
    expect(figures.acknowledged).toBeGreaterThan(kills * 300);
    expect(figures.alerts).toBeGreaterThan(10);
    expect(figures).toMatchObject({
      readingsLost: 0,
      readingsDoubled: 0,
      alertsLost: 0,
      alertsDoubled: 0,
      alertsThatReplayDoesNotKnow: 0,
    });
  },
  limit,
);
