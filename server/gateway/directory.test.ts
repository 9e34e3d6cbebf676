import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { assignmentFor, type DeviceEntry, Directory } from './directory.ts';
import { makeAssignments } from './testing/assignments.ts';

const database = await withTestDatabase();

const entry: DeviceEntry = {
  id: 'd',
  programmeId: 'p',
  protocol: 'laipac',
  identifier: '1',
  tokenHash: null,
  networks: null,
  quarantined: false,
  // Newest first: worn by one until 1,000, on the shelf, then by another from 2,000 on.
  assignments: [
    { id: 2, from: 2_000, to: null },
    { id: 1, from: 0, to: 1_000 },
  ],
  // The later one was fitted from 1,900 on.
  fittings: [{ from: 1_900, to: 2_000 }],
};

test.each([
  ['stored under the earlier wearer, sent under the later one', 500, 2_500, 1],
  ['stored at the last moment of the earlier', 999, 2_500, 1],
  ['of the later wearer', 2_400, 2_500, 2],
  ['stamped while on the shelf goes to whoever holds it now', 1_500, 2_500, 2],
  ['with no stamp goes to whoever holds it now', null, 2_500, 2],
  ['with a clock that was never set goes to whoever holds it now', -5, 2_500, 2],
])('GTW-12 a reading %s', (_, time, now, expected) => {
  expect(assignmentFor(entry, time, now)?.id).toBe(expected);
});

test('FIT-1 what is stamped while it was being fitted is nobody’s, whenever it comes', () => {
  expect(assignmentFor(entry, 1_900, 2_500)).toBeNull();
  expect(assignmentFor(entry, 1_999, 1_999)).toBeNull();
  expect(assignmentFor(entry, 2_000, 2_500)?.id).toBe(2);
  expect(assignmentFor(entry, 1_899, 2_500)?.id).toBe(2);
});

test('GTW-12 on the shelf a reading is nobody’s', () => {
  expect(assignmentFor(entry, null, 1_500)).toBeNull();
});

/** The gateway's own pool, whose first answer is on its way for as long as `arrives` says. */
function slowPool(asked: () => void, arrives: Promise<void>): Pool {
  const pool = database.pool('gateway');
  let isFirst = true;
  return Object.assign(Object.create(pool), {
    query: async (question: { name: string; text: string; values: unknown[] }) => {
      const answer = await pool.query(question);
      if (!isFirst) return answer;
      isFirst = false;
      asked();
      await arrives;
      return answer;
    },
  });
}

test.each([
  ['a word of the change', (directory: Directory, key: string) => directory.forget(key)],
  ['a break of the line on which it would have come', (directory: Directory) => directory.forgetAll()],
])('GTW-15 an answer from before %s is not taken', async (_what, hear) => {
  const [made] = await makeAssignments(database.pool('owner'), 1);
  if (made === undefined) throw new Error('no assignment');
  const asked = Promise.withResolvers<void>();
  const arrives = Promise.withResolvers<void>();
  const directory = new Directory(slowPool(asked.resolve, arrives.promise));
  const found = directory.find('laipac', made.identifier);
  await asked.promise;
  await database
    .pool('owner')
    .query('update device set quarantined_at = now() where id = $1', [made.deviceId]);
  hear(directory, `laipac ${made.identifier}`);
  arrives.resolve();
  expect(await found).toMatchObject({ quarantined: true });
  expect(directory.peek('laipac', made.identifier, Date.now())).toMatchObject({ quarantined: true });
});
