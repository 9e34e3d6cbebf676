import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPool, type Pool } from '@attend/server/database/connect';
import { type Database, openDatabase } from '@attend/server/database/open';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import type { Enrolled } from './enrolled-load.ts';

export type BenchDatabase = {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly owner: Pool;
  readonly app: Pool;
  close(): Promise<void>;
};

/** A data folder's database and keyring, as the product opens them. */
export async function openBench(dataDir: string): Promise<BenchDatabase> {
  const database = await openDatabase({ dataDir, databaseUrl: process.env.DATABASE_URL });
  const keyring = openKeyring(join(dataDir, 'keyring'));
  const owner = createPool(database.owner, { name: 'bench owner', max: 4, planOnce: true });
  const app = createPool(database.app, { name: 'bench app', max: 1, planOnce: true });
  return {
    ...{ database, keyring, owner, app },
    close: async () => {
      await owner.end();
      await app.end();
      keyring.close();
      await database.stop();
    },
  };
}

const notes = (dataDir: string): string => join(dataDir, 'enrolled.json');

/** Who stands in a folder that an earlier run filled and kept; null: nobody. */
export const readEnrolled = (dataDir: string): Enrolled | null =>
  existsSync(notes(dataDir)) ? (JSON.parse(readFileSync(notes(dataDir), 'utf8')) as Enrolled) : null;

export function writeEnrolled(dataDir: string, enrolled: Enrolled): void {
  writeFileSync(notes(dataDir), JSON.stringify(enrolled));
}
