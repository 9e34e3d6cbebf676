import { expect, test } from 'vitest';
import { loadPersonTables } from '../database/repositories/person-tables.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertProgramme } from '../database/testing-records.ts';
import { personTablesOf, watchPeople } from './watch.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
const programme = await insertProgramme(database, 'Watched');
const { rows: people } = await owner.query<{ id: string }>(
  `insert into participant (programme_id, reference, sealed) values ($1, 'W-1', ''), ($1, 'W-2', '') returning id`,
  [programme],
);
const ids = people.map(({ id }) => id).sort();

/** Who is noticed when this is asked. */
async function seenBy(text: string, values: unknown[] = []) {
  const { client, seen } = watchPeople(owner, await personTablesOf(owner));
  await client.query(text, values);
  return { people: [...seen.people].sort(), tables: [...seen.tables].sort() };
}

test.each([
  ['by its id', 'select id from participant', ids, []],
  ['under another name', 'select p.id as "who", 1 as id from participant p', ids, []],
  ['through a table of theirs', `select * from participant where reference = 'W-1'`, [people[0]?.id], []],
  ['several statements', 'select 1; select id from participant; select 2', ids, []],
  ['without saying whose', 'select reference from participant', [], ['participant']],
  [
    'through a subquery',
    'select q.reference from (select reference from participant) q',
    [],
    ['participant'],
  ],
  ['counted', 'select count(*)::int as n from participant', [], []],
  ['nobody found', `select * from participant where reference = 'none'`, [], []],
  ['of nobody', 'select id, name from programme', [], []],
])('ACC-12 rows of people are noticed: %s', async (_name, text, expected, tables) => {
  expect(await seenBy(text)).toEqual({ people: expected, tables });
});

test('ACC-12 a table joins by itself as soon as something in it leads to a person', async () => {
  const names = async () => [...(await loadPersonTables(owner)).values()].map(({ name }) => name);
  expect(await names()).toEqual(
    expect.arrayContaining([
      'participant',
      'order_clause',
      'assignment_snapshot',
      'violation_position',
      'upload',
    ]),
  );
  await owner.query(
    'create table attend.photo (id bigint, about uuid references attend.participant); create table attend.photo_note (photo bigint)',
  );
  expect(await names()).toContain('photo');
  expect(await names()).not.toContain('photo_note');
  await owner.query(
    'alter table attend.photo add primary key (id); alter table attend.photo_note add foreign key (photo) references attend.photo',
  );
  expect(await names()).toContain('photo_note');
});
