import { beforeAll, beforeEach, expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const dayMillis = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMillis).toISOString();

let officer: Client;
let elsewhere: Client;
let auditor: Client;
let office = '';
let person = '';
let number = 0;

beforeAll(async () => {
  const admin = await firstRun(system);
  office = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  await admin.post('/api/offices', { name: 'There' });
  await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  officer = await signInAs(system, admin, ['supervisor'], 'here@example.org');
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
});
beforeEach(async () => {
  number += 1;
  const line = lineOf(`S-${number}`, { participant: { office: 'Here' } });
  person = (await officer.post('/api/enrolments', line)).body.participant.id;
});

const begin = (body: object = {}, by: Client = officer) =>
  by.post(`/api/people/${person}/suspensions`, {
    ...{ kind: 'hospital', from: inDays(-1), note: 'a nurse rang', ...body },
  });
const end = (id: string, body: object = {}) =>
  officer.post(`/api/suspensions/${id}/end`, { version: 1, note: 'home again', ...body });
const detail = async () => (await officer.get(`/api/people/${person}`)).body;
const listed = async () => (await officer.get(`/api/people/${person}/suspensions`)).body.suspensions;
const planVersion = async (): Promise<number> =>
  (await owner.query('select plan_version from assignment where participant_id = $1', [person])).rows[0]
    .plan_version;

test('LIF-1 begun, seen and ended by a person with a reason, one at a time', async () => {
  const made = await begin();
  expect(made.status).toBe(201);
  expect((await begin({ kind: 'custody', from: inDays(0) })).body.code).toBe('already-suspended');
  expect((await begin({ from: inDays(-100) })).body).toMatchObject({
    code: 'too-long-ago',
    fields: [{ path: 'body.from' }],
  });
  const { person: shown } = await detail();
  expect(shown.suspended).toMatchObject({ kind: 'hospital', to: null, version: 1 });
  expect((await officer.get('/api/people?limit=100')).body.people).toContainEqual(
    expect.objectContaining({ id: person, suspended: true }),
  );
  const id = made.body.suspension;
  expect((await end(id, { version: 7 })).body.code).toBe('version-changed');
  expect((await end(id)).status).toBe(200);
  expect((await end(id, { version: 2 })).body.code).toBe('already-ended');
  expect((await detail()).person.suspended).toBeNull();
  expect(await listed()).toMatchObject([
    { note: 'a nurse rang', ended: { by: 'Test supervisor', note: 'home again' }, inError: null },
  ]);
  // The next one may begin where this one ended.
  const [{ to }] = await listed();
  expect((await begin({ kind: 'custody', from: to })).status).toBe(201);
});

test('LIF-1 two at the same moment are one', async () => {
  const both = await Promise.all([begin(), begin({ kind: 'custody' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test('LIF-3 whatever is said of a suspension raises the plan’s version, so that every gateway judges by it', async () => {
  const versions = [await planVersion()];
  const { body } = await begin();
  versions.push(await planVersion());
  expect((await detail()).authority).toBeNull();
  await end(body.suspension);
  versions.push(await planVersion());
  await officer.post(`/api/suspensions/${body.suspension}/entered-in-error`, {
    version: 2,
    reason: 'a namesake',
  });
  versions.push(await planVersion());
  expect(new Set(versions).size).toBe(4);
  expect((await detail()).authority).toMatchObject({ location: 'trail' });
});

test('LIF-4 what is due in it is asked of nobody and its time is free; after it check-ins are planned again', async () => {
  await permitCheckIns(owner, person, officeDay(900));
  const schedule = {
    office,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(1),
    daysBefore: 1,
    daysAfter: 1,
  };
  await officer.post(`/api/people/${person}/check-in-schedules`, schedule);
  const of = async () => (await officer.get(`/api/people/${person}/check-ins`)).body.checkIns.toReversed();
  const [first] = await of();
  const slots = await officer.get(`/api/offices/${office}/slots?on=${first.dueOn}`);
  const at = slots.body.slots[0].at;
  expect((await officer.post(`/api/check-ins/${first.id}/book`, { version: 1, at })).status).toBe(200);
  const made = await begin({ to: inDays(20) });
  expect(made.body.checkIns).toBe(1);
  const [let1, next] = await of();
  expect(let1).toMatchObject({ status: 'due', at: null, letGo: 'suspended', late: false });
  expect(next).toMatchObject({ letGo: null });
  expect(
    (await owner.query('select coalesce(sum(taken), 0)::int as n from office_slot where at = $1', [at])).rows,
  ).toEqual([{ n: 0 }]);
  // Its window ends: still nobody asks, and the front desk has no work of it.
  await owner.query(
    'update check_in set window_from = $2::date, due_on = $2::date, window_to = $2::date where id = $1',
    [first.id, officeDay(-1)],
  );
  expect(
    (await officer.post(`/api/check-ins/${first.id}/attempts`, { way: 'message', result: 'sent' })).body.code,
  ).toBe('let-go');
  expect((await officer.post(`/api/check-ins/${first.id}/missed`, { version: let1.version })).body.code).toBe(
    'let-go',
  );
  const desk = await officer.get(`/api/check-ins?office=${office}&on=${officeDay(0)}`);
  expect(desk.body.checkIns.map(({ id }: { id: string }) => id)).not.toContain(first.id);

  // As after two years: nothing was planned any more.
  await owner.query(`delete from check_in where participant_id = $1 and due_on > current_date`, [person]);
  await owner.query(
    `update check_in_schedule set made_until = current_date - 300 where participant_id = $1`,
    [person],
  );
  const ended = await end(made.body.suspension);
  expect(ended.body.checkIns).toBeGreaterThan(10);
  const again = (await of()).filter(({ dueOn }: { dueOn: string }) => dueOn < officeDay(-1));
  expect(again).toEqual([]);
});

test('LIF-5 a death cancels whatever was planned, and nothing more is written', async () => {
  await officer.post(`/api/people/${person}/messages`, { text: 'see you', due: inDays(2) });
  expect((await begin({ kind: 'death', to: inDays(3) })).body.code).toBe('no-end');
  const { body } = await begin({ kind: 'death' });
  const { rows } = await owner.query('select status, reason from message where participant_id = $1', [
    person,
  ]);
  expect(rows).toEqual([{ status: 'cancelled', reason: 'suspended' }]);
  expect((await officer.post(`/api/people/${person}/messages`, { text: 'see you' })).body.code).toBe(
    'nobody-to-write-to',
  );
  expect((await end(body.suspension)).body.code).toBe('no-end');
});

test('LIF-6 who is suspended now is listed with the hearing that somebody has to speak about, page by page', async () => {
  await officer.post(`/api/people/${person}/hearings`, {
    ...{ at: inDays(5), timezone: 'UTC', kind: 'remote', court: 'County Court' },
  });
  await begin();
  const whole = (await officer.get('/api/suspensions?limit=200')).body;
  const own = whole.suspended.find(
    ({ participant }: { participant: { id: string } }) => participant.id === person,
  );
  expect(own).toMatchObject({ kind: 'hospital', hearingAt: expect.any(String) });
  const paged: string[] = [];
  for (let cursor = ''; ; ) {
    const { suspended, next } = (await officer.get(`/api/suspensions?limit=1${cursor}`)).body;
    paged.push(...suspended.map(({ id }: { id: string }) => id));
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  expect(paged).toEqual(whole.suspended.map(({ id }: { id: string }) => id));
});

test('LIF-7 entered in error it never was: everything counts again, and what was said stays', async () => {
  const { body } = await begin({ kind: 'death' });
  const mark = (version: number) =>
    officer.post(`/api/suspensions/${body.suspension}/entered-in-error`, { version, reason: 'a namesake' });
  expect((await mark(2)).body.code).toBe('version-changed');
  expect((await mark(1)).status).toBe(200);
  expect((await mark(1)).body.code).toBe('already-marked');
  expect((await detail()).person.suspended).toBeNull();
  expect(await listed()).toMatchObject([{ kind: 'death', inError: { reason: 'a namesake' } }]);
  const log = (await officer.get(`/api/people/${person}/log?kind=suspension`)).body.items;
  expect(log).toMatchObject([
    { fact: { event: 'began', of: 'death' }, text: 'a nurse rang', inError: { reason: 'a namesake' } },
  ]);
  expect((await begin()).status).toBe(201);
});

test('LIF-1 denied: another office hears of nobody, an auditor decides nothing', async () => {
  expect((await begin({}, elsewhere)).status).toBe(404);
  expect((await elsewhere.get(`/api/people/${person}/suspensions`)).status).toBe(404);
  expect((await begin({}, auditor)).status).toBe(403);
  expect((await auditor.get(`/api/people/${person}/suspensions`)).body).toMatchObject({ mayWrite: false });
  const { body } = await begin();
  const ended = { version: 1, note: 'not mine' };
  expect((await elsewhere.post(`/api/suspensions/${body.suspension}/end`, ended)).status).toBe(404);
});
