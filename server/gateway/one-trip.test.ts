import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { encodeUploads } from './copy.ts';
import { sendAtOnce } from './one-trip.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
await owner.query(
  'create table attend.trip (assignment_id bigint, version bigint, day date, retention smallint, content bytea)',
);
const copy = 'copy attend.trip from stdin binary';
const rowsOf = async (): Promise<number> =>
  (await owner.query<{ rows: number }>('select count(*)::integer as rows from attend.trip')).rows[0]?.rows ??
  0;
const bytes = encodeUploads([{ assignmentId: 1, version: 1, content: Buffer.alloc(200_000) }], 9_000);

test('statements and a COPY among them go together, and all of it stands', async () => {
  const client = await owner.connect();
  await sendAtOnce(client, `begin; select 1; ${copy}; update attend.trip set version = 2; commit`, bytes);
  const { rows } = await client.query('select version::integer from attend.trip');
  client.release();
  expect(rows).toEqual([{ version: 2 }]);
});

test.each([
  ['before the COPY, whose bytes are then passed over', `begin; select 1 / 0; ${copy}; commit`, '22012'],
  ['after the COPY', `begin; ${copy}; select 1 / 0; commit`, '22012'],
  ['in the COPY itself', `begin; copy attend.trip (version) from stdin binary; commit`, '22P04'],
])('GTW-1 where a statement fails %s, nothing stands and the connection serves on', async (_, text, code) => {
  const before = await rowsOf();
  const client = await owner.connect();
  await expect(sendAtOnce(client, text, bytes)).rejects.toMatchObject({ code });
  await client.query('rollback');
  const { rows } = await client.query('select 7 as seven');
  client.release();
  expect(rows).toEqual([{ seven: 7 }]);
  expect(await rowsOf()).toBe(before);
});

test('a connection that breaks on the way is told', async () => {
  const client = await owner.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // Listened to at once: it may end before the statement that ends it has answered.
  const told = expect(sendAtOnce(client, 'select pg_sleep(600)', null)).rejects.toThrow();
  await owner.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await told;
  client.release(true);
});
