import { expect, test } from 'vitest';
import { transaction } from './connect.ts';
import { withTestDatabase } from './testing.ts';

const first = await withTestDatabase();
const second = await withTestDatabase();

test('two databases of one file are migrated and apart', async () => {
  await first
    .pool('owner')
    .query("insert into programme (name, timezone) values ('One', 'America/New_York')");
  const count = 'select count(*)::int as n from programme';
  expect((await first.pool('owner').query(count)).rows).toEqual([{ n: 1 }]);
  expect((await second.pool('owner').query(count)).rows).toEqual([{ n: 0 }]);
});

test('the application role sees only the programme of its transaction', async () => {
  const { rows } = await first.pool('owner').query('select id from programme');
  const seen = (context: Record<`attend.${string}`, string>) =>
    transaction(
      first.pool('app'),
      context,
      async (client) => (await client.query('select id from programme')).rows,
    );
  expect(await seen({ 'attend.programme': rows[0].id })).toEqual(rows);
  expect(await seen({})).toEqual([]);
});
