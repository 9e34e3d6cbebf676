import type { Queryable } from '../repositories/queryable.ts';

export type ServerState = {
  readonly madeAt: string;
  readonly postgresql: string;
  readonly migrations: { readonly number: number; readonly name: string; readonly checksum: string }[];
};

/** What the snapshot was made of. `madeAt` is its transaction's beginning. */
export async function readServer(client: Queryable): Promise<ServerState> {
  const { rows } = await client.query<{ at: Date; version: string }>(
    `select now() as at, current_setting('server_version') as version`,
  );
  const applied = await client.query<ServerState['migrations'][number]>(
    'select number, name, checksum from attend.migration order by number',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the server does not say what it is');
  return { madeAt: row.at.toISOString(), postgresql: row.version, migrations: applied.rows };
}

export async function insertBackupNote(
  client: Queryable,
  operator: string,
  requestId: string,
  madeAt: string,
): Promise<void> {
  await client.query(
    `insert into attend.audit_entry (programme_id, operator, action, entity, entity_id, request_id)
     select id, $1, 'backup.made', 'backup', $2, $3 from attend.programme`,
    [operator, madeAt, requestId],
  );
}
