import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { type DueReminders, listDueReminders } from '../../database/repositories/hearing-reminders.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
type Staff = Client & { readonly staffId: string };
let officer: Staff;
let colleague: Staff;
let elsewhere: Staff;
let auditor: Staff;
let person = '';
let other = '';

const inHours = (hours: number): string =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * 3_600_000).toISOString().replace('.000', '');
let minutes = 0;
/** Ten days from now, each a minute after the one before: what stands already is not entered again. */
const given = (more: object = {}) => ({
  at: inHours(240 + (minutes++ % 60) / 60),
  timezone: 'America/New_York',
  kind: 'in-person',
  court: 'County Court',
  caseNumber: '26-CR-100',
  room: 'Room 4B-North',
  address: '1 Court Street',
  ...more,
});
async function enter(more: object = {}, who = person): Promise<string> {
  const made = await officer.post(`/api/people/${who}/hearings`, given(more));
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
  return made.body.id;
}
const listOf = async (who = person) => (await officer.get(`/api/people/${who}/hearings`)).body.hearings;
const find = async (id: string) =>
  (await listOf()).find((one: { id: string }) => one.id === id) ??
  (await listOf(other)).find((one: { id: string }) => one.id === id);

beforeAll(async () => {
  const admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor']);
  for (const [reference, office] of [
    ['A-1', 'Here'],
    ['A-2', 'There'],
  ] as const) {
    const made = await everywhere.post('/api/enrolments', lineOf(reference, { participant: { office } }));
    if (reference === 'A-1') person = made.body.participant.id;
    else other = made.body.participant.id;
  }
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  colleague = await signInAs(system, admin, ['case-officer'], 'colleague@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  auditor = await signInAs(system, admin, ['auditor']);
});

test('HRG-5 a hearing is entered, and stands first where it is the next; its words are sealed', async () => {
  const later = await enter({ at: inHours(500), caseNumber: '26-CR-101' });
  const next = await enter({ at: inHours(200), directions: 'bus 7 to the courthouse' });
  const past = await enter({ at: inHours(-500) });
  expect((await listOf()).map((one: { id: string }) => one.id)).toEqual([next, later, past]);
  expect(await find(next)).toMatchObject({
    ...given({ at: inHours(200) }),
    status: 'scheduled',
    version: 1,
    directions: 'bus 7 to the courthouse',
    participant: { id: person, reference: 'A-1' },
  });
  const { rows } = await owner.query(`select h::text || encode(sealed, 'escape') as text from hearing h`);
  expect(rows.length).toBeGreaterThan(2);
  expect(JSON.stringify(rows)).not.toMatch(/26-CR|4B-North|Court Street|bus 7/);
});

test('HRG-5 a move keeps the old instant on record, and the one in its place takes over', async () => {
  const was = inHours(241);
  const id = await enter({ at: was });
  const moved = await officer.post(`/api/hearings/${id}/move`, {
    version: 1,
    at: inHours(300),
    room: '9',
    reason: 'the judge is away',
  });
  expect(moved.status).toBe(200);
  expect(moved.body.id).not.toBe(id);
  expect(await find(id)).toMatchObject({
    status: 'moved',
    at: was,
    room: 'Room 4B-North',
    reason: 'the judge is away',
    movedTo: { id: moved.body.id, at: inHours(300) },
  });
  expect(await find(moved.body.id)).toMatchObject({
    status: 'scheduled',
    at: inHours(300),
    room: '9',
    caseNumber: '26-CR-100',
    movedFrom: { id, at: was },
  });
  const again = { version: 2, at: inHours(400), reason: 'once more' };
  expect((await officer.post(`/api/hearings/${id}/move`, again)).body.code).toBe('settled');
  const { rows } = await owner.query(`select action from audit_entry where entity_id = $1 order by id`, [id]);
  expect(rows.map(({ action }) => action)).toEqual(['hearing.entered', 'hearing.moved']);
});

test('HRG-6 whoever comes with an older version is refused, told what was changed, and loses nothing', async () => {
  const id = await enter();
  const { at: _, ...details } = given({ room: '12', court: 'High Court', version: 1 });
  expect((await colleague.send('PUT', `/api/hearings/${id}`, details)).body).toMatchObject({ version: 2 });
  const stale = await officer.post(`/api/hearings/${id}/cancel`, { version: 1, reason: 'withdrawn' });
  expect(stale).toMatchObject({ status: 409, body: { code: 'version-changed' } });
  expect(stale.body.detail).toMatch(/court, room \(Test case-officer, 20/);
  expect(await find(id)).toMatchObject({ status: 'scheduled', room: '12', version: 2 });
  expect((await officer.post(`/api/hearings/${id}/cancel`, { version: 2, reason: 'withdrawn' })).status).toBe(
    200,
  );
  expect(await find(id)).toMatchObject({ status: 'cancelled', reason: 'withdrawn', version: 3 });
});

test('HRG-6 of two who write the same version at once one is refused', async () => {
  const id = await enter();
  const answers = await Promise.all(
    [officer, colleague].map((who, n) =>
      who.post(`/api/hearings/${id}/move`, { version: 1, at: inHours(300 + n), reason: 'moved' }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('HRG-8 the appearance is recorded once it was to be, with reasons that excuse apart, and can be put right', async () => {
  const early = await enter();
  const absent = { version: 1, appearance: 'did-not-appear', excuse: 'transport', note: 'no bus ran' };
  expect((await officer.post(`/api/hearings/${early}/appearance`, absent)).body.code).toBe('not-yet');
  const id = await enter({ at: inHours(-2) });
  const path = `/api/hearings/${id}/appearance`;
  expect((await officer.post(path, { ...absent, appearance: 'appeared' })).body.code).toBe(
    'excuse-without-absence',
  );
  expect((await officer.post(path, absent)).status).toBe(200);
  expect(await find(id)).toMatchObject({ ...absent, status: 'held', version: 2 });
  expect((await officer.post(path, { version: 2, appearance: 'appeared' })).status).toBe(200);
  expect(await find(id)).toMatchObject({ appearance: 'appeared', excuse: null, note: null });
  expect((await officer.post(`/api/hearings/${id}/cancel`, { version: 3, reason: 'no' })).status).toBe(400);
  expect(
    (await officer.post(`/api/hearings/${id}/cancel`, { version: 3, reason: 'not held' })).body.code,
  ).toBe('settled');
});

test('HRG-9 a day’s hearings are listed by office, in pages, without what was moved away, and each look is recorded', async () => {
  const noon = Temporal.Now.plainDateISO('America/New_York').add({ days: 90 });
  const at = (clock: string) =>
    noon
      .toZonedDateTime({ timeZone: 'America/New_York', plainTime: Temporal.PlainTime.from(clock) })
      .toInstant()
      .toString();
  const first = await enter({ at: at('08:30') });
  const second = await enter({ at: at('23:59'), caseNumber: 'X' });
  await enter({ at: noon.add({ days: 1 }).toZonedDateTime('America/New_York').toInstant().toString() });
  const away = await enter({ at: at('10:00'), caseNumber: 'Y' });
  await officer.post(`/api/hearings/${away}/move`, { version: 1, at: inHours(900), reason: 'moved' });
  const read = async (who: Staff, more = '') => (await who.get(`/api/hearings?day=${noon}${more}`)).body;
  const ids = (page: { hearings: { id: string }[] }) => page.hearings.map(({ id }) => id);
  expect(ids(await read(officer))).toEqual([first, second]);
  const page = await read(officer, '&limit=1');
  expect(ids(page)).toEqual([first]);
  expect(ids(await read(officer, `&limit=1&cursor=${page.next}`))).toEqual([second]);
  const offices = Object.fromEntries(
    page.offices.map(({ id, name }: { id: string; name: string }) => [name, id]),
  );
  expect(ids(await read(officer, `&office=${offices.Here}`))).toEqual([first, second]);
  expect(ids(await read(officer, `&office=${offices.There}`))).toEqual([]);
  expect(ids(await read(elsewhere))).toEqual([]);
  const { rows } = await owner.query(
    `select action, what from access_record where participant_id = $1 and staff_id = $2 and what = 'list of hearings'`,
    [person, officer.staffId],
  );
  expect(rows).toEqual([{ action: 'list', what: 'list of hearings' }]);
  expect((await officer.get('/api/hearings?day=2026-02-30')).status).toBe(400);
  expect((await officer.get(`/api/hearings?day=${noon}&cursor=AAAA`)).body.code).toBe('bad-cursor');
});

test('HRG-9 who may not see the person sees and changes no hearing of theirs; who may only read changes none', async () => {
  const id = await enter();
  expect((await elsewhere.get(`/api/people/${person}/hearings`)).status).toBe(404);
  expect((await elsewhere.post(`/api/people/${person}/hearings`, given())).status).toBe(404);
  expect(
    (await elsewhere.post(`/api/hearings/${id}/cancel`, { version: 1, reason: 'none of theirs' })).status,
  ).toBe(404);
  expect((await auditor.get(`/api/people/${person}/hearings`)).body).toMatchObject({ mayChange: false });
  expect(
    (await auditor.post(`/api/hearings/${id}/cancel`, { version: 1, reason: 'only looks' })).status,
  ).toBe(403);
});

test('HRG-4 a planner of reminders finds each once, of what stands now, and none of who is suspended', async () => {
  const due = async (after: number, until: number): Promise<DueReminders[]> =>
    transaction(
      system.database.pool('app'),
      { 'attend.programme': await programmeId(), 'attend.operator': 'test' },
      (client) => Array.fromAsync(listDueReminders(client, after, until)),
    );
  const at = Date.parse('2031-05-20T14:00:00Z');
  const id = await enter({ at: new Date(at).toISOString() });
  const sevenDays = Date.parse('2031-05-13T14:00:00Z');
  expect(await due(sevenDays - 60_000, sevenDays)).toMatchObject([
    {
      hearingId: id,
      participantId: person,
      at,
      timezone: 'America/New_York',
      reminders: [{ kind: 'seven-days', at: sevenDays }],
    },
  ]);
  expect(await due(sevenDays, sevenDays + 60_000)).toEqual([]);
  await insertSuspensionOf(owner, person);
  expect(await due(sevenDays - 60_000, sevenDays)).toEqual([]);
  await owner.query('update suspension set entered_in_error_at = now() where participant_id = $1', [person]);
  await officer.post(`/api/hearings/${id}/cancel`, { version: 1, reason: 'dismissed' });
  expect(await due(sevenDays - 60_000, sevenDays)).toEqual([]);
});

async function programmeId(): Promise<string> {
  const { rows } = await owner.query('select programme_id from participant where id = $1', [person]);
  return rows[0].programme_id;
}

test('HRG-15 what stands already is not entered again, nor moved there, by one or by two at once; what was cancelled is', async () => {
  const at = inHours(700);
  const ask = (more: object = {}) =>
    officer.post(`/api/people/${person}/hearings`, given({ at, caseNumber: '26-TWICE', ...more }));
  const [one, two] = await Promise.all([ask(), ask({ room: '9' })]);
  expect([one.status, two.status].sort()).toEqual([201, 409]);
  const made = one.status === 201 ? one : two;
  expect(await ask({ court: 'Another name of the court' })).toMatchObject({
    status: 409,
    body: { code: 'exists', reason: 'hearing-stands' },
  });
  expect((await ask({ caseNumber: '26-OTHER' })).status).toBe(201);
  expect((await ask({ caseNumber: null })).status).toBe(201);
  expect((await ask({ caseNumber: null })).status).toBe(409);
  expect((await ask({ at: inHours(701) })).status).toBe(201);
  const third = await ask({ caseNumber: '26-THIRD' });
  const put = (more: object) =>
    officer.send('PUT', `/api/hearings/${third.body.id}`, {
      ...{
        timezone: 'America/New_York',
        kind: 'in-person',
        court: 'County Court',
        room: '7',
        address: '1 Court Street',
      },
      ...{ version: 1, ...more },
    });
  expect((await put({ caseNumber: '26-TWICE' })).body.code).toBe('exists');
  expect((await put({ caseNumber: '26-THIRD' })).status).toBe(200);
  const move = await officer.post(`/api/hearings/${made.body.id}/move`, {
    ...{ version: 1, at: inHours(701), reason: 'the court said so' },
  });
  expect(move.body.code).toBe('exists');
  await officer.post(`/api/hearings/${made.body.id}/cancel`, { version: 1, reason: 'dismissed' });
  const anew = await ask();
  expect(anew.status).toBe(201);
  // Two that stand as one already, as of records that were merged: the room of either is corrected all the same.
  const double = await ask({ at: inHours(705) });
  await owner.query('update hearing set at = (select at from hearing where id = $1) where id = $2', [
    anew.body.id,
    double.body.id,
  ]);
  const corrected = {
    ...{ version: 1, timezone: 'America/New_York', kind: 'in-person', court: 'County Court' },
    ...{ caseNumber: '26-TWICE', room: '12', address: '1 Court Street' },
  };
  expect((await officer.send('PUT', `/api/hearings/${double.body.id}`, corrected)).status).toBe(200);
});

test('HRG-15 a year of five figures, or of another millennium, is a slip', async () => {
  const far = await officer.post(`/api/people/${person}/hearings`, given({ at: '9026-03-01T10:00:00Z' }));
  expect(far).toMatchObject({ status: 422, body: { code: 'too-far-ahead', fields: [{ path: 'body.at' }] } });
});
