import { expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const place: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
const enrol = async (reference: string): Promise<string> =>
  (await officer.post('/api/enrolments', lineOf(reference, { participant: { office: 'North' } }))).body
    .participant.id;
const person = await enrol('CI-1');
const today = officeDay();
const asked = {
  office: place,
  kind: 'office',
  rhythm: 'weeks-4',
  startsOn: officeDay(2),
  daysBefore: 5,
  daysAfter: 5,
};
const setFor = (id: string, over: object = {}) =>
  officer.post(`/api/people/${id}/check-in-schedules`, { ...asked, ...over });
const listOf = async (id: string) => (await officer.get(`/api/people/${id}/check-ins`)).body;
/** The first one that is due, as it stands. */
const firstOf = async (id: string) => (await listOf(id)).checkIns.findLast(() => true);
const slotsOn = async (on: string) => (await officer.get(`/api/offices/${place}/slots?on=${on}`)).body.slots;
/** As if its window had ended some days ago, with nothing on record. */
async function letPass(id: string): Promise<void> {
  await owner.query(
    `update check_in set nominal_on = current_date - 9, window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7,
       slot_at = null, status = 'due' where id = $1`,
    [id],
  );
}

test('CHK-5 a schedule needs a clause that permits check-ins; the refusal names what is missing', async () => {
  expect((await setFor(person)).body).toMatchObject({ code: 'no-hours' });
  const hours = await officer.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 0 });
  expect(hours).toMatchObject({ status: 200, body: { version: 1 } });
  const refused = await setFor(person);
  expect(refused).toMatchObject({ status: 422, body: { code: 'clause-missing' } });
  expect(refused.body.detail).toContain('check-ins');
  await permitCheckIns(owner, person, officeDay(300));
  const set = await setFor(person);
  expect(set, JSON.stringify(set.body)).toMatchObject({ status: 201, body: { participant: person } });
  const { schedules, checkIns } = await listOf(person);
  // With its clause: nothing outlives its order.
  expect(schedules).toMatchObject([{ endsOn: officeDay(300), clause: { number: '90' } }]);
  expect(checkIns.length).toBe(set.body.made);
  expect(set.body.made).toBeGreaterThan(9);
  for (const { dueOn } of checkIns) expect(dueOn < officeDay(300)).toBe(true);
  const tooLong = await setFor(person, { endsOn: officeDay(390) });
  expect(tooLong.body).toMatchObject({ code: 'clause-too-short', fields: [{ path: 'body.endsOn' }] });
});

test('CHK-8 a check-in is booked and moved within its window, and a second officer sees that it changed', async () => {
  const due = await firstOf(person);
  const on = due.dueOn;
  const [first, second] = await slotsOn(on);
  const book = (at: string, version: number) =>
    officer.post(`/api/check-ins/${due.id}/book`, { at, version });
  expect(await book(first.at, due.version)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await book(second.at, due.version)).toMatchObject({
    status: 409,
    body: { code: 'version-changed' },
  });
  expect((await slotsOn(on))[0]).toEqual({ at: first.at, free: 1 });
  expect((await book(second.at, 2)).status).toBe(200);
  expect((await slotsOn(on)).slice(0, 2)).toEqual([
    { at: first.at, free: 2 },
    { at: second.at, free: 1 },
  ]);
  const list = await officer.get(`/api/check-ins?office=${place}&on=${on}`);
  expect(list.body).toMatchObject({
    open: true,
    checkIns: [
      {
        id: due.id,
        status: 'booked',
        at: second.at,
        participant: { reference: 'CI-1' },
        confirmContacts: true,
      },
    ],
  });
  const beyond = `${officeDay(40)}T15:00:00Z`;
  expect((await book(beyond, 3)).body).toMatchObject({
    code: 'outside-window',
    fields: [{ path: 'body.at' }],
  });
});

test('ACC-14 an officer of another office sees nobody of this one’s day, and books nothing of theirs', async () => {
  await admin.post('/api/offices', { name: 'South' });
  const other = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  const due = await firstOf(person);
  expect((await other.get(`/api/check-ins?office=${place}&on=${due.dueOn}`)).body.checkIns).toEqual([]);
  expect((await other.get(`/api/people/${person}/check-ins`)).status).toBe(404);
  const tried = await other.post(`/api/check-ins/${due.id}/outcome`, {
    version: due.version,
    status: 'kept',
  });
  expect(tried.status).toBe(404);
});

test('CHK-7 of many who want the last places at once, as many get them as there are', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, (_, n) => enrol(`CI-RUSH-${n}`)));
  for (const id of people) {
    await permitCheckIns(owner, id, officeDay(300));
    expect((await setFor(id)).status).toBe(201);
  }
  const due = await Promise.all(people.map(firstOf));
  const slots = await slotsOn(due[0].dueOn);
  const at: string = slots.at(-1).at;
  const answers = await Promise.all(
    due.map(({ id, version }) => officer.post(`/api/check-ins/${id}/book`, { at, version })),
  );
  const codes = answers.map(({ status, body }) => (status === 200 ? 'booked' : body.code)).sort();
  expect(codes).toEqual([
    ...Array.from({ length: 2 }, () => 'booked'),
    ...Array.from({ length: 6 }, () => 'slot-full'),
  ]);
  const { rows } = await owner.query('select taken from office_slot where office_id = $1 and at = $2', [
    place,
    at,
  ]);
  expect(rows).toEqual([{ taken: 2 }]);
});

test('CHK-7 the database itself refuses what would be one too many, in parallel transactions that do not know each other', async () => {
  const { rows } = await owner.query<{ id: string; due: string }>(
    `select c.id, c.due_on::text as due from check_in c join participant p on p.id = c.participant_id
     where p.reference like 'CI-RUSH-%' and c.status = 'due' order by c.due_on, c.id limit 6`,
  );
  const at = `${rows[0]?.due}T14:00:00Z`;
  const results = await Promise.allSettled(
    rows.map(({ id }) =>
      owner.query(`update check_in set status = 'booked', slot_at = $2 where id = $1`, [id, at]),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ code: '23P01', constraint: 'office_slot_capacity' });
});

test('CHK-9 what came of it is said once; that contacts were confirmed stands with it', async () => {
  const due = await firstOf(person);
  await owner.query(
    'update check_in set window_from = current_date - 3, window_to = current_date + 9 where id = $1',
    [due.id],
  );
  const outcome = (body: object) => officer.post(`/api/check-ins/${due.id}/outcome`, body);
  const said = { version: due.version, status: 'kept', contactsConfirmed: true, note: 'new number given' };
  expect((await outcome({ ...said, status: 'excused' })).status).toBe(400);
  expect((await outcome(said)).status).toBe(200);
  expect(await firstOf(person)).toMatchObject({
    status: 'kept',
    contactsConfirmed: true,
    note: 'new number given',
  });
  expect((await outcome({ ...said, version: due.version + 1 })).body.code).toBe('already-decided');
  const { rows } = await owner.query('select sealed from check_in where id = $1', [due.id]);
  expect(rows[0].sealed.includes('number')).toBe(false);
});

test('CHK-12 missed needs every way of contact on record; then there is an incident, and a late reason still excuses', async () => {
  const due = (await listOf(person)).checkIns.findLast(({ status }: { status: string }) => status === 'due');
  const missed = async () => {
    const { version } = (await listOf(person)).checkIns.find(({ id }: { id: string }) => id === due.id);
    return officer.post(`/api/check-ins/${due.id}/missed`, { version });
  };
  const attempt = (way: string, result = 'no-answer') =>
    officer.post(`/api/check-ins/${due.id}/attempts`, { way, result, note: `tried by ${way}` });
  expect((await attempt('message')).body.code).toBe('too-early');
  await letPass(due.id);
  expect((await missed()).body.code).toBe('ladder-not-done');
  expect((await attempt('call')).body.code).toBe('out-of-order');
  for (const way of ['message', 'call', 'letter', 'visit']) {
    expect((await missed()).body.code).toBe('ladder-not-done');
    expect((await attempt(way, way === 'letter' ? 'sent' : 'no-answer')).status).toBe(200);
  }
  expect((await attempt('message')).body.code).toBe('ladder-done');
  expect((await missed()).status).toBe(200);
  const after = (await listOf(person)).checkIns.find(({ id }: { id: string }) => id === due.id);
  expect(after).toMatchObject({ status: 'missed', incident: expect.any(String) });
  expect(after.attempts.map(({ way, note }: { way: string; note: string }) => [way, note])).toEqual(
    ['message', 'call', 'letter', 'visit'].map((way) => [way, `tried by ${way}`]),
  );
  const excused = { version: after.version, status: 'excused', reason: 'bereavement' };
  expect((await officer.post(`/api/check-ins/${due.id}/outcome`, excused)).status).toBe(200);
  const { rows } = await owner.query(`select action from audit_entry where entity_id = $1 order by id`, [
    due.id,
  ]);
  expect(rows.map(({ action }) => action)).toEqual([
    ...Array.from({ length: 4 }, () => 'check-in.contact-tried'),
    'check-in.missed',
    'check-in.excused',
  ]);
});

test('CHK-5 after a check-in that no clause in force asked for on its day, nobody asks', async () => {
  const other = await enrol('CI-LAPSED');
  await permitCheckIns(owner, other, officeDay(300));
  await setFor(other);
  const due = await firstOf(other);
  await letPass(due.id);
  await owner.query(
    `update supervision_order set status = 'ended', ended_as = 'revoked', ended_at = now() - interval '20 days' where participant_id = $1`,
    [other],
  );
  const tried = await officer.post(`/api/check-ins/${due.id}/attempts`, { way: 'message', result: 'sent' });
  expect(tried.body).toMatchObject({ code: 'clause-missing' });
});

test('CHK-13 who comes without a time is on record, and what was open today is kept by it', async () => {
  const other = await enrol('CI-WALK');
  const walk = () => officer.post(`/api/people/${other}/walk-in`, { office: place, contactsConfirmed: true });
  expect((await walk()).status).toBe(200);
  expect((await listOf(other)).checkIns).toMatchObject([
    { status: 'kept', dueOn: expect.any(String), at: null },
  ]);
  await permitCheckIns(owner, other, officeDay(300));
  await setFor(other, { startsOn: today, daysBefore: 6, daysAfter: 6 });
  expect((await walk()).status).toBe(200);
  const kept = (await listOf(other)).checkIns.filter(({ status }: { status: string }) => status === 'kept');
  expect(kept).toHaveLength(2);
  expect(
    kept.some(({ windowFrom, windowTo }: { windowFrom: string; windowTo: string }) => windowFrom < windowTo),
  ).toBe(true);
});

test('CHK-6 what is due of a schedule that ends is asked for no more, and frees its place', async () => {
  const other = await enrol('CI-ENDS');
  await permitCheckIns(owner, other, officeDay(300));
  const { body } = await setFor(other, { startsOn: officeDay(9) });
  const due = await firstOf(other);
  const [slot] = await slotsOn(due.dueOn);
  await officer.post(`/api/check-ins/${due.id}/book`, { at: slot.at, version: 1 });
  const ended = await officer.post(`/api/check-in-schedules/${body.schedule}/end`, { version: 1 });
  expect(ended.status).toBe(200);
  expect(new Set((await listOf(other)).checkIns.map(({ status }: { status: string }) => status))).toEqual(
    new Set(['ended']),
  );
  expect((await slotsOn(due.dueOn))[0]).toEqual(slot);
  expect((await officer.post(`/api/check-in-schedules/${body.schedule}/end`, { version: 2 })).body.code).toBe(
    'already-decided',
  );
});

test('CHK-4 hours, holidays and the order of contact are set by whoever may, each version once', async () => {
  const worker = await signInAs(system, admin, ['case-officer'], 'desk@example.org', { office: 'North' });
  expect(
    (await worker.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 1 })).status,
  ).toBe(403);
  expect(
    (await officer.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 0 })).body.code,
  ).toBe('version-changed');
  const bad = { ...usualHours, version: 1, hours: [{ days: ['mon'], start: '17:00', end: '09:00' }] };
  expect((await officer.send('PUT', `/api/offices/${place}/calendar`, bad)).status).toBe(400);
  const on = (await firstOf(person)).dueOn;
  const closure = { on: officeDay(60), kind: 'holiday', name: 'Founders’ day' };
  expect((await officer.post(`/api/offices/${place}/closures`, closure)).body).toEqual({ due: 0, booked: 0 });
  expect((await officer.post(`/api/offices/${place}/closures`, closure)).body.code).toBe('exists');
  expect(await slotsOn(officeDay(60))).toEqual([]);
  expect((await worker.get(`/api/offices/${place}/calendar`)).body.closures).toEqual([closure]);
  expect((await officer.post(`/api/offices/${place}/closures/remove`, { on: officeDay(60) })).status).toBe(
    200,
  );
  expect(on < officeDay(60)).toBe(true);
  const policy = await officer.send('PUT', '/api/check-in-policy', {
    revision: 0,
    ladder: ['call', 'visit'],
    reason: 'letters take too long here',
  });
  expect(policy.body).toEqual({ revision: 1, ladder: ['call', 'visit'] });
  expect((await worker.get('/api/check-in-policy')).body).toEqual(policy.body);
});
