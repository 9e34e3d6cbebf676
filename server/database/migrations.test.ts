import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Migration, migrate, migrationsFolder, readMigrations } from './migrations.ts';
import { withTestDatabase } from './testing.ts';

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'attend-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

/** The program's own migrations and further ones behind them. */
function andThen(files: Readonly<Record<string, string>>): Migration[] {
  return [...readMigrations(), ...readMigrations(folderOf(files))];
}

test('an up-to-date database is left alone', async () => {
  const { owner } = await withTestDatabase();
  expect(await migrate(owner)).toEqual([]);
});

test('of two programs that start at once one migrates and the other finds it done', async () => {
  const database = await withTestDatabase();
  const files = andThen({
    '9001-slow.sql': 'select pg_sleep(0.2); create table once (n int); insert into once values (1);',
  });
  const ran = await Promise.all([migrate(database.owner, files), migrate(database.owner, files)]);
  expect(ran.flat()).toEqual(['9001-slow.sql']);
  expect((await database.pool('owner').query('select n from once')).rows).toEqual([{ n: 1 }]);
});

test('a database that is newer than the program is refused, naming both', async () => {
  const { owner } = await withTestDatabase();
  await migrate(owner, andThen({ '9001-later.sql': 'create table later ()' }));
  const newest = readMigrations().at(-1)?.name ?? '';
  await expect(migrate(owner)).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringMatching(new RegExp(`9001-later\\.sql.*${newest}.*newer than the program`)),
  });
});

test('an applied migration that changed, by one blank, is refused', async () => {
  const { owner } = await withTestDatabase();
  await migrate(owner, andThen({ '9001-a.sql': 'create table a ()' }));
  await expect(migrate(owner, andThen({ '9001-a.sql': 'create table a () ' }))).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('9001-a.sql'),
  });
});

test('a migration that is slipped in before an applied one is refused', async () => {
  const { owner } = await withTestDatabase();
  await migrate(owner, andThen({ '9002-b.sql': 'create table b ()' }));
  const late = andThen({ '9001-a.sql': 'create table a ()', '9002-b.sql': 'create table b ()' });
  await expect(migrate(owner, late)).rejects.toMatchObject({
    code: 'migration-changed',
    details: { number: 9001 },
  });
});

test('a migration that fails changes nothing, says where, and keeps those before it', async () => {
  const database = await withTestDatabase();
  const files = andThen({
    '9001-a.sql': 'create table a ()',
    '9002-b.sql': 'create table b ();\n\nselect wrong;\n',
  });
  await expect(migrate(database.owner, files)).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringMatching(/9002-b\.sql failed and changed nothing, line 3: .*wrong/),
  });
  const { rows } = await database.pool('owner').query("select to_regclass('a') as a, to_regclass('b') as b");
  expect(rows).toEqual([{ a: 'a', b: null }]);
});

test('what a migration sets for its session does not reach the next', async () => {
  const database = await withTestDatabase();
  const sql = { '9001-a.sql': 'set search_path = pg_catalog', '9002-b.sql': 'create table placed ()' };
  await migrate(database.owner, andThen(sql));
  const { rows } = await database
    .pool('owner')
    .query("select to_regclass('attend.placed') is not null as there");
  expect(rows).toEqual([{ there: true }]);
});

test.each([
  {
    wrong: 'a name without number',
    files: { 'first.sql': '' },
    says: /first\.sql should be named NNNN-words\.sql/,
  },
  {
    wrong: 'a number twice',
    files: { '0001-a.sql': '', '0001-b.sql': '' },
    says: /Two migrations .* 0001-b\.sql/,
  },
  {
    wrong: 'a transaction of its own',
    files: { '0001-a.sql': 'select 1;\nCOMMIT;' },
    says: /0001-a\.sql .*transaction/,
  },
])('$wrong is refused', ({ files, says }) => {
  expect(() => readMigrations(folderOf(files))).toThrow(says);
});

test('the program’s own migrations are well named', () => {
  expect(readMigrations(migrationsFolder).length).toBeGreaterThan(5);
});
