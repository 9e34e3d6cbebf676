import pg from 'pg';
import { DatabaseFailure } from './failure.ts';
import { scramVerifier } from './scram.ts';
import { type ConnectionSettings, type RoleSettings, roles } from './settings.ts';

/** Runs with one connection and closes it. */
export async function withClient<T>(
  settings: ConnectionSettings,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(settings);
  // A connection that the server cuts also fails its query; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const roleNames: readonly string[] = Object.values(roles);

/** What an administrator runs where the program's account may not. */
export const rolesByHand = (database: string): string =>
  [
    ...roleNames.map((name) => `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';`),
    `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "${database}" TO ${roles.owner};`,
    `GRANT CONNECT ON DATABASE "${database}" TO ${roles.app}, ${roles.gateway};`,
    `GRANT ALL ON SCHEMA public TO ${roles.owner};`,
  ].join('\n');

function byHand(why: string, database: string): DatabaseFailure {
  return new DatabaseFailure(
    'database-roles',
    `${why} Let an administrator of the server run the following, then give the three passwords as ` +
      'ATTEND_DATABASE_PASSWORDS=owner:…,app:…,gateway:…\n\n' +
      rolesByHand(database),
  );
}

const errorCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

/** 28P01: wrong password, 28000: no such role or not allowed in. */
const isRefusedLogin = (thrown: unknown): boolean => ['28P01', '28000'].includes(errorCode(thrown));

async function canSignIn(settings: ConnectionSettings): Promise<boolean> {
  try {
    await withClient(settings, (client) => client.query('select 1'));
    return true;
  } catch (thrown) {
    if (isRefusedLogin(thrown)) return false;
    throw thrown;
  }
}

/** Makes the three roles where they are missing, and their rights on the administrator's database. Runs any number of times. */
export async function provisionRoles(
  administrator: ConnectionSettings,
  settings: RoleSettings,
): Promise<void> {
  const { database } = administrator;
  await withClient(administrator, async (client) => {
    const { rows } = await client.query<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>(
      'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = any($1)',
      [roleNames],
    );
    const found = new Map(rows.map((row) => [row.rolname, row]));
    for (const role of roleNames) {
      const existing = found.get(role);
      if (existing === undefined) await createRole(client, role, database);
      else if (existing.rolsuper || existing.rolbypassrls)
        throw new DatabaseFailure(
          'database-roles',
          `The role ${role} is a superuser or bypasses row-level security, which alone keeps programmes apart. ` +
            `Run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS`,
        );
    }
    await grantDatabase(client, database);
  });
  for (const role of Object.values(settings)) await ensurePassword(administrator, role);
}

async function createRole(client: pg.Client, role: string, database: string): Promise<void> {
  try {
    await client.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`);
  } catch (thrown) {
    // 42710, 23505: another process that starts made it first.
    if (['42710', '23505'].includes(errorCode(thrown))) return;
    if (errorCode(thrown) === '42501')
      throw byHand(`The account in DATABASE_URL may not create the role ${role}.`, database);
    throw thrown;
  }
}

/** A database's rights are its own: a copy made from a template starts without them. */
export async function grantDatabase(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  // Where these may not be granted the server only warns; what is then missing shows at the migration, by name.
  await client.query(`grant connect, create, temporary on database ${name} to ${roles.owner}`);
  await client.query(`grant connect on database ${name} to ${roles.app}, ${roles.gateway}`);
  await client.query(`grant all on schema public to ${roles.owner}`);
}

async function ensurePassword(administrator: ConnectionSettings, role: ConnectionSettings): Promise<void> {
  if (await canSignIn(role)) return;
  const { password, user, database } = role;
  if (password === undefined)
    throw byHand(
      `The role ${user} cannot sign in, and DATABASE_URL has no password to derive its own from.`,
      database,
    );
  try {
    await withClient(administrator, (client) =>
      client.query(`alter role ${user} login password ${pg.escapeLiteral(scramVerifier(password))}`),
    );
  } catch (thrown) {
    if (errorCode(thrown) === '42501')
      throw byHand(
        `The role ${user} has another password, and the account in DATABASE_URL may not change it.`,
        database,
      );
    throw thrown;
  }
  if (!(await canSignIn(role)))
    throw byHand(`The role ${user} cannot sign in (pg_hba.conf may not let it).`, database);
}
