import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CrashDevice, CrashLine } from './crash-devices.ts';
import { clusterOf } from './folder.ts';

/** What is killed: a server of devices that comes back on the same port, and the database server it writes to. */
export type Killed = {
  readonly port: number;
  /** Null while it starts again. */
  readonly serverPid: () => number | null;
  /** The run's own folder, whose embedded database is killed. */
  readonly dataDir: string;
};

export type KillLimit = { readonly most: number; readonly seconds: number };

export type KillRun = {
  readonly lines: readonly CrashLine[];
  readonly kills: { readonly gateway: number; readonly database: number };
  readonly acknowledged: number;
  readonly seconds: number;
};

/** Frames of a device on the way, and answers heard between two kills. */
const window = 4;
const acksBetweenKills = 400;

/** Kills by turns under load, then lets every device send and be answered to the same frame. */
export async function runKills(
  { port, serverPid, dataDir }: Killed,
  devices: readonly CrashDevice[],
  { most, seconds: within }: KillLimit,
  tell: (line: string) => void,
): Promise<KillRun> {
  let wake: (() => void) | null = null;
  const lines = devices.map((device) => new CrashLine(device, port, window, () => wake?.()));
  const total = (): number => lines.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) {
      await new Promise<void>((settle) => {
        wake = settle;
      });
    }
    wake = null;
  };
  const done = { gateway: 0, database: 0 };
  const began = performance.now();
  try {
    for (const line of lines) line.goTo(Number.MAX_SAFE_INTEGER);
    for (let kill = 0; kill < most && performance.now() - began < within * 1000; kill += 1) {
      const goal = total() + acksBetweenKills;
      await until(() => total() >= goal);
      const what = kill % 2 === 0 ? 'gateway' : 'database';
      const pid = what === 'gateway' ? serverPid() : databasePid(dataDir);
      // Answers were just heard, so both run: one that cannot be found would be a kill that did not happen.
      if (pid === null) throw new Error(`kill ${kill + 1}: no ${what} is running`);
      process.kill(pid, 'SIGKILL');
      done[what] += 1;
      tell(`kill ${kill + 1}: ${what} after ${total()} acknowledged`);
    }
    const goal = total() + acksBetweenKills;
    await until(() => total() >= goal);
    const seconds = (performance.now() - began) / 1000;
    const acknowledged = total();
    const last = Math.max(...lines.map((line) => line.acknowledged)) + 5;
    for (const line of lines) line.goTo(last);
    await until(() => lines.every((line) => line.acknowledged >= last));
    return { lines, kills: done, acknowledged, seconds };
  } finally {
    for (const line of lines) line.stop();
  }
}

/** The postmaster of the run's own embedded server, as its lock file names it. */
function databasePid(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}
