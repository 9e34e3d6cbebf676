import pg from 'pg';
import type { ConnectionSettings } from './settings.ts';

/** For signatures above the repositories, which know connections by this name alone. */
export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

/** On whose behalf a transaction runs: settings that row-level security reads, such as `attend.programme`. */
export type Context = Readonly<Record<`attend.${string}`, string>>;

export type PoolOptions = {
  /** Shown in pg_stat_activity: which part of the program holds a connection. */
  readonly name: string;
  readonly max: number;
  /** A statement that takes longer is ended; 0 for none. */
  readonly statementTimeoutMs?: number;
  /** A named statement is planned once a connection, whatever its values: planning cost more than running most of them. */
  readonly planOnce?: true;
};

/** A pool of connections as one of the three roles. Close it with `end()` before the database stops. */
export function createPool(settings: ConnectionSettings, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...settings,
    ...(options.planOnce ? { options: `${settings.options} -c plan_cache_mode=force_generic_plan` } : {}),
    max: options.max,
    application_name: `attend ${options.name}`,
    connectionTimeoutMillis: 10_000,
    // The system's own probes find a server that vanished without a word: a statement would wait for it for ever.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A transaction that its program forgot would hold back vacuum and the live feed's order.
    idle_in_transaction_session_timeout: 60_000,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  });
  // A restarted server cuts connections. The pool drops idle ones and makes new ones, and the one in use fails its next
  // statement; both also raise an event of their own, which unheard would end the program.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** One statement text, so that it costs one way to the server and back. */
function beginWith(context: Context): string {
  const settings = Object.entries(context).map(([name, value]) => {
    if (!/^attend\.[a-z_]+$/.test(name)) throw new Error(`"${name}" is no name of a context setting`);
    return `set_config('${name}', ${pg.escapeLiteral(value)}, true)`;
  });
  return settings.length === 0 ? 'begin' : `begin; select ${settings.join(', ')}`;
}

/** A pool for one piece of work, closed when it ends, however it ends. */
export async function withPool<T>(
  settings: ConnectionSettings,
  options: PoolOptions,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = createPool(settings, options);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/**
 * Runs `work` in one transaction with the context set for its length alone, so that a pooled connection never carries
 * one actor's rights to the next. Commits when `work` resolves, rolls back when it throws, and throws the same.
 */
export async function transaction<T>(
  pool: pg.Pool,
  context: Context,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(beginWith(context));
    const result = await work(client);
    const { command } = await client.query('commit');
    // After a failed statement whose error `work` swallowed, PostgreSQL answers COMMIT with ROLLBACK and no error.
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back: a statement in it had failed.');
    return result;
  } catch (thrown) {
    // A connection that cannot even roll back is closed, never given to the next caller.
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
}
