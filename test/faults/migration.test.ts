import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { migrate, readMigrations } from '@attend/server/database/migrations';
import { withTestDatabase } from '@attend/server/database/testing';
import { expect, test } from 'vitest';

const database = await withTestDatabase();
const owner = database.pool('owner');
const program = fileURLToPath(new URL('./fixtures/migrate.ts', import.meta.url));

test('FLT-7 a program killed in the middle of a migration leaves nothing of it, and the next start does all of it', async () => {
  const sql = `create table attend.half (n integer); insert into attend.half values (1); select pg_sleep(2); insert into attend.half values (2);`;
  const child = spawn(process.execPath, [program, JSON.stringify(database.owner), sql], { stdio: 'inherit' });
  const sleeps = async () =>
    (await owner.query(`select from pg_stat_activity where wait_event = 'PgSleep'`)).rowCount;
  await expect.poll(sleeps, { timeout: 30_000, interval: 50 }).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  // Nobody sees half of it, neither before its backend has noticed nor after.
  const seen = await owner.query(
    `select to_regclass('attend.half') as half, (select count(*)::integer from migration where number = 9000) as noted`,
  );
  expect(seen.rows).toEqual([{ half: null, noted: 0 }]);

  const files = [
    ...readMigrations(),
    { number: 9_000, name: '9000-half.sql', sql, checksum: '0'.repeat(64) },
  ];
  expect(await migrate(database.owner, files)).toEqual(['9000-half.sql']);
  expect((await owner.query('select n from attend.half order by n')).rows).toEqual([{ n: 1 }, { n: 2 }]);
}, 60_000);
