import type { Queryable } from './queryable.ts';

/** A table whose rows are about people. */
export type PersonTable = {
  readonly name: string;
  /** Number of the column that says whose row it is; null: another table says it. */
  readonly participantColumn: number | null;
};

/** By the table's object id, as PostgreSQL names the table of an answer's column. */
export type PersonTables = ReadonlyMap<number, PersonTable>;

/**
 * Lead to people and hold no word about anybody that is read on its own: who looked, what was changed, what is to be told and
 * when a clock rings. They have routes and records of their own.
 */
const apart = ['access_record', 'assignment_due', 'audit_entry', 'feed', 'feed_outbox', 'participant_search'];

/** Every table from which a foreign key, or an id without one, leads to a person. A new table joins by itself. */
export async function loadPersonTables(client: Queryable): Promise<PersonTables> {
  const { rows } = await client.query<{ oid: number; name: string; column: number | null }>(
    `with recursive leads as (
       select 'attend.participant'::regclass::oid as id
       union
       select conrelid from pg_constraint join leads on confrelid = leads.id where contype = 'f'
     ), named as (
       select id from leads
       union
       select attrelid from pg_attribute where attname in ('participant_id', 'assignment_id') and not attisdropped
     )
     select c.oid::int8::float8 as oid, c.relname as name, a.attnum as column
     from named join pg_class c on c.oid = named.id left join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
       and a.attname = case c.relname when 'participant' then 'id' else 'participant_id' end
     where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all($1)`,
    [apart],
  );
  return new Map(rows.map(({ oid, name, column }) => [oid, { name, participantColumn: column }]));
}
