import { afterAll, expect, test } from 'vitest';
import { scratchServer } from './embedded/fixtures/server.ts';
import { parsePasswords } from './external.ts';
import { openDatabase } from './open.ts';
import { withClient } from './provision.ts';
import { type ConnectionSettings, formatUrl } from './settings.ts';

/*
 * A server of this file's own stands in for somebody else's: roles belong to a whole server, so the one that test files
 * share will not do. The data folder is not touched where DATABASE_URL is set.
 */
const server = await scratchServer();
afterAll(() => server.stop());
const dataDir = '/nowhere/attend';

const run = (database: string, ...statements: string[]): Promise<void> =>
  withClient(server.administrator(database), async (client) => {
    for (const statement of statements) await client.query(statement);
  });
const urlAs = (user: string, password: string, database: string): string =>
  formatUrl({ ...server.administrator(database), user, password });
const canRead = (settings: ConnectionSettings): Promise<boolean> =>
  withClient(settings, async (client) => {
    await client.query('select id from programme');
    return true;
  });
const withoutRoles = 'drop role if exists attend_owner, attend_app, attend_gateway';

/** In order: each test goes on from the server as the one before left it. */
test('an account without rights gets the statements that somebody else has to run', async () => {
  await run('postgres', 'create database powerless', "create role weak login password 'weak'", withoutRoles);
  const opening = openDatabase({ dataDir, databaseUrl: urlAs('weak', 'weak', 'powerless') });
  await expect(opening).rejects.toMatchObject({
    code: 'database-roles',
    message: expect.stringMatching(
      /CREATE ROLE attend_owner LOGIN NOSUPERUSER NOBYPASSRLS(.|\n)*GRANT CONNECT, CREATE/,
    ),
  });
});

test('with roles made by hand such an account will do', async () => {
  const grants = [
    'grant connect, create, temporary on database powerless to attend_owner',
    'grant connect on database powerless to attend_app, attend_gateway',
    'grant create, usage on schema public to attend_owner',
  ];
  const names = ['owner', 'app', 'gateway'];
  await run(
    'powerless',
    ...names.map((name) => `create role attend_${name} login password '${name}-word'`),
    ...grants,
  );
  const databaseUrl = urlAs('weak', 'weak', 'powerless');
  await expect(openDatabase({ dataDir, databaseUrl })).rejects.toMatchObject({
    code: 'database-roles',
    message: expect.stringContaining('The role attend_owner has another password'),
  });
  const databasePasswords = 'owner=owner-word app=app-word gateway=gateway-word';
  const database = await openDatabase({ dataDir, databaseUrl, databasePasswords });
  expect(await canRead(database.app)).toBe(true);
  await database.stop();
  await run('postgres', 'drop database powerless', withoutRoles);
});

test('the owner of a database who may create roles needs nobody’s help', async () => {
  await run(
    'postgres',
    "create role master login createrole password 'a/b@c:d'",
    'create database theirs owner master',
  );
  const databaseUrl = urlAs('master', 'a/b@c:d', 'theirs');
  const database = await openDatabase({ dataDir, databaseUrl });
  expect(await canRead(database.gateway)).toBe(true);
  expect(database.describe()).toMatchObject({ kind: 'external', version: expect.stringMatching(/^18/) });
  expect(JSON.stringify(database.describe())).not.toContain('a/b@c:d');
  // A second machine derives the same passwords and changes nothing.
  const second = await openDatabase({ dataDir, databaseUrl });
  expect(second.app).toEqual(database.app);
  await run('postgres', 'drop database theirs', withoutRoles);
});

test('two machines that start at once on an empty server both open it', async () => {
  await run('postgres', 'create database shared');
  const databaseUrl = formatUrl(server.administrator('shared'));
  const [one, other] = await Promise.all([
    openDatabase({ dataDir, databaseUrl }),
    openDatabase({ dataDir, databaseUrl }),
  ]);
  expect(await canRead(one.app)).toBe(true);
  expect(await canRead(other.gateway)).toBe(true);
});

test('a role that would see every programme is refused', async () => {
  await run('postgres', 'alter role attend_app bypassrls');
  await expect(
    openDatabase({ dataDir, databaseUrl: formatUrl(server.administrator('shared')) }),
  ).rejects.toMatchObject({
    code: 'database-roles',
    message: expect.stringContaining('ALTER ROLE attend_app NOSUPERUSER NOBYPASSRLS'),
  });
  await run('postgres', 'alter role attend_app nobypassrls');
});

test('a database in another encoding is refused', async () => {
  await run('postgres', "create database latin encoding 'LATIN1' locale 'C' template template0");
  await expect(
    openDatabase({ dataDir, databaseUrl: formatUrl(server.administrator('latin')) }),
  ).rejects.toMatchObject({
    code: 'database-encoding',
  });
});

test('a server without full-page writes, then one without fsync, is refused', async () => {
  const databaseUrl = formatUrl(server.administrator('shared'));
  for (const name of ['full_page_writes', 'fsync']) {
    await run('postgres', `alter system set ${name} = off`, 'select pg_reload_conf()');
    await server.until(name, 'off');
    await expect(openDatabase({ dataDir, databaseUrl })).rejects.toMatchObject({
      code: 'database-not-durable',
      message: expect.stringContaining(`${name} = off`),
    });
    await run('postgres', `alter system reset ${name}`, 'select pg_reload_conf()');
    await server.until(name, 'on');
  }
});

test('a server that is not there, a wrong password and no URL at all are told apart', async () => {
  const opening = (databaseUrl: string) => openDatabase({ dataDir, databaseUrl });
  const unreachable = { code: 'database-unreachable' };
  await expect(opening('postgresql://x:y@127.0.0.1:1/z')).rejects.toMatchObject({
    ...unreachable,
    message: expect.stringMatching(/127\.0\.0\.1:1\/z \(DATABASE_URL\).*ECONNREFUSED/),
  });
  await expect(opening(urlAs('master', 'wrong', 'shared'))).rejects.toMatchObject({
    ...unreachable,
    message: expect.stringContaining('password authentication failed'),
  });
  await expect(opening('postgresql://[')).rejects.toMatchObject(unreachable);
  await expect(opening('nonsense')).rejects.toMatchObject({
    ...unreachable,
    message: expect.stringMatching(/no connection URL: write postgresql:\/\//),
  });
});

test('passwords made by hand are read, and a misspelt role is named', () => {
  expect(parsePasswords(' owner=a=b  app=c ')).toEqual({ owner: 'a=b', app: 'c' });
  expect(() => parsePasswords('onwer=a')).toThrow(/ATTEND_DATABASE_PASSWORDS should read/);
});
