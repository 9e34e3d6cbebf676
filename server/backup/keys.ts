import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fail, type Result, succeed } from '@attend/kernel';

/** Beside the keyring, what second factors and cookies are made with. */
const secrets = ['sign-in-secret'];

/**
 * Copies the keyring and the sign-in's secret: apart from the backup, or destroying a key would reach no copy. Run it after the
 * backup: keys are made before what they seal, so that later copy opens everything in the earlier snapshot. It replaces the
 * copy that stood there, so that no key outlives its destruction by more than one copy.
 */
export async function saveKeys(dataDir: string, folder: string): Promise<Result<number>> {
  const keyring = join(dataDir, 'keyring');
  if (!existsSync(keyring)) return fail({ code: 'no-keyring', message: `${dataDir} has no keyring.` });
  const into = join(folder, 'keyring');
  mkdirSync(into, { recursive: true, mode: 0o700 });
  let copied = 0;
  for (const name of readdirSync(keyring)) {
    if (/-(wal|shm|journal)$/.test(name)) continue;
    await (name.endsWith('.sqlite') ? copyStore : copyPlain)(join(keyring, name), join(into, name));
    copied += 1;
  }
  for (const name of secrets.filter((one) => existsSync(join(dataDir, one)))) {
    copyPlain(join(dataDir, name), join(folder, name));
    copied += 1;
  }
  return succeed(copied);
}

/** Into a data folder that has none yet. */
export function putKeysBack(folder: string, dataDir: string): Result<number> {
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
