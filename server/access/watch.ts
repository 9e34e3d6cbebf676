import type { Pool } from '../database/connect.ts';
import { loadPersonTables, type PersonTables } from '../database/repositories/person-tables.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

/** Whose rows SQL has given out in one transaction. */
export type Seen = {
  /** By the participant's id, wherever a column of the answer is one. */
  readonly people: Set<string>;
  /** Tables of people's rows of which some came without the id of whose they are. */
  readonly tables: Set<string>;
};

const known = new WeakMap<Pool, Promise<PersonTables>>();

/** The tables that hold people's rows, read once a pool: they change with the program alone. */
export function personTablesOf(pool: Pool): Promise<PersonTables> {
  const tables = known.get(pool) ?? loadPersonTables(pool);
  known.set(pool, tables);
  tables.catch(() => known.delete(pool));
  return tables;
}

type Answer = {
  readonly rows: readonly Record<string, unknown>[];
  readonly fields: readonly { readonly name: string; readonly tableID: number; readonly columnID: number }[];
};

/**
 * A connection that notes whose rows it gives out. PostgreSQL says of each column of an answer which table and column it comes
 * from, whatever it is called there: so no repository can read a person's row and not be noticed. Counts and other values that
 * were worked out come from no table.
 */
export function watchPeople(client: Queryable, tables: PersonTables): { client: Queryable; seen: Seen } {
  const seen: Seen = { people: new Set(), tables: new Set() };
  const query = async (...asked: unknown[]): Promise<unknown> => {
    const answer: unknown = await Reflect.apply(client.query, client, asked);
    for (const one of Array.isArray(answer) ? answer : [answer]) if (isAnswer(one)) note(one, tables, seen);
    return answer;
  };
  return { client: { query: query as Queryable['query'] }, seen };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'rows' in value && 'fields' in value;
}

function note({ rows, fields }: Answer, tables: PersonTables, seen: Seen): void {
  if (rows.length === 0) return;
  const touched = fields.flatMap((field) => tables.get(field.tableID) ?? []);
  if (touched.length === 0) return;
  const names = fields
    .filter((field) => tables.get(field.tableID)?.participantColumn === field.columnID)
    .map(({ name }) => name);
  if (names.length === 0) {
    for (const { name } of touched) seen.tables.add(name);
    return;
  }
  for (const row of rows) {
    for (const name of names) {
      const id = row[name];
      if (typeof id === 'string') seen.people.add(id);
    }
  }
}
