import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';

/** Beside the keyring, what second factors and cookies are made with. */
const secrets = ['sign-in-secret'];

/** What SQLite leaves beside a store; of another store it would be taken for this one's. */
const besideStore = /-(wal|shm|journal)$/;
/** Whatever of a keyring may have to go from its copy: keys of retired generations, what a killed run left. */
const replaced = /^key-encryption-key(\.\d+)?$|\.new$|-(wal|shm|journal)$/;
/** A rotation begins or ends while it is copied: more than once a run is not to be expected. */
const mostTries = 5;

/**
 * Copies the keyring and the sign-in's secret: apart from the backup, or destroying a key would reach no copy. Run it after the
 * backup: keys are made before what they seal, so that later copy opens everything in the earlier snapshot. It replaces the
 * copy that stood there, with the key-encryption keys of retired generations: left there they would go on opening whatever older
 * copy of the store somebody forgot, destroyed people's keys in it. Killed at any moment, the store that stands there opens.
 */
export async function saveKeys(dataDir: string, folder: string): Promise<Result<number, Fault>> {
  const keyring = join(dataDir, 'keyring');
  if (!existsSync(keyring)) return fail({ code: 'no-keyring', message: `${dataDir} has no keyring.` });
  const into = join(folder, 'keyring');
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const names = await copyAll(keyring, into);
  if (names === null)
    return fail({
      code: 'rotating',
      message: 'The keyring is being rotated: save its keys again afterwards.',
    });
  for (const name of readdirSync(into).filter((one) => besideStore.test(one))) rmSync(join(into, name));
  for (const name of names.filter(isStore)) renameSync(join(into, `${name}.new`), join(into, name));
  flushFolder(into);
  // Only now: until the new store stood there, the old one needed its own.
  const gone = readdirSync(into).filter((name) => replaced.test(name) && !names.includes(name));
  for (const name of gone) rmSync(join(into, name));
  flushFolder(into);
  const kept = secrets.filter((one) => existsSync(join(dataDir, one)));
  for (const name of kept) copyPlain(join(dataDir, name), join(folder, name));
  return succeed(names.length + kept.length);
}

const isStore = (name: string): boolean => name.endsWith('.sqlite');
const listKeyring = (keyring: string): string[] =>
  readdirSync(keyring)
    .filter((name) => !besideStore.test(name) && !name.endsWith('.new'))
    .sort();

/**
 * Key files, then the store as a draft. A generation's file is there before the store names it and goes after the store has
 * retired it, so where the files are the same before and after, they open the store that was copied between. Null: they never were.
 */
async function copyAll(keyring: string, into: string): Promise<readonly string[] | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const names = listKeyring(keyring);
    try {
      for (const name of names.filter((one) => !isStore(one)))
        copyPlain(join(keyring, name), join(into, name));
    } catch (thrown) {
      // Retired since it was listed.
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') continue;
      throw thrown;
    }
    for (const name of names.filter(isStore)) await copyStore(join(keyring, name), join(into, `${name}.new`));
    if (listKeyring(keyring).join() === names.join()) return names;
  }
  return null;
}

/** Into a data folder that has none yet. */
export function putKeysBack(folder: string, dataDir: string): Result<number, Fault> {
  const from = join(folder, 'keyring');
  if (!existsSync(from)) return fail({ code: 'no-keys', message: `${folder} holds no keyring.` });
  const into = join(dataDir, 'keyring');
  if (existsSync(into)) return fail({ code: 'occupied', message: `${dataDir} has a keyring already.` });
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const names = readdirSync(from);
  for (const name of names) copyPlain(join(from, name), join(into, name));
  for (const name of secrets.filter((one) => existsSync(join(folder, one))))
    copyPlain(join(folder, name), join(dataDir, name));
  return succeed(names.length);
}

/** A whole copy while others write. */
async function copyStore(from: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  const store = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(store, to);
  } finally {
    store.close();
  }
  flush(to);
}

function copyPlain(from: string, to: string): void {
  copyFileSync(from, to);
  flush(to);
}

function flush(path: string): void {
  chmodSync(path, 0o600);
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
