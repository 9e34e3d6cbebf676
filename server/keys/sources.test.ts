import { createCipheriv, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { openKeyring } from './keyring.ts';
import { readKeyringStatus, rotateKeys } from './rotate.ts';
import { type KeyPlace, readKeyPlace } from './sources/place.ts';

const folder = mkdtempSync(join(tmpdir(), 'attend-key-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));
const program = fileURLToPath(new URL('./testing/key-program.ts', import.meta.url));
let made = 0;
const freshFolder = (): string => {
  made += 1;
  return join(folder, `keyring-${made}`);
};
const variable = 'ATTEND_TEST_KEY_ENCRYPTION_KEYS';
const key = (): string => randomBytes(32).toString('base64');

/** A place of each kind with one generation, how it gets the next one, and how it loses all it has. */
function places(): { place: KeyPlace; next: () => void; lose: () => void; change: () => void }[] {
  const files = freshFolder();
  const first = key();
  vi.stubEnv(variable, `1:${first}`);
  const service = `${freshFolder()}.json`;
  writeFileSync(service, JSON.stringify({ 1: key() }));
  const serviceKeys = (): Record<string, string> => JSON.parse(readFileSync(service, 'utf8'));
  return [
    {
      place: { kind: 'file', directory: files },
      next: () => undefined,
      lose: () => rmSync(files, { recursive: true }),
      change: () => {
        for (const name of readdirSync(files)) writeFileSync(join(files, name), randomBytes(32));
      },
    },
    {
      place: { kind: 'environment', variable },
      next: () => vi.stubEnv(variable, `1:${first},2:${key()}`),
      lose: () => vi.stubEnv(variable, ''),
      change: () => vi.stubEnv(variable, `1:${key()},2:${key()}`),
    },
    {
      place: { kind: 'command', command: [process.execPath, program, service] },
      next: () => writeFileSync(service, JSON.stringify({ ...serviceKeys(), 2: key() })),
      lose: () => writeFileSync(service, '{}'),
      change: () => writeFileSync(service, JSON.stringify({ 1: key(), 2: key() })),
    },
  ];
}

test('KEY-7 key-encryption keys come from files, the environment or a program; each opens again and rotates', async () => {
  for (const { place, next } of places()) {
    const directory = freshFolder();
    const keyring = openKeyring(directory, place);
    const raw = keyring.create('person-1').export();
    next();
    const { generation, rewrapped, retired } = await rotateKeys(directory, place);
    expect({ generation, rewrapped, retired }).toEqual({ generation: 2, rewrapped: 1, retired: [1] });
    const again = openKeyring(directory, place);
    expect(again.find('person-1')?.export().equals(raw)).toBe(true);
    expect(again.create('person-2')).not.toBeNull();
    again.close();
    keyring.close();
  }
});

test('KEY-8 where a key-encryption key is missing the keyring does not open, says so, and makes no other', () => {
  for (const { place, lose } of places()) {
    const directory = freshFolder();
    openKeyring(directory, place).close();
    lose();
    expect(() => openKeyring(directory, place), place.kind).toThrow(
      place.kind === 'command'
        ? /refuses “unwrap”: no generation 1/
        : /generation 1 is not in .*: put it back/,
    );
  }
});

test('KEY-8 a wrong key-encryption key is told from the right one, by whatever it comes', () => {
  for (const { place, change } of places()) {
    const directory = freshFolder();
    openKeyring(directory, place).close();
    change();
    expect(() => openKeyring(directory, place), place.kind).toThrow(
      place.kind === 'command' ? /refuses “unwrap”/ : /is not the one that this keyring was wrapped with/,
    );
  }
});

test('KEY-8 a program that answers with another key, with nonsense, or not at all', () => {
  const service = join(folder, 'service.json');
  writeFileSync(service, JSON.stringify({ 1: key() }));
  const directory = freshFolder();
  const command = [process.execPath, program, service];
  openKeyring(directory, { kind: 'command', command }).close();
  expect(() => openKeyring(directory, { kind: 'command', command: [...command, 'another'] })).toThrow(
    'is not the one that this keyring was wrapped with',
  );
  expect(() => openKeyring(directory, { kind: 'command', command: [...command, 'garbled'] })).toThrow(
    'it answers neither ok nor error',
  );
  expect(() => openKeyring(directory, { kind: 'command', command: [join(folder, 'nothing')] })).toThrow(
    /cannot be asked for the key-encryption key \(ENOENT\)/,
  );
});

test('KEY-8 a key of another length, and an empty or unreadable variable', () => {
  const directory = freshFolder();
  openKeyring(directory).close();
  writeFileSync(join(directory, 'key-encryption-key'), randomBytes(16));
  expect(() => openKeyring(directory)).toThrow(/has 32 bytes, this has 16/);
  vi.stubEnv(variable, '');
  const environment = { kind: 'environment', variable } as const;
  expect(() => openKeyring(freshFolder(), environment)).toThrow(`no key-encryption key in the environment`);
  const secret = randomBytes(31).toString('base64');
  vi.stubEnv(variable, `1:${secret}`);
  expect(() => openKeyring(freshFolder(), environment)).toThrow(/is not GENERATION:KEY/);
  try {
    openKeyring(freshFolder(), environment);
  } catch (thrown) {
    expect(String(thrown)).not.toContain(secret);
  }
});

test('a keyring from before there were generations opens, and its keys are the same', () => {
  const directory = freshFolder();
  mkdirSync(directory);
  const wrapping = randomBytes(32);
  writeFileSync(join(directory, 'key-encryption-key'), wrapping);
  const raw = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv);
  cipher.setAAD(Buffer.from('keyring/person-1'));
  const wrapped = Buffer.concat([iv, cipher.update(raw), cipher.final(), cipher.getAuthTag()]);
  const store = new DatabaseSync(join(directory, 'keyring.sqlite'));
  store.exec(
    'create table wrapped (owner text primary key, generation integer not null, key blob, destroyed_at text) without rowid, strict',
  );
  store.prepare('insert into wrapped values (?, 1, ?, null)').run('person-1', wrapped);
  store.close();
  const lost = `${directory}-lost`;
  cpSync(directory, lost, { recursive: true });
  rmSync(join(lost, 'key-encryption-key'));
  expect(() => openKeyring(lost)).toThrow(/generation 1 is not in/);
  const keyring = openKeyring(directory);
  expect(keyring.find('person-1')?.export().equals(raw)).toBe(true);
  keyring.close();
  expect(readKeyringStatus(directory, { kind: 'file', directory }).generations).toMatchObject([
    { number: 1, keys: 1, retiredAt: null },
  ]);
});

test('where key-encryption keys come from, as it is written in the settings', () => {
  const read = (text: string) => readKeyPlace(text, '/d/keyring');
  expect(read('file')).toEqual({ kind: 'file', directory: '/d/keyring' });
  expect(read('file:/etc/attend')).toEqual({ kind: 'file', directory: '/etc/attend' });
  expect(read('environment:KEYS')).toEqual({ kind: 'environment', variable: 'KEYS' });
  expect(read('command:/bin/kms --slot 1')).toEqual({
    kind: 'command',
    command: ['/bin/kms', '--slot', '1'],
  });
  for (const text of ['', 'files', 'environment:', 'environment:1:abc', 'command:', 'kms:x'])
    expect(read(text)).toBeNull();
});
