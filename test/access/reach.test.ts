import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import {
  enrol,
  insertProgramme,
  insertStaff,
  lineOf,
  withTestKeyring,
} from '../../server/api/enrolment/testing.ts';
import { transaction } from '../../server/database/connect.ts';
import { withTestDatabase } from '../../server/database/testing.ts';
import { heldBy } from '../../server/database/testing-records.ts';

/** Keys are worked out once a transaction (docs/decisions/0016): what must be seen all the same. */
const database = await withTestDatabase();
const keyring = withTestKeyring();
const app = database.pool('app');
const owner = database.pool('owner');
let programme = '';
let officer = '';
let other = '';
let person = '';

beforeAll(async () => {
  programme = await insertProgramme(database);
  await enrol(database, keyring, programme, lineOf('R-1'));
  person = (await heldBy(database, 'R-1')).participantId;
  const office = await owner.query<{ id: string }>(
    `insert into office (programme_id, name, timezone) values ($1, 'Empty', 'America/New_York') returning id`,
    [programme],
  );
  for (const name of ['Officer', 'Other']) {
    const id = await insertStaff(database, programme, name);
    await owner.query(
      `insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, 'case-officer', $3)`,
      [programme, id, office.rows[0]?.id],
    );
    if (name === 'Officer') officer = id;
    else other = id;
  }
});

const as = <T>(staff: string, work: (client: pg.PoolClient) => Promise<T>) =>
  transaction(app, { 'attend.programme': programme, 'attend.staff': staff }, work);
const seen = async (client: pg.PoolClient): Promise<number> =>
  (await client.query<{ n: number }>('select count(*)::int as n from participant')).rows[0]?.n ?? -1;
const assign = (client: pg.PoolClient, staff: string) =>
  client.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'stand-in')`,
    [programme, person, staff],
  );

class Undone extends Error {}
/** Runs `work` and takes all of it back. */
const undone = async (staff: string, work: (client: pg.PoolClient) => Promise<void>): Promise<void> => {
  const whole = as(staff, async (client) => {
    await work(client);
    throw new Undone();
  });
  await expect(whole).rejects.toThrow(Undone);
};

test('ACC-15 what a transaction itself changes of its actor’s reach holds in it from the next statement on', async () => {
  await undone(officer, async (client) => {
    expect(await seen(client)).toBe(0);
    await assign(client, officer);
    expect(await seen(client)).toBe(1);
    await client.query('update supervision set to_at = now() where staff_id = $1', [officer]);
    expect(await seen(client)).toBe(0);
  });
});

test('ACC-15 also where the change is taken back to a savepoint', async () => {
  await undone(officer, async (client) => {
    expect(await seen(client)).toBe(0);
    await client.query('savepoint before');
    await assign(client, officer);
    expect(await seen(client)).toBe(1);
    await client.query('rollback to before');
    expect(await seen(client)).toBe(0);
  });
});

test('ACC-15 another actor, nobody and another programme in the same transaction have reach of their own', async () => {
  await undone(officer, async (client) => {
    await assign(client, officer);
    expect(await seen(client)).toBe(1);
    const become = (name: string, value: string) =>
      client.query('select set_config($1, $2, true)', [name, value]);
    await become('attend.staff', other);
    expect(await seen(client)).toBe(0);
    await become('attend.staff', '');
    expect(await seen(client)).toBe(0);
    await become('attend.operator', 'a=b/c=*{}');
    expect(await seen(client)).toBe(1);
    await become('attend.programme', '0198c0de-0000-7000-8000-000000000000');
    expect(await seen(client)).toBe(0);
    await become('attend.operator', '');
    await become('attend.programme', programme);
    await become('attend.staff', officer);
    expect(await seen(client)).toBe(1);
  });
});

test('ACC-23 what others change holds from the next transaction on, and nothing is kept on the connection', async () => {
  const client = await app.connect();
  try {
    const ask = async (): Promise<number> => {
      await client.query('begin');
      await client.query(
        `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
        [programme, officer],
      );
      const found = await seen(client);
      await client.query('commit');
      return found;
    };
    expect(await ask()).toBe(0);
    const { rows } = await owner.query<{ id: string }>(
      `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'stand-in') returning id`,
      [programme, person, officer],
    );
    expect(await ask()).toBe(1);
    await owner.query('update supervision set to_at = now() where id = $1', [rows[0]?.id]);
    expect(await ask()).toBe(0);
    const kept = await client.query<{ kept: string }>(
      `select coalesce(current_setting('attend.reach', true), '') as kept`,
    );
    expect(kept.rows[0]?.kept).toBe('');
    expect(await seen(client)).toBe(0);
  } finally {
    client.release();
  }
});

test('ACC-15 every table that reach reads forgets what was kept', async () => {
  const { rows: read } = await owner.query<{ body: string }>(
    `select pg_get_functiondef('reach'::regproc) as body`,
  );
  const { rows: forgets } = await owner.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname = 'forget_reach'`,
  );
  const tables = [
    ...(read[0]?.body ?? '')
      .replaceAll(/--.*$/gm, '')
      .matchAll(/\b(?:from|join) (\w+)\b|\bme (\w+)%rowtype/g),
  ].map(([, from, row]) => from ?? row ?? '');
  // The policy table’s own words change with a migration alone.
  const asked = [...new Set(tables)].filter((name) => name !== 'role_reach');
  expect(asked.length).toBeGreaterThan(5);
  expect(forgets.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
});
