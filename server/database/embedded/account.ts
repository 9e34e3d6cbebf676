import { execFileSync, spawnSync } from 'node:child_process';
import { DatabaseFailure } from '../failure.ts';

/** Who runs the server's processes. `dropped` when the program itself is root, which PostgreSQL refuses to be. */
export type Account = {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly dropped: boolean;
};

const ask = (...flags: string[]): string | null => {
  try {
    return execFileSync('id', flags, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
};

/**
 * The account for the server: this one, or for root the given owner of existing data, else `postgres`, else `nobody`.
 * The account must have a name: initdb and the server look themselves up and fail without one.
 */
export function chooseAccount(dataOwnerUid: number | null): Account {
  const uid = process.getuid?.() ?? 0;
  if (dataOwnerUid !== null && (dataOwnerUid === 0 || (uid !== 0 && uid !== dataOwnerUid)))
    throw new DatabaseFailure(
      'database-account',
      `The database's files belong to ${ask('-un', String(dataOwnerUid)) ?? `user id ${dataOwnerUid}`}. ` +
        (uid === 0 ? 'PostgreSQL cannot run as root: give' : 'Run as that user or as root, or give') +
        ' them (its folder "cluster" and all in it) to the user that runs it, with chown -R.',
    );
  if (uid !== 0) {
    const name = ask('-un');
    if (name === null)
      throw new DatabaseFailure(
        'database-account',
        `The user id ${uid} has no name on this machine (no passwd entry) and PostgreSQL needs one. ` +
          'Run as a user that has, or set DATABASE_URL.',
      );
    return { uid, gid: process.getgid?.() ?? 0, name, dropped: false };
  }
  const candidates = dataOwnerUid ? [String(dataOwnerUid)] : ['postgres', 'nobody'];
  for (const candidate of candidates) {
    const [id, group, name] = [ask('-u', candidate), ask('-g', candidate), ask('-un', candidate)];
    if (id !== null && group !== null && name !== null && id !== '0')
      return { uid: Number(id), gid: Number(group), name, dropped: true };
  }
  throw new DatabaseFailure(
    'database-account',
    dataOwnerUid
      ? `The database's files belong to user id ${dataOwnerUid}, which has no name on this machine. ` +
          'Give them to a user that has one (chown), or set DATABASE_URL.'
      : 'Running as root, and this machine has neither a user "postgres" nor "nobody" to run PostgreSQL as. ' +
          'Run as an ordinary user, or set DATABASE_URL.',
  );
}

/** For `spawn`: drops to the account where the program is root (libuv also drops the extra groups). */
export const asAccount = (account: Account): { uid?: number; gid?: number } =>
  account.dropped ? { uid: account.uid, gid: account.gid } : {};

/**
 * Whether the account may enter this folder and read it: tried, not computed from mode bits, which know
 * neither access lists nor what a container maps.
 */
export function canEnter(account: Account, folder: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -x .', 'sh', folder], {
    ...asAccount(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return tried.status === 0;
}
