import pg from 'pg';
import { checkServer } from './durability.ts';
import { DatabaseFailure } from './failure.ts';
import { provisionRoles, withClient } from './provision.ts';
import {
  type ConnectionSettings,
  deriveRoles,
  type Role,
  type RoleSettings,
  sessionOptions,
} from './settings.ts';

export type ExternalServer = {
  readonly roleSettings: RoleSettings;
  readonly version: string;
  readonly where: string;
};

/** Reads a connection URL the way `pg` does, PGHOST and the other variables included. */
export function parseUrl(databaseUrl: string): ConnectionSettings {
  // `pg` takes anything else for a database's name on a host called «base».
  if (!/^((postgres(ql)?|socket):|\/)/.test(databaseUrl))
    throw new DatabaseFailure(
      'database-unreachable',
      'DATABASE_URL is no connection URL: write postgresql://user:password@host:5432/database, or leave it unset.',
    );
  try {
    const { host, port, database, user, password, ssl } = new pg.Client({ connectionString: databaseUrl });
    return {
      ...{ host, port, database: database ?? '', user: user ?? '', ssl, options: sessionOptions },
      password: password || undefined,
    };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DatabaseFailure('database-unreachable', `DATABASE_URL is no connection URL: ${said}`);
  }
}

/** `owner=… app=… gateway=…`, for roles that an administrator made by hand. */
export function parsePasswords(text: string): Partial<Record<Role, string>> {
  const pairs = text.split(/\s+/).filter((part) => part !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [role = '', password] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (!['owner', 'app', 'gateway'].includes(role) || password === '')
        throw new DatabaseFailure(
          'database-roles',
          'ATTEND_DATABASE_PASSWORDS should read "owner=… app=… gateway=…" with a password after each.',
        );
      return [role, password];
    }),
  );
}

/** Checks the server at DATABASE_URL and prepares its roles. Throws DatabaseFailure. */
export async function openExternal(
  databaseUrl: string,
  passwords: string | undefined,
): Promise<ExternalServer> {
  const administrator = parseUrl(databaseUrl);
  const where = `${administrator.host}:${administrator.port}/${administrator.database}`;
  const derived = deriveRoles(administrator);
  const given = parsePasswords(passwords ?? '');
  const roleSettings: RoleSettings = {
    owner: { ...derived.owner, password: given.owner ?? derived.owner.password },
    app: { ...derived.app, password: given.app ?? derived.app.password },
    gateway: { ...derived.gateway, password: given.gateway ?? derived.gateway.password },
  };
  try {
    const version = await withClient(administrator, (client) =>
      checkServer(client, `The server at ${where}`),
    );
    await provisionRoles(administrator, roleSettings);
    return { roleSettings, version, where };
  } catch (thrown) {
    if (thrown instanceof DatabaseFailure) throw thrown;
    const said = thrown instanceof Error ? thrown.message || String(thrown) : String(thrown);
    throw new DatabaseFailure(
      'database-unreachable',
      `The database at ${where} (DATABASE_URL) cannot be used: ${said}`,
    );
  }
}
