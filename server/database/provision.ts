import pg from 'pg';
import { DatabaseFailure } from './failure.ts';
import { scramVerifier } from './scram.ts';
import { type ConnectionSettings, type RoleSettings, roles } from './settings.ts';

/** Runs with one connection and closes it. */
export async function withClient<T>(
  settings: ConnectionSettings,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...settings, connectionTimeoutMillis: 15_000 });
  // A connection that the server cuts also fails its query; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Of several processes that start at once one prepares roles and rights. Any fixed number. */
const advisoryLock = 7_305_808_868;

/** What each role needs before the first migration can run; the rest are grants in the migrations. */
const databaseRights: readonly (readonly [role: string, rights: readonly string[]])[] = [
  [roles.owner, ['CONNECT', 'CREATE', 'TEMPORARY']],
  [roles.app, ['CONNECT']],
  [roles.gateway, ['CONNECT']],
];

/** What an administrator runs where the program's account may not. */
export const rolesByHand = (database: string): string =>
  [
    ...Object.values(roles).map((name) => `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';`),
    ...databaseRights.map(
      ([role, rights]) => `GRANT ${rights.join(', ')} ON DATABASE "${database}" TO ${role};`,
    ),
    `GRANT CREATE, USAGE ON SCHEMA public TO ${roles.owner};`,
  ].join('\n');

function byHand(why: string, database: string): DatabaseFailure {
  return new DatabaseFailure(
    'database-roles',
    `${why} Let an administrator of the server run what is missing of the following, then give the three passwords ` +
      `as ATTEND_DATABASE_PASSWORDS="owner=… app=… gateway=…".\n\n${rolesByHand(database)}\n`,
  );
}

const errorCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

/** Runs a statement of preparation; where the account may not, says what somebody else has to do. */
async function attempt(client: pg.Client, sql: string, why: string, database: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (thrown) {
    if (errorCode(thrown) === '42501') throw byHand(why, database);
    // 42710, 23505: made by another process, for another database of the same server, in between.
    if (!['42710', '23505'].includes(errorCode(thrown))) throw thrown;
  }
}

/**
 * Makes the three roles where they are missing, with their passwords and their rights on the administrator's database.
 * Does nothing where all is in place, so an account without any right of its own will do then. Runs any number of times.
 */
export async function provisionRoles(
  administrator: ConnectionSettings,
  settings: RoleSettings,
): Promise<void> {
  await withClient(administrator, async (client) => {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    await makeRoles(client, administrator.database);
    await grantDatabase(client, administrator.database);
    for (const role of Object.values(settings)) await ensurePassword(client, role);
  });
}

async function makeRoles(client: pg.Client, database: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>(
    'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = any($1)',
    [Object.values(roles)],
  );
  for (const role of Object.values(roles)) {
    const found = rows.find((row) => row.rolname === role);
    if (found?.rolsuper || found?.rolbypassrls)
      throw new DatabaseFailure(
        'database-roles',
        `The role ${role} is a superuser or bypasses row-level security, which alone keeps programmes apart. ` +
          `Let an administrator run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS`,
      );
    if (found !== undefined) continue;
    const sql = `create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`;
    await attempt(client, sql, `The account in DATABASE_URL may not create the role ${role}.`, database);
  }
}

/** A database's rights are its own: a copy made from a template starts without them. */
export async function grantDatabase(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  for (const [role, rights] of databaseRights)
    for (const right of rights) {
      const held = await client.query<{ held: boolean }>(
        'select has_database_privilege($1, $2, $3) as held',
        [role, database, right],
      );
      if (held.rows[0]?.held) continue;
      const why = `The role ${role} has no right to ${right} on the database ${database}, and the account may not give it.`;
      await attempt(client, `grant ${right} on database ${name} to ${role}`, why, database);
    }
  const { rows } = await client.query<{ held: boolean }>(
    "select has_schema_privilege($1, 'public', 'create') as held",
    [roles.owner],
  );
  const why = `The role ${roles.owner} may not create in the schema public, and the account may not change that.`;
  if (!rows[0]?.held)
    await attempt(client, `grant create, usage on schema public to ${roles.owner}`, why, database);
}

/** 28P01: wrong password, 28000: not let in. */
async function canSignIn(settings: ConnectionSettings): Promise<boolean> {
  try {
    await withClient(settings, (client) => client.query('select 1'));
    return true;
  } catch (thrown) {
    if (['28P01', '28000'].includes(errorCode(thrown))) return false;
    // Asked for a password while there is none to give.
    if (settings.password === undefined && thrown instanceof Error && /password/.test(thrown.message))
      return false;
    throw thrown;
  }
}

async function ensurePassword(client: pg.Client, role: ConnectionSettings): Promise<void> {
  if (await canSignIn(role)) return;
  const { password, user, database } = role;
  if (password === undefined)
    throw byHand(
      `The role ${user} cannot sign in, and DATABASE_URL has no password to derive its own from.`,
      database,
    );
  const sql = `alter role ${user} login password ${pg.escapeLiteral(scramVerifier(password))}`;
  await attempt(
    client,
    sql,
    `The role ${user} has another password, and the account may not change it.`,
    database,
  );
  if (!(await canSignIn(role)))
    throw byHand(`The role ${user} cannot sign in (pg_hba.conf may keep it out).`, database);
}
