import { checkServer } from './durability.ts';
import { type ServerEvent, type ServerState, startEmbedded } from './embedded/embedded.ts';
import { openExternal } from './external.ts';
import { type Migration, migrate, readMigrations } from './migrations.ts';
import { provisionRoles, withClient } from './provision.ts';
import { type ConnectionSettings, deriveRoles, type RoleSettings, roles } from './settings.ts';

export type OpenOptions = {
  /** The program's data folder; the embedded database stands in its `database` part. */
  readonly dataDir: string;
  /** A PostgreSQL server to use instead; its account makes the three roles where it may. */
  readonly databaseUrl?: string | undefined;
  /** `owner=… app=… gateway=…` for roles made by hand on that server. Default: ATTEND_DATABASE_PASSWORDS. */
  readonly databasePasswords?: string | undefined;
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
  /** Of the embedded database: where it stands, so that room is looked for on that disk. */
  readonly folder?: string;
};

/** An open database, migrated, with its roles in place: connection settings of each, which are plain data. */
export type Database = RoleSettings & {
  readonly kind: 'embedded' | 'external';
  readonly describe: () => DatabaseDescription;
  /** Names the address under which this program answers, for tools that find the database in use (readOwner). */
  readonly setHttp: (address: string) => void;
  /** Close every pool first. Ends the embedded server; leaves another one alone. */
  readonly stop: () => Promise<void>;
};

const databaseName = 'attend';

/** Opens the database of a data folder, or the one at `databaseUrl`, and brings it up to date. Throws DatabaseFailure. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  // Read first: a file with a wrong name is told before anything is started.
  const migrations = options.migrations ?? readMigrations();
  return options.databaseUrl
    ? openWithUrl(options.databaseUrl, options.databasePasswords, migrations)
    : openEmbedded(options, migrations);
}

async function openEmbedded(options: OpenOptions, migrations: readonly Migration[]): Promise<Database> {
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
    // First: what everybody may do the roles need not be given, and would lose with it.
    await withClient(administrator, (client) =>
      client.query(`revoke all on database ${databaseName}, postgres, template1 from public`),
    );
    await provisionRoles(administrator, roleSettings);
    await quietRoles(administrator);
    await migrate(roleSettings.owner, migrations);
    return {
      ...roleSettings,
      kind: 'embedded',
      describe: () => ({
        kind: 'embedded',
        folder: server.place.cluster,
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

/**
 * A statement's error may quote what a person typed: it goes to the caller, never into the server's log. Only a superuser
 * may set this, so it is done where there surely is one.
 */
async function quietRoles(administrator: ConnectionSettings): Promise<void> {
  await withClient(administrator, async (client) => {
    for (const role of Object.values(roles))
      await client.query(`alter role ${role} set log_min_messages = log`);
  });
}

async function openWithUrl(
  databaseUrl: string,
  passwords: string | undefined,
  migrations: readonly Migration[],
): Promise<Database> {
  const server = await openExternal(databaseUrl, passwords ?? process.env.ATTEND_DATABASE_PASSWORDS);
  await migrate(server.roleSettings.owner, migrations);
  const { version, where } = server;
  return {
    ...server.roleSettings,
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
