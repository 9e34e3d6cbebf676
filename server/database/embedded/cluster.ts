import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseFailure } from '../failure.ts';
import { derivePassword } from '../settings.ts';
import { type Account, asAccount } from './account.ts';
import { endWithParent } from './death.ts';
import type { Place } from './place.ts';

export const superuser = 'attend_super';

/** initdb writes 40 MB, the first WAL segments and their reserve some more. */
const roomToBegin = 300 * 1_048_576;

export type Finished = { readonly code: number | null; readonly output: string };

/** Runs one of PostgreSQL's programs to its end, as the account. `input` goes to its standard input. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  account: Account,
  input = '',
): Promise<Finished> {
  const [command, ...rest] = endWithParent('KILL', [program, ...parameters]);
  const child = spawn(command, rest, {
    ...asAccount(account),
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.stdin.on('error', () => {}); // The program may end without reading; its exit says why.
  child.stdin.end(input);
  const code = await new Promise<number | null>((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', settle);
  });
  return { code, output: output.trim() };
}

/** The data folder's secret, from which the roles' passwords are derived; null before the first start, or when lost. */
function readSecret(files: string): string | null {
  const path = join(files, 'secret');
  const secret = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return secret.length >= 32 ? secret : null;
}

function keepSecret(files: string, secret: string): void {
  const path = join(files, 'secret');
  writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

const majorOf = (version: string): string => version.trim().split('.')[0] ?? '';

/** Compares the data's version with the program's: PostgreSQL's data formats differ between major versions. */
async function checkVersion(binaries: string, place: Place, account: Account): Promise<void> {
  const written = majorOf(readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8'));
  const { output } = await runProgram(join(binaries, 'bin', 'postgres'), ['--version'], account);
  const program = /\d+(\.\d+)?/.exec(output)?.[0] ?? output;
  if (written === majorOf(program)) return;
  throw new DatabaseFailure(
    'database-version',
    `The data in ${place.cluster} was written by PostgreSQL ${written}, and this program carries PostgreSQL ${program}. ` +
      `Start it with the version of Attend that wrote it, or carry it over with PostgreSQL's own pg_upgrade.`,
    { written, program },
  );
}

/** Makes sure that there is a whole cluster of the right version, whatever an earlier start left behind. */
export async function prepareCluster(binaries: string, place: Place, account: Account): Promise<string> {
  removeInterrupted(place.home);
  const known = readSecret(place.files);
  const secret = known ?? randomBytes(32).toString('base64url');
  if (!existsSync(place.cluster)) {
    if (known === null) keepSecret(place.files, secret);
    await initialise(binaries, place, account, secret);
    return secret;
  }
  if (!existsSync(join(place.cluster, 'PG_VERSION')))
    throw new DatabaseFailure(
      'database-place',
      `${place.cluster} is there but is no PostgreSQL data folder (no PG_VERSION). Put the data back, or move the folder away.`,
    );
  await checkVersion(binaries, place, account);
  if (known === null) {
    // In this order: killed in between, the next start finds no secret and does it again.
    await replacePassword(binaries, place, account, secret);
    keepSecret(place.files, secret);
  }
  return secret;
}

/**
 * Each initdb works in a folder of its own that becomes the cluster by being renamed: one that was interrupted, even
 * if it still runs somewhere, can never be taken for a cluster.
 */
function removeInterrupted(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('initializing-'))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      // Still being written by an initdb that is about to end; the next start removes it.
    }
  }
}

async function initialise(binaries: string, place: Place, account: Account, secret: string): Promise<void> {
  const room = statfsSync(place.home);
  if (room.bavail * room.bsize < roomToBegin)
    throw new DatabaseFailure(
      'database-disk',
      `Less than ${roomToBegin / 1_048_576} MB are free in ${place.home}: not enough to begin a database.`,
    );
  const folder = mkdtempSync(join(place.home, 'initializing-'));
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, `${derivePassword(secret, superuser)}\n`, { mode: 0o600, flag: 'wx' });
  if (account.dropped) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  const run = await runProgram(
    join(binaries, 'bin', 'initdb'),
    [
      ...['-D', folder, '-U', superuser, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
      ...['--data-checksums', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
    ],
    account,
  );
  rmSync(passwordFile);
  if (run.code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw diskOrStart('PostgreSQL could not begin its data folder', place.home, run.output);
  }
  renameSync(folder, place.cluster);
  const parent = openSync(place.home, 'r');
  fsyncSync(parent);
  closeSync(parent);
}

/** The secret was lost (a backup without it): sets the superuser's password without the server; the roles follow. */
async function replacePassword(
  binaries: string,
  place: Place,
  account: Account,
  secret: string,
): Promise<void> {
  const run = await runProgram(
    join(binaries, 'bin', 'postgres'),
    ['--single', '-D', place.cluster, 'postgres'],
    account,
    `ALTER ROLE ${superuser} PASSWORD '${derivePassword(secret, superuser)}'\n`,
  );
  if (run.code !== 0 || /ERROR|FATAL/.test(run.output))
    throw diskOrStart('The database password could not be replaced', place.cluster, run.output);
}

/** Says in one sentence what PostgreSQL said, with its own words for what lies outside the program. */
export function diskOrStart(what: string, where: string, output: string): DatabaseFailure {
  const lines = output.split('\n');
  // What is wrong in a configuration file is told as LOG, before a FATAL that only names the file.
  const reason = lines.filter((line) => /FATAL|PANIC|ERROR|error:|LOG: .*(in file|invalid value)/.test(line));
  const said = reason.map((line) => line.replace(/^.*?(FATAL|PANIC|ERROR|LOG|error):\s*/, '')).slice(0, 3);
  const disk = /No space left|Read-only file system|Input\/output error|quota/i.test(output);
  return new DatabaseFailure(
    disk ? 'database-disk' : 'database-start',
    `${what} (${where}): ${said.join('; ') || output.slice(-300) || 'it said nothing'}.`,
  );
}
