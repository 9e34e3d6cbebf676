import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { copyOut, countOf, lockTables, withSnapshot } from '../database/backup/copy-out.ts';
import { listSequences, listTables, type Table } from '../database/backup/inventory.ts';
import { readServer } from '../database/backup/server.ts';
import type { Pool } from '../database/connect.ts';
import { storeFile } from './files.ts';
import { type Manifest, manifestFile, writeManifest } from './manifest.ts';
import { deriveBackupKey } from './sealing.ts';

export type BackupOptions = {
  /** As the owner's role. */
  readonly pool: Pool;
  /** New or empty. */
  readonly folder: string;
  /** What stands in the key file; null: not encrypted. */
  readonly secret: string | null;
};

const fileOf = ({ name }: Table, index: number, encrypted: boolean): string =>
  `${String(index + 1).padStart(4, '0')}-${name}.copy.zst${encrypted ? '.sealed' : ''}`;

/** Writes everything as of one instant, while the server works. Whoever finds a manifest finds a whole backup. */
export async function writeBackup({ pool, folder, secret }: BackupOptions): Promise<Result<Manifest, Fault>> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return fail({
      code: 'not-empty',
      message: `${folder} is not empty. A backup begins in a folder of its own.`,
    });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const salt = secret === null ? null : randomBytes(16);
  const key = secret === null || salt === null ? null : deriveBackupKey(secret, salt);
  const manifest = await withSnapshot(pool, async (client): Promise<Manifest> => {
    const known = await listTables(client);
    await lockTables(client, known);
    // A day's leaf may have been made or dropped before its lock; it is the lock that keeps the list true.
    const tables = await listTables(client);
    const server = await readServer(client);
    const stored: Manifest['tables'] = [];
    for (const [index, table] of tables.entries()) {
      const file = fileOf(table, index, key !== null);
      const written = await storeFile(folder, file, copyOut(client, table), key);
      const rows = await countOf(client, table);
      stored.push({ name: table.name, columns: [...table.columns], file, rows, ...written });
    }
    return {
      form: 1,
      ...server,
      salt: salt?.toString('hex') ?? null,
      tables: stored,
      sequences: [...(await listSequences(client))],
    };
  });
  const path = join(folder, manifestFile);
  writeFileSync(`${path}.new`, writeManifest(manifest, key), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return succeed(manifest);
}
