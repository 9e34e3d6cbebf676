import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { KeyFailure, missing, wrong } from './failure.ts';
import { seal, unseal } from './seal.ts';
import { keyLength } from './sources/bytes.ts';
import { firstKeyFile, readKeyFile } from './sources/file.ts';
import type { KeySource } from './sources/source.ts';
import type { KeyStore } from './store.ts';

/** The key-encryption keys of a keyring, opened: people's keys are wrapped by the newest, and opened by theirs. */
export type Generations = {
  /** The newest. */
  readonly current: number;
  wrap(owner: string, key: Uint8Array): Buffer;
  unwrap(owner: string, generation: number, wrapped: Uint8Array): Buffer;
};

const identityOf = (owner: string): string => `keyring/${owner}`;
const proofIdentity = (generation: number): string => `keyring/proof/${generation}`;

/** Opens all that are not retired. Throws KeyFailure where the source has not, or has another than, what one needs. */
export function openGenerations(store: KeyStore, source: KeySource, directory: string): Generations {
  let rows = store.generations();
  if (rows.length === 0) {
    store.transaction(() => {
      // Another process may have been first.
      if (store.generations().length === 0) addFirst(store, source, directory);
    });
    rows = store.generations();
  }
  const keys = new Map<number, KeyObject>();
  for (const { number, wrapped, proof } of rows) {
    if (wrapped === null || proof === null) continue;
    const key = createSecretKey(source.unwrap(number, wrapped));
    if (!proves(key, number, proof)) throw wrong(number, source.place);
    keys.set(number, key);
  }
  const find = (generation: number): KeyObject => {
    const key = keys.get(generation);
    if (key === undefined) throw missing(generation, source.place);
    return key;
  };
  const current = Math.max(...rows.map(({ number }) => number));
  return {
    current,
    wrap: (owner, key) => seal(find(current), identityOf(owner), key),
    unwrap: (owner, generation, wrapped) => unseal(find(generation), identityOf(owner), wrapped),
  };
}

/** A new generation, known to every process that opens the keyring or meets a key wrapped by it. */
export function addGeneration(store: KeyStore, source: KeySource, number: number, key: Buffer): void {
  const wrapped = source.wrap(number, key);
  store.addGeneration(number, wrapped, seal(createSecretKey(key), proofIdentity(number), Buffer.alloc(0)));
}

export const makeGenerationKey = (): Buffer => randomBytes(keyLength);

function proves(key: KeyObject, number: number, proof: Uint8Array): boolean {
  try {
    unseal(key, proofIdentity(number), proof);
    return true;
  } catch {
    return false;
  }
}

function addFirst(store: KeyStore, source: KeySource, directory: string): void {
  const before = store.listAfter('', 1);
  if (before.length > 0) {
    // From before there were generations: the file's bytes wrapped people's keys themselves.
    const path = firstKeyFile(directory);
    if (!existsSync(path)) throw missing(1, `the folder ${directory}`);
    addGeneration(store, source, Math.max(1, source.generation()), readKeyFile(path));
    return;
  }
  const number = source.generation() || (source.begin?.() ?? 0);
  if (number === 0)
    throw new KeyFailure('key-missing', `there is no key-encryption key in ${source.place}: put one there`);
  addGeneration(store, source, number, makeGenerationKey());
}
