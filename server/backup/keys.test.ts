import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openKeyring } from '../keys/keyring.ts';
import { rotateKeys } from '../keys/rotate.ts';
import { KeyStore } from '../keys/store.ts';
import { putKeysBack, saveKeys } from './keys.ts';

const base = mkdtempSync(join(tmpdir(), 'attend-save-keys-'));
afterAll(() => rmSync(base, { recursive: true }));
const people = Array.from({ length: 60 }, (_, n) => `person-${n}`);

/** A data folder with so many people's keys, and a copy of its keys. */
async function prepare(name: string) {
  const dataDir = join(base, name);
  const directory = join(dataDir, 'keyring');
  const keyring = openKeyring(directory);
  keyring.createAll(people);
  const copy = join(base, `${name}-copy`);
  expect(await saveKeys(dataDir, copy)).toMatchObject({ ok: true });
  const rotate = (meanwhile: (rewrapped: number) => Promise<void> = async () => {}) =>
    rotateKeys(directory, { kind: 'file', directory }, { batch: 10, tell: meanwhile });
  return { dataDir, directory, keyring, copy, rotate };
}
const rawOf = (directory: string): (string | undefined)[] => {
  const keyring = openKeyring(directory);
  const raw = people.map((one) => keyring.find(one)?.export().toString('hex'));
  keyring.close();
  return raw;
};
const listed = (directory: string): string[] =>
  readdirSync(directory).filter((name) => !/-(wal|shm)$/.test(name));
const wrappedOf = (directory: string, owner: string): Uint8Array => {
  const store = new KeyStore(directory);
  const wrapped = store.find(owner)?.key ?? null;
  store.close();
  if (wrapped === null) throw new Error(`${owner} has no key`);
  return wrapped;
};

test('KEY-19 after a rotation the copy has no key of a retired generation, and opens no older copy of the store', async () => {
  const { dataDir, directory, keyring, copy, rotate } = await prepare('retired');
  const forgotten = join(base, 'forgotten');
  cpSync(join(copy, 'keyring', 'keyring.sqlite'), join(forgotten, 'keyring.sqlite'));
  const wrapped = wrappedOf(directory, 'person-7');
  keyring.destroy('person-7');
  await rotate();
  await saveKeys(dataDir, copy);
  expect(listed(join(copy, 'keyring'))).toEqual(listed(directory));
  for (const name of readdirSync(join(copy, 'keyring'))) {
    const bytes = readFileSync(join(copy, 'keyring', name));
    expect(bytes.includes(wrapped), name).toBe(false);
    if (name.startsWith('key-encryption-key')) writeFileSync(join(forgotten, name), bytes);
  }
  expect(() => openKeyring(forgotten)).toThrow(/generation 1 is not in/);
  const back = join(base, 'retired-back');
  expect(putKeysBack(copy, back)).toMatchObject({ ok: true });
  expect(rawOf(join(back, 'keyring'))).toEqual(rawOf(directory));
  keyring.close();
});

test('KEY-19 keys saved in the middle of a rotation open everything', async () => {
  const { dataDir, directory, keyring, copy, rotate } = await prepare('rotating');
  const before = rawOf(directory);
  let saved = 0;
  await rotate(async (rewrapped) => {
    if (rewrapped !== 30) return;
    saved += 1;
    expect(await saveKeys(dataDir, copy)).toMatchObject({ ok: true });
  });
  expect(saved).toBe(1);
  expect(listed(join(copy, 'keyring'))).toContain('key-encryption-key.2');
  expect(rawOf(join(copy, 'keyring'))).toEqual(before);
  keyring.close();
});

test('KEY-19 what a killed run or an opened copy left beside the store is not taken for the new one’s', async () => {
  const { dataDir, directory, keyring, copy } = await prepare('killed');
  // Another store's log of writes, whole and valid: SQLite would play it into whatever stands beside it.
  const other = new DatabaseSync(join(base, 'other.sqlite'));
  other.exec('pragma journal_mode = wal; create table wrapped (owner text)');
  cpSync(join(base, 'other.sqlite-wal'), join(copy, 'keyring', 'keyring.sqlite-wal'));
  other.close();
  writeFileSync(join(copy, 'keyring', 'keyring.sqlite.new'), 'half a store');
  keyring.createAll(['since']);
  await saveKeys(dataDir, copy);
  expect(listed(join(copy, 'keyring'))).toEqual(listed(directory));
  const saved = openKeyring(join(copy, 'keyring'));
  expect(saved.find('since')?.equals(keyring.create('since'))).toBe(true);
  saved.close();
  keyring.close();
});
