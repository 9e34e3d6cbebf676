import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minute } from '@attend/kernel';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertHelpOf } from '../database/testing-help.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { cancelRemindersOf } from './cancel-reminders.ts';
import { createIntake } from './intake.ts';
import { planReminders, reminderKeyOf } from './plan-reminders.ts';
import { sendMessages } from './send-messages.ts';
import { signBody } from './signature.ts';
import { insertPoint } from './testing/points.ts';

const database = await withTestDatabase();
const pool = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-help-'));
const keyring = openKeyring(folder);
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});
const secret = 'a secret of sixteen';
const programme = await insertProgramme(database, 'Miami Programme');
const staffId = await insertStaff(database, programme, 'Ana Officer');
let number = 0;
let person = '';
let phone = '';
let help = '';
let hearing = '';
/** When the three-day reminder falls due: at ten of the person's clock. */
let due = 0;

beforeEach(async () => {
  await pool.query('delete from message');
  await pool.query(`update hearing set status = 'cancelled'`);
  number += 1;
  const line = lineOf(`R-${number}`, { participant: { languages: ['en'], office: 'Here' } });
  const [outcome] = await enrol(database, keyring, programme, line);
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  person = outcome.participantId;
  phone = `+1305555${6000 + number}`;
  await insertPoint(pool, keyring, {
    programmeId: programme,
    participantId: person,
    staffId,
    address: phone,
  });
  const arranged = { by: staffId, supplier: 'City Cars' };
  ({ help, hearing } = await insertHelpOf({ owner: pool, keyring, programme, person, arranged }));
  const { rows } = await pool.query('select at from hearing where id = $1', [hearing]);
  due = Temporal.Instant.fromEpochMilliseconds(rows[0].at.getTime())
    .toZonedDateTimeISO('America/New_York')
    .toPlainDate()
    .subtract({ days: 3 })
    .toZonedDateTime({ timeZone: 'America/New_York', plainTime: '10:00' }).epochMilliseconds;
});

const heard: string[] = [];
const send = async (now: number): Promise<string[]> => {
  heard.length = 0;
  const way = {
    send: async ({ text }: { text: string }) => {
      heard.push(text);
      return { kind: 'accepted', reference: null } as const;
    },
  };
  await sendMessages({ pool, keyring, senders: { phone: way }, now: () => now });
  return heard;
};
const planned = async () =>
  (await pool.query('select key, status from message order by created_at, key')).rows.map(
    ({ key, status }) => [key.slice(reminderKeyOf(hearing).length), status],
  );

test('HLP-7 a reminder names the ride that stands and what else can be asked for; a protected place it does not tell', async () => {
  expect(await planReminders(pool, keyring, due)).toBe(1);
  const [text = ''] = await send(due + minute);
  expect(text).toContain('A ride is booked. Pick-up: ');
  expect(text).toContain(`Where you are picked up: door of ${person}`);
  expect(text).toContain('Help you can ask for: child care, an interpreter');
  await pool.query('delete from message');
  await pool.query('update arranged_help set place_protected = true where id = $1', [help]);
  expect(await planReminders(pool, keyring, due)).toBe(1);
  const [kept = ''] = await send(due + minute);
  expect(kept).toContain('A ride is booked. Pick-up: ');
  expect(kept).not.toContain('door of');
});

test('HLP-7 a ride that falls through is taken out of what is planned, and nothing is planned twice', async () => {
  expect(await planReminders(pool, keyring, due - 5 * minute)).toBe(1);
  expect(await planReminders(pool, keyring, due - 4 * minute)).toBe(0);
  await pool.query(
    `update arranged_help set status = 'fell-through', settled_at = now(), settled_by = $2, version = 2 where id = $1`,
    [help, staffId],
  );
  await cancelRemindersOf(pool, { targetKind: 'hearing', targetId: hearing });
  expect(await planReminders(pool, keyring, due - 3 * minute)).toBe(1);
  expect(await planReminders(pool, keyring, due)).toBe(0);
  expect(await planned()).toEqual([
    ['v1h1/three-days', 'cancelled'],
    ['v1h2/three-days', 'planned'],
  ]);
  const [text = ''] = await send(due + minute);
  expect(text).not.toContain('A ride is booked');
  expect(text).toContain('Help you can ask for: a ride, child care, an interpreter');
});

test('HLP-7 help that was only asked for, or was entered in error, is told in no reminder', async () => {
  await pool.query('update arranged_help set entered_in_error_at = now() where id = $1', [help]);
  await planReminders(pool, keyring, due);
  const [text = ''] = await send(due + minute);
  expect(text).toContain('You have a court hearing');
  expect(text).not.toContain('A ride is booked');
});

const intake = createIntake({ pool, keyring, secret, now: () => due + 2 * minute });
const bring = (what: object) => {
  const body = JSON.stringify(what);
  return intake.receive(body, signBody(secret, body, due + 2 * minute));
};
const askings = async () =>
  (
    await pool.query(
      `select a.kind, a.status, a.hearing_id, r.meaning, e.action, e.operator from arranged_help a join message_reply r on r.id = a.reply_id
       left join audit_entry e on e.entity_id = a.id::text where a.participant_id = $1`,
      [person],
    )
  ).rows;

test('HLP-1 HELP to a reminder asks for help with its hearing, once, and says not which; the audit says where it comes from', async () => {
  await planReminders(pool, keyring, due);
  await send(due + minute);
  const reply = { kind: 'reply', id: `h-${number}`, from: phone, text: 'Help!' };
  expect((await bring(reply)).ok).toBe(true);
  expect((await bring(reply)).ok).toBe(true);
  // A second HELP before anybody has looked asks for nothing more.
  expect((await bring({ ...reply, id: `h2-${number}` })).ok).toBe(true);
  expect(await askings()).toEqual([
    {
      ...{ kind: null, status: 'asked', hearing_id: hearing, meaning: 'help' },
      ...{ action: 'help.asked', operator: 'replies to messages' },
    },
  ]);
});

test('HLP-1 a yes asks for nothing, and HELP after the hearing was cancelled stays a reply to be read', async () => {
  await planReminders(pool, keyring, due);
  await send(due + minute);
  await bring({ kind: 'reply', id: `y-${number}`, from: phone, text: 'yes' });
  await pool.query(`update hearing set status = 'cancelled' where id = $1`, [hearing]);
  await bring({ kind: 'reply', id: `c-${number}`, from: phone, text: 'HELP' });
  expect(await askings()).toEqual([]);
  const { rows } = await pool.query(
    'select meaning from message_reply where participant_id = $1 order by at',
    [person],
  );
  expect(rows).toEqual([{ meaning: 'yes' }, { meaning: 'help' }]);
});
