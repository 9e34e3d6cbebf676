import type { Pool, PoolClient } from 'pg';

/** Holds a person's record in a transaction of its own until told, as a merge or a move in the middle does. */
export async function holding(
  owner: Pool,
  id: string,
  during: (client: PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('select from participant where id = $1 for update', [id]);
    await during(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Until somebody waits for a lock: nothing else is at work in this database. */
export async function untilWaiting(owner: Pool): Promise<void> {
  for (let tries = 0; tries < 20_000; tries += 1) {
    const { rows } = await owner.query('select from pg_locks where not granted');
    if (rows.length > 0) return;
  }
  throw new Error('nobody waits');
}
