import { expect, test } from 'vitest';
import { withTestDatabase } from './testing.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');

test('what runs with its owner’s rights finds our tables alone, and is called by whom it was given to', async () => {
  const { rows } = await owner.query<{ name: string; path: string[]; everybody: boolean }>(
    `select p.proname as name, p.proconfig as path,
       exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as everybody
     from pg_proc p where p.pronamespace = 'attend'::regnamespace and p.prosecdef`,
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { name, path, everybody } of rows)
    expect({ name, path, everybody }).toEqual({
      name,
      path: expect.arrayContaining(['search_path=attend, public, pg_temp']),
      everybody: false,
    });
});

test('a temporary table of the same name does not stand in for ours', async () => {
  const client = await owner.connect();
  await client.query('begin');
  await client.query("create temporary table staff on commit drop as select 'forged' as account_id");
  const { rows } = await client.query('select any_account() as found');
  expect(rows).toEqual([{ found: false }]);
  await client.query('rollback');
  client.release();
});

test('every table that holds rows of a programme is walled, also against its owner', async () => {
  const { rows } = await owner.query<{ name: string; walled: boolean }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('programme_id', 'participant_id') and not a.attisdropped
     where c.relnamespace in ('attend'::regnamespace, 'auth'::regnamespace) and c.relkind in ('r', 'p')
     group by 1, 2`,
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ walled }) => !walled)).toEqual([]);
});
