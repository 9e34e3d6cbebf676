import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseFailure, systemCode } from '../failure.ts';
import { type Account, canEnter } from './account.ts';

/** Where the parts of one embedded database stand. `files` is `database` inside the data folder, the program's own. */
export type Place = {
  readonly files: string;
  /** The folder around the cluster: `files`, or one elsewhere when the server's account cannot enter `files`. */
  readonly home: string;
  /** PostgreSQL's own folder, PGDATA. */
  readonly cluster: string;
  readonly socket: string;
};

/**
 * Kept over a reboot, unlike /tmp and /run. Made by root only, so nobody else can have put the folder there first.
 */
const durableBases = ['/var/lib/attend', '/var/tmp/attend-root'];

/** A Unix socket's whole path must fit 104 bytes (macOS; 108 on Linux), of which `/.s.PGSQL.5432` takes 15. */
const longestSocketFolder = 85;

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

const makeFolder = (path: string, mode: number): void => {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true, mode });
};

/** A root-owned folder, outside anyone's home, that the dropped account can pass through. */
function durableBase(account: Account): string {
  for (const base of durableBases) {
    try {
      makeFolder(base, 0o755);
      const found = lstatSync(base);
      const ours = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
      if (ours && canEnter(account, base)) return base;
    } catch (thrown) {
      if (systemCode(thrown) === null) throw thrown;
    }
  }
  throw new DatabaseFailure(
    'database-place',
    `The user "${account.name}", as which PostgreSQL has to run, can enter neither the data folder nor any of ` +
      `${durableBases.join(', ')}. Choose another --data folder, run as an ordinary user, or set DATABASE_URL.`,
  );
}

/** The data folder's own part, made if missing. */
export function openFiles(dataDir: string): string {
  try {
    // Under root others may pass through, for the dropped account's sake, but not list; secrets are mode 600.
    const openToPass = process.getuid?.() === 0 ? 0o711 : 0o700;
    makeFolder(dataDir, openToPass);
    const files = join(realpathSync(dataDir), 'database');
    makeFolder(files, openToPass);
    return files;
  } catch (thrown) {
    throw new DatabaseFailure(
      'database-place',
      `The data folder ${dataDir} cannot be made or opened: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
}

/** The home that an earlier start chose, or null before the first. */
export function rememberedHome(files: string): string | null {
  const note = join(files, 'place.json');
  if (!existsSync(note)) return null;
  let read: unknown = null;
  try {
    read = JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    // Told below, with the file's name.
  }
  if (typeof read === 'object' && read !== null && 'home' in read && typeof read.home === 'string')
    return read.home;
  throw new DatabaseFailure(
    'database-place',
    `The file ${note} does not name the database's folder ("home").`,
  );
}

/** Who owns the data of an earlier start: root runs the server as that account. */
export function dataOwner(files: string): number | null {
  const cluster = join(rememberedHome(files) ?? files, 'cluster');
  return existsSync(cluster) ? statSync(cluster).uid : null;
}

/** Chooses the home and writes it down where it is not `files` itself. Durable before anything is put in it. */
export function chooseHome(files: string, account: Account): string {
  const remembered = rememberedHome(files);
  if (remembered !== null) {
    if (existsSync(remembered)) return remembered;
    throw new DatabaseFailure(
      'database-place',
      `${join(files, 'place.json')} says that this data folder's database stands in ${remembered}, which is missing. ` +
        'Put it back from the backup, or remove that file to begin with an empty database.',
    );
  }
  if (canEnter(account, files)) return files;
  const home = join(durableBase(account), `${basename(join(files, '..'))}-${fingerprint(files)}`);
  makeFolder(home, 0o711);
  const why = `the user "${account.name}" cannot enter ${files}`;
  writeFileSync(join(files, 'place.json.new'), `${JSON.stringify({ home, why }, null, 2)}\n`, {
    flush: true,
  });
  renameSync(join(files, 'place.json.new'), join(files, 'place.json'));
  return home;
}

/** A private folder for the socket: beside the cluster, or in a shorter place where that path would be too long. */
export function makeSocketFolder(home: string, account: Account): string {
  const beside = join(home, 'socket');
  const short = join(account.dropped ? '/run' : tmpdir(), `attend-${account.uid}-${fingerprint(home)}`);
  const folder = Buffer.byteLength(beside) <= longestSocketFolder ? beside : short;
  makeFolder(folder, 0o700);
  const found = lstatSync(folder);
  // In a folder that everybody may write to, somebody else may have made it first, or put a link there.
  if (!found.isDirectory() || ![process.getuid?.(), account.uid].includes(found.uid))
    throw new DatabaseFailure(
      'database-place',
      `The socket's folder ${folder} belongs to somebody else. Remove it.`,
    );
  if (account.dropped) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** The binaries where the account may run them: as installed, or a copy beside the data that only root can change. */
export function reachableBinaries(native: string, account: Account): string {
  if (canEnter(account, join(native, 'bin')) && canEnter(account, join(native, 'share', 'postgresql')))
    return native;
  const base = durableBase(account);
  const changed = statSync(join(native, 'bin', 'postgres'));
  const copy = join(base, `postgresql-${fingerprint(`${native} ${changed.size} ${changed.mtimeMs}`)}`);
  if (existsSync(copy)) return copy;
  // Copied aside and renamed, so that a start which is killed or runs beside another leaves no half copy in use.
  const aside = mkdtempSync(join(base, 'copying-'));
  cpSync(native, aside, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  chmodSync(aside, 0o755);
  try {
    renameSync(aside, copy);
  } catch (thrown) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(copy)) throw thrown;
  }
  return copy;
}
