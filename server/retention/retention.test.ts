import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { programmeKey } from '../audit/audit.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertStaff } from '../database/testing-records.ts';
import { daysAgo, hold, storeOn, versionsOf } from '../database/testing-retention.ts';
import { makeAssignments, type TestAssignment } from '../gateway/testing/assignments.ts';
import { openKeyring } from '../keys/keyring.ts';
import { unsealJson } from '../keys/seal.ts';
import { runRetention } from './run.ts';

const database = await withTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'attend-retention-'));
const keyring = openKeyring(join(folder, 'keyring'));
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true, force: true });
});

const owner = database.pool('owner');
const now = Date.now();
const run = (retryPauses: readonly number[] = []) =>
  runRetention({ pool: owner, keyring, now: () => now, retryPauses });
let people: readonly TestAssignment[];
let staffId = '';
const person = (index: number): TestAssignment => {
  const found = people[index];
  if (found === undefined) throw new Error('no such person');
  return found;
};

beforeEach(async () => {
  people = await makeAssignments(owner, 2);
  staffId = await insertStaff(database, person(0).programmeId, `Sam ${person(0).identifier}`);
});

const receipts = async () =>
  (
    await owner.query<{ kind: string; rows: number; held: number; revision: number }>(
      'select kind, rows::integer as rows, held::integer as held, revision from retention_receipt where programme_id = $1 order by id',
      [person(0).programmeId],
    )
  ).rows;

/** Every other test's programme would keep its days from being dropped with these. */
const others = (days: number) =>
  owner.query(
    `insert into retention_schedule (programme_id, revision, from_at, terms, reason, made_by)
     select p.id, 100 + coalesce((select max(revision) from retention_schedule r where r.programme_id = p.id), 0), '2020-01-01', $1, 'test', $2
     from programme p where p.id <> $3`,
    [{ readings: days }, staffId, person(0).programmeId],
  );

const revise = (terms: object, from = '2020-01-01') =>
  owner.query(
    `insert into retention_schedule (programme_id, revision, from_at, terms, reason, made_by)
     values ($1, 1 + coalesce((select max(revision) from retention_schedule where programme_id = $1), 0), $2, $3, 'test', $4)`,
    [person(0).programmeId, from, terms, staffId],
  );

test('RET-1 a day past the term is dropped whole, the day at its edge stays, and a receipt says so', async () => {
  await storeOn(database, person(0).assignmentId, daysAgo(now, 366), [1, 2]);
  await storeOn(database, person(0).assignmentId, daysAgo(now, 365), [3]);
  expect((await run()).failures).toEqual([]);
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([3]);
  const gone = daysAgo(now, 366).toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await owner.query(`select to_regclass('attend.upload_0_${gone}') as leaf`);
  expect(rows[0].leaf).toBeNull();
  expect(await receipts()).toEqual([{ kind: 'readings', rows: 2, held: 0, revision: 0 }]);
});

test('RET-2 the receipt stands in the audit, sealed under the programme’s key', async () => {
  await storeOn(database, person(0).assignmentId, daysAgo(now, 400), [1]);
  await run();
  const { programmeId } = person(0);
  const { rows } = await owner.query(
    `select entity, entity_id, request_id, operator, after from audit_entry where programme_id = $1 and action = 'retention.removed'`,
    [programmeId],
  );
  const [entry] = rows;
  const said = unsealJson(
    keyring.create(programmeKey(programmeId)),
    `audit_entry/${entry.entity}/${entry.entity_id}/${entry.request_id}/after`,
    entry.after,
  );
  expect(entry.operator).toBe('retention');
  expect(said).toMatchObject({ kind: 'readings', rows: 1, held: 0, revision: 0 });
});

test('RET-3 a held person keeps all of it when the day goes, and loses it at the first run after the hold has ended', async () => {
  const placed = await hold(database, person(0), staffId, new Date('2100-01-01'));
  await storeOn(database, person(0).assignmentId, daysAgo(now, 366), [1]);
  await storeOn(database, person(1).assignmentId, daysAgo(now, 366), [1]);
  await run();
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([1]);
  expect(await versionsOf(database, person(1).assignmentId)).toEqual([]);
  expect(await receipts()).toEqual([{ kind: 'readings', rows: 1, held: 1, revision: 0 }]);

  await owner.query('update retention_hold set ended_at = now() where id = $1', [placed]);
  await run();
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([]);
});

test('RET-3 a hold ends by itself at its end', async () => {
  await hold(database, person(0), staffId, new Date('2021-01-01'));
  await storeOn(database, person(0).assignmentId, daysAgo(now, 366), [1]);
  await run();
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([]);
});

test('RET-4 of a day that another programme still keeps only this programme’s part goes', async () => {
  await others(3_650);
  const [elsewhere] = await makeAssignments(owner, 1);
  await revise({ readings: 30 });
  await storeOn(database, person(0).assignmentId, daysAgo(now, 40), [1]);
  await storeOn(database, elsewhere?.assignmentId ?? 0, daysAgo(now, 40), [1]);
  await run();
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([]);
  expect(await versionsOf(database, elsewhere?.assignmentId ?? 0)).toEqual([1]);
  expect(await receipts()).toEqual([{ kind: 'readings', rows: 1, held: 0, revision: 1 }]);
  await others(30);
});

test('RET-5 a reader who stays on a day delays its end and is not cut off; commits and other readers go on meanwhile', async () => {
  await others(30);
  await storeOn(database, person(0).assignmentId, daysAgo(now, 366), [1]);
  const reader = await owner.connect();
  await reader.query('begin isolation level repeatable read');
  await reader.query('select count(*) from upload');
  const going = run([]);
  // While the run waits for the reader everybody else reads, and a gateway commits, without waiting.
  const today = new Date().toISOString().slice(0, 10);
  await database.pool('gateway').query(`set lock_timeout = '500ms'; select ensure_upload_day('${today}')`);
  await database
    .pool('gateway')
    .query(
      `insert into upload_0_${today.replaceAll('-', '')} (assignment_id, version, day, retention, content) values ($1, 9, $2, 0, '')`,
      [person(0).assignmentId, today],
    );
  const { failures } = await going;
  expect(failures).toEqual([expect.stringMatching(/^readings of .*: 55P03$/)]);
  await reader.query('commit');
  reader.release();
  // What was interrupted half-way is finished by the next run.
  expect((await run()).failures).toEqual([]);
  expect(await versionsOf(database, person(0).assignmentId)).toEqual([9]);
  expect((await receipts()).map(({ rows }) => rows)).toEqual([1]);
});

test('RET-6 a closed alert goes with all that belongs to it after its term; an open one and a lasting one never', async () => {
  const { assignmentId, programmeId, participantId } = person(0);
  const old = daysAgo(now, 2_000);
  const raise = async (ordinal: number, status: string, to: Date | null) => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into alert (programme_id, participant_id, assignment_id, kind, severity, status, from_at, to_at, raised_at, closed_at)
       values ($1, $2, $3, 'sos', 'high', $4, $5::timestamptz, $6, $5, case when $4 = 'closed' then $5::timestamptz end) returning id`,
      [programmeId, participantId, assignmentId, status, old, to],
    );
    await owner.query(
      `insert into alert_occurrence (assignment_id, ordinal, programme_id, alert_id, from_at, to_at, raised_at, cleared_at, severity, certainty, policy_name, policy_revision, sealed)
       values ($1, $2, $3, $4, $5, $6, $5, $6, 'high', 'reported', 'standard', 1, '')`,
      [assignmentId, ordinal, programmeId, rows[0]?.id, old, to],
    );
    await owner.query(
      `insert into alert_transition (programme_id, alert_id, at, kind) values ($1, $2, $3, 'raised')`,
      [programmeId, rows[0]?.id, old],
    );
  };
  await raise(1, 'closed', old);
  await raise(2, 'closed', null);
  await raise(3, 'acknowledged', old);
  await run();
  const { rows } = await owner.query(
    'select ordinal from alert_occurrence where assignment_id = $1 order by 1',
    [assignmentId],
  );
  expect(rows.map(({ ordinal }) => ordinal)).toEqual([2, 3]);
  expect(await receipts()).toEqual([{ kind: 'alerts', rows: 1, held: 0, revision: 0 }]);
});

test('RET-7 rejected frames go after their term, a held person’s stay', async () => {
  await hold(database, person(1), staffId, new Date('2100-01-01'));
  for (const { programmeId, assignmentId, deviceId } of people)
    for (const days of [89, 91])
      await owner.query(
        `insert into rejection (programme_id, assignment_id, device_id, at, reason, length, hash) values ($1, $2, $3, $4, 'length', 1, '')`,
        [programmeId, assignmentId, deviceId, daysAgo(now, days)],
      );
  await run();
  const { rows } = await owner.query(
    'select assignment_id::integer as id, count(*)::integer as left from rejection where assignment_id = any($1) group by 1 order by 1',
    [people.map(({ assignmentId }) => assignmentId)],
  );
  expect(rows.map(({ left }) => left)).toEqual([1, 2]);
});

test('RET-8 nothing is counted as gone where a longer term comes after: the horizon never goes back', async () => {
  await run();
  await revise({ readings: 3_000, alerts: 3_000 });
  await run();
  const { rows } = await owner.query(
    `select until_at from retention_horizon where programme_id = $1 and kind = 'readings'`,
    [person(0).programmeId],
  );
  expect(rows[0].until_at).toEqual(daysAgo(now, 365));
});
