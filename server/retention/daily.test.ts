import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertHearingOf } from '../database/testing-hearings.ts';
import { insertHelpOf } from '../database/testing-help.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { insertMessageOf, insertPoint, insertReplyOf } from '../messages/testing/points.ts';
import { runRetention } from './run.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-retention-'));
const keyring = openKeyring(folder);
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});
const day = 86_400_000;
const past = -1_200 * 24;
let programme = '';
let staffId = '';
const people = { free: '', held: '' };

beforeAll(async () => {
  programme = await insertProgramme(database, 'Miami Programme');
  staffId = await insertStaff(database, programme, 'Ana Officer');
  for (const name of ['free', 'held'] as const) {
    const [outcome] = await enrol(
      database,
      keyring,
      programme,
      lineOf(name, { participant: { office: 'Here' } }),
    );
    if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
    people[name] = outcome.participantId;
    await records(people[name]);
  }
  await owner.query(
    `insert into retention_hold (programme_id, participant_id, placed_by, until_at, sealed) values ($1, $2, $3, now() + interval '9 days', 'x')`,
    [programme, people.held, staffId],
  );
});

/** Long ago: a hearing that was moved and held, one still to come on record, a missed check-in, messages and answers. */
async function records(person: string): Promise<void> {
  const of = { owner, keyring, programme, person };
  const moved = await insertHearingOf({ ...of, inHours: past });
  const heard = await insertHearingOf({ ...of, inHours: past + 24 });
  await insertHearingOf({ ...of, inHours: past });
  await owner.query(`update hearing set status = 'held', appearance = 'appeared' where id = $1`, [heard]);
  await owner.query(`update hearing set status = 'moved', moved_to = $2 where id = $1`, [moved, heard]);
  await owner.query(
    "insert into hearing_change (hearing_id, programme_id, participant_id, version, staff_id, fields) values ($1, $2, $3, 2, $4, array['at'])",
    [moved, programme, person, staffId],
  );
  // Help that was settled long ago, help that nobody has settled, and help of the hearing that ends.
  const arranged = { by: staffId, supplier: 'City Cars' };
  const { help } = await insertHelpOf({ ...of, arranged });
  await insertHelpOf({ ...of, arranged });
  const { hearing: over } = await insertHelpOf({ ...of, inHours: past, arranged });
  await owner.query(
    `update arranged_help set status = 'provided', settled_at = now() - interval '1200 days', settled_by = $2 where id = $1`,
    [help, staffId],
  );
  await owner.query(`update hearing set status = 'cancelled' where id = $1`, [over]);
  const at = { programmeId: programme, participantId: person };
  const contact = await insertPoint(owner, keyring, {
    ...at,
    staffId,
    address: `${person}@example.org`,
    kind: 'email',
  });
  for (const status of ['sent', 'unknown'] as const) {
    const message = await insertMessageOf(owner, keyring, { ...at, text: status });
    await owner.query(
      `update message set status = $2, due_at = now() - interval '400 days', useful_until = now() - interval '399 days' where id = $1`,
      [message, status],
    );
    for (const meaning of ['yes', 'help'] as const)
      await insertReplyOf(owner, keyring, { ...at, contact, message, meaning, text: meaning });
  }
  await owner.query(`update message_reply set at = now() - interval '400 days' where participant_id = $1`, [
    person,
  ]);
  for (const followed of [true, false]) {
    const incident = await owner.query(
      'insert into incident (programme_id, participant_id) values ($1, $2) returning id',
      [programme, person],
    );
    const { rows } = await owner.query(
      `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, decided_at,
         decided_by, incident_id, followed_up_at, followed_up_by)
       select $1, $2, id, 'office', '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01', 'missed', now() - interval '1200 days', $3, $4,
         case when $5 then now() end, case when $5 then $3::uuid end from office where name = 'Here' returning id`,
      [programme, person, staffId, incident.rows[0].id, followed],
    );
    await owner.query(
      `insert into check_in_attempt (programme_id, participant_id, check_in_id, step, way, result, at, by_id)
       values ($1, $2, $3, 1, 'call', 'no-answer', now(), $4)`,
      [programme, person, rows[0].id, staffId],
    );
  }
}

/** Called long ago: one entry stands, one was entered in error. */
async function entries(person: string): Promise<void> {
  for (const wrong of [false, true]) {
    const { rows } = await owner.query(
      `insert into contact_entry (id, programme_id, participant_id, kind, result, at, by_id, sealed, entered_in_error_at)
       values (uuidv7(), $1, $2, 'call', 'reached', now() - interval '1200 days', $3, 'x', case when $4 then now() end) returning id`,
      [programme, person, staffId, wrong],
    );
    if (wrong)
      await owner.query(
        `insert into error_mark (entity, entity_id, programme_id, participant_id, by_id, sealed) values ('contact-entry', $1, $2, $3, $4, 'x')`,
        [rows[0].id, programme, person, staffId],
      );
  }
}

const tables = [
  'hearing',
  'hearing_change',
  'arranged_help',
  'check_in',
  'check_in_attempt',
  'incident',
  'message',
  'message_reply',
] as const;
async function leftOf(person: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables)
    counts[table] = (
      await owner.query(`select count(*)::int as n from ${table} where participant_id = $1`, [person])
    ).rows[0].n;
  return counts;
}

test('RET-20 hearings, check-ins, messages and answers end with all that hangs on them; work, what is unknown and what is held stays', async () => {
  const all = {
    hearing: 6,
    hearing_change: 1,
    arranged_help: 3,
    check_in: 2,
    check_in_attempt: 2,
    incident: 2,
    message: 2,
    message_reply: 4,
  };
  expect(await leftOf(people.free)).toEqual(all);
  // The one in the place of a moved one goes a run later.
  for (const later of [0, day]) {
    const { failures } = await runRetention({ pool: owner, keyring, now: () => Date.now() + later });
    expect(failures).toEqual([]);
  }
  expect(await leftOf(people.free)).toEqual({
    ...{
      hearing: 3,
      hearing_change: 0,
      arranged_help: 1,
      check_in: 1,
      check_in_attempt: 1,
      incident: 1,
      message: 1,
    },
    // Both that ask for help, though one's message has gone.
    message_reply: 2,
  });
  expect(await leftOf(people.held)).toEqual(all);
  const { rows } = await owner.query(
    `select status, (select count(*)::int from message_reply where message_id is null) as parted from message where participant_id = $1`,
    [people.free],
  );
  expect(rows).toEqual([{ status: 'unknown', parted: 1 }]);
});

test('RET-21 calls, visits, letters and notes end after their term with why they were wrong; what is held stays, and a receipt says so', async () => {
  await entries(people.free);
  await entries(people.held);
  const left = async (person: string, table: string): Promise<number> =>
    (await owner.query(`select count(*)::int as n from ${table} where participant_id = $1`, [person])).rows[0]
      .n;
  expect((await runRetention({ pool: owner, keyring, now: () => Date.now() })).failures).toEqual([]);
  expect([await left(people.free, 'contact_entry'), await left(people.free, 'error_mark')]).toEqual([0, 0]);
  expect([await left(people.held, 'contact_entry'), await left(people.held, 'error_mark')]).toEqual([2, 1]);
  const { rows } = await owner.query(
    `select rows::int as rows, revision from retention_receipt where programme_id = $1 and kind = 'contact-entries'`,
    [programme],
  );
  expect(rows).toEqual([{ rows: 2, revision: 0 }]);
});
