import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { caseloadKinds } from '@attend/casework/caseload/forms';
import { exportFile } from '@attend/server/operator/caseload';
import { findProgramme } from '@attend/server/operator/enrol';
import type { Command } from 'commander';
import { addPlaceOptions, operate } from './operate.ts';
import { Refusal } from './refusal.ts';

type ExportOptions = { readonly programme?: string; readonly purpose: string };

const help = `
Writes to DIR, which must be empty, the files of attend import-caseload: offices, people, orders that took effect with their clauses,
check-in schedules, hearings, contact points. Each person in them is recorded as looked at, with the purpose, under your account's name.
The files are readable by you alone, and by whoever you give them to: nothing protects them any more.`;

/** `attend export-caseload DIR --purpose TEXT` */
export function registerExportCaseload(program: Command): void {
  addPlaceOptions(
    program
      .command('export-caseload')
      .description('write the whole caseload as CSV files, in the form in which they come in')
      .argument('<dir>', 'folder to write to')
      .requiredOption('--purpose <text>', 'why; stands in the record of who looked')
      .option('--programme <name>', 'which programme, where there are several')
      .addHelpText('after', help),
  ).action(async (dir: string, options: ExportOptions) => {
    if (options.purpose.trim().length < 3) throw new Refusal('--purpose says nothing');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if ((await readdir(dir)).length > 0) throw new Refusal(`${dir} is not empty; nothing was written`);
    await operate(options, async (operator) => {
      const programme = await findProgramme(operator, options.programme ?? null, 'UTC');
      if (!programme.ok) throw new Refusal(programme.error.message);
      const place = { operator, programmeId: programme.value };
      for (const kind of caseloadKinds)
        await pipeline(
          Readable.from(exportFile(place, kind, options.purpose.trim()), { objectMode: true }),
          createWriteStream(join(dir, `${kind}.csv`), { mode: 0o600 }),
        );
    });
  });
}
