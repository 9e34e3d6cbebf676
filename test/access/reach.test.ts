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

/** How many of a person's rows are seen, at each depth: the person, what names them, what hangs below that. */
const depths = async (client: pg.PoolClient): Promise<number[]> => {
  const { rows } = await client.query<{ n: boolean[] }>(
    `select array[exists (select from participant), exists (select from supervision_order), exists (select from order_version),
       exists (select from order_clause), exists (select from agreement), exists (select from condition), exists (select from assignment),
       exists (select from device)] as n`,
  );
  return (rows[0]?.n ?? []).map(Number);
};
const all = [1, 1, 1, 1, 1, 1, 1, 1];
const none = all.map(() => 0);

test('ACC-15 whom a transaction has seen once it sees no longer than they may be seen', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into office (programme_id, name, timezone) values ($1, 'Full', 'America/New_York') returning id`,
    [programme],
  );
  await owner.query('update participant set office_id = $2 where id = $1', [person, rows[0]?.id]);
  const supervisor = await insertStaff(database, programme, 'Of the office');
  await owner.query(
    `insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, 'supervisor', $3)`,
    [programme, supervisor, rows[0]?.id],
  );
  await undone(supervisor, async (client) => {
    expect(await depths(client)).toEqual(all);
    // Kept from the second statement on, and nobody else's.
    expect(await depths(client)).toEqual(all);
    const kept = await client.query<{ seen: string }>('select seen_so_far() as seen');
    expect(kept.rows[0]?.seen).toBe(person);
    await client.query(`select set_config('attend.staff', $1, true)`, [other]);
    expect(await depths(client)).toEqual(none);
    await client.query(`select set_config('attend.staff', $1, true)`, [supervisor]);
    expect(await depths(client)).toEqual(all);
    await client.query('savepoint before');
    await client.query(
      `update participant set office_id = (select id from office where name = 'Empty') where id = $1`,
      [person],
    );
    expect(await depths(client)).toEqual(none);
    await client.query('rollback to before');
    expect(await depths(client)).toEqual(all);
  });
});

test('ACC-15 asking for a page’s people beforehand shows nobody who may not be seen', async () => {
  const alert = await owner.query(
    `select record_finding($1, participant_id, id, 1, 'strap-opened', null, now(), null, now(), null, null, 'high', 'reported', 'standard', 1, '', false)
     from assignment where participant_id = $2`,
    [programme, person],
  );
  expect(alert.rowCount).toBe(1);
  const { rows } = await owner.query<{ id: string }>('select id from alert where participant_id = $1', [
    person,
  ]);
  await undone(officer, async (client) => {
    await client.query('select * from admit_people($1)', [[person]]);
    await client.query('select * from admit_alerts($1)', [rows.map(({ id }) => id)]);
    expect(rows.length).toBe(1);
    expect(await depths(client)).toEqual(none);
    await assign(client, officer);
    expect(await depths(client)).toEqual(all);
  });
});

test('ACC-19 a row names the person of the row above it: another name is refused, none is filled in, and both change together', async () => {
  await enrol(database, keyring, programme, lineOf('R-2'));
  const stranger = (await heldBy(database, 'R-2')).participantId;
  const refused = { code: '23503' };
  for (const [table, rows] of [
    [
      'order_version',
      `insert into order_version (programme_id, order_id, version, from_at, legal_basis, participant_id)
      select programme_id, id, 9, now(), 'x', $1 from supervision_order where participant_id = $2`,
    ],
    [
      'order_clause',
      `insert into order_clause (programme_id, order_version_id, number, kind, from_at, participant_id)
      select programme_id, id, '99', 'curfew', now(), $1 from order_version where participant_id = $2`,
    ],
    [
      'agreement',
      `insert into agreement (programme_id, order_version_id, language, text_version, location, signed_at, participant_id)
      select programme_id, id, 'en', '1', 'status', now(), $1 from order_version where participant_id = $2`,
    ],
    [
      'condition_exception',
      `insert into condition_exception (programme_id, condition_id, from_at, to_at, sealed, participant_id)
      select programme_id, id, now(), now() + interval '1 hour', '', $1 from condition where participant_id = $2`,
    ],
    [
      'alert_occurrence',
      `insert into alert_occurrence (assignment_id, ordinal, programme_id, alert_id, from_at, raised_at, severity, certainty,
        policy_name, policy_revision, sealed, participant_id)
      select assignment_id, 77, programme_id, id, now(), now(), 'high', 'reported', 'standard', 1, '', $1 from alert where participant_id = $2`,
    ],
    [
      'alert_transition',
      `insert into alert_transition (programme_id, alert_id, at, kind, participant_id)
      select programme_id, id, now(), 'noted', $1 from alert where participant_id = $2`,
    ],
  ] as const) {
    const client = await owner.connect();
    try {
      await client.query('begin');
      const tried = async (sql: string, values: unknown[]) => {
        await client.query('savepoint tried');
        await expect(client.query(sql, values), `${table}: ${sql}`).rejects.toMatchObject(refused);
        await client.query('rollback to tried');
      };
      await tried(rows, [stranger, person]);
      const made = await client.query(rows, [null, person]);
      expect(made.rowCount, table).toBeGreaterThan(0);
      const strangers = `select count(*)::int as n from ${table} where participant_id = $1`;
      const before = (await client.query<{ n: number }>(strangers, [person])).rows[0]?.n ?? 0;
      expect(before, table).toBeGreaterThan(0);
      await tried(`update ${table} set participant_id = $1 where participant_id = $2`, [stranger, person]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `update supervision_order set participant_id = $1, reference = 'moved' where participant_id = $2`,
      [stranger, person],
    );
    const { rows } = await client.query<{ n: number }>(
      `select (select count(*) from order_version where participant_id = $1)::int + (select count(*) from order_clause where participant_id = $1)::int as n`,
      [person],
    );
    expect(rows[0]?.n).toBe(0);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('ACC-15 every table that reach reads forgets what was kept', async () => {
  const { rows: read } = await owner.query<{ body: string }>(
    // What it was before records were joined (0032) is a function of its own.
    `select pg_get_functiondef('reach'::regproc) || pg_get_functiondef('own_reach'::regproc) as body`,
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
