import { retentionKindNames } from '@attend/casework/retention/kinds';
import { endsOfTables } from '@attend/casework/retention/tables';
import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');

/** Tables with a column that names a person; partitions and what holds a table's days stand for it. */
async function tablesOfPeople(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     where n.nspname = 'attend' and c.relkind in ('r', 'p') and not c.relispartition
       and (k.confrelid = 'attend.participant'::regclass or exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'participant_id' and not a.attisdropped))
     union select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'participant_id' and not a.attisdropped
     where n.nspname = 'attend' and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  return rows.map(({ name }) => name).sort();
}

test('RET-22 every table that says of a person ends by a term, with another, or with the key, and none is named that is not there', async () => {
  const named = Object.keys(endsOfTables).sort();
  // The person themselves, and what is theirs by their assignment alone.
  const besides = ['participant', 'violation_position'];
  expect([...new Set([...(await tablesOfPeople()), ...besides])].sort()).toEqual(named);
});

test('RET-22 what goes with another table goes with one that ends', () => {
  const ends = new Map(Object.entries(endsOfTables));
  for (const [table, end] of ends) {
    if (end.by === 'kind') expect(retentionKindNames, table).toContain(end.kind);
    if (end.by === 'key') expect(end.why.length, table).toBeGreaterThan(10);
    if (end.by === 'with') expect(ends.get(end.table)?.by, table).toBe('kind');
  }
});
