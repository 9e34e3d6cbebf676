import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { heldBy, insertProgramme } from '../../database/testing-records.ts';
import { daysAgo, storeOn, versionsOf } from '../../database/testing-retention.ts';
import { runRetention } from '../../retention/run.ts';
import { enrol, lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const setup = await withTestApi();
const { database } = setup;
const admin = await firstRun(setup);
const supervisor = await signInAs(setup, admin, ['supervisor']);
const auditor = await signInAs(setup, admin, ['auditor']);
const officer = await signInAs(setup, admin, ['case-officer']);
const keyring = openKeyring(join(setup.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = database.pool('owner');
const { rows: programmes } = await owner.query<{ id: string }>('select id from programme');
const programme = programmes[0]?.id ?? '';
await enrol(
  database,
  keyring,
  programme,
  lineOf('A-1', { device: { id: '1' } }),
  lineOf('A-2', { device: { id: '2' } }),
);
const other = await insertProgramme(database, 'Other');
await enrol(database, keyring, other, lineOf('B-1', { device: { id: '3' } }));
const one = await heldBy(database, 'A-1');
const two = await heldBy(database, 'A-2');
const elsewhere = await heldBy(database, 'B-1');

const overview = async () => (await supervisor.get('/api/retention')).body;
const kind = async (name: string) =>
  (await overview()).kinds.find((each: { kind: string }) => each.kind === name);

test('RET-10 who may do what: officers nothing, auditors read, administrators set terms and see nobody', async () => {
  const body = { after: 0, terms: { readings: 100 }, reason: 'because' };
  expect((await officer.get('/api/retention')).status).toBe(403);
  expect((await auditor.get('/api/retention')).status).toBe(200);
  expect((await auditor.get('/api/retention/holds')).status).toBe(200);
  expect((await auditor.post('/api/retention/revisions', body)).status).toBe(403);
  expect((await admin.get('/api/retention')).status).toBe(200);
  expect((await admin.get('/api/retention/holds')).status).toBe(403);
  const hold = { participant: one.participantId, reason: 'because', until: '2100-01-01T00:00:00Z' };
  for (const client of [admin, auditor, officer])
    expect((await client.post('/api/retention/holds', hold)).status).toBe(403);
});

test('RET-9 the preview says what goes at the next run, and the run removes that and no more', async () => {
  const now = Date.now();
  const placed = await supervisor.post('/api/retention/holds', {
    participant: two.participantId,
    reason: 'A complaint is open',
    until: '2100-01-01T00:00:00Z',
  });
  expect(placed.status).toBe(201);
  for (const held of [one, two, elsewhere])
    await storeOn(database, held.assignmentId, daysAgo(now, 370), [1, 2]);
  const said = (await kind('readings')).next;
  expect(said).toMatchObject({ rows: 2, held: 2, bytes: 4, from: daysAgo(now, 370).toISOString() });
  expect((await overview()).peopleOnHold).toBe(1);

  await runRetention({ pool: owner, keyring, now: () => now });
  expect(await versionsOf(database, one.assignmentId)).toEqual([]);
  expect(await versionsOf(database, two.assignmentId)).toEqual([1, 2]);
  const after = await overview();
  expect(after.kinds[0].next).toMatchObject({ rows: 0, held: 2 });
  // The other programme's receipt is not this one's to see.
  expect(after.receipts).toMatchObject([{ kind: 'readings', rows: 2, held: 2, revision: 0 }]);
  expect(after.lastRun.failures).toEqual([]);
});

test('RET-11 what ends sooner ends a day later, and can be taken back before', async () => {
  const before = Date.now();
  const shorter = await supervisor.post('/api/retention/revisions', {
    after: 0,
    terms: { readings: 60 },
    reason: 'The county asks for less',
  });
  expect(shorter.status).toBe(201);
  expect(Date.parse(shorter.body.from) - before).toBeGreaterThanOrEqual(86_400_000);
  const stale = await supervisor.post('/api/retention/revisions', {
    after: 0,
    terms: { readings: 61 },
    reason: 'did not look again',
  });
  expect(stale.status).toBe(409);
  const back = await admin.post('/api/retention/revisions', {
    after: 1,
    terms: { readings: 365 },
    reason: 'That was a mistake',
  });
  expect(Date.parse(back.body.from) - before).toBeLessThan(86_400_000);
  expect((await kind('readings')).days).toBe(365);
  const { rows } = await owner.query(
    `select count(*)::integer as entries from audit_entry where action = 'retention.revised' and programme_id = $1`,
    [programme],
  );
  expect(rows[0].entries).toBe(2);
});

test.each([
  ['out of bounds', { readings: 5 }, 'out-of-bounds'],
  ['longer than alerts', { readings: 3_000 }, 'longer-than-alerts'],
  ['of a kind that is not', { everything: 30 }, 'unknown-kind'],
  ['of the program’s own data', { sessions: 30 }, 'fixed-term'],
  ['of values for less than three years', { 'audit-values': 1_094 }, 'out-of-bounds'],
  ['of looks for less than alerts', { 'access-records': 1_095 }, 'shorter-than-alerts'],
])('RET-12 terms are refused: %s', async (_what, terms, code) => {
  const { revisions } = await overview();
  const answer = await supervisor.post('/api/retention/revisions', {
    after: revisions[0]?.revision ?? 0,
    terms,
    reason: 'because',
  });
  expect(answer.status).toBe(422);
  expect(answer.body.code).toBe(code);
});

test('RET-13 a hold names who, why and until when, is in the person’s access record, and ends once', async () => {
  const { holds } = (await supervisor.get('/api/retention/holds')).body;
  expect(holds).toMatchObject([
    {
      participant: { id: two.participantId, name: 'Person A-2' },
      reason: 'A complaint is open',
      standing: true,
    },
  ]);
  const past = { participant: one.participantId, reason: 'because', until: '2020-01-01T00:00:00Z' };
  expect((await supervisor.post('/api/retention/holds', past)).body.code).toBe('ends-before-now');
  const foreign = { ...past, participant: elsewhere.participantId, until: '2100-01-01T00:00:00Z' };
  expect((await supervisor.post('/api/retention/holds', foreign)).status).toBe(404);
  const [{ id }] = holds;
  expect(
    (await supervisor.post(`/api/retention/holds/${id}/end`, { reason: 'Complaint closed' })).status,
  ).toBe(200);
  expect((await supervisor.post(`/api/retention/holds/${id}/end`, { reason: 'again' })).status).toBe(409);
  const { rows } = await owner.query(
    'select distinct what from access_record where participant_id = $1 order by 1',
    [two.participantId],
  );
  expect(rows.map(({ what }) => what)).toEqual(['hold on data', 'holds on data']);
});
