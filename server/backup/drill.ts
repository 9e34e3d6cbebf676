import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { copyOut } from '../database/backup/copy-out.ts';
import { type Opened, openSomePeople } from '../database/backup/people.ts';
import { compareTables, restoreBackup } from './restore-backup.ts';

export type DrillOptions = {
  readonly folder: string;
  readonly secret: string | null;
  readonly keyring: Keyring;
  readonly operator: string;
};
export type Drilled = { readonly tables: number; readonly rows: number; readonly people: Opened };

const peopleAtMost = 200;

/**
 * Restores a backup into a fresh folder with a server of its own, and proves that it is the saved one: every table gives the
 * same bytes row by row, and people's data opens with the keyring that is in use. Leaves nothing behind.
 */
export async function drillBackup({
  folder,
  secret,
  keyring,
  operator,
}: DrillOptions): Promise<Result<Drilled, Fault>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'attend-drill-'));
  // As root the server runs as another account, which has to get in.
  chmodSync(dataDir, 0o711);
  let people: Opened = { people: 0, opened: 0, destroyed: 0 };
  try {
    const restored = await restoreBackup({
      ...{ folder, secret, dataDir, operator, databaseUrl: undefined },
      look: async (client, manifest) => {
        people = await openSomePeople(client, keyring, peopleAtMost);
        return compareTables(client, manifest, copyOut);
      },
    });
    if (!restored.ok) return restored;
    const { tables } = restored.value;
    return succeed({ tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), people });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
