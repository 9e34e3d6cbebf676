import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const enrol = async (reference: string, participant: Record<string, unknown>): Promise<string> =>
  (await whole.post('/api/enrolments', lineOf(reference, { participant }))).body.participant.id;
const here = await enrol('S-1', { office: 'Here' });
const there = await enrol('S-2', { office: 'There' });
const provider = (await admin.post('/api/providers', { name: 'Provider' })).body.id;
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org', { office: 'Here' });
const away = await signInAs(system, admin, ['case-officer'], 'away@example.org', { office: 'There' });
const monitor = await signInAs(system, admin, ['monitoring-worker'], 'm@example.org', {
  provider: 'Provider',
});
const attorney = await signInAs(system, admin, ['attorney']);
const statusOf = async (who: { get: typeof admin.get }, id: string): Promise<number> =>
  (await who.get(`/api/people/${id}`)).status;
const begin = (id: string, body: object) => whole.post(`/api/people/${id}/supervision`, body);
async function end(id: string, kind: string): Promise<void> {
  const { body } = await whole.get(`/api/people/${id}/supervision`);
  const entry = body.supervision.find(
    (one: { kind: string; to: string | null }) => one.kind === kind && one.to === null,
  );
  expect((await whole.post(`/api/people/${id}/supervision/end`, { entry: entry.id })).status).toBe(200);
}

test('ACC-13 ACC-23 a provider’s staff see a person from the assignment to its end', async () => {
  expect(await statusOf(monitor, here)).toBe(404);
  expect((await begin(here, { kind: 'provider', provider })).status).toBe(200);
  expect(await statusOf(monitor, here)).toBe(200);
  expect((await monitor.get('/api/people')).body.people).toHaveLength(1);
  await end(here, 'provider');
  expect(await statusOf(monitor, here)).toBe(404);
  const { rows } = await owner.query(
    "select action from audit_entry where entity_id = $1 and action like 'supervision.%' order by id",
    [here],
  );
  expect(rows.map(({ action }) => action)).toEqual(['supervision.began', 'supervision.ended']);
});

test('ACC-24 an attorney sees whoever gave them authority, and nobody of whom it ended', async () => {
  expect(
    (await begin(here, { kind: 'attorney', staff: officer.staffId, authority: 'court' })).body.code,
  ).toBe('role-missing');
  expect((await begin(here, { kind: 'attorney', staff: attorney.staffId, authority: 'court' })).status).toBe(
    200,
  );
  expect(await statusOf(attorney, here)).toBe(200);
  expect(await statusOf(attorney, there)).toBe(404);
  await end(here, 'attorney');
  expect(await statusOf(attorney, here)).toBe(404);
});

test('ACC-17 a stand-in sees the absent one’s people from the beginning to the end', async () => {
  const staff = away.staffId;
  expect((await begin(there, { kind: 'staff', staff, role: 'case-officer' })).status).toBe(200);
  expect(await statusOf(officer, there)).toBe(404);
  const span = (from: number, to: number) => ({
    from: new Date(Date.now() + from).toISOString(),
    to: new Date(Date.now() + to).toISOString(),
  });
  const absence = (given: object) =>
    whole.post('/api/absences', { staff, standIn: officer.staffId, ...given });
  expect((await absence(span(3_600_000, 7_200_000))).status).toBe(201);
  expect(await statusOf(officer, there)).toBe(404);
  const standing = await absence(span(-3_600_000, 3_600_000));
  expect(await statusOf(officer, there)).toBe(200);
  // Who stands in is said where the person is read, once, and not the absence that is to come.
  const read = (await whole.get(`/api/people/${there}/supervision`)).body;
  expect(read.away).toMatchObject([{ staff: { id: staff }, standIn: { id: officer.staffId } }]);
  expect((await whole.post(`/api/absences/${standing.body.id}/end`)).status).toBe(200);
  expect(await statusOf(officer, there)).toBe(404);
  expect((await absence({ ...span(-1, 1_000), standIn: monitor.staffId })).body.code).toBe('not-a-stand-in');
});

test('ACC-28 nobody opens people to themselves by an absence, nor those of offices that are not theirs, nor without end', async () => {
  const of = (email: string, office: string) => signInAs(system, admin, ['supervisor'], email, { office });
  const [mine, theirs] = [await of('mine@example.org', 'Here'), await of('theirs@example.org', 'There')];
  const staff = away.staffId;
  expect((await begin(there, { kind: 'staff', staff, role: 'case-officer' })).status).toBe(200);
  const enter = (who: typeof mine, standIn: string, days = 1, absent = staff) =>
    who.post('/api/absences', {
      ...{ staff: absent, standIn },
      from: new Date(Date.now() - 1_000).toISOString(),
      to: new Date(Date.now() + days * 86_400_000).toISOString(),
    });
  expect((await enter(mine, mine.staffId)).body.code).toBe('second-person');
  expect((await enter(theirs, theirs.staffId)).body.code).toBe('second-person');
  expect((await enter(mine, officer.staffId)).body.code).toBe('not-yours');
  expect([await statusOf(mine, there), await statusOf(officer, there)]).toEqual([404, 404]);
  // Who works in every office is theirs alone who supervise every office.
  expect((await enter(theirs, officer.staffId, 1, whole.staffId)).body.code).toBe('not-yours');
  expect((await enter(theirs, officer.staffId, 400)).body.code).toBe('bad-span');
  const entered = await enter(theirs, officer.staffId);
  expect(entered.status).toBe(201);
  expect(await statusOf(officer, there)).toBe(200);
  await theirs.post(`/api/absences/${entered.body.id}/end`);
  expect(await statusOf(officer, there)).toBe(404);
});

test('ACC-23 offices that somebody’s roles no longer hold in are seen no more from the next request on', async () => {
  expect(await statusOf(officer, here)).toBe(200);
  const moved = await admin.send('PUT', `/api/staff/${officer.staffId}/offices`, { offices: ['There'] });
  expect(moved.status).toBe(200);
  expect(await statusOf(officer, here)).toBe(404);
  expect(await statusOf(officer, there)).toBe(200);
  await admin.send('PUT', `/api/staff/${officer.staffId}/offices`, { offices: ['There', 'Here'] });
  expect(await statusOf(officer, here)).toBe(200);
  const unknown = await admin.send('PUT', `/api/staff/${officer.staffId}/offices`, { offices: ['Nowhere'] });
  expect(unknown.body.code).toBe('unknown-office');
});

test('ACC-13 an officer enrols into their own offices, or under their own supervision; elsewhere nothing is kept', async () => {
  const only = await signInAs(system, admin, ['case-officer'], 'only@example.org', { office: 'Here' });
  const refused = await only.post('/api/enrolments', lineOf('S-3', { participant: { office: 'There' } }));
  expect(refused).toMatchObject({ status: 403, body: { code: 'not-yours' } });
  const { rowCount } = await owner.query("select from participant where reference = 'S-3'");
  expect(rowCount).toBe(0);
  const own = { office: 'There', officer: 'only@example.org' };
  const enrolled = await only.post('/api/enrolments', lineOf('S-3', { participant: own }));
  expect(enrolled.status).toBe(200);
  expect(await statusOf(only, enrolled.body.participant.id)).toBe(200);
});

test('ACC-13 who reads a person is told whether they may hand them on, as the command itself decides', async () => {
  const reader = await signInAs(system, admin, ['case-officer'], 'reader@example.org', { office: 'There' });
  const said = async (who: typeof reader) =>
    (await who.get(`/api/people/${there}/supervision`)).body.mayChange;
  const bring = (who: typeof reader) =>
    who.post(`/api/people/${there}/supervision`, { kind: 'provider', provider });
  // Of their office, and not theirs; assigned; in every office.
  expect([await said(reader), (await bring(reader)).status]).toEqual([false, 404]);
  expect([await said(away), (await bring(away)).status]).toEqual([true, 200]);
  expect([await said(whole), (await bring(whole)).status]).toEqual([true, 200]);
});
