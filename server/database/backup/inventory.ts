import type { Queryable } from '../repositories/queryable.ts';

/** A table that holds rows (a partition's leaf is one of its own), in an order in which none stands before what it refers to. */
export type Table = {
  /** `schema.name`, as it stands in a statement. */
  readonly name: string;
  /** But those that the database works out itself. */
  readonly columns: readonly string[];
};
export type Sequence = { readonly name: string; readonly last: string; readonly called: boolean };

/** The program's own. pg-boss makes its schema anew; what was waiting there is asked for again by the clock. */
const schemas = ['attend', 'auth'];
/** Written by the migrations themselves. */
const apart = ['attend.migration'];

type TableRow = { name: string; columns: string[]; filtered: boolean };
type Reference = { from: string; to: string };

const tablesText = `
  select n.nspname || '.' || c.relname as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    c.relforcerowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
      and pg_get_expr(p.polqual, p.polrelid) = 'true' and current_user::regrole::oid = any (p.polroles)) as filtered
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind = 'r' order by 1`;

const referencesText = `
  select distinct fn.nspname || '.' || f.relname as "from", tn.nspname || '.' || t.relname as "to"
  from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
  where k.contype = 'f' and f.oid <> t.oid`;

/** Every table of the program. Throws where row-level security would hide rows from the one who copies. */
export async function listTables(client: Queryable): Promise<Table[]> {
  const { rows } = await client.query<TableRow>(tablesText, [schemas]);
  const hidden = rows.filter(({ filtered }) => filtered).map(({ name }) => name);
  if (hidden.length > 0)
    throw new Error(`rows of ${hidden.join(', ')} are hidden from the owner: they need the policy owner_all`);
  const references = await client.query<Reference>(referencesText);
  const tables = rows.filter(({ name }) => !apart.includes(name));
  return inOrder(
    tables.map(({ name, columns }) => ({ name, columns })),
    references.rows,
  );
}

/** Referred-to tables first. Throws for a circle: rows could be loaded in no order. */
export function inOrder(tables: readonly Table[], references: readonly Reference[]): Table[] {
  const done: Table[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const ready = left.filter(
      ({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to one another in a circle: ${[...waiting].join(', ')}`);
    done.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return done;
}

export async function listSequences(client: Queryable): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'S' order by 1`,
    [schemas],
  );
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    const [row] = state.rows;
    if (row !== undefined) found.push({ name, ...row });
  }
  return found;
}
