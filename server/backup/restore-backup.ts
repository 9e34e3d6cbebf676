import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import {
  closeAfterLoading,
  copyIn,
  emptyTables,
  holdsAnything,
  makeUploadDays,
  openForLoading,
  setSequence,
  settleRestored,
} from '../database/backup/copy-in.ts';
import { countOf } from '../database/backup/copy-out.ts';
import { listTables } from '../database/backup/inventory.ts';
import { type Pool, type PoolClient, transaction, withPool } from '../database/connect.ts';
import { rememberedHome } from '../database/embedded/place.ts';
import { openExternal } from '../database/external.ts';
import { migrate, readMigrations } from '../database/migrations.ts';
import { openDatabase } from '../database/open.ts';
import { withClient } from '../database/provision.ts';
import { type Checked, checkBackup } from './check-backup.ts';
import { hashOf, openFile } from './files.ts';
import type { Manifest } from './manifest.ts';

export type RestoreOptions = {
  readonly folder: string;
  readonly secret: string | null;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Who restores: for the audit. */
  readonly operator: string;
  /** Sees the tables before anything in them is settled: the drill compares them. */
  readonly look?: (client: PoolClient, manifest: Manifest) => Promise<Result<unknown, Fault>>;
};

/** Ends the restoring transaction: nothing of it stays. */
class Undone extends Error {
  readonly result: Result<never, Fault>;
  constructor(result: Result<never, Fault>) {
    super('undone');
    this.result = result;
  }
}

/** Puts a whole backup into a database that is not there yet. All of it or nothing. */
export async function restoreBackup(options: RestoreOptions): Promise<Result<Manifest, Fault>> {
  const checked = await checkBackup(options.folder, options.secret);
  if (!checked.ok) return checked;
  const occupied = await isOccupied(options);
  if (occupied !== null) return occupied;
  const { manifest } = checked.value;
  const newest = manifest.migrations.at(-1)?.number ?? 0;
  const { dataDir, databaseUrl } = options;
  const migrations = readMigrations();
  const database = await openDatabase({
    ...{ dataDir, databaseUrl },
    migrations: migrations.filter(({ number }) => number <= newest),
  });
  let done = false;
  try {
    await withPool(database.owner, { name: 'restore', max: 1 }, (pool) => load(pool, checked.value, options));
    await migrate(database.owner, migrations);
    done = true;
    return succeed(manifest);
  } catch (thrown) {
    if (thrown instanceof Undone) return thrown.result;
    throw thrown;
  } finally {
    await database.stop();
    // An empty database of ours would stand in the way of the next try.
    if (!done && database.kind === 'embedded') clearAway(dataDir);
  }
}

/** Never over something: what is there may be all that is left. */
async function isOccupied({ dataDir, databaseUrl }: RestoreOptions): Promise<Result<never, Fault> | null> {
  if (databaseUrl === undefined)
    return existsSync(join(dataDir, 'database'))
      ? fail({
          code: 'occupied',
          message: `${dataDir} has a database already. Restore into a new folder, or move that one away yourself.`,
        })
      : null;
  const { roleSettings } = await openExternal(databaseUrl, process.env.ATTEND_DATABASE_PASSWORDS);
  return (await withClient(roleSettings.owner, holdsAnything))
    ? fail({
        code: 'occupied',
        message: 'The database that DATABASE_URL names holds a programme already. Restore into an empty one.',
      })
    : null;
}

function clearAway(dataDir: string): void {
  const files = join(dataDir, 'database');
  const home = rememberedHome(files);
  if (home !== null) rmSync(home, { recursive: true, force: true });
  rmSync(files, { recursive: true, force: true });
}

async function load(pool: Pool, checked: Checked, options: RestoreOptions): Promise<void> {
  const { manifest, key } = checked;
  await transaction(pool, {}, async (client) => {
    await makeUploadDays(
      client,
      manifest.tables.map(({ name }) => name),
    );
    const tables = await listTables(client);
    const opened = await openForLoading(client, tables);
    await emptyTables(client, tables);
    for (const table of tables) {
      const saved = manifest.tables.find(({ name }) => name === table.name);
      if (saved === undefined) continue;
      // In the backup's own order of columns.
      await pipeline(
        openFile(options.folder, saved.file, key),
        copyIn(client, { name: table.name, columns: saved.columns }),
      );
      const rows = await countOf(client, table);
      if (rows !== saved.rows)
        throw new Error(`${table.name} has ${rows} rows after loading, the backup ${saved.rows}`);
    }
    const missing = manifest.tables.filter(({ name }) => !tables.some((table) => table.name === name));
    if (missing.length > 0)
      throw new Error(
        `the backup has tables that nobody makes: ${missing.map(({ name }) => name).join(', ')}`,
      );
    for (const { name, last, called } of manifest.sequences) await setSequence(client, name, last, called);
    const seen = (await options.look?.(client, manifest)) ?? succeed(null);
    if (!seen.ok) throw new Undone(seen);
    await settleRestored(client, manifest.madeAt, options.operator);
    await closeAfterLoading(client, opened);
  });
}

/** Every table of a restored database gives the bytes that were saved, row by row. */
export async function compareTables(
  client: PoolClient,
  manifest: Manifest,
  copyOut: (client: PoolClient, table: { name: string; columns: readonly string[] }) => AsyncIterable<Buffer>,
): Promise<Result<number, Fault>> {
  for (const { name, columns, content } of manifest.tables)
    if ((await hashOf(copyOut(client, { name, columns }))) !== content)
      return fail({
        code: 'differs',
        message: `${name} is not in the restored database what it was in the saved one.`,
      });
  return succeed(manifest.tables.length);
}
