import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { DatabaseFailure } from './failure.ts';
import { withClient } from './provision.ts';
import type { ConnectionSettings } from './settings.ts';

/** One numbered file of SQL. `checksum` is SHA-256 of its bytes in hexadecimal. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};
type Applied = { readonly number: number; readonly name: string; readonly checksum: string };

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Held while migrations run, so that of several processes that start at once one does the work. Any fixed number. */
const advisoryLock = 7_305_808_869;

const namePattern = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** The folder's migrations in order of their numbers, which may have gaps but no doubles. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const migrations = names.map((name) => {
    const number = Number(namePattern.exec(name)?.[1]);
    if (Number.isNaN(number))
      throw new DatabaseFailure('migration-names', `${join(folder, name)} should be named NNNN-words.sql.`);
    const bytes = readFileSync(join(folder, name));
    // It would end the transaction that makes the file's work and its record one.
    if (/^\s*(begin|start transaction|commit|rollback)\s*;/im.test(bytes.toString('utf8')))
      throw new DatabaseFailure(
        'migration-names',
        `${join(folder, name)} begins or ends a transaction of its own.`,
      );
    return {
      number,
      name,
      sql: bytes.toString('utf8'),
      checksum: createHash('sha256').update(bytes).digest('hex'),
    };
  });
  for (const [index, { number, name }] of migrations.entries())
    if (number === migrations[index - 1]?.number)
      throw new DatabaseFailure('migration-names', `Two migrations have the number of ${name} in ${folder}.`);
  return migrations;
}

/** What still has to run. Throws where the database is ahead of the program or was made by other files. */
export function pendingMigrations(
  files: readonly Migration[],
  applied: readonly Applied[],
  where: string,
): Migration[] {
  const last = applied.at(-1);
  const newest = files.at(-1);
  if (last !== undefined && last.number > (newest?.number ?? 0))
    throw new DatabaseFailure(
      'database-newer',
      `The database ${where} stands at migration ${last.name}, and this program knows only up to ` +
        `${newest?.name ?? 'none'}: the database is newer than the program. Start the newer program, or restore an older backup.`,
      { database: last.number, program: newest?.number ?? 0 },
    );
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const done of applied) {
    const file = byNumber.get(done.number);
    if (file?.name !== done.name || file.checksum !== done.checksum)
      throw new DatabaseFailure(
        'migration-changed',
        `Migration ${done.name} was applied to ${where} with other content than this program's ` +
          `${file?.name ?? 'missing file'}. Applied migrations never change: write a new one instead.`,
        { number: done.number },
      );
  }
  const pending = files.filter((file) => !applied.some((done) => done.number === file.number));
  const [first] = pending;
  if (first !== undefined && last !== undefined && first.number < last.number)
    throw new DatabaseFailure(
      'migration-changed',
      `Migration ${first.name} stands before ${last.name}, which ${where} already has: it would run out of order. ` +
        'Give it the next free number.',
      { number: first.number },
    );
  return pending;
}

/** Whether a database that another program has open is what this one knows. Throws where it never will be. */
export async function isUpToDate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<Applied>(
    'select number, name, checksum from attend.migration order by number',
  );
  return pendingMigrations(readMigrations(), rows, `"${client.database}"`).length === 0;
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query('create schema if not exists attend');
  await client.query(
    `create table if not exists attend.migration (
       number integer primary key, name text not null, checksum text not null,
       applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<Applied>(
    'select number, name, checksum from attend.migration order by number',
  );
  return rows;
}

/** Runs what is missing, each file in a transaction of its own, as the owner's role. Returns the names that ran. */
export async function migrate(
  owner: ConnectionSettings,
  files: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  return withClient(owner, async (client) => {
    // Belongs to the session: it ends with the connection, also when this process is killed.
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    const pending = pendingMigrations(files, await readApplied(client), `"${owner.database}"`);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  });
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into attend.migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
    // What a file has set for the session does not reach the next one.
    await client.query('reset all');
  } catch (thrown) {
    await client.query('rollback');
    throw new DatabaseFailure(
      'migration-failed',
      `Migration ${migration.name} failed and changed nothing${lineOf(migration.sql, thrown)}: ` +
        `${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
}

/** `, line 12` where the server said at which character it stopped. */
function lineOf(sql: string, thrown: unknown): string {
  const position = thrown instanceof Error && 'position' in thrown ? Number(thrown.position) : Number.NaN;
  return Number.isNaN(position) ? '' : `, line ${sql.slice(0, position).split('\n').length}`;
}
