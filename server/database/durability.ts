import type pg from 'pg';
import { DatabaseFailure } from './failure.ts';

/**
 * The oldest server that will do. 18 is what the embedded database is and what every test runs on; the schema uses
 * its uuidv7() and its temporal keys (WITHOUT OVERLAPS), which no earlier version has.
 */
export const oldestVersion = 180_000;

/** Refuses a server that is too old or that may lose what it acknowledged. Returns its version, such as `18.4`. */
export async function checkServer(client: pg.ClientBase, where: string): Promise<string> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('server_version', 'server_version_num', 'fsync', 'full_page_writes', 'server_encoding', 'in_hot_standby')",
  );
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  const version = settings.get('server_version') ?? 'unknown';
  if (Number(settings.get('server_version_num')) < oldestVersion)
    throw new DatabaseFailure(
      'database-version',
      `${where} is PostgreSQL ${version}; Attend needs 18 or newer. Upgrade the server, or leave DATABASE_URL unset.`,
    );
  for (const name of ['fsync', 'full_page_writes'])
    if (settings.get(name) !== 'on')
      throw new DatabaseFailure(
        'database-not-durable',
        `${where} runs with ${name} = ${settings.get(name)}: a power cut could lose acknowledged data or the whole ` +
          `database. Set ${name} = on and restart the server.`,
      );
  if (settings.get('in_hot_standby') === 'on')
    throw new DatabaseFailure(
      'database-read-only',
      `${where} is a standby and takes no writes: name its primary.`,
    );
  if (settings.get('server_encoding') !== 'UTF8')
    throw new DatabaseFailure(
      'database-encoding',
      `${where} keeps its text as ${settings.get('server_encoding')}; Attend needs a database made with ENCODING 'UTF8'.`,
    );
  return version;
}
