import type { Queryable } from './queryable.ts';

/** A table's columns with their PostgreSQL types: what `unnest` needs to know. */
export type Columns<Row> = { readonly [name in keyof Row & string]: string };

/**
 * Inserts any number of rows in one statement. `returning` names columns to answer, in no certain order. Table and column names come
 * from this program alone, never from outside.
 */
export async function insertRows<Row extends object, Answer extends object = never>(
  client: Queryable,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
  tail = '',
): Promise<Answer[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(columns) as (keyof Row & string)[];
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`);
  const answer = await client.query<Answer>({
    text: `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')}) ${tail}`,
    values: names.map((name) => rows.map((row) => row[name])),
  });
  return answer.rows;
}
