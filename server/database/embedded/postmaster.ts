import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseFailure } from '../failure.ts';
import { type Account, asAccount } from './account.ts';
import { diskOrStart, runProgram } from './cluster.ts';
import { writeConfiguration } from './configuration.ts';
import { endWithParent, kernelEndsChildren, watchScript } from './death.ts';
import { readPostmaster, stopLeftover } from './leftover.ts';
import { logSize, openLog, readLogFrom } from './log.ts';
import type { Place } from './place.ts';

/** One running server. `ended` settles when its process ends, whoever ended it. */
export type Postmaster = {
  readonly pid: number;
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A start after a crash first replays up to max_wal_size of WAL. */
const startPatienceMs = 600_000;
/** Backends of a killed server notice its end within moments, unless they sit in a long calculation. */
const backendPatienceMs = 30_000;
const stopPatienceMs = 60_000;

const wake = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

/** One setting as the server would see it, without starting it; null where the value is not known to these binaries. */
async function showSetting(
  postgres: string,
  place: Place,
  account: Account,
  setting: string,
): Promise<string | null> {
  const [name = '', forced] = setting.split('=');
  const parameters = ['-C', name, ...(forced === undefined ? [] : ['-c', setting])];
  const run = await runProgram(postgres, [...parameters, ...configurationOf(place)], account);
  // Warnings may stand before the value.
  return run.code === 0 ? (run.output.split('\n').at(-1) ?? null) : null;
}

const configurationOf = (place: Place): string[] => [
  ...['-D', place.cluster, '-c', `config_file=${join(place.home, 'attend.conf')}`],
  ...['-c', `hba_file=${join(place.home, 'access.conf')}`],
];

async function configure(postgres: string, place: Place, account: Account): Promise<void> {
  writeConfiguration(place.home, { socket: place.socket, walCompression: 'off' });
  const [lz4, fsync, fullPages] = await Promise.all([
    showSetting(postgres, place, account, 'wal_compression=lz4'),
    showSetting(postgres, place, account, 'fsync'),
    showSetting(postgres, place, account, 'full_page_writes'),
  ]);
  // Before the start: its recovery already relies on them.
  for (const [name, value] of Object.entries({ fsync, full_page_writes: fullPages }))
    if (value === 'off')
      throw new DatabaseFailure(
        'database-not-durable',
        `${name} is off in local.conf or postgresql.auto.conf of ${place.home}: a power cut could lose acknowledged ` +
          'data or the whole database. Attend does not start so; remove the line.',
      );
  // pglz, the method that every build has, changed neither rate nor WAL of 500-row commits here (49 and 52 k rows/s,
  // 373 KB each): their content is encrypted and does not compress.
  if (lz4 !== null) writeConfiguration(place.home, { socket: place.socket, walCompression: 'lz4' });
}

/** Starts the server and resolves once it accepts connections. Call while holding the owner's lock. */
export async function startPostmaster(binaries: string, place: Place, account: Account): Promise<Postmaster> {
  const postgres = join(binaries, 'bin', 'postgres');
  await stopLeftover(place);
  await configure(postgres, place, account);
  const began = performance.now();
  for (;;) {
    const logFrom = logSize(place.files);
    const started = await tryStart(postgres, place, account);
    if (started !== null) return started;
    const said = readLogFrom(place.files, logFrom);
    const waiting = /pre-existing shared memory block|lock file ".*" already exists/.test(said);
    if (!waiting || performance.now() - began > backendPatienceMs)
      throw diskOrStart('PostgreSQL did not start', place.cluster, said);
    await wake(100);
    await stopLeftover(place);
  }
}

async function tryStart(postgres: string, place: Place, account: Account): Promise<Postmaster | null> {
  const log = openLog(place.files);
  const [command, ...parameters] = endWithParent('INT', [postgres, ...configurationOf(place)]);
  const child = spawn(command, parameters, {
    ...asAccount(account),
    cwd: '/',
    // A session of its own: Ctrl-C in the terminal is for the program, which stops the server last.
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
  const pid = child.pid;
  if (pid === undefined) return null;
  const stopWatching = kernelEndsChildren ? () => {} : watchParent(pid, account);
  void ended.then(stopWatching);
  const stop = (): Promise<void> => stopChild(child, ended);
  const began = performance.now();
  while (child.exitCode === null && child.signalCode === null) {
    const lines = readPostmaster(place.cluster);
    if (lines?.[0] === String(pid) && lines[7]?.trim() === 'ready') {
      child.unref(); // The program decides how long it runs, not its database.
      return { pid, ended, stop };
    }
    if (performance.now() - began > startPatienceMs) {
      await stop();
      return null;
    }
    await Promise.race([wake(15), ended]);
  }
  return null;
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.ref();
  child.kill('SIGINT'); // Fast: open transactions are rolled back, a checkpoint is written.
  const late = setTimeout(() => child.kill('SIGQUIT'), stopPatienceMs);
  await ended;
  clearTimeout(late);
}

function watchParent(pid: number, account: Account): () => void {
  const watcher = spawn('/bin/sh', ['-c', watchScript, 'sh', String(pid)], {
    ...asAccount(account),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  return () => {
    watcher.kill('SIGKILL');
  };
}
