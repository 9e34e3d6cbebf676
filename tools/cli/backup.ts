import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { drillBackup } from '@attend/server/backup/drill';
import { putKeysBack, saveKeys } from '@attend/server/backup/keys';
import { restoreBackup } from '@attend/server/backup/restore-backup';
import { writeBackup } from '@attend/server/backup/write-backup';
import { noteBackup } from '@attend/server/operator/backup';
import { accountName } from '@attend/server/operator/operator';
import type { Command } from 'commander';
import { addPlaceOptions, operate, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';
import { readSettings } from './settings.ts';

type Options = { readonly keyFile?: string; readonly keys?: string; readonly drill?: boolean };

const leastSecret = 16;

function readSecret({ keyFile }: Options): string | null {
  if (keyFile === undefined) return null;
  const secret = readFileSync(keyFile, 'utf8').trim();
  if (secret.length < leastSecret)
    throw new Refusal(`${keyFile} holds fewer than ${leastSecret} characters: no secret`);
  return secret;
}

const isWithin = (inner: string, outer: string): boolean => {
  const way = relative(resolve(outer), resolve(inner));
  return way === '' || !way.startsWith('..');
};

/** `attend backup`: everything but the keys, as of one instant, while the server works. */
export function registerBackup(program: Command): void {
  addPlaceOptions(
    program
      .command('backup')
      .argument('<dir>', 'a new or empty folder')
      .description('save everything but the keys into a folder, while the server works')
      .option(
        '--key-file <file>',
        'encrypt with what stands in this file (a long random line); keep it apart',
      )
      .option(
        '--keys <dir>',
        'copy the keyring into this other folder, in place of the copy that stands there',
      )
      .option('--drill', 'restore it into a fresh folder afterwards, and prove that it is the same'),
  ).action(async (folder: string, options: Options & Record<string, unknown>) => {
    const secret = readSecret(options);
    const { dataDir } = readSettings(options);
    const { keys } = options;
    if (keys !== undefined && (isWithin(keys, folder) || isWithin(folder, keys)))
      throw new Refusal(
        'the keys do not belong into the backup: whoever has both reads everything, and a destroyed key lives on',
      );
    await operate(options, async (operator) => {
      const written = await writeBackup({ pool: operator.owner, folder, secret });
      if (!written.ok) throw new Refusal(written.error.message);
      const { tables, madeAt } = written.value;
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      await writeLines([`saved ${tables.length} tables, ${rows} rows, as of ${madeAt}`]);
      await noteBackup(operator, madeAt);
      if (keys !== undefined) {
        const saved = await saveKeys(dataDir, keys);
        if (!saved.ok) throw new Refusal(saved.error.message);
        await writeLines([`keys saved into ${keys}`]);
      }
      if (options.drill !== true) return;
      const drilled = await drillBackup({
        ...{ folder, secret },
        ...{ keyring: operator.keyring, operator: operator.name },
      });
      if (!drilled.ok) throw new Refusal(`the drill failed: ${drilled.error.message}`, 1);
      const { people } = drilled.value;
      await writeLines([
        `drill: restored, ${drilled.value.tables} tables the same row by row, ${people.opened} of ${people.people} people opened with the keyring`,
      ]);
    });
  });
}

/** `attend restore`: into a data folder, or a database, that is not there yet. */
export function registerRestore(program: Command): void {
  addPlaceOptions(
    program
      .command('restore')
      .argument('<dir>', 'a backup’s folder')
      .description('put a backup into a data folder (or the database of DATABASE_URL) that holds nothing yet')
      .option('--key-file <file>', 'what it was encrypted with')
      .option('--keys <dir>', 'where its keys were saved: they are put into the data folder too'),
  ).action(async (folder: string, options: Options & Record<string, unknown>) => {
    const { dataDir, databaseUrl } = readSettings(options);
    const secret = readSecret(options);
    const restored = await restoreBackup({
      ...{ folder, secret, dataDir, databaseUrl },
      operator: accountName(),
    });
    if (!restored.ok) throw new Refusal(restored.error.message);
    if (options.keys !== undefined) {
      const put = putKeysBack(options.keys, dataDir);
      if (!put.ok) throw new Refusal(`the database is restored, the keys are not: ${put.error.message}`);
    }
    await writeLines([
      `restored as of ${restored.value.madeAt}`,
      'what was decided since then is not in it: enter withdrawals, ended accounts, holds and closed alerts again before devices connect (docs/operations/backup.md)',
    ]);
  });
}
