import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from '@attend/server/database/connect';
import { from as copyFrom } from 'pg-copy-streams';

/** A value of a column; instants are milliseconds, wrapped so that they are not taken for numbers. */
export type Cell = string | number | boolean | Buffer | null | { readonly at: number };
/** What is to be written, by table: the columns' names as the first row names them, and lines as COPY reads them. */
export type CopiedRows = Map<string, { readonly columns: readonly string[]; readonly lines: string[] }>;

/** Text that needs no escape: what is loaded by it is made here. */
const textOf = (cell: Cell): string => {
  if (cell === null) return '\\N';
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  if (typeof cell === 'object') return new Date(cell.at).toISOString();
  return String(cell);
};

/** Adds a row; each of a table has the same columns in the same order. */
export function addRow(rows: CopiedRows, table: string, row: Readonly<Record<string, Cell>>): void {
  const known = rows.get(table) ?? { columns: Object.keys(row), lines: [] };
  rows.set(table, known);
  known.lines.push(`${known.columns.map((name) => textOf(row[name] ?? null)).join('\t')}\n`);
}

/** Lines as COPY reads them, into a table with its columns in brackets. */
export const copyLines = (client: PoolClient, target: string, lines: readonly string[]): Promise<void> =>
  pipeline(Readable.from([lines.join('')]), client.query(copyFrom(`copy ${target} from stdin`)));

export async function copyRows(client: PoolClient, rows: CopiedRows): Promise<void> {
  await client.query('begin');
  for (const [table, { columns, lines }] of rows)
    await copyLines(client, `${table} (${columns.join(', ')})`, lines);
  await client.query('commit');
}

/**
 * PostgreSQL refuses COPY where row-level security counts, and it counts for the owner too: not while this loads. Triggers stand still;
 * foreign keys, exclusions and indexes are made of all rows at the end. Answers what puts everything back, which fails where a row
 * breaks one.
 */
export async function openForCopy(
  client: PoolClient,
  tables: readonly string[],
  /** Triggers that stand still, as «table trigger», where the others are needed for what the rows leave out; and keys that are made at the end. */
  only?: { readonly triggers: readonly string[]; readonly keys: readonly string[] },
): Promise<() => Promise<void>> {
  const triggers = only?.triggers ?? tables.map((table) => `${table} user`);
  const turn = async (how: 'disable' | 'enable'): Promise<void> => {
    for (const [table, trigger] of triggers.map((one) => one.split(' ')))
      await client.query(`alter table ${table} ${how} trigger ${trigger}`);
  };
  const constraints = await client.query<{ on: string; name: string; definition: string }>(
    `select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = any($1::regclass[]) and (contype in ('f', 'x') or conname = any($2)) order by contype desc`,
    [tables, only?.keys ?? []],
  );
  for (const table of tables) await client.query(`alter table ${table} no force row level security`);
  await turn('disable');
  for (const { on, name } of constraints.rows)
    await client.query(`alter table ${on} drop constraint ${name}`);
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  return async () => {
    await client.query(`set maintenance_work_mem = '1GB'`);
    for (const { definition } of indexes.rows) await client.query(definition);
    for (const { on, name, definition } of constraints.rows)
      await client.query(`alter table ${on} add constraint ${name} ${definition}`);
    await turn('enable');
    for (const table of tables) await client.query(`alter table ${table} force row level security`);
  };
}
