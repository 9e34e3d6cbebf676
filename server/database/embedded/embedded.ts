import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionSettings } from '../settings.ts';
import { derivePassword, sessionOptions } from '../settings.ts';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { prepareCluster, superuser } from './cluster.ts';
import { stopLeftover } from './leftover.ts';
import { takeLock } from './lock.ts';
import { keepLogBounded } from './log.ts';
import {
  chooseHome,
  dataOwner,
  makeSocketFolder,
  openFiles,
  type Place,
  reachableBinaries,
} from './place.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';

/** `restarting` while a server that ended by itself is started again. */
export type ServerState = 'ready' | 'restarting' | 'stopped';

export type EmbeddedServer = {
  readonly place: Place;
  readonly account: string;
  readonly secret: string;
  readonly state: () => ServerState;
  readonly pid: () => number;
  /** The superuser's settings for one of the server's databases. */
  readonly administrator: (database: string) => ConnectionSettings;
  readonly setHttp: (address: string) => void;
  readonly stop: () => Promise<void>;
};

/** What the launcher tells about the server's life; no personal data in it. */
export type ServerEvent = {
  readonly what: 'ended' | 'restarted' | 'restart-failed';
  readonly detail: string;
};

/** How long to wait before the next try to start a server that ended by itself. */
const restartDelaysMs = [0, 100, 500, 2_000, 5_000];

/**
 * Starts the PostgreSQL server that belongs to a data folder and keeps it running until `stop`. Ends with the program,
 * however that ends. Throws DatabaseFailure.
 */
export async function startEmbedded(
  dataDir: string,
  tell: (event: ServerEvent) => void,
): Promise<EmbeddedServer> {
  const files = openFiles(dataDir);
  const native = findBinaries();
  const account = chooseAccount(dataOwner(files));
  const home = chooseHome(files, account);
  const lock = takeLock(files, home);
  try {
    const place: Place = {
      files,
      home,
      cluster: join(home, 'cluster'),
      socket: makeSocketFolder(home, account),
    };
    const binaries = reachableBinaries(native, account);
    await stopLeftover(place);
    const secret = await prepareCluster(binaries, place, account);
    const unbound = keepLogBounded(files);
    const start = (): Promise<Postmaster> => startPostmaster(binaries, place, account);
    const kept = await keepRunning(start, tell);
    return {
      place,
      account: account.name,
      secret,
      state: kept.state,
      pid: kept.pid,
      administrator: (database) => ({
        host: place.socket,
        port: 5432,
        database,
        user: superuser,
        password: derivePassword(secret, superuser),
        options: sessionOptions,
      }),
      setHttp: lock.setHttp,
      stop: async () => {
        await kept.stop();
        unbound();
        // Made again at each start; in the system's own folder nobody else would ever clear it away.
        rmSync(place.socket, { recursive: true, force: true });
        lock.release();
      },
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** Starts again a server that ends without being asked to (killed, out of memory), at growing intervals. */
async function keepRunning(start: () => Promise<Postmaster>, tell: (event: ServerEvent) => void) {
  let server = await start();
  let state: ServerState = 'ready';
  let restarting: Promise<void> = Promise.resolve();
  const asked = new AbortController();
  const watch = (): void => {
    void server.ended.then(() => {
      if (asked.signal.aborted) return;
      tell({ what: 'ended', detail: `process ${server.pid}` });
      state = 'restarting';
      restarting = restart();
    });
  };
  const restart = async (): Promise<void> => {
    for (let attempt = 0; !asked.signal.aborted; attempt += 1) {
      await pause(restartDelaysMs[Math.min(attempt, restartDelaysMs.length - 1)] ?? 0, asked.signal);
      if (asked.signal.aborted) return;
      try {
        server = await start();
        state = 'ready';
        tell({ what: 'restarted', detail: `process ${server.pid}` });
        watch();
        return;
      } catch (thrown) {
        tell({ what: 'restart-failed', detail: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    }
  };
  watch();
  return {
    state: () => state,
    pid: () => server.pid,
    stop: async () => {
      asked.abort();
      await restarting;
      await server.stop();
      state = 'stopped';
    },
  };
}

function pause(ms: number, ended: AbortSignal): Promise<void> {
  if (ms === 0 || ended.aborted) return Promise.resolve();
  return new Promise((settle) => {
    const timer = setTimeout(settle, ms);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
      settle();
    });
  });
}
