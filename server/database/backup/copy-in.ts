import type { Writable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Table } from './inventory.ts';

type Trigger = { readonly name: string; readonly enabled: 'O' | 'A' | 'R' };

/** How a table stood before it was opened for loading. */
export type Opened = {
  readonly table: Table;
  readonly forced: boolean;
  readonly triggers: readonly Trigger[];
};

const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Opens tables for rows as they were: without triggers (they would act on what has happened long ago), and without row-level
 * security, under which COPY is refused. In the restoring transaction alone: nobody sees them so.
 */
export async function openForLoading(client: pg.PoolClient, tables: readonly Table[]): Promise<Opened[]> {
  // The drill reads them again from their start, in the order in which they were loaded.
  await client.query('set local synchronize_seqscans = off');
  const opened: Opened[] = [];
  for (const table of tables) {
    const { name } = table;
    const found = await client.query<{ forced: boolean; triggers: Trigger[] }>(
      `select c.relforcerowsecurity as forced, coalesce((select jsonb_agg(jsonb_build_object('name', t.tgname, 'enabled', t.tgenabled))
         from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D'), '[]') as triggers
       from pg_class c where c.oid = $1::regclass`,
      [name],
    );
    const [{ forced, triggers } = { forced: false, triggers: [] }] = found.rows;
    for (const trigger of triggers)
      await client.query(`alter table ${name} disable trigger ${named(trigger.name)}`);
    if (forced) await client.query(`alter table ${name} no force row level security`);
    opened.push({ table, forced, triggers });
  }
  return opened;
}

const states = { O: 'enable', A: 'enable always', R: 'enable replica' } as const;

export async function closeAfterLoading(client: pg.PoolClient, opened: readonly Opened[]): Promise<void> {
  for (const { table, forced, triggers } of opened) {
    if (forced) await client.query(`alter table ${table.name} force row level security`);
    for (const { name, enabled } of triggers)
      await client.query(`alter table ${table.name} ${states[enabled]} trigger ${named(name)}`);
  }
}

/** What migrations put there themselves: the backup has its own. */
export async function emptyTables(client: pg.PoolClient, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.toReversed()) await client.query(`delete from ${name}`);
}

export const copyIn = (client: pg.PoolClient, { name, columns }: Table): Writable =>
  client.query(
    copyFrom(
      `copy ${name} (${columns.map((column) => `"${column}"`).join(', ')}) from stdin (format binary)`,
    ),
  );

/** Uploads stand in a partition a day, which only gateways of that day made. */
export async function makeUploadDays(client: pg.PoolClient, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [, day] = /^attend\.upload_0_(\d{8})$/.exec(name) ?? [];
    if (day !== undefined)
      await client.query(`select attend.make_upload_day(to_date($1, 'YYYYMMDD'))`, [day]);
  }
}

export async function setSequence(
  client: pg.PoolClient,
  name: string,
  last: string,
  called: boolean,
): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint, $3)', [name, last, called]);
}

/** A version no gateway can have seen before the loss: states that one still holds in memory lose at their next commit. */
const leap = 1_000_000_000;

/**
 * What has to be different from the moment that was saved. Sessions end: of those who left since then too. So do addresses of calendars
 * and invitations, which may have been revoked, renewed or taken since: whoever has one would come in by it again. Versions leap, so
 * that no gateway goes on from a state that the database has forgotten. And the audit says that it happened.
 */
export async function settleRestored(client: pg.PoolClient, madeAt: string, operator: string): Promise<void> {
  await client.query('delete from auth.session');
  await client.query('delete from auth.verification');
  // A backup of an older program has neither.
  for (const [table, end] of [
    ['attend.calendar_feed', 'update attend.calendar_feed set ended_at = now() where ended_at is null'],
    [
      'attend.invitation',
      'update attend.invitation set expires_at = least(expires_at, now()) where accepted_at is null',
    ],
  ] as const)
    if (await isThere(client, table)) await client.query(end);
  await client.query('update attend.assignment_state set version = version + $1', [leap]);
  await client.query(
    `insert into attend.audit_entry (programme_id, operator, action, entity, entity_id)
     select id, $1, 'backup.restored', 'backup', $2 from attend.programme`,
    [operator, madeAt],
  );
}

const isThere = async (client: pg.PoolClient, table: string): Promise<boolean> =>
  (await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])).rows[0]
    ?.there === true;

/** Whether anything is there that a restored backup would overwrite. */
export async function holdsAnything(client: pg.PoolClient | pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('attend.programme') is not null as there`,
  );
  return rows[0]?.there ?? true;
}
