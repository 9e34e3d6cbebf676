import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hour, minute } from '@attend/kernel';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertHearingOf } from '../database/testing-hearings.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { cancelMessages } from './plan-message.ts';
import { planReminders, reminderKeyOf } from './plan-reminders.ts';
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
let number = 0;
let person = '';
let hearing = '';
/** When the three-day reminder falls due: at ten of the person's clock. */
let due = 0;

beforeEach(async () => {
  await pool.query('delete from message');
  await pool.query(`update hearing set status = 'cancelled'`);
  number += 1;
  const line = lineOf(`R-${number}`, { participant: { languages: ['es'], office: 'Here' } });
  const [outcome] = await enrol(database, keyring, programme, line);
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  person = outcome.participantId;
  const point = { programmeId: programme, participantId: person, staffId };
  await insertPoint(pool, keyring, { ...point, address: `+1305555${2000 + number}` });
  hearing = await insertHearingOf({ owner: pool, keyring, programme, person });
  const { rows } = await pool.query('select at from hearing where id = $1', [hearing]);
  const day = Temporal.Instant.fromEpochMilliseconds(rows[0].at.getTime())
    .toZonedDateTimeISO('America/New_York')
    .toPlainDate();
  due = day
    .subtract({ days: 3 })
    .toZonedDateTime({ timeZone: 'America/New_York', plainTime: '10:00' }).epochMilliseconds;
});

const planned = async () =>
  (await pool.query('select key, status, due_at from message order by key')).rows.map(
    ({ key, status, due_at }) => [key.slice(reminderKeyOf(hearing).length), status, due_at.getTime() - due],
  );

test('HRG-14 a reminder is planned once, shortly before its time, and not before', async () => {
  expect(await planReminders(pool, keyring, due - 11 * minute)).toBe(0);
  expect(await planReminders(pool, keyring, due - 9 * minute)).toBe(1);
  expect(await planReminders(pool, keyring, due - 4 * minute)).toBe(0);
  expect(await planReminders(pool, keyring, due + 5 * hour)).toBe(0);
  expect(await planned()).toEqual([['v1/three-days', 'planned', 0]]);
});

test('HRG-14 it says what stands, in the person’s language', async () => {
  await planReminders(pool, keyring, due);
  const heard: string[] = [];
  const phone = {
    send: async ({ text }: { text: string }) => {
      heard.push(text);
      return { kind: 'accepted', reference: null } as const;
    },
  };
  await sendMessages({ pool, keyring, senders: { phone }, now: () => due + minute });
  expect(heard).toHaveLength(1);
  expect(heard[0]).toContain('audiencia');
  expect(heard[0]).toContain('County Court, 4B');
  expect(heard[0]).toContain('Miami Programme');
});

test('HRG-14 what was missed for some hours goes late; what was missed for longer does not', async () => {
  expect(await planReminders(pool, keyring, due + 5 * hour)).toBe(1);
  await pool.query('delete from message');
  expect(await planReminders(pool, keyring, due + 7 * hour)).toBe(0);
});

test('HRG-14 of a hearing that is not to come any more nothing is planned, and of a changed one it is planned anew', async () => {
  await planReminders(pool, keyring, due - 5 * minute);
  await cancelMessages(pool, reminderKeyOf(hearing));
  await pool.query('update hearing set version = 2 where id = $1', [hearing]);
  expect(await planReminders(pool, keyring, due)).toBe(1);
  expect((await planned()).map(([key, status]) => [key, status])).toEqual([
    ['v1/three-days', 'cancelled'],
    ['v2/three-days', 'planned'],
  ]);
  await pool.query('delete from message');
  await pool.query(`update hearing set status = 'cancelled' where id = $1`, [hearing]);
  expect(await planReminders(pool, keyring, due)).toBe(0);
});
