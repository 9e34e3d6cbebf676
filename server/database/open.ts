import pg from 'pg';
import { checkServer } from './durability.ts';
import { type ServerEvent, type ServerState, startEmbedded } from './embedded/embedded.ts';
import { DatabaseFailure } from './failure.ts';
import { type Migration, migrate, readMigrations } from './migrations.ts';
import { provisionRoles, withClient } from './provision.ts';
import { type ConnectionSettings, deriveRoles, type RoleSettings, sessionOptions } from './settings.ts';

export type OpenOptions = {
  /** The program's data folder; the embedded database stands in its `database` part. */
  readonly dataDir: string;
  /** A PostgreSQL server to use instead; its account makes the roles where it may. */
  readonly databaseUrl?: string | undefined;
  readonly migrations?: readonly Migration[];
  /** Hears when the embedded server ended by itself and was started again. */
  readonly tell?: (event: ServerEvent) => void;
};

/** For the status page: no secret in it. */
export type DatabaseDescription = {
  readonly kind: 'embedded' | 'external';
  readonly state: ServerState;
  readonly version: string;
  readonly detail: string;
};

/** An open database, migrated, with its roles in place. */
export type Database = RoleSettings & {
  readonly kind: 'embedded' | 'external';
  readonly describe: () => DatabaseDescription;
  /** Names the address under which this program answers, for tools that find the database in use. */
  readonly setHttp: (address: string) => void;
  /** Close every pool first. Ends the embedded server; leaves another one alone. */
  readonly stop: () => Promise<void>;
};

const databaseName = 'attend';

/** Opens the database of a data folder, or the one at `databaseUrl`. Throws DatabaseFailure. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return options.databaseUrl ? openExternal(options, options.databaseUrl) : openEmbedded(options);
}

async function openEmbedded(options: OpenOptions): Promise<Database> {
  const server = await startEmbedded(options.dataDir, options.tell ?? (() => {}));
  try {
    const version = await withClient(server.administrator('postgres'), async (client) => {
      const found = await checkServer(client, `The embedded database in ${server.place.home}`);
      const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
      if (rowCount === 0) await client.query(`create database ${databaseName}`);
      return found;
    });
    const administrator = server.administrator(databaseName);
    const roleSettings = deriveRoles(administrator);
    await provisionRoles(administrator, roleSettings);
    await quietRoles(administrator);
    await migrate(roleSettings.owner, options.migrations ?? readMigrations());
    return {
      ...roleSettings,
      kind: 'embedded',
      describe: () => ({
        kind: 'embedded',
        state: server.state(),
        version,
        detail: `PostgreSQL ${version} in ${server.place.cluster}, process ${server.pid()} as ${server.account}`,
      }),
      setHttp: server.setHttp,
      stop: server.stop,
    };
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
}

/** Errors of statements may quote values that people typed: they go to the caller, not into the server's log. */
async function quietRoles(administrator: ConnectionSettings): Promise<void> {
  await withClient(administrator, async (client) => {
    for (const role of ['attend_owner', 'attend_app', 'attend_gateway'])
      await client.query(`alter role ${role} set log_min_messages = log`);
    await client.query(`revoke all on database ${databaseName} from public`);
  });
}

async function openExternal(options: OpenOptions, databaseUrl: string): Promise<Database> {
  const administrator = parseUrl(databaseUrl);
  const where = `${administrator.host}:${administrator.port}/${administrator.database}`;
  const roleSettings = deriveRoles(administrator);
  let version: string;
  try {
    version = await withClient(administrator, (client) => checkServer(client, `The server at ${where}`));
  } catch (thrown) {
    if (thrown instanceof DatabaseFailure) throw thrown;
    const said = thrown instanceof Error ? thrown.message || String(thrown) : String(thrown);
    throw new DatabaseFailure(
      'database-unreachable',
      `The database at ${where} (DATABASE_URL) cannot be reached: ${said}`,
    );
  }
  await provisionRoles(administrator, roleSettings);
  await migrate(roleSettings.owner, options.migrations ?? readMigrations());
  return {
    ...roleSettings,
    kind: 'external',
    describe: () => ({
      kind: 'external',
      state: 'ready',
      version,
      detail: `PostgreSQL ${version} at ${where}`,
    }),
    setHttp: () => {},
    stop: async () => {},
  };
}

/** Reads a connection URL the way `pg` does, PGHOST and the other variables included. */
export function parseUrl(databaseUrl: string): ConnectionSettings {
  try {
    const { host, port, database, user, password, ssl } = new pg.Client({ connectionString: databaseUrl });
    return { host, port, database: database ?? '', user: user ?? '', password, ssl, options: sessionOptions };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DatabaseFailure('database-unreachable', `DATABASE_URL is no connection URL: ${said}`);
  }
}
