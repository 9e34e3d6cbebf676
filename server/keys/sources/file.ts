import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { KeyFailure, missing, wrong } from '../failure.ts';
import { keyLength, unwrapWith, wrapWith } from './bytes.ts';
import type { KeySource } from './source.ts';

const firstName = 'key-encryption-key';
const fileOf = (directory: string, generation: number): string =>
  join(directory, generation === 1 ? firstName : `${firstName}.${generation}`);

/** Files of 32 random bytes, `key-encryption-key` and `key-encryption-key.N`, readable by the program's own account alone. */
export function openFileSource(directory: string): KeySource {
  const place = `the folder ${directory}`;
  const read = (generation: number): Buffer => {
    const path = fileOf(directory, generation);
    if (!existsSync(path)) throw missing(generation, place);
    return readKeyFile(path);
  };
  const generation = (): number =>
    existsSync(directory) ? Math.max(0, ...readdirSync(directory).map(generationOf)) : 0;
  return {
    place,
    generation,
    wrap: (number, key) => wrapWith(read(number), number, key),
    unwrap: (number, wrapped) => {
      const key = unwrapWith(read(number), number, wrapped);
      if (key === null) throw wrong(number, place);
      return key;
    },
    begin: () => {
      const next = generation() + 1;
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      writeKeyFile(directory, fileOf(directory, next));
      return next;
    },
    retire: (number) => {
      rmSync(fileOf(directory, number), { force: true });
      synchronise(directory);
    },
  };
}

/** The file's own bytes: the first generation's key itself, in a keyring from before there were generations. */
export function readKeyFile(path: string): Buffer {
  const bytes = readFileSync(path);
  if (bytes.length !== keyLength) {
    throw new KeyFailure(
      'key-wrong',
      `${path}: a key-encryption key has ${keyLength} bytes, this has ${bytes.length}`,
    );
  }
  return bytes;
}

export const firstKeyFile = (directory: string): string => fileOf(directory, 1);

function generationOf(name: string): number {
  if (name === firstName) return 1;
  const found = /^key-encryption-key\.(\d{1,9})$/.exec(name);
  return found === null ? 0 : Number(found[1]);
}

/** Whole or not at all, and durable with its name: half a key, or one lost with the power, would lose everybody's data. */
function writeKeyFile(directory: string, path: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, randomBytes(keyLength), { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (thrown) {
    // Another process was first: its key stands.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  } finally {
    rmSync(draft);
  }
  synchronise(directory);
}

function synchronise(directory: string): void {
  const folder = openSync(directory, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
