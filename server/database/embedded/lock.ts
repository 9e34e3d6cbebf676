import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseFailure, systemCode } from '../failure.ts';

/** The program that has a data folder's database open. `http` is null until its listeners accept. */
export type Owner = {
  readonly pid: number;
  readonly startedAt: string;
  readonly host: string;
  readonly program: string;
  readonly http: string | null;
};

export type OwnerLock = {
  readonly owner: () => Owner;
  readonly setHttp: (address: string) => void;
  readonly release: () => void;
};

/*
 * The lock is the kernel's (through SQLite's, which are POSIX locks on Linux and macOS): it ends with the process
 * that holds it, however that ends, so a killed owner leaves nothing to take over; and unlike a process id in a
 * file it holds between containers that share the folder. The file beside it only describes the owner.
 * Nothing else in this program may open the lock file: closing it anywhere in a process ends that process's locks.
 */
const lockName = 'owner.lock';
const noteName = 'owner.json';

const isBusy = (thrown: unknown): boolean =>
  thrown instanceof Error && 'errcode' in thrown && (thrown.errcode === 5 || thrown.errcode === 6);

function tryLock(folder: string, waitMs: number): DatabaseSync | null {
  const path = join(folder, lockName);
  makePrivate(path);
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: waitMs });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (thrown) {
    lock?.close();
    if (isBusy(thrown)) return null;
    throw new DatabaseFailure(
      'database-place',
      `${path} cannot be locked: ${thrown instanceof Error ? thrown.message : thrown}. The data folder has to stand on a ` +
        'local disk and belong to the user that runs this program.',
    );
  }
}

/** Nobody else may read it: a reader's lock, however short its right, would keep the owner out. */
function makePrivate(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (thrown) {
    if (systemCode(thrown) !== 'EEXIST') throw thrown;
  }
}

function readNote(files: string): Owner | null {
  try {
    return JSON.parse(readFileSync(join(files, noteName), 'utf8'));
  } catch {
    return null;
  }
}

/** Throws `database-in-use` with the owner's details. `home` is locked too: a copied data folder names the same one. */
export function takeLock(files: string, home: string): OwnerLock {
  const held: DatabaseSync[] = [];
  const release = (): void => {
    for (const lock of held.splice(0)) lock.close();
  };
  for (const folder of new Set([files, home])) {
    // Somebody who merely looks (readOwner) holds it for a moment; an owner holds it for good.
    const lock = tryLock(folder, 1_000);
    if (lock === null) {
      release();
      throw inUse(folder, readNote(files));
    }
    held.push(lock);
  }
  let owner: Owner = {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    host: hostname(),
    program: process.argv.slice(1, 3).join(' '),
    http: null,
  };
  const note = (): void => {
    const path = join(files, noteName);
    writeFileSync(`${path}.new`, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  note();
  return {
    owner: () => owner,
    setHttp: (http) => {
      owner = { ...owner, http };
      note();
    },
    release,
  };
}

function inUse(folder: string, owner: Owner | null): DatabaseFailure {
  const who = owner === null ? 'another process' : `process ${owner.pid} (since ${owner.startedAt})`;
  const where = owner?.http ? `; it answers on ${owner.http}` : '';
  return new DatabaseFailure('database-in-use', `The database in ${folder} is in use by ${who}${where}.`, {
    owner,
  });
}

/**
 * Who has this data folder's database open, or null when nobody has. Makes nothing and changes nothing. Command-line
 * tools ask before they open it themselves, and go through `http` when somebody answers there.
 */
export function readOwner(dataDir: string): Owner | null {
  const files = join(dataDir, 'database');
  const path = join(files, lockName);
  if (!existsSync(path)) return null;
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(path, { readOnly: true });
  } catch {
    throw new DatabaseFailure(
      'database-place',
      `The data folder ${dataDir} belongs to another user: run this as the user whose program uses it.`,
    );
  }
  try {
    lock.exec('BEGIN; SELECT count(*) FROM sqlite_schema; COMMIT');
    return null;
  } catch (thrown) {
    if (!isBusy(thrown)) throw thrown;
    const unknown = { pid: 0, startedAt: '', host: hostname(), program: '', http: null };
    return readNote(files) ?? unknown;
  } finally {
    lock.close();
  }
}
