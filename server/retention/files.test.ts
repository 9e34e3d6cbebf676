import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { insertDueCheckIn, permitCheckIns } from '../database/testing-check-ins.ts';
import { insertFilesOf } from '../database/testing-files.ts';
import { insertStaff } from '../database/testing-records.ts';
import { daysAgo, hold } from '../database/testing-retention.ts';
import { makeAssignments, type TestAssignment } from '../gateway/testing/assignments.ts';
import { openKeyring } from '../keys/keyring.ts';
import { runRetention } from './run.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-files-'));
const keyring = openKeyring(join(folder, 'keyring'));
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true, force: true });
});
const now = Date.now();

type Made = Awaited<ReturnType<typeof insertFilesOf>> & { readonly of: TestAssignment };
const made = new Map<string, Made>();
const of = (name: string): Made => {
  const found = made.get(name);
  if (found === undefined) throw new Error(`nobody is ${name}`);
  return found;
};
let staff = '';

beforeAll(async () => {
  const people = await makeAssignments(owner, 3);
  const [first] = people;
  if (first === undefined) throw new Error('nobody');
  const { programmeId } = first;
  staff = await insertStaff(database, programmeId, 'Sam');
  await owner.query(
    `insert into office (programme_id, name, timezone) values ($1, 'North', 'America/New_York')`,
    [programmeId],
  );
  for (const [index, name] of ['plain', 'held', 'under order'].entries()) {
    const one = people[index];
    if (one === undefined) throw new Error('three people');
    await permitCheckIns(owner, one.participantId, '2100-01-01');
    const { checkIn } = await insertDueCheckIn(owner, one.participantId, staff);
    made.set(name, {
      ...(await insertFilesOf(owner, keyring, { ...one, staff, checkIn })),
      of: one,
    });
  }
  // A document three thousand days old; photos thirty days; a file of two days of which nothing was made.
  await owner.query('update case_document set added_at = $1', [daysAgo(now, 3_000)]);
  await owner.query('update check_in_photo set added_at = $1', [daysAgo(now, 30)]);
  await owner.query('update reference_photo set added_at = $1, replaced_at = $1', [daysAgo(now, 30)]);
  await owner.query(
    `update check_in_photo set decision = 'kept', decided_at = added_at, decided_by = $1, alone = true where id = $2`,
    [staff, of('plain').photo],
  );
  await owner.query(
    `insert into stored_file (programme_id, participant_id, type, bytes, uploaded_at, uploaded_by, sealed)
     values ($1, $2, 'pdf', 9, $3, $4, '\\x00')`,
    [programmeId, first.participantId, daysAgo(now, 2), staff],
  );
  // Only the last one's orders still stand.
  await owner.query(
    `update supervision_order set status = 'ended', ended_as = 'completed', ended_at = $1 where participant_id <> $2`,
    [daysAgo(now, 2_500), of('under order').of.participantId],
  );
  await hold(database, of('held').of, staff, new Date('2100-01-01'));
});

const run = async (): Promise<void> => {
  const done = await runRetention({ pool: owner, keyring, now: () => now, retryPauses: [] });
  expect(done.failures).toEqual([]);
};
const documents = async () => (await owner.query('select id from case_document')).rows.map(({ id }) => id);
const images = async (table: 'check_in_photo' | 'reference_photo') =>
  (await owner.query(`select id from ${table} where file_id is not null`)).rows.map(({ id }) => id);

test('DOC-4 PHO-8 FIL-8 what is past its term goes with a receipt; what is held, or an order still needs, stays', async () => {
  await run();
  expect((await documents()).sort()).toEqual([of('held').document, of('under order').document].sort());
  expect(await images('check_in_photo')).toEqual([of('held').photo]);
  expect(await images('reference_photo')).toEqual([of('held').referencePhoto]);
  const { rows } = await owner.query(
    `select kind, rows::int as rows from retention_receipt where kind like '%document%' or kind like '%photo%' or kind like '%file%' order by kind`,
  );
  expect(rows).toEqual([
    { kind: 'case-documents', rows: 1 },
    { kind: 'check-in-photos', rows: 2 },
    { kind: 'reference-photos', rows: 2 },
    { kind: 'unused-files', rows: 1 },
  ]);
  // Two documents, and the held person's two images.
  expect((await owner.query('select count(*)::int as n from stored_file')).rows).toEqual([{ n: 4 }]);
});

test('PHO-8 what somebody decided about a photo outlives its image', async () => {
  const { rows } = await owner.query('select decision, file_id from check_in_photo where id = $1', [
    of('plain').photo,
  ]);
  expect(rows).toEqual([{ decision: 'kept', file_id: null }]);
});

test('PHO-8 a reference photo that is in use stays as long as an order stands, and no longer', async () => {
  const { referencePhoto, of: person } = of('held');
  await owner.query('update retention_hold set ended_at = now(), ended_by = $1', [staff]);
  await owner.query('update reference_photo set replaced_at = null where id = $1', [referencePhoto]);
  await owner.query(
    `update supervision_order set status = 'active', ended_at = null, ended_as = null where participant_id = $1`,
    [person.participantId],
  );
  await run();
  expect(await images('reference_photo')).toEqual([referencePhoto]);
  // The hold's end let the rest go.
  expect(await images('check_in_photo')).toEqual([]);
  await owner.query(
    `update supervision_order set status = 'ended', ended_as = 'completed', ended_at = $1 where participant_id = $2`,
    [daysAgo(now, 40), person.participantId],
  );
  await run();
  expect(await images('reference_photo')).toEqual([]);
  // The document’s longer term counts from the end of the order, too.
  expect((await documents()).sort()).toEqual([of('held').document, of('under order').document].sort());
});
