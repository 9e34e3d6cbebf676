import { expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const office: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
const supervisor = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const officer = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
await supervisor.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
const free = async (on: string): Promise<number[]> =>
  (await officer.get(`/api/offices/${office}/slots?on=${on}`)).body.slots.map(
    (slot: { free: number }) => slot.free,
  );

/** Somebody whose check-in is due in nine days; their first one. */
async function expected(reference: string, at = office) {
  const { body } = await supervisor.post(
    '/api/enrolments',
    lineOf(reference, { participant: { office: at === office ? 'North' : 'Another grid' } }),
  );
  const person: string = body.participant.id;
  await permitCheckIns(owner, person, officeDay(300));
  const schedule = {
    office: at,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(9),
    daysBefore: 3,
    daysAfter: 3,
  };
  expect((await supervisor.post(`/api/people/${person}/check-in-schedules`, schedule)).status).toBe(201);
  const list = (await supervisor.get(`/api/people/${person}/check-ins`)).body.checkIns;
  return list.findLast(() => true) as { id: string; version: number; dueOn: string };
}

test('CHK-7 a time that was booked before check-ins took longer, or shorter, has its place in the times it lies across', async () => {
  const name = 'Another grid';
  const place: string = (await admin.post('/api/offices', { name })).body.id;
  const set = (slotMinutes: number, version: number, capacity = 1) =>
    supervisor.send('PUT', `/api/offices/${place}/calendar`, {
      ...usualHours,
      slotMinutes,
      capacity,
      version,
    });
  expect((await set(30, 0)).status).toBe(200);
  const on = officeDay(9);
  const slots = async (): Promise<{ at: string; free: number }[]> =>
    (await supervisor.get(`/api/offices/${place}/slots?on=${on}`)).body.slots;
  const book = (of: { id: string; version: number }, at: string) =>
    supervisor.post(`/api/check-ins/${of.id}/book`, { at, version: of.version });
  const [first, second] = [await expected('GRID-1', place), await expected('GRID-2', place)];
  const halfPast = (await slots())[1]?.at ?? '';
  expect((await book(first, halfPast)).status).toBe(200);
  await set(20, 1);
  // From half past on, twenty minutes: those at twenty past and twenty to lie across it.
  const now = await slots();
  expect(now.slice(0, 4).map(({ free }) => free)).toEqual([1, 0, 0, 1]);
  expect(await book(second, now[1]?.at ?? '')).toMatchObject({ status: 409, body: { code: 'slot-full' } });
  // Their own time is none that stands in their way.
  expect((await book({ ...first, version: first.version + 1 }, now[1]?.at ?? '')).status).toBe(200);
  expect((await slots()).slice(0, 4).map(({ free }) => free)).toEqual([1, 0, 1, 1]);
  await set(30, 2, 2);
  expect((await slots()).slice(0, 3).map(({ free }) => free)).toEqual([1, 1, 2]);
});

test('CHK-4 hours of one day that lie across each other are refused', async () => {
  const hours = (...of: readonly (readonly [string, string, string])[]) =>
    supervisor.send('PUT', `/api/offices/${office}/calendar`, {
      ...{ ...usualHours, version: 99 },
      hours: of.map(([day, start, end]) => ({ days: [day], start, end })),
    });
  expect(await hours(['mon', '08:00', '12:00'], ['mon', '11:30', '15:00'])).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.hours', reason: 'hours-across' }] },
  });
  const apart = await hours(['mon', '08:00', '12:00'], ['mon', '12:00', '15:00'], ['tue', '11:00', '13:00']);
  expect(apart.status).toBe(409);
});

test('CHK-19 whoever holds check-ins counts besides the places, in their hours and not while they are away', async () => {
  const on = officeDay(9);
  expect(await free(on)).toEqual(Array(16).fill(2));
  const add = (staff: string, more: object = {}) =>
    supervisor.post(`/api/offices/${office}/workers`, {
      ...{ staff, hours: [{ days: usualHours.hours[0]?.days, start: '09:00', end: '12:00' }] },
      ...more,
    });
  expect((await officer.post(`/api/offices/${office}/workers`, {})).status).toBe(403);
  expect((await add('0198c0de-0000-7000-8000-0000000000aa')).body.code).toBe('unknown-staff');
  const added = await add(officer.staffId);
  expect(added, JSON.stringify(added.body)).toMatchObject({ status: 201 });
  expect((await add(officer.staffId)).body.code).toBe('exists');
  // One who works mornings: one place in the six half hours before noon, none after.
  expect(await free(on)).toEqual([...Array(6).fill(1), ...Array(10).fill(0)]);
  await add(supervisor.staffId, { atOnce: 5 });
  // No more than the office's places, however many work.
  expect(await free(on)).toEqual([...Array(6).fill(2), ...Array(10).fill(0)]);
  await owner.query(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at)
     select programme_id, id, $2, ($3 || 'T00:00')::timestamp at time zone 'America/New_York', ($3 || 'T10:00')::timestamp at time zone 'America/New_York'
     from staff where id = $1`,
    [supervisor.staffId, officer.staffId, on],
  );
  expect((await free(on)).slice(0, 4)).toEqual([1, 1, 2, 2]);
  const first = await expected('OF-1');
  const slots = (await officer.get(`/api/offices/${office}/slots?on=${on}`)).body.slots;
  const book = (of: { id: string; version: number }, at: string) =>
    officer.post(`/api/check-ins/${of.id}/book`, { at, version: of.version });
  expect((await book(first, slots[0].at)).status).toBe(200);
  // The database refuses by the same number.
  expect(await book(await expected('OF-2'), slots[0].at)).toMatchObject({
    status: 409,
    body: { code: 'slot-full' },
  });
  const { workers } = (await officer.get(`/api/offices/${office}/workers`)).body;
  expect(workers).toHaveLength(2);
  for (const { id } of workers)
    expect((await supervisor.post(`/api/check-in-workers/${id}/end`)).status).toBe(200);
  expect((await supervisor.post(`/api/check-in-workers/${workers[0].id}/end`)).status).toBe(404);
  expect(await free(on)).toEqual([1, ...Array(15).fill(2)]);
});

test('CHK-21 what is booked at a time for which too few workers are left stands on Today with both numbers, until somebody is there again', async () => {
  const on = officeDay(9);
  const hours = [{ days: usualHours.hours[0]?.days, start: '09:00', end: '12:00' }];
  const added = await supervisor.post(`/api/offices/${office}/workers`, { staff: officer.staffId, hours });
  expect(added.status).toBe(201);
  const short = async () =>
    (await officer.get('/api/today/check-ins')).body.needs.filter(
      ({ kind }: { kind: string }) => kind === 'slot-short',
    );
  expect(await short()).toEqual([]);
  const absent = await owner.query(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at)
     select programme_id, id, $2, ($3 || 'T00:00')::timestamp at time zone 'America/New_York', ($3 || 'T23:00')::timestamp at time zone 'America/New_York'
     from staff where id = $1 returning id`,
    [officer.staffId, supervisor.staffId, on],
  );
  expect(await short()).toMatchObject([{ participant: { reference: 'OF-1' }, words: '1 / 0' }]);
  await owner.query('delete from absence where id = $1', [absent.rows[0].id]);
  expect(await short()).toEqual([]);
  const { workers } = (await officer.get(`/api/offices/${office}/workers`)).body;
  for (const { id } of workers) await supervisor.post(`/api/check-in-workers/${id}/end`);
});

test('CHK-18 what closing a day would move is said before, in numbers, also to who sees nobody', async () => {
  const preview = await admin.get(`/api/offices/${office}/closing?on=${officeDay(9)}`);
  expect(preview.body).toEqual({ due: 1, booked: 1, next: officeDay(10) });
  expect((await officer.get(`/api/offices/${office}/closing?on=${officeDay(9)}`)).status).toBe(403);
  const closure = { on: officeDay(9), kind: 'closure', name: 'Storm' };
  expect((await admin.post(`/api/offices/${office}/closures`, closure)).body).toEqual({ due: 1, booked: 1 });
  expect((await admin.get(`/api/offices/${office}/closing?on=${officeDay(-2)}`)).body).toEqual({
    ...{ due: 0, booked: 0, next: null },
  });
});

test('CHK-20 each order of contact that was published is read with its revision, date, author and reason', async () => {
  const change = { revision: 0, ladder: ['call', 'visit'], reason: 'letters come back unread' };
  expect((await supervisor.send('PUT', '/api/check-in-policy', change)).status).toBe(200);
  const { revisions } = (await officer.get('/api/check-in-policy/revisions')).body;
  expect(revisions).toEqual([
    {
      ...{ revision: 1, ladder: ['call', 'visit'] },
      published: { from: expect.any(String), by: 'Test supervisor', reason: change.reason },
    },
    { revision: 0, ladder: ['message', 'call', 'letter', 'visit'], published: null },
  ]);
});
