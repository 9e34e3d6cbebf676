import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readlinkSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseFailure } from '../failure.ts';
import type { Place } from './place.ts';

/** How long an earlier server may take to write its last checkpoint before it is told to stop at once. */
const patienceMs = 60_000;

type Standing = 'ours' | 'other' | 'gone';

/** What process `pid` is to this cluster. A zombie is gone, though signals to it still "succeed". */
function standingOf(pid: number, cluster: string): Standing {
  if (process.platform === 'linux') {
    try {
      // "pid (name) state …"; the name may hold blanks and brackets.
      const state = /^.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
      if (state === 'Z' || state === 'X') return 'gone';
      // The postmaster's working folder is its data folder. Unreadable: another user's, so not ours.
      return readlinkSync(`/proc/${pid}/cwd`) === cluster ? 'ours' : 'other';
    } catch {
      return isAlive(pid) ? 'other' : 'gone';
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'state=,command=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    if (line === '' || line.startsWith('Z')) return 'gone';
    return line.includes(cluster) ? 'ours' : 'other';
  } catch {
    return 'gone';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** The lines of postmaster.pid (first: process; eighth: status), or null. */
export function readPostmaster(cluster: string): string[] | null {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
}

/**
 * Ends a server that an earlier program left behind on this cluster, and makes its lock files harmless. Call only while
 * holding the owner's lock: with it, whatever still runs here has no owner.
 */
export async function stopLeftover(place: Place): Promise<void> {
  const lines = readPostmaster(place.cluster);
  if (lines === null) return;
  const pid = Number.parseInt(lines[0] ?? '', 10);
  let signal: NodeJS.Signals | null = 'SIGINT';
  const began = performance.now();
  while (pid > 1 && standingOf(pid, place.cluster) === 'ours') {
    const waited = performance.now() - began;
    if (signal !== null) send(pid, signal);
    // Not yet stopped after the patience: at once, which loses nothing but needs a recovery at the next start.
    signal = waited > patienceMs ? 'SIGQUIT' : null;
    if (waited > patienceMs * 2)
      throw new DatabaseFailure(
        'database-start',
        `An earlier server (process ${pid}) does not stop. End it by hand.`,
      );
    await new Promise((wake) => setTimeout(wake, 20));
  }
  if (readPostmaster(place.cluster) !== null) disownLock(place.cluster);
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(place.socket, name), { force: true });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}

/**
 * PostgreSQL refuses to start where the process in postmaster.pid is alive, also when that number belongs to something
 * else by now or to a zombie. Removing the file would lose its check for backends that outlive their server; a file
 * that names the new server's own parent counts as stale and keeps that check.
 */
function disownLock(cluster: string): void {
  const path = join(cluster, 'postmaster.pid');
  const rest = readFileSync(path, 'utf8').split('\n').slice(1);
  // Never through a link: the folder belongs to the server's account, this program may be root.
  const file = openSync(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  writeSync(file, [String(process.pid), ...rest].join('\n'));
  closeSync(file);
}
