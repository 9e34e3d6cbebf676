import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { caseloadTemplate } from '@attend/casework/caseload/csv';
import { type CaseloadKind, caseloadKinds } from '@attend/casework/caseload/forms';
import type { Fault, Result } from '@attend/kernel';
import type { ImportPlan } from '@attend/server/caseload/run';
import type { ImportRow } from '@attend/server/database/repositories/caseload-imports';
import {
  type CaseloadPlace,
  checkFile,
  commitFile,
  readPending,
  stageFile,
} from '@attend/server/operator/caseload';
import { findProgramme } from '@attend/server/operator/enrol';
import type { Command } from 'commander';
import { addPlaceOptions, operate, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';
import { textParts } from './text-parts.ts';

type ImportOptions = { readonly programme?: string; readonly timezone: string; readonly dryRun?: true };
type Found = { readonly kind: CaseloadKind; readonly path: string };

const nameOf = (kind: CaseloadKind): string => `${kind}.csv`;

/** Which files there are, in the order in which they go in. */
async function findFiles(given: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const path of given) {
    const about = await stat(path).catch(() => null);
    if (about === null) throw new Refusal(`${path} cannot be read`);
    const names = about.isDirectory() ? (await readdir(path)).map((name) => join(path, name)) : [path];
    for (const one of names) {
      const kind = caseloadKinds.find((known) => nameOf(known) === basename(one).toLowerCase());
      if (kind !== undefined) found.push({ kind, path: one });
      else if (!about.isDirectory())
        throw new Refusal(`${one} is none of ${caseloadKinds.map(nameOf).join(', ')}`);
    }
  }
  if (found.length === 0) throw new Refusal(`there is none of ${caseloadKinds.map(nameOf).join(', ')}`);
  return found.toSorted((a, b) => caseloadKinds.indexOf(a.kind) - caseloadKinds.indexOf(b.kind));
}

async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('base64url');
}

async function stage(place: CaseloadPlace, { kind, path }: Found): Promise<ImportRow> {
  const fingerprint = await fingerprintOf(path);
  const staged = await stageFile(place, {
    ...{ kind, name: basename(path), fingerprint, parts: () => textParts(path) },
  });
  return unlessRefused(path, staged);
}

function unlessRefused<T>(path: string, result: Result<T, Fault>): T {
  if (!result.ok) throw new Refusal(`${path}: ${result.error.message}`);
  return result.value;
}

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const secondsSince = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Faults as lines of `file:line: column: sentence`; the command then ends with 1. */
async function tellPlan(path: string, { counts, faultCount, faults }: ImportPlan): Promise<void> {
  const said = `new ${counts.new}, changed ${counts.changed}, unchanged ${counts.same}, left alone ${counts.settled}, at fault ${faultCount}`;
  tell(`${path}: ${said}`);
  await writeLines(
    faults.map(({ line, column, value, message }) => {
      const at = column === null ? '' : `${column}: `;
      // As JSON: what a terminal would obey is spelt out.
      const said = value == null ? '' : ` It says ${JSON.stringify(value)}.`;
      return `${path}:${line}: ${at}${message}${said}`;
    }),
  );
}

async function importFiles(place: CaseloadPlace, files: readonly Found[], dryRun: boolean): Promise<void> {
  const rows = new Map<string, ImportRow>();
  for (const file of files) {
    const began = performance.now();
    const row = await stage(place, file);
    rows.set(file.path, row);
    tell(`${file.path}: ${row.records} records staged in ${secondsSince(began)}`);
  }
  const pending = dryRun ? await readPending(place, [...rows.values()]) : undefined;
  let atFault = 0;
  for (const { path } of files) {
    const id = rows.get(path)?.id ?? '';
    const plan = unlessRefused(path, await checkFile(place, id, pending));
    await tellPlan(path, plan);
    atFault += plan.faultCount;
    if (dryRun) continue;
    if (plan.faultCount > 0) break;
    const began = performance.now();
    unlessRefused(path, await commitFile(place, id, plan.plan));
    tell(`${path}: committed in ${secondsSince(began)}`);
  }
  if (atFault > 0) process.exitCode = 1;
}

const help = `
Files, in the order in which they go in (attend caseload-templates DIR writes one of each to fill in):
  ${caseloadKinds.map(nameOf).join(', ')}

Each file is staged in parts, checked, and goes in with one commit or not at all. What broke off goes on where it stopped when the
same command is given again; a file that is in already changes nothing. Exit 1: a file is at fault; it and those after it are not in.`;

/** `attend caseload-templates DIR`: a file of each kind with its columns and a line that shows them. */
export function registerCaseloadTemplates(program: Command): void {
  program
    .command('caseload-templates')
    .description(
      'write a file of each kind of attend import-caseload, with its columns and a line that shows what they hold',
    )
    .argument('<dir>', 'folder to write to; files that stand there are left alone')
    .action(async (dir: string) => {
      await mkdir(dir, { recursive: true });
      for (const kind of caseloadKinds)
        await writeFile(join(dir, nameOf(kind)), caseloadTemplate(kind), { flag: 'wx' }).catch((thrown) => {
          if (thrown.code !== 'EEXIST') throw thrown;
          throw new Refusal(`${join(dir, nameOf(kind))} is there already`);
        });
    });
}

/** `attend import-caseload PATH…` */
export function registerImportCaseload(program: Command): void {
  addPlaceOptions(
    program
      .command('import-caseload')
      .description(
        'bring in an existing caseload from CSV files: people, orders, check-in schedules, hearings, contact points',
      )
      .argument('<path...>', 'a folder, or files named as below')
      .option('--programme <name>', 'which programme, where there are several; made where there is none yet')
      .option('--timezone <name>', 'of a programme that is made', 'America/New_York')
      .option('--dry-run', 'say what each file would do, and write nothing of it')
      .addHelpText('after', help),
  ).action(async (paths: string[], options: ImportOptions) => {
    const files = await findFiles(paths);
    await operate(options, async (operator) => {
      const programme = await findProgramme(operator, options.programme ?? null, options.timezone);
      if (!programme.ok) throw new Refusal(programme.error.message);
      await importFiles({ operator, programmeId: programme.value }, files, options.dryRun === true);
    });
  });
}
