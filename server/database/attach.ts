import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chooseAccount } from './embedded/account.ts';
import { superuser } from './embedded/cluster.ts';
import { readOwner } from './embedded/lock.ts';
import { dataOwner, makeSocketFolder, openFiles, rememberedHome } from './embedded/place.ts';
import { DatabaseFailure } from './failure.ts';
import { isUpToDate } from './migrations.ts';
import { openDatabase } from './open.ts';
import { withClient } from './provision.ts';
import { derivePassword, deriveRoles, type RoleSettings, sessionOptions } from './settings.ts';

/** A database for one command: opened here, or another program's that has it open. `close` leaves the latter alone. */
export type Borrowed = RoleSettings & {
  readonly opened: boolean;
  readonly close: () => Promise<void>;
};

/** A server may still be starting, or migrating what an earlier version wrote; another command may be at work. */
const patience = 60_000;
const interval = 250;

/**
 * The database of a data folder whether or not a program has it open: without one it is started for the length of the command; with
 * one the command connects to the same server beside it. That needs the data folder's secret, so only its owner (or root) can; it is
 * the same power, and leaves the same access and audit records under the operator's name. Another command takes its database along
 * when it ends: it is waited for.
 */
export async function borrowDatabase(dataDir: string, databaseUrl: string | undefined): Promise<Borrowed> {
  const until = Date.now() + patience;
  for (;;) {
    const owner = databaseUrl === undefined ? readOwner(dataDir) : null;
    if (owner !== null && owner.http !== null) return attach(dataDir, until);
    if (owner === null) {
      try {
        const { owner: own, app, gateway, stop } = await openDatabase({ dataDir, databaseUrl });
        return { owner: own, app, gateway, opened: true, close: stop };
      } catch (thrown) {
        // Somebody started between the look and the start.
        if (!(thrown instanceof DatabaseFailure && thrown.code === 'database-in-use')) throw thrown;
      }
    }
    if (Date.now() > until) return attach(dataDir, until);
    await pause(interval);
  }
}

async function attach(dataDir: string, until: number): Promise<Borrowed> {
  for (;;) {
    try {
      const settings = rolesOf(dataDir);
      if (settings !== null && (await withClient(settings.owner, isUpToDate)))
        return { ...settings, opened: false, close: async () => {} };
    } catch (thrown) {
      // Another version of the program has it: waiting changes nothing.
      if (thrown instanceof DatabaseFailure) throw thrown;
      if (Date.now() > until) throw unreachable(dataDir, thrown);
    }
    if (Date.now() > until) throw unreachable(dataDir, 'it is not ready');
    await pause(interval);
  }
}

function unreachable(dataDir: string, thrown: unknown): DatabaseFailure {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new DatabaseFailure(
    'database-in-use',
    `Another program has the database in ${dataDir} open, and it cannot be reached beside it: ${said}. ` +
      'Run the command as the user that runs the program.',
  );
}

/** The three roles' settings of a running server, from the folder's own secret. */
function rolesOf(dataDir: string): RoleSettings | null {
  const files = openFiles(dataDir);
  const path = join(files, 'secret');
  if (!existsSync(path)) return null;
  const secret = readFileSync(path, 'utf8').trim();
  const socket = makeSocketFolder(rememberedHome(files) ?? files, chooseAccount(dataOwner(files)));
  const administrator = {
    host: socket,
    port: 5432,
    database: 'attend',
    user: superuser,
    password: derivePassword(secret, superuser),
    options: sessionOptions,
  };
  return deriveRoles(administrator);
}
