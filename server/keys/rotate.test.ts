import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openKeyring } from './keyring.ts';
import { readKeyringStatus, rotateKeys } from './rotate.ts';

const folder = mkdtempSync(join(tmpdir(), 'attend-rotate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const people = Array.from({ length: 120 }, (_, n) => `person-${n}`);
const program = fileURLToPath(new URL('./testing/rotate-and-wait.ts', import.meta.url));

/** A keyring with so many people, open in this process as in a gateway's. */
function prepare(name: string) {
  const directory = join(folder, name);
  const keyring = openKeyring(directory);
  keyring.createAll(people);
  return { directory, keyring, place: { kind: 'file', directory } as const };
}
const rawOf = (keyring: ReturnType<typeof openKeyring>): (string | undefined)[] =>
  people.map((one) => keyring.find(one)?.export().toString('hex'));
const countsOf = (directory: string) =>
  readKeyringStatus(directory, { kind: 'file', directory }).generations.map(
    ({ number, keys, retiredAt }) => ({
      number,
      keys,
      retired: retiredAt !== null,
    }),
  );

/** A rotation in a process of its own that has come so far, and then is killed without warning. */
async function rotateUpTo(directory: string, count: number, meanwhile: () => void): Promise<void> {
  const child = spawn(process.execPath, [program, directory, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  meanwhile();
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('KEY-9 a rotation killed in the middle is gone on with; every key opens at every moment, and is the same', async () => {
  const { directory, keyring, place } = prepare('killed');
  const before = rawOf(keyring);
  await rotateUpTo(directory, 50, () => {
    const other = openKeyring(directory);
    expect(rawOf(other)).toEqual(before);
    // A process that opened the keyring before the rotation began.
    expect(keyring.create('new during the rotation')).not.toBeNull();
    expect(other.find('new during the rotation')?.equals(keyring.create('new during the rotation'))).toBe(
      true,
    );
    other.close();
  });
  expect(countsOf(directory)).toEqual([
    { number: 1, keys: 70, retired: false },
    { number: 2, keys: 51, retired: false },
  ]);
  expect(rawOf(openKeyring(directory))).toEqual(before);
  const ended = await rotateKeys(directory, place);
  expect(ended).toEqual({ generation: 2, resumed: true, rewrapped: 70, retired: [1] });
  expect(countsOf(directory)).toEqual([
    { number: 1, keys: 0, retired: true },
    { number: 2, keys: 121, retired: false },
  ]);
  expect(rawOf(keyring)).toEqual(before);
  expect(rawOf(openKeyring(directory))).toEqual(before);
  expect(existsSync(join(directory, 'key-encryption-key'))).toBe(false);
  keyring.close();
});

test('KEY-9 a rotation killed before the new generation was begun uses what it had made', async () => {
  const { directory, keyring, place } = prepare('unused');
  cpSync(join(directory, 'key-encryption-key'), join(directory, 'key-encryption-key.2'));
  expect(await rotateKeys(directory, place)).toMatchObject({ generation: 2, resumed: false });
  expect(readdirSync(directory).filter((name) => name.startsWith('key-'))).toEqual(['key-encryption-key.2']);
  keyring.close();
});

test('KEY-10 nothing is added under an old generation once there is a newer one, and none is retired that wraps anything', async () => {
  const { directory, keyring, place } = prepare('late');
  await rotateKeys(directory, place);
  // Opened under generation 1, and has not looked since.
  keyring.createAll(['late-1', 'late-2']);
  expect(countsOf(directory)).toEqual([
    { number: 1, keys: 0, retired: true },
    { number: 2, keys: people.length + 2, retired: false },
  ]);
  const store = new DatabaseSync(join(directory, 'keyring.sqlite'));
  store.exec("update wrapped set generation = 7 where owner = 'late-1'");
  store.close();
  expect(() => openKeyring(directory).find('late-1')).toThrow(/generation 7 is not in/);
  keyring.close();
});

test('KEY-11 a copy of the keyring from before a rotation does not open with the keys from after it', async () => {
  const { directory, keyring, place } = prepare('copied');
  const copy = join(folder, 'copied-before');
  cpSync(directory, copy, { recursive: true });
  keyring.destroy('person-7');
  await rotateKeys(directory, place);
  rmSync(join(copy, 'key-encryption-key'));
  for (const name of readdirSync(directory).filter((one) => one.startsWith('key-encryption-key')))
    cpSync(join(directory, name), join(copy, name));
  expect(() => openKeyring(copy)).toThrow(/generation 1 is not in/);
  keyring.close();
});

test('KEY-5 a destruction during a rotation stands: nothing wraps the key again', async () => {
  const { directory, keyring, place } = prepare('both');
  const raw = keyring.create('person-90').export();
  await rotateUpTo(directory, 50, () => keyring.destroy('person-90'));
  await rotateKeys(directory, place);
  expect(keyring.find('person-90')).toBeNull();
  expect(openKeyring(directory).find('person-90')).toBeNull();
  expect(() => keyring.create('person-90')).toThrow('destroyed');
  for (const name of readdirSync(directory))
    expect(readFileSync(join(directory, name)).includes(raw)).toBe(false);
  keyring.close();
});
