import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Pool } from '../connect.ts';
import type { Table } from './inventory.ts';

/**
 * One consistent look at everything: a snapshot in which all tables are read, while others go on writing. Its locks keep a
 * day's partition from being dropped under it (retention waits and comes again).
 */
export async function withSnapshot<T>(pool: Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // A slow disk on our side is no forgotten transaction. And always from a table's start: the same rows give the same bytes.
    await client.query(
      'set local idle_in_transaction_session_timeout = 0; set local synchronize_seqscans = off',
    );
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (thrown) {
    client.release(thrown instanceof Error ? thrown : true);
    throw thrown;
  }
}

export async function lockTables(client: pg.PoolClient, tables: readonly Table[]): Promise<void> {
  await client.query(`lock table ${tables.map(({ name }) => name).join(', ')} in access share mode`);
}

const columnsOf = ({ columns }: Table): string => columns.map((name) => `"${name}"`).join(', ');

/** A table's rows in PostgreSQL's binary form. */
export const copyOut = (client: pg.PoolClient, table: Table): Readable =>
  client.query(copyTo(`copy ${table.name} (${columnsOf(table)}) to stdout (format binary)`));

export async function countOf(client: pg.PoolClient, { name }: Table): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(`select count(*)::float8 as rows from ${name}`);
  return rows[0]?.rows ?? 0;
}
