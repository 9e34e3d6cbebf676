import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol, lineOf, withTestKeyring } from '../api/enrolment/testing.ts';
import { createPool } from '../database/connect.ts';
import { openDatabase } from '../database/open.ts';
import { withTestDatabase } from '../database/testing.ts';
import {
  heldBy,
  insertProgramme,
  insertStaff,
  observation,
  raise,
  store,
} from '../database/testing-records.ts';
import { daysAgo, storeOn } from '../database/testing-retention.ts';
import { exportFindings, exportReadings, findAssignments } from '../operator/export.ts';
import type { Operator } from '../operator/operator.ts';
import { drillBackup } from './drill.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const base = mkdtempSync(join(tmpdir(), 'attend-backup-'));
chmodSync(base, 0o711);
afterAll(() => rmSync(base, { recursive: true, force: true }));
const database = await withTestDatabase();
const keyring = withTestKeyring();
const owner = database.pool('owner');
const secret = 'a long enough secret of the test';
const plain = join(base, 'plain');
const sealed = join(base, 'sealed');
const at = Date.now() - 600_000;

beforeAll(async () => {
  const programme = await insertProgramme(database);
  await enrol(database, keyring, programme, lineOf('P-1'), lineOf('P-2'));
  const held = await heldBy(database, 'P-1');
  await store(database, keyring, held, 1, [observation(at), observation(at + 60_000)]);
  await storeOn(database, (await heldBy(database, 'P-2')).assignmentId, daysAgo(Date.now(), 40), [1]);
  await raise(database, keyring, held, { from: at });
  const staff = await insertStaff(database, programme, 'Ada');
  await owner.query('insert into calendar_feed (programme_id, staff_id, secret_hash) values ($1, $2, $3)', [
    ...[programme, staff, Buffer.from('a secret of then')],
  ]);
  await owner.query(
    `insert into invitation (staff_id, programme_id, token_hash, expires_at) values ($1, $2, $3, now() + interval '7 days')`,
    [staff, programme, Buffer.from('a token of then')],
  );
  for (const [folder, key] of [
    [plain, null],
    [sealed, secret],
  ] as const)
    expect((await writeBackup({ pool: owner, folder, secret: key })).ok).toBe(true);
}, 60_000);

const fresh = (name: string): string => join(base, name);
const restore = (folder: string, key: string | null, dataDir: string) =>
  restoreBackup({ folder, secret: key, dataDir, databaseUrl: undefined, operator: 'test' });
const codeOf = (result: Awaited<ReturnType<typeof restore>>) => (result.ok ? 'ok' : result.error.code);

/** What `attend readings` and `attend alerts` say of somebody. */
async function answers(operator: Operator, reference: string): Promise<unknown> {
  const found = await findAssignments(operator, { kind: 'participant', name: reference }, null);
  if (!found.ok) return found.error;
  const said: unknown[] = [];
  for (const assignment of found.value) {
    await exportReadings(operator, assignment, 'drill', async (readings) => {
      said.push(...readings);
    });
    said.push(await exportFindings(operator, assignment, 'drill'));
  }
  return said;
}

test('BKP-1 BKP-8 a restored system answers the same, on a server of its own', async () => {
  const dataDir = fresh('restored');
  expect(codeOf(await restore(sealed, secret, dataDir))).toBe('ok');
  const restored = await openDatabase({ dataDir });
  const pools = {
    owner: createPool(restored.owner, { name: 'o', max: 1 }),
    app: createPool(restored.app, { name: 'a', max: 2 }),
  };
  try {
    const as = (of: Pick<Operator, 'owner' | 'app'>): Operator => ({
      ...{ ...of, keyring, name: 'test', requestId: 'test', close: async () => {} },
    });
    const before = await answers(as({ owner, app: database.pool('app') }), 'P-1');
    expect(before).toHaveLength(3);
    expect(await answers(as(pools), 'P-1')).toEqual(before);
    // Nothing was loosened for the loading: policies are forced, triggers stand as migrations made them.
    const walls = `select c.relname, c.relforcerowsecurity, (select array_agg(t.tgname::text || ' ' || t.tgenabled::text order by t.tgname) from pg_trigger t
        where t.tgrelid = c.oid and not t.tgisinternal) as triggers
      from pg_class c where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p') order by 1`;
    expect((await pools.owner.query(walls)).rows).toEqual((await owner.query(walls)).rows);
    // BKP-8: what lets somebody in may have been revoked or taken since.
    const { rows: open } = await pools.owner.query(
      `select (select count(*)::int from calendar_feed where ended_at is null) as feeds,
         (select count(*)::int from invitation where accepted_at is null and expires_at > now()) as invitations,
         (select count(*)::int from calendar_feed) + (select count(*)::int from invitation) as rows`,
    );
    expect(open).toEqual([{ feeds: 0, invitations: 0, rows: 2 }]);
    // New rows do not collide with restored ones.
    await pools.owner.query(`insert into audit_entry (programme_id, operator, action, entity, entity_id)
      select id, 'test', 'x', 'x', 'x' from programme`);
  } finally {
    await Promise.all([pools.owner.end(), pools.app.end()]);
    await restored.stop();
  }
}, 120_000);

test('BKP-2 the drill proves every table the same row by row, opens people with the keyring, and leaves nothing', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('attend-drill-'));
  const drilled = await drillBackup({ folder: plain, secret: null, keyring, operator: 'test' });
  expect(drilled).toMatchObject({ ok: true, value: { people: { people: 2, opened: 2, destroyed: 0 } } });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('attend-drill-'))).toEqual(before);
}, 120_000);

test('BKP-3 it refuses to write over a database or into a folder with something in it', async () => {
  expect((await writeBackup({ pool: owner, folder: plain, secret: null })).ok).toBe(false);
  const dataDir = fresh('occupied');
  await (await openDatabase({ dataDir })).stop();
  expect(codeOf(await restore(plain, null, dataDir))).toBe('occupied');
  expect(existsSync(join(dataDir, 'database'))).toBe(true);
  const elsewhere = await restoreBackup({
    folder: plain,
    secret: null,
    dataDir,
    databaseUrl: database.url,
    operator: 'test',
  });
  expect(codeOf(elsewhere)).toBe('occupied');
}, 120_000);

test('BKP-4 an altered, a cut, a missing file and another key are noticed before anything is restored', async () => {
  const largest = readdirSync(plain).find((name) => name.includes('attend.participant.')) ?? '';
  const whole = readFileSync(join(plain, largest));
  const dataDir = fresh('never');
  for (const spoil of [
    () => appendFileSync(join(plain, largest), 'x'),
    () => writeFileSync(join(plain, largest), whole.subarray(0, whole.length - 1)),
    () => rmSync(join(plain, largest)),
  ]) {
    spoil();
    expect(codeOf(await restore(plain, null, dataDir))).toBe('damaged');
    writeFileSync(join(plain, largest), whole);
  }
  expect(codeOf(await restore(sealed, null, dataDir))).toBe('key-needed');
  expect(codeOf(await restore(sealed, 'another secret altogether', dataDir))).toBe('damaged');
  const manifest = readFileSync(join(plain, 'manifest.json'), 'utf8');
  writeFileSync(join(plain, 'manifest.json'), manifest.replace(/"rows": 2,/, '"rows": 3,'));
  expect(codeOf(await restore(plain, null, dataDir))).toBe('damaged');
  rmSync(join(plain, 'manifest.json'));
  expect(codeOf(await restore(plain, null, dataDir))).toBe('no-backup');
  writeFileSync(join(plain, 'manifest.json'), manifest);
  expect(existsSync(dataDir)).toBe(false);
});

test('BKP-5 encrypted, nothing that the database holds in the clear can be read', async () => {
  const { rows } = await owner.query<{ reference: string }>('select reference from participant');
  // What the search would find: unencrypted files begin as compressed ones do.
  const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  const open = readdirSync(plain).find((name) => name.includes('attend.participant.')) ?? '';
  expect(readFileSync(join(plain, open)).subarray(0, 4)).toEqual(zstd);
  for (const name of readdirSync(sealed).filter((each) => each !== 'manifest.json')) {
    const bytes = readFileSync(join(sealed, name));
    expect(bytes.subarray(0, 4)).not.toEqual(zstd);
    for (const { reference } of rows) expect(bytes.includes(reference)).toBe(false);
  }
});

test('BKP-7 a backup goes into an empty database of another server just as well', async () => {
  const second = await withTestDatabase();
  const theirs = second.pool('owner');
  await theirs.query('drop schema attend cascade; drop schema auth cascade');
  const into = { folder: plain, secret: null, dataDir: fresh('external'), databaseUrl: second.url };
  expect(codeOf(await restoreBackup({ ...into, operator: 'test' }))).toBe('ok');
  const { rows } = await theirs.query('select reference from attend.participant order by 1');
  expect(rows.map(({ reference }) => reference)).toEqual(['P-1', 'P-2']);
  const { rows: notes } = await theirs.query(
    `select operator from attend.audit_entry where action = 'backup.restored'`,
  );
  expect(notes).toEqual([{ operator: 'test' }]);
}, 60_000);

test('BKP-6 a backup newer than the program is refused, and says what to do', async () => {
  const newer = await owner.query(
    `insert into migration (number, name, checksum) values (9999, '9999-later.sql', repeat('0', 64)) returning number`,
  );
  expect(newer.rowCount).toBe(1);
  const folder = fresh('newer');
  await writeBackup({ pool: owner, folder, secret: null });
  await owner.query('delete from migration where number = 9999');
  const refused = await restore(folder, null, fresh('never'));
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'backup-newer', message: expect.stringContaining('9999-later.sql') },
  });
});
