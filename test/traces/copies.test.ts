import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf } from '../../server/api/enrolment/testing.ts';
import { createPool } from '../../server/database/connect.ts';
import { memoryFolder } from '../../server/database/embedded/fixtures/start.ts';
import { openDatabase } from '../../server/database/open.ts';
import { openRow } from '../../server/database/repositories/sealed.ts';
import type { Role } from '../../server/database/settings.ts';
import type { TestDatabase } from '../../server/database/testing.ts';
import { heldBy, observation, raise, store } from '../../server/database/testing-records.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { rotateKeys } from '../../server/keys/rotate.ts';
import { KeyStore } from '../../server/keys/store.ts';
import { exportFindings, exportReadings, findAssignments } from '../../server/operator/export.ts';
import { filesBelow } from './folder.ts';

const base = mkdtempSync(join(memoryFolder(), 'attend-copies-'));
chmodSync(base, 0o711);
afterAll(() => rmSync(base, { recursive: true, force: true }));
const original = join(base, 'original');
/** As it stood before the destruction, whole: database, keyring, key-encryption key. */
const before = join(base, 'before');
/** The same but for the keyring: the present one stands in its place. */
const beside = join(base, 'beside');
const present = join(original, 'keyring');
const place = (directory: string) => ({ kind: 'file', directory }) as const;
/** Owners of files stay: the database's are another account's where root runs this. */
const copyFolder = (from: string, to: string) => execFileSync('cp', ['-a', from, to]);
const at = Date.now() - 600_000;
const position = { lat: 61.48371, lon: -149.23865 };
const name = 'Wilhelmina Ostergaard';

/** Opens the database of a data folder, as the program would, for as long as `work` lasts. */
async function within<T>(dataDir: string, work: (system: TestDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir });
  const pools = new Map<Role, ReturnType<typeof createPool>>();
  const pool = (role: Role) => {
    const made = pools.get(role) ?? createPool(database[role], { name: 'test', max: 2 });
    pools.set(role, made);
    return made;
  };
  try {
    return await work({ pool } as unknown as TestDatabase);
  } finally {
    for (const one of pools.values()) await one.end();
    await database.stop();
  }
}

/** What the operator's commands and the row itself tell of somebody. */
function tell(dataDir: string, keys: string, reference: string) {
  return within(dataDir, async (system) => {
    const keyring = openKeyring(keys);
    try {
      const operator = {
        ...{ owner: system.pool('owner'), app: system.pool('app'), keyring },
        ...{ name: 'test', requestId: 'test', close: async () => {} },
      };
      const found = await findAssignments(operator, { kind: 'participant', name: reference }, null);
      if (!found.ok) throw new Error(found.error.message);
      const readings: unknown[] = [];
      const findings: unknown[] = [];
      for (const assignment of found.value) {
        await exportReadings(operator, assignment, 'test', async (some) => void readings.push(...some));
        findings.push(...(await exportFindings(operator, assignment, 'test')));
      }
      const { rows } = await system
        .pool('owner')
        .query('select id, sealed from participant where reference = $1', [reference]);
      const key = keyring.find(rows[0].id);
      const row = key === null ? null : openRow(key, 'participant', rows[0].id, rows[0].sealed);
      return { readings, findings, row };
    } finally {
      keyring.close();
    }
  });
}

let raw: Buffer;
let wrapped: Uint8Array;

beforeAll(async () => {
  const participantId = await within(original, async (system) => {
    const keyring = openKeyring(present);
    const programme = await insertProgramme(system);
    const plain = observation(at);
    const placed = {
      ...plain,
      place: plain.place?.kind === 'position' ? { ...plain.place, ...position } : null,
    };
    await enrol(
      system,
      keyring,
      programme,
      lineOf('C-1', { participant: { name } }),
      lineOf('C-2', { participant: { name: 'Control' } }),
    );
    for (const reference of ['C-1', 'C-2']) {
      const held = await heldBy(system, reference);
      await store(system, keyring, held, 1, [placed]);
      await raise(system, keyring, held, { from: at });
    }
    const held = await heldBy(system, 'C-1');
    raw = keyring.create(held.participantId).export();
    keyring.close();
    return held.participantId;
  });
  const ring = new KeyStore(present);
  wrapped = ring.find(participantId)?.key ?? new Uint8Array();
  ring.close();
  copyFolder(original, before);
  const keyring = openKeyring(present);
  keyring.destroy(participantId);
  keyring.close();
  copyFolder(before, beside);
  rmSync(join(beside, 'keyring'), { recursive: true });
  copyFolder(present, join(beside, 'keyring'));
}, 180_000);

/** The person's key in any of the files, plain or wrapped. */
const keysIn = (folder: string): string[] =>
  filesBelow(folder).filter((path) => {
    const bytes = readFileSync(path);
    return bytes.includes(raw) || bytes.includes(wrapped);
  });

test('KEY-18 a copy of the whole data folder from before a destruction opens nothing of the person beside the present keyring', async () => {
  expect(await tell(beside, join(beside, 'keyring'), 'C-1')).toMatchObject({ readings: [], row: null });
  // Somebody else's data in the same copy opens: it is whole, and the keyring is this installation's.
  const control = await tell(beside, join(beside, 'keyring'), 'C-2');
  expect(control).toMatchObject({ readings: [{ fix: position }], row: { name: 'Control' } });
}, 120_000);

test('KEY-18 neither the key, nor what wrapped it, nor the person’s name stands in any file of that copy', () => {
  expect(keysIn(before).length, 'the search would find it').toBeGreaterThan(0);
  expect(keysIn(beside)).toEqual([]);
  expect(keysIn(present)).toEqual([]);
  // In every other form too: KEY-17.
  expect(filesBelow(beside).filter((path) => readFileSync(path).includes(name))).toEqual([]);
});

test('KEY-20 with the keyring and the key-encryption key of that time the copy opens; with later ones it does not', async () => {
  expect(await tell(before, join(before, 'keyring'), 'C-1')).toMatchObject({
    readings: [{ fix: position }],
    row: { name },
  });
  // Key-encryption keys elsewhere, as operations/keys.md advises: whoever copied the data folder has the keyring alone.
  const elsewhere = join(base, 'elsewhere');
  mkdirSync(elsewhere);
  renameSync(join(present, 'key-encryption-key'), join(elsewhere, 'key-encryption-key'));
  const stolen = join(base, 'stolen');
  cpSync(join(before, 'keyring', 'keyring.sqlite'), join(stolen, 'keyring.sqlite'));
  const opened = openKeyring(stolen, place(elsewhere));
  opened.close();
  await rotateKeys(present, place(elsewhere));
  expect(() => openKeyring(stolen, place(elsewhere))).toThrow(/generation 1 is not in/);
  openKeyring(present, place(elsewhere)).close();
}, 120_000);
