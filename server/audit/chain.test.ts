import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRoots } from '../database/repositories/audit-chain.ts';
import { withTestDatabase } from '../database/testing.ts';
import {
  dayText,
  hear,
  makeScene,
  moment,
  type Scene,
  sequence,
  setClock,
  tellStory,
  writeChange,
} from '../database/testing-audit.ts';
import { writeRoot } from './roots-file.ts';
import { openSigner, readPublicKeys, readRemembered } from './signing.ts';

const directory = mkdtempSync(join(tmpdir(), 'attend-audit-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const database = await withTestDatabase();
const owner = database.pool('owner');
let scene: Scene;

beforeAll(async () => {
  scene = await makeScene({ database, signer: openSigner(directory), directory });
  await tellStory(scene);
});

test('AUD-2 every change, look and upload stands in the chain once, some seconds after its commit', async () => {
  const { rows } = await owner.query(
    'select kind, count(*)::integer as n from audit_chain group by kind order by kind',
  );
  expect(rows).toEqual([
    { kind: 'change', n: 12 },
    { kind: 'look', n: 9 },
    { kind: 'look-total', n: 2 },
    { kind: 'uploads', n: 6 },
  ]);
  expect((await owner.query('select from audit_outbox')).rowCount).toBe(0);
  const heard = await hear(owner, { keys: readPublicKeys(directory), remembered: readRemembered(directory) });
  expect(heard.said).toEqual([]);
  expect(heard).toMatchObject({ entries: 29, uploads: 42, roots: 2, waiting: 0, findings: 0 });
});

test('AUD-2 what commits later stands later, whatever its number; what is rolled back stands nowhere', async () => {
  const [slow, quick] = [await owner.connect(), await owner.connect()];
  const write = (client: typeof slow, id: string) =>
    client.query(
      `insert into audit_entry (programme_id, at, action, entity, entity_id) values ($1, $2, 'x', 'y', $3)`,
      [scene.programmeId, moment(0, 40), id],
    );
  await setClock(scene, moment(0, 40));
  await slow.query('begin');
  await write(slow, 'slow');
  await write(quick, 'quick');
  await quick.query('begin');
  await write(quick, 'gone');
  await quick.query('rollback');
  expect((await sequence(scene)).moved).toBe(1);
  await slow.query('commit');
  expect((await sequence(scene)).moved).toBe(1);
  slow.release();
  quick.release();
  const { rows } = await owner.query(
    `select e.entity_id from audit_chain c join audit_entry e on e.id = c.entry_id where c.kind = 'change' and e.action = 'x' order by c.position`,
  );
  expect(rows).toEqual([{ entity_id: 'quick' }, { entity_id: 'slow' }]);
});

test('AUD-2 of several sequencers one works at a time, and none twice', async () => {
  for (let n = 0; n < 20; n += 1) await writeChange(scene, moment(0, 41), 1_000 + n);
  await setClock(scene, moment(0, 41));
  const before = Number((await owner.query('select count(*) from audit_chain')).rows[0].count);
  const runs = await Promise.all(Array.from({ length: 5 }, () => sequence(scene)));
  expect(runs.reduce((sum, { moved }) => sum + moved, 0)).toBe(20);
  expect(Number((await owner.query('select count(*) from audit_chain')).rows[0].count)).toBe(before + 20);
});

test('AUD-4 each day has a root, signed, that names the one before; days without entries too', async () => {
  const roots = await listRoots(owner, null, 10);
  expect(roots.map(({ day, entries }) => [day, entries])).toEqual([
    [dayText(2), '9'],
    [dayText(1), '10'],
  ]);
  expect(roots.map(writeRoot)).not.toContain(null);
  const client = await owner.connect();
  await client.query('begin');
  await client.query(
    `create or replace function audit_now() returns timestamptz language sql volatile as $$ select timestamptz '${moment(-3).toISOString()}' $$`,
  );
  await client.query('select sequence_audit(1000)');
  const later = await listRoots(client, null, 10);
  expect(later.map(({ day, entries }) => [day, entries]).slice(2)).toEqual([
    [dayText(0), expect.stringMatching(/^\d\d$/)],
    [dayText(-1), '0'],
    [dayText(-2), '0'],
  ]);
  await client.query('rollback');
  client.release();
});

test('AUD-3 a list of looks counts on during its day, and stands with its last count when the day is over', async () => {
  const { rows } = await owner.query(
    `select r.count, count(c.position)::integer as stands from access_record r
       left join audit_chain c on c.entry_id = r.id and c.kind = 'look-total'
     where r.action = 'list' group by r.id, r.count order by r.id`,
  );
  expect(rows).toEqual([
    { count: 2, stands: 1 },
    { count: 2, stands: 1 },
    { count: 2, stands: 0 },
  ]);
});

describe('AUD-1 append-only', () => {
  const tables = [
    ...['audit_entry', 'access_record', 'audit_chain', 'audit_batch', 'audit_batch_members'],
    ...['audit_root', 'audit_root_signature', 'audit_seal'],
  ];
  const columns: Readonly<Record<string, string>> = {
    audit_batch_members: 'members',
    audit_root_signature: 'signature',
    audit_seal: 'signature',
    audit_root: 'root',
    audit_batch: 'root',
    audit_chain: 'link',
    audit_entry: 'action',
    access_record: 'what',
  };
  const statements = tables.flatMap((table) => [
    [table, `update ${table} set ${columns[table]} = ${columns[table]}`],
    [table, `delete from ${table}`],
    [table, `truncate ${table} cascade`],
  ]);
  test.each(statements)('%s: «%s» is refused for every role', async (_table, statement) => {
    for (const role of ['app', 'gateway', 'owner'] as const)
      await expect(database.pool(role).query(statement), role).rejects.toMatchObject({ code: '42501' });
  });

  test('the owner’s session settings do not switch it off', async () => {
    await expect(owner.query(`set session_replication_role = replica`)).rejects.toMatchObject({
      code: '42501',
    });
    const { rows } = await owner.query(
      `select c.relname, g.tgenabled from pg_trigger g join pg_class c on c.oid = g.tgrelid
       where g.tgname in ('append_only', 'counts_on', 'kept', 'no_truncate', 'audit_outbox') and g.tgenabled <> 'A'`,
    );
    expect(rows).toEqual([]);
  });

  test.each([
    ['count', 'count - 1'],
    ['count', 'count'],
    ['purpose', `'another'`],
    ['at', `at + interval '1 minute'`],
  ])('of a list of looks %s does not become %s by itself', async (column, value) => {
    await setClock(scene, moment(0, 45));
    const statement = `update access_record set ${column} = ${value} where action = 'list' and day = '${dayText(0)}'`;
    await expect(owner.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('a list of a day that is over counts on no more', async () => {
    const count = `update access_record set count = count + 1 where action = 'list' and day = '${dayText(1)}'`;
    await expect(owner.query(count)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('AUD-7 the program signs only what goes on from what it signed', () => {
  const rewritten = async (statement: string): Promise<string | null> => {
    const path = join(directory, 'audit-head.json');
    const kept = readFileSync(path, 'utf8');
    const { position, link } = JSON.parse(kept);
    writeFileSync(path, JSON.stringify(JSON.parse(statement.replace('P', position).replace('L', link))));
    const { refused } = await sequence(scene);
    writeFileSync(path, kept);
    return refused;
  };
  test('another link where it signed last: refused, and said', async () => {
    expect(await rewritten(`{"position":"P","link":"${'ab'.repeat(32)}"}`)).toContain('rewritten');
  });
  test('a chain that no longer reaches there: refused, and said', async () => {
    expect(await rewritten('{"position":"1000000","link":"L"}')).toContain('restored or cut off');
    expect((await sequence(scene)).refused).toBeNull();
  });
});

test('AUD-9 uploads that retention dropped leave the proof that they were there', async () => {
  const keys = readPublicKeys(directory);
  const leaf = `upload_0_${dayText(2).replaceAll('-', '')}`;
  await expect(database.pool('app').query('select note_uploads_dropped($1)', [dayText(2)])).rejects.toThrow(
    'still there',
  );
  const client = await owner.connect();
  await client.query('begin');
  await client.query(`drop table ${leaf}`);
  const lost = await hear(client, { keys });
  expect(lost.said.filter(({ kind }) => kind === 'missing')).toHaveLength(14);
  await client.query('select note_uploads_dropped($1)', [dayText(2)]);
  await client.query('commit');
  client.release();
  await setClock(scene, moment(0, 50));
  await sequence(scene);
  const heard = await hear(owner, { keys });
  expect(heard.said).toEqual([]);
  expect(heard).toMatchObject({ uploads: 28, droppedUploads: 14 });
});
