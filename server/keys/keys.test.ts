import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openKeyring } from './keyring.ts';
import { seal, sealJson, unseal, unsealJson } from './seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'attend-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const key = createSecretKey(randomBytes(32));

test('KEY-1 what is sealed opens again, under the same key and for the same row alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, identity) => {
      const sealed = seal(key, identity, plain);
      expect(unseal(key, identity, sealed)).toEqual(Buffer.from(plain));
      expect(() => unseal(key, `${identity}x`, sealed)).toThrow();
      expect(() => unseal(createSecretKey(randomBytes(32)), identity, sealed)).toThrow();
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('KEY-1 any altered, missing or added byte is noticed', () => {
  const sealed = sealJson(key, 'row/1', { name: 'Ana' });
  expect(unsealJson(key, 'row/1', sealed)).toEqual({ name: 'Ana' });
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(() => unseal(key, 'row/1', altered)).toThrow();
  }
  expect(() => unseal(key, 'row/1', sealed.subarray(0, -1))).toThrow();
  expect(() => unseal(key, 'row/1', sealed.subarray(0, 20))).toThrow('row/1');
});

test('KEY-2 the same value sealed twice differs: nothing can be compared without the key', () => {
  const all = new Set(
    Array.from({ length: 3_000 }, () => seal(key, 'row/1', Buffer.from('same')).toString('hex')),
  );
  expect(all.size).toBe(3_000);
});

test('KEY-3 a person’s key is the same in every process, and readable by the program’s account alone', () => {
  const one = openKeyring(join(folder, 'shared'));
  const other = openKeyring(join(folder, 'shared'));
  const made = one.create('person-1');
  expect(other.find('person-1')?.equals(made)).toBe(true);
  expect(other.create('person-1').equals(made)).toBe(true);
  expect(other.find('person-2')).toBeNull();
  for (const name of readdirSync(join(folder, 'shared'))) {
    if (name.endsWith('-shm') || name.endsWith('-wal')) continue;
    expect(statSync(join(folder, 'shared', name)).mode & 0o077).toBe(0);
  }
  one.close();
  other.close();
});

test('KEY-4 no key stands in the keyring but wrapped', () => {
  const keyring = openKeyring(join(folder, 'wrapped'));
  const raw = keyring.create('person-1').export();
  keyring.close();
  for (const name of readdirSync(join(folder, 'wrapped'))) {
    expect(readFileSync(join(folder, 'wrapped', name)).includes(raw)).toBe(false);
  }
});

test('KEY-5 a destroyed key is gone for good, and is never made again', () => {
  const keyring = openKeyring(join(folder, 'destroyed'));
  const sealed = seal(keyring.create('person-1'), 'row/1', Buffer.from('where'));
  keyring.destroy('person-1');
  expect(keyring.find('person-1')).toBeNull();
  expect(() => keyring.create('person-1')).toThrow('destroyed');
  keyring.close();
  const again = openKeyring(join(folder, 'destroyed'));
  expect(again.find('person-1')).toBeNull();
  expect(sealed.length).toBeGreaterThan(0);
  again.close();
});

test('KEY-6 derived keys differ by use and by programme', () => {
  const keyring = openKeyring(join(folder, 'derived'));
  const keys = [
    keyring.derive('search', 'a'),
    keyring.derive('search', 'b'),
    keyring.derive('rejection', 'a'),
  ].map((derived) => derived.export().toString('hex'));
  expect(new Set(keys).size).toBe(3);
  expect(keyring.derive('search', 'a').export().toString('hex')).toBe(keys[0]);
  keyring.close();
});
