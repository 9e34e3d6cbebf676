import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { widestReach } from './policy.ts';

const database = await withTestDatabase();

test('ACC-19 the wall lets each role through as far as its widest permission about people, and no further', async () => {
  const { rows } = await database
    .pool('owner')
    .query<{ grant: string }>(`select role || '/' || relation as grant from role_reach order by 1`);
  expect(rows.map((row) => row.grant).sort()).toEqual(widestReach());
});
