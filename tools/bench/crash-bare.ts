import type { ChildProcess } from 'node:child_process';
import { laipac } from '@attend/protocols/laipac/codec';
import type { Database } from '@attend/server/database/open';
import pg from 'pg';
import { prepareBareLane } from './bare-lane.ts';
import { endBare, forkBare, launchBare } from './bare-lanes.ts';
import type { CrashDevice } from './crash-devices.ts';
import { type KillLimit, type KillRun, runKills } from './crash-kills.ts';

export type BareCrash = {
  readonly acknowledged: number;
  readonly acknowledgedPerSecond: number;
  /** By the ledger: its four writers answer out of order, so an answer may have been meant for a later frame. */
  readonly readingsLost: number;
  /** It knows no resends: what was committed and not answered when it was killed is there twice. */
  readonly readingsDoubled: number;
};

const batch = 500;
const pause = 50;

/** The bare lane killed in the same way: it comes back at once, with nothing to load. */
export async function crashBare(
  database: Database,
  dataDir: string,
  devices: readonly CrashDevice[],
  limit: KillLimit,
): Promise<BareCrash> {
  await prepareBareLane(database.owner);
  let child: ChildProcess | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  const launch = async (port: number): Promise<number> => {
    const fresh = forkBare();
    const opened = await launchBare(fresh, { settings: database.owner, batch, port, sharePort: false });
    child = fresh;
    fresh.once('exit', () => {
      child = null;
      again(opened);
    });
    return opened;
  };
  // Without a database it does not come up, and is tried again.
  const again = (port: number): void => {
    if (stopped) return;
    timer = setTimeout(() => void launch(port).catch(() => again(port)), pause);
  };
  const port = await launch(0);
  try {
    const run = await runKills(
      { port, serverPid: () => child?.pid ?? null, dataDir },
      devices,
      limit,
      () => undefined,
    );
    return {
      ...(await count(database, devices, run)),
      acknowledgedPerSecond: run.acknowledged / run.seconds,
    };
  } finally {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    if (child !== null) await endBare(child);
  }
}

async function count(
  database: Database,
  devices: readonly CrashDevice[],
  { lines }: KillRun,
): Promise<Omit<BareCrash, 'acknowledgedPerSecond'>> {
  const client = new pg.Client(database.owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ key: string; times: number }>(
      `select device || ' ' || at::bigint as key, count(*)::integer as times from attend_bench.bare group by 1`,
    );
    const times = new Map(rows.map((row) => [row.key, row.times]));
    const found = { acknowledged: 0, readingsLost: 0, readingsDoubled: 0 };
    for (const [index, device] of devices.entries()) {
      const acknowledged = lines[index]?.acknowledged ?? 0;
      found.acknowledged += acknowledged;
      for (let n = 0; n < acknowledged; n += 1) {
        const reading = laipac.receive(laipac.start(), device.frame(n)).frames[0]?.readings[0];
        const there = times.get(`${device.identifier} ${reading?.time}`) ?? 0;
        if (there === 0) found.readingsLost += 1;
        if (there > 1) found.readingsDoubled += 1;
      }
    }
    return found;
  } finally {
    await client.end();
  }
}
