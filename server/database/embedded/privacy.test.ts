import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../open.ts';
import { withClient } from '../provision.ts';
import { memoryFolder, ordinaryUser, removeFolder, startProgram } from './fixtures/start.ts';
import { readOwner } from './lock.ts';
import { logPath } from './log.ts';

const dataDir = mkdtempSync(join(memoryFolder(), 'attend-privacy-'));
chmodSync(dataDir, 0o711);
const database = await openDatabase({ dataDir });
afterAll(async () => {
  await database.stop();
  removeFolder(dataDir);
});

test('what a statement got wrong is told to its caller and stays out of the log', async () => {
  const value = 'Somebody-Personal';
  const wrong = [
    "select 'Somebody-Personal'::int",
    "do $$ begin raise exception 'Somebody-Personal'; end $$",
  ];
  for (const role of ['owner', 'app', 'gateway'] as const)
    for (const sql of wrong)
      await expect(withClient(database[role], (client) => client.query(sql))).rejects.toThrow(value);
  const log = readFileSync(logPath(join(dataDir, 'database')), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain(value);
});

test('to ask in the owner’s own process who owns the database does not give it away', async () => {
  database.setHttp('http://127.0.0.1:1');
  expect(readOwner(dataDir)).toMatchObject({ pid: process.pid, http: 'http://127.0.0.1:1' });
  expect(await startProgram(dataDir).next()).toMatchObject({ code: 'database-in-use' });
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'database-in-use' });
  expect(await startProgram(dataDir).next()).toMatchObject({ code: 'database-in-use' });
});

test('nobody signs in without the password', async () => {
  for (const password of [undefined, '', 'guessed'])
    await expect(withClient({ ...database.owner, password }, async () => {})).rejects.toThrow(
      /password|SASL/i,
    );
});

test.each(['postgres', 'template1'])('the program’s roles are not let into the database %s', async (name) => {
  // It holds nothing of ours, but who may connect may create temporary tables and fill the disk.
  const connecting = withClient({ ...database.gateway, database: name }, async () => {});
  await expect(connecting).rejects.toThrow(/permission denied/);
});

const other = ordinaryUser();
test.skipIf(process.getuid?.() !== 0 || other === null)(
  'another user of the machine reaches neither socket nor secrets',
  () => {
    const tried = (command: string): number | null =>
      spawnSync('/bin/sh', ['-c', command], { ...other, cwd: '/', stdio: 'ignore' }).status;
    const files = join(dataDir, 'database');
    expect(tried(`test -x '${files}'`)).toBe(0); // Passing through is what the server's own user needs.
    for (const path of ['secret', 'owner.lock', 'owner.json', 'postgresql.log', 'cluster/PG_VERSION'])
      expect(tried(`cat '${files}/${path}'`)).not.toBe(0);
    expect(tried(`ls '${files}'`)).not.toBe(0);
    expect(tried(`test -S '${database.app.host}/.s.PGSQL.5432'`)).not.toBe(0);
  },
);
