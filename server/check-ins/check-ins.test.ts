import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { permitCheckIns, usualHours } from '../database/testing-check-ins.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { extendSchedules } from './extend.ts';
import { moveClosed } from './move-closed.ts';

const database = await withTestDatabase();
const pool = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-check-ins-'));
const keyring = openKeyring(folder);
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});
const programme = await insertProgramme(database, 'Miami Programme');
const staffId = await insertStaff(database, programme, 'Ana Officer');
const today = Temporal.Now.plainDateISO('America/New_York');
const inDays = (days: number): string => today.add({ days }).toString();
let number = 0;
let person = '';
let office = '';
let schedule = '';

/** Somebody with a schedule every four weeks, made up to a day. */
beforeEach(async () => {
  await pool.query('delete from message');
  await pool.query('delete from check_in');
  await pool.query('delete from check_in_schedule');
  await pool.query('delete from office_closure');
  number += 1;
  const [outcome] = await enrol(
    database,
    keyring,
    programme,
    lineOf(`J-${number}`, { participant: { office: 'Here' } }),
  );
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  person = outcome.participantId;
  await permitCheckIns(pool, person, inDays(900));
  office = (await pool.query(`select id from office where name = 'Here'`)).rows[0].id;
  await pool.query(
    `insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity) values ($1, $2, $3, 30, 2) on conflict do nothing`,
    [office, programme, JSON.stringify(usualHours.hours)],
  );
  schedule = await newSchedule(inDays(1));
});

async function newSchedule(madeUntil: string, startsOn = inDays(0)): Promise<string> {
  const { rows } = await pool.query(
    `insert into check_in_schedule (programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after, made_until, created_by)
     select $1, $2, l.id, $3, 'office', 'weeks-4', $4, 1, 1, $5, $6 from order_clause l join order_version v on v.id = l.order_version_id
       join supervision_order o on o.id = v.order_id where o.participant_id = $2 and l.kind = 'check-ins' limit 1 returning id`,
    [programme, person, office, startsOn, madeUntil, staffId],
  );
  return rows[0].id;
}
const daysOf = async (of: string): Promise<string[]> =>
  (
    await pool.query('select due_on::text as on from check_in where schedule_id = $1 order by due_on', [of])
  ).rows.map(({ on }) => on);

test('CHK-17 further check-ins are made of whoever nobody decides about, once, as far ahead as always', async () => {
  expect(await extendSchedules(pool, Date.now())).toEqual({ made: 14, left: 0 });
  const days = await daysOf(schedule);
  expect(days.slice(0, 2)).toEqual([inDays(28), inDays(56)]);
  expect(await extendSchedules(pool, Date.now())).toEqual({ made: 0, left: 0 });
  // Four weeks later one more stands at the end, and none twice.
  expect(await extendSchedules(pool, Date.now() + 29 * 86_400_000)).toEqual({ made: 1, left: 0 });
  expect(new Set(await daysOf(schedule)).size).toBe(15);
});

test('CHK-17 of a schedule that has ended, or ends, nothing is made beyond; what cannot be made is counted and stops nobody', async () => {
  const other = await newSchedule(inDays(1));
  await pool.query('update check_in_schedule set ends_on = $2 where id = $1', [schedule, inDays(40)]);
  await pool.query('update check_in_schedule set ended_at = now() where id = $1', [other]);
  const { rows } = await pool.query(
    `insert into office (programme_id, name, timezone) values ($1, $2, 'America/New_York') returning id`,
    [programme, `No hours ${number}`],
  );
  const without = await newSchedule(inDays(0));
  await pool.query('update check_in_schedule set office_id = $2 where id = $1', [without, rows[0].id]);
  expect(await extendSchedules(pool, Date.now())).toEqual({ made: 1, left: 1 });
  expect(await daysOf(schedule)).toEqual([inDays(28)]);
});

/** Entered by a person, as the route does. */
const close = (on: string) =>
  pool.query(
    `insert into office_closure (programme_id, office_id, on_day, kind, name, made_by) values ($1, $2, $3, 'closure', 'Storm', $4)`,
    [programme, office, on, staffId],
  );
const standing = async () =>
  (
    await pool.query(
      `select status, due_on::text as on, window_from::text as from, window_to::text as to, slot_at from check_in order by nominal_on`,
    )
  ).rows;

test('CHK-18 what is due on a day that is closed moves within its window; whoever had a time is told, and nobody else', async () => {
  await extendSchedules(pool, Date.now());
  const second = await newSchedule(inDays(1), inDays(28));
  await pool.query('delete from check_in where due_on > $1', [inDays(28)]);
  await pool.query(
    `insert into check_in (programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, slot_at)
     values ($1, $2, $3, $4, 'office', $5, $5, $5::date - 1, $5::date + 1, 'booked', ($5 || 'T10:00')::timestamp at time zone 'America/New_York')`,
    [programme, person, second, office, inDays(28)],
  );
  await close(inDays(28));
  expect(await moveClosed(pool, keyring, Date.now())).toBe(2);
  const moved = { status: 'due', on: inDays(29), from: inDays(27), to: inDays(29), slot_at: null };
  expect(await standing()).toEqual([moved, moved]);
  const { rows } = await pool.query('select template, key from message');
  expect(rows).toEqual([{ template: 'check-in-moved', key: expect.stringContaining('/closed/v1') }]);
  expect((await pool.query('select coalesce(sum(taken), 0)::int as n from office_slot')).rows).toEqual([
    { n: 0 },
  ]);
  const audits = await pool.query(
    `select staff_id from audit_entry where action = 'check-in.moved-by-closure' and participant_id = $1`,
    [person],
  );
  expect(audits.rows).toEqual([{ staff_id: staffId }, { staff_id: staffId }]);
  // Once: the closure has moved what it moves.
  expect(await moveClosed(pool, keyring, Date.now())).toBe(0);
});

test('CHK-18 where no day of the window is open it moves beyond, and a day that is over moves nobody', async () => {
  await extendSchedules(pool, Date.now());
  await pool.query('delete from check_in where due_on > $1', [inDays(28)]);
  for (const day of [27, 29, 30]) await close(inDays(day));
  await moveClosed(pool, keyring, Date.now());
  expect(await standing()).toMatchObject([{ on: inDays(28) }]);
  await close(inDays(28));
  expect(await moveClosed(pool, keyring, Date.now())).toBe(1);
  expect(await standing()).toMatchObject([{ on: inDays(31), from: inDays(27), to: inDays(31) }]);
  await pool.query('update check_in set due_on = $1, window_from = $1', [inDays(-3)]);
  await close(inDays(-3));
  expect(await moveClosed(pool, keyring, Date.now())).toBe(0);
});
