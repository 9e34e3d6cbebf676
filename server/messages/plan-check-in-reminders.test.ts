import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { day, hour, minute } from '@attend/kernel';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { permitCheckIns, usualHours } from '../database/testing-check-ins.ts';
import { insertSuspensionOf } from '../database/testing-life.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { cancelCheckInReminders, planCheckInReminders } from './plan-check-in-reminders.ts';
import { sendMessages } from './send-messages.ts';
import { insertPoint } from './testing/points.ts';

const database = await withTestDatabase();
const pool = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-reminders-'));
const keyring = openKeyring(folder);
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});
const programme = await insertProgramme(database, 'Miami Programme');
const staffId = await insertStaff(database, programme, 'Ana Officer');
const zone = 'America/New_York';
const today = Temporal.Now.plainDateISO(zone);
const on = today.add({ days: 20 });
const atHour = (date: Temporal.PlainDate, hours: number): number =>
  date.toZonedDateTime({ timeZone: zone, plainTime: { hour: hours } }).epochMilliseconds;
/** When the three-day reminder falls due. */
const due = atHour(on.subtract({ days: 3 }), 10);
let number = 0;
let person = '';
let checkIn = '';

beforeEach(async () => {
  await pool.query('delete from message');
  await pool.query('delete from check_in');
  number += 1;
  const line = lineOf(`C-${number}`, { participant: { languages: ['es'], office: 'Here' } });
  const [outcome] = await enrol(database, keyring, programme, line);
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  person = outcome.participantId;
  await permitCheckIns(pool, person, today.add({ days: 100 }).toString());
  await insertPoint(pool, keyring, {
    ...{ programmeId: programme, participantId: person, staffId },
    address: `+1305555${4000 + number}`,
  });
  await pool.query(
    `insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity)
     select id, programme_id, $1, 30, 2 from office where name = 'Here' on conflict do nothing`,
    [JSON.stringify(usualHours.hours)],
  );
  const { rows } = await pool.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select programme_id, $1, id, 'office', $2, $2, $2::date - 2, $2::date + 2 from office where name = 'Here' returning id`,
    [person, on.toString()],
  );
  checkIn = rows[0].id;
});

const book = (at: number) =>
  pool.query(`update check_in set status = 'booked', slot_at = $2, version = version + 1 where id = $1`, [
    checkIn,
    new Date(at),
  ]);
const planned = async () =>
  (await pool.query('select key, status, template, due_at from message order by key')).rows.map(
    ({ key, status, template, due_at }) => [
      key.split('/').slice(2).join('/'),
      status,
      template,
      due_at.getTime() - due,
    ],
  );
const heardAt = async (now: number): Promise<string[]> => {
  const heard: string[] = [];
  const phone = {
    send: async ({ text }: { text: string }) => {
      heard.push(text);
      return { kind: 'accepted', reference: null } as const;
    },
  };
  await sendMessages({ pool, keyring, senders: { phone }, now: () => now });
  return heard;
};

test('CHK-14 a reminder of one without a time is planned once, says its days in the person’s language, and goes late by hours, not days', async () => {
  expect(await planCheckInReminders(pool, keyring, due - 11 * minute)).toBe(0);
  expect(await planCheckInReminders(pool, keyring, due - 9 * minute)).toBe(1);
  expect(await planCheckInReminders(pool, keyring, due + 5 * hour)).toBe(0);
  expect(await planned()).toEqual([['v1/three-days', 'planned', 'check-in-due', 0]]);
  const [text = ''] = await heardAt(due + minute);
  expect(text).toContain('Todavía no tiene hora');
  expect(text).toContain('Here');
  expect(text).toContain(String(on.subtract({ days: 2 }).day));
  await pool.query('delete from message');
  expect(await planCheckInReminders(pool, keyring, due + 7 * hour)).toBe(0);
});

test('CHK-15 moved in time: what was planned is taken back, and the new time is said', async () => {
  await book(atHour(on, 14));
  expect(await planCheckInReminders(pool, keyring, due)).toBe(1);
  await cancelCheckInReminders(pool, checkIn);
  await book(atHour(on, 15));
  expect(await planCheckInReminders(pool, keyring, due)).toBe(1);
  expect((await planned()).map(([key, status, template]) => [key, status, template])).toEqual([
    ['v2/three-days', 'cancelled', 'check-in-reminder'],
    ['v3/three-days', 'planned', 'check-in-reminder'],
  ]);
  const heard = await heardAt(due + minute);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.replaceAll(/\s/g, ' ')).toMatch(/3:00 p/);
  // That morning, of the time it has.
  expect(await planCheckInReminders(pool, keyring, atHour(on, 8))).toBe(1);
});

test('CHK-14 CHK-15 of what is decided, of whoever is suspended, and of what no clause asks for any more, nothing is planned', async () => {
  const suspension = await insertSuspensionOf(pool, person);
  expect(await planCheckInReminders(pool, keyring, due)).toBe(0);
  await pool.query('update suspension set to_at = now() where id = $1', [suspension]);
  await pool.query(
    `update order_version set to_at = $2 from supervision_order o where o.id = order_id and o.participant_id = $1`,
    [person, new Date(due - day)],
  );
  await pool.query(
    `update order_clause l set to_at = $2 from order_version v, supervision_order o
     where v.id = l.order_version_id and o.id = v.order_id and o.participant_id = $1 and l.kind = 'check-ins'`,
    [person, new Date(due - day)],
  );
  expect(await planCheckInReminders(pool, keyring, due)).toBe(0);
  await pool.query('delete from check_in');
  expect(await planCheckInReminders(pool, keyring, due)).toBe(0);
});

test('CHK-14 two pages of those that are due are all found', async () => {
  await pool.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select programme_id, participant_id, office_id, 'phone', due_on, due_on, due_on, due_on from check_in, generate_series(1, 5200)`,
  );
  expect(await planCheckInReminders(pool, keyring, due)).toBe(5_201);
});
