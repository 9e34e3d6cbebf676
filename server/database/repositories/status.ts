import type { SystemStatus } from '@attend/contracts/status';
import type { Queryable } from './queryable.ts';

export async function readDatabaseState(client: Queryable): Promise<'up' | 'read-only'> {
  const { rows } = await client.query<{ recovering: boolean; readonly: string }>(
    `select pg_is_in_recovery() as recovering, current_setting('default_transaction_read_only') as readonly`,
  );
  return rows[0]?.recovering || rows[0]?.readonly === 'on' ? 'read-only' : 'up';
}

type Row = { protocol: string; identifier: string; first_at: Date; last_at: Date; frames: string };

/** Who knocked and is not known, latest first. */
export async function listUnknownDevices(client: Queryable): Promise<SystemStatus['unknownDevices']> {
  const { rows } = await client.query<Row>(
    'select protocol, identifier, first_at, last_at, frames from unknown_device order by last_at desc limit 200',
  );
  return rows.map(({ protocol, identifier, first_at, last_at, frames }) => ({
    protocol,
    identifier,
    first: first_at.toISOString(),
    last: last_at.toISOString(),
    frames: Number(frames),
  }));
}
