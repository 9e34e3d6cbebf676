import { beforeAll, expect, test } from 'vitest';
import { heldBy, raise } from '../../database/testing-records.ts';
import { lineOf, withTestKeyring } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = withTestKeyring();
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const offices = await signInAs(system, admin, ['supervisor'], 'everywhere@example.org');
const reason = 'their child called, nobody of Here answers';
let person = '';

for (const [index, office] of ['Here', 'There'].entries())
  await offices.post('/api/enrolments', lineOf(`O-${index}`, { participant: { office } }));
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org', { office: 'Here' });
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org', {
  office: 'Here',
});
const stranger = await signInAs(system, admin, ['case-officer'], 'stranger@example.org', { office: 'There' });
const worker = await signInAs(system, admin, ['case-worker'], 'worker@example.org');
const ask = (body: object = {}) => stranger.post('/api/break-glass', { reference: 'B-1', reason, ...body });

beforeAll(async () => {
  const enrolled = await officer.post(
    '/api/enrolments',
    lineOf('B-1', { participant: { office: 'Here', officer: 'officer@example.org' } }),
  );
  person = enrolled.body.participant.id;
});

test('ACC-20 without a reason, a known number or a role for it nothing opens', async () => {
  expect((await ask({ reason: 'short' })).status).toBe(400);
  expect((await ask({ reference: 'B-2' })).body.code).toBe('not-found');
  expect((await ask({ minutes: 61 })).status).toBe(400);
  expect((await worker.post('/api/break-glass', { reference: 'B-1', reason })).status).toBe(403);
  expect((await stranger.get(`/api/people/${person}`)).status).toBe(404);
  const { rowCount } = await owner.query('select from break_glass');
  expect(rowCount).toBe(0);
});

test('ACC-20 opens the record for its time, with reason, look and audit, and changes nothing of the person’s', async () => {
  const opened = await ask({ minutes: 30 });
  expect(opened).toMatchObject({ status: 201, body: { participant: person } });
  expect(Date.parse(opened.body.until) - Date.now()).toBeLessThanOrEqual(30 * 60_000);
  expect((await stranger.get(`/api/people/${person}`)).status).toBe(200);
  const held = await heldBy(system.database, 'B-1');
  const alert = await raise(system.database, keyring, held);
  const note = { version: 1, note: 'seen' };
  expect((await stranger.post(`/api/alerts/${alert}/note`, note)).status).toBe(404);
  const looks = await officer.get(`/api/people/${person}/looks`);
  expect(looks.body.looks).toContainEqual(
    expect.objectContaining({ what: 'break-glass', purpose: `break-glass: ${reason}` }),
  );
  const { rows } = await owner.query("select staff_id from audit_entry where action = 'break-glass.opened'");
  expect(rows).toEqual([{ staff_id: stranger.staffId }]);
  await owner.query(
    `update break_glass set at = at - interval '2 hours', until_at = until_at - interval '2 hours'`,
  );
  expect((await stranger.get(`/api/people/${person}`)).status).toBe(404);
});

test('ACC-21 officer and supervisor have it in their lists; others have not', async () => {
  for (const told of [officer, supervisor]) {
    const { body } = await told.get('/api/break-glass');
    expect(body.looks).toHaveLength(1);
    expect(body.looks[0]).toMatchObject({
      person: { id: person },
      staff: { id: stranger.staffId },
      reason,
      review: null,
    });
  }
  expect((await stranger.get('/api/break-glass')).body).toEqual({ looks: [], toReview: 0 });
  expect((await supervisor.get('/api/break-glass')).body.toReview).toBe(1);
  expect((await officer.get('/api/break-glass')).body.toReview).toBe(0);
});

test('ACC-22 a supervisor decides, once, and never about their own', async () => {
  const [{ id }] = (await supervisor.get('/api/break-glass')).body.looks;
  const decided = { decision: 'not-justified', note: 'the officer was on duty' };
  expect((await officer.post(`/api/break-glass/${id}/review`, decided)).status).toBe(403);
  expect((await supervisor.post(`/api/break-glass/${id}/review`, decided)).body).toMatchObject({
    review: { decision: 'not-justified', note: 'the officer was on duty', by: { id: supervisor.staffId } },
  });
  expect((await supervisor.post(`/api/break-glass/${id}/review`, decided)).body.code).toBe('reviewed');
  const own = await supervisor.post('/api/break-glass', { reference: 'B-1', reason });
  expect((await supervisor.post(`/api/break-glass/${own.body.id}/review`, decided)).body.code).toBe(
    'own-look',
  );
});
