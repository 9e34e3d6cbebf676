import { expect, test } from 'vitest';
import { createPool, transaction } from './connect.ts';
import { withTestDatabase } from './testing.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
await owner.query('create table note (text text unique)');

const notes = async (): Promise<string[]> =>
  (await owner.query<{ text: string }>('select text from note order by text')).rows.map(({ text }) => text);

test('what resolves is committed, what throws is rolled back and thrown on', async () => {
  await transaction(owner, {}, (client) => client.query("insert into note values ('kept')"));
  const thrown = new Error('on purpose');
  await expect(
    transaction(owner, {}, async (client) => {
      await client.query("insert into note values ('not kept')");
      throw thrown;
    }),
  ).rejects.toBe(thrown);
  expect(await notes()).toEqual(['kept']);
});

test('a swallowed failure is not taken for a commit', async () => {
  const careless = transaction(owner, {}, async (client) => {
    await client.query("insert into note values ('lost')");
    await client.query('select no_such_column').catch(() => {});
  });
  await expect(careless).rejects.toThrow(/rolled back/);
});

test('the context holds in its transaction and not after it, on the same connection', async () => {
  const pool = createPool(database.app, { name: 'test context', max: 1 });
  const read = async (client: { query: (sql: string) => Promise<{ rows: { value: string | null }[] }> }) =>
    (await client.query("select nullif(current_setting('attend.staff', true), '') as value")).rows[0]?.value;
  const awkward = `it's \\ "quoted" — ü`;
  expect(await transaction(pool, { 'attend.staff': awkward, 'attend.programme': 'x' }, read)).toBe(awkward);
  expect(await read(pool)).toBeNull();
  expect(await transaction(pool, {}, read)).toBeNull();
  await pool.end();
});

test('only settings of our own can be set through a context', async () => {
  const context = { "attend.x', 'y', true), set_config('role": 'attend_owner' } as const;
  await expect(transaction(database.pool('app'), context, async () => {})).rejects.toThrow(
    /no name of a context/,
  );
});

test('a cut connection fails its transaction and is not given out again', async () => {
  const pool = createPool(database.app, { name: 'test cut', max: 1 });
  const cut = transaction(pool, {}, async (client) => {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    // The connection's end may arrive with the answer or after it: either way the next statement fails.
    await client.query('select pg_terminate_backend($1)', [rows[0].pid]).catch(() => {});
    await client.query('select 1');
  });
  await expect(cut).rejects.toThrow();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('every session commits durably, in UTC, and finds the schema', async () => {
  for (const role of ['owner', 'app', 'gateway'] as const) {
    const show = async (name: string) => (await database.pool(role).query(`show ${name}`)).rows[0]?.[name];
    expect(await show('synchronous_commit')).toBe('on');
    expect(await show('TimeZone')).toBe('UTC');
    expect(await show('search_path')).toBe('attend,public');
  }
});

test('no role of the program is a superuser or bypasses row-level security', async () => {
  const { rows } = await owner.query(
    "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname ~ '^attend_(owner|app|gateway)$'",
  );
  expect(rows).toHaveLength(3);
  for (const { rolname: _, ...rights } of rows)
    expect(Object.values(rights)).toEqual([false, false, false, false]);
});
