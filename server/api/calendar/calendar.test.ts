import { expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const office: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
const people: string[] = [];
for (const reference of ['CA-1', 'CA-2']) {
  const line = lineOf(reference, { participant: { office: 'North' } });
  people.push((await officer.post('/api/enrolments', line)).body.participant.id);
}
const [ana, ben] = people;
if (ana === undefined || ben === undefined) throw new Error('two people were enrolled');
const from = officeDay(0);
const ask = async (what: 'hearings' | 'check-ins', by = officer) =>
  (await by.get(`/api/calendar/${what}?office=${office}&from=${from}&days=42`)).body.days;
const onDay = (days: readonly { on: string }[], on: string) => days.find((day) => day.on === on);

test('CAL-1 hearings stand on the office’s own day; what was moved away or cancelled counts nowhere', async () => {
  const enter = async (id: string, at: string): Promise<string> => {
    const place = { timezone: 'America/New_York', kind: 'in-person', court: 'County Court' };
    const made = await officer.post(`/api/people/${id}/hearings`, { ...place, at });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.id;
  };
  // Half past eleven in the evening of New York is the next day in UTC.
  const on = officeDay(9);
  await enter(ana, `${on}T23:30:00-05:00`);
  await enter(ben, `${on}T10:00:00-05:00`);
  const cancelled = await enter(ana, `${officeDay(12)}T10:00:00-05:00`);
  const moved = await enter(ben, `${officeDay(13)}T10:00:00-05:00`);
  const reason = 'the court said so';
  expect((await officer.post(`/api/hearings/${cancelled}/cancel`, { version: 1, reason })).status).toBe(200);
  const at = `${officeDay(14)}T10:00:00-05:00`;
  expect((await officer.post(`/api/hearings/${moved}/move`, { version: 1, reason, at })).status).toBe(200);
  expect(await ask('hearings')).toEqual([
    { on, hearings: 2, recorded: 0 },
    { on: officeDay(14), hearings: 1, recorded: 0 },
  ]);
});

test('CAL-2 each day says how many places there are, how many are taken, and why it is closed', async () => {
  const unset = onDay(await ask('check-ins'), officeDay(5));
  expect(unset).toEqual({
    ...{ on: officeDay(5), open: null, closure: null, places: 0, taken: 0, booked: 0, due: 0, decided: 0 },
  });
  await officer.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  const closed = { on: officeDay(20), kind: 'holiday', name: 'Founders’ day' };
  await officer.post(`/api/offices/${office}/closures`, closed);
  await permitCheckIns(owner, ana, officeDay(300));
  const schedule = {
    office,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(2),
    daysBefore: 1,
    daysAfter: 1,
  };
  expect((await officer.post(`/api/people/${ana}/check-in-schedules`, schedule)).status).toBe(201);
  const [due] = (await officer.get(`/api/people/${ana}/check-ins`)).body.checkIns.filter(
    ({ dueOn }: { dueOn: string }) => dueOn === officeDay(2),
  );
  expect(onDay(await ask('check-ins'), officeDay(2))).toMatchObject({
    places: 32,
    taken: 0,
    booked: 0,
    due: 1,
  });
  const [slot] = (await officer.get(`/api/offices/${office}/slots?on=${officeDay(3)}`)).body.slots;
  const booked = await officer.post(`/api/check-ins/${due.id}/book`, { at: slot.at, version: due.version });
  expect(booked.status, JSON.stringify(booked.body)).toBe(200);
  const days = await ask('check-ins');
  expect(days).toHaveLength(42);
  expect(onDay(days, officeDay(2))).toMatchObject({ taken: 0, booked: 0, due: 0 });
  expect(onDay(days, officeDay(3))).toMatchObject({ open: true, places: 32, taken: 1, booked: 1, due: 0 });
  expect(onDay(days, officeDay(20))).toMatchObject({ open: false, closure: 'Founders’ day', places: 0 });
});

test('CAL-3 only people within reach are counted; an office that is not there is none', async () => {
  await admin.post('/api/offices', { name: 'South' });
  const other = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  expect(await ask('hearings', other)).toEqual([]);
  const days = await ask('check-ins', other);
  // How full an office is is its own number: whoever books there must know it.
  expect(onDay(days, officeDay(3))).toMatchObject({ taken: 1, booked: 0, due: 0, decided: 0 });
  const nowhere = '0198c0de-0000-7000-8000-000000000000';
  expect((await officer.get(`/api/calendar/hearings?office=${nowhere}&from=${from}`)).status).toBe(404);
  const wrong = await officer.get(`/api/calendar/check-ins?office=${office}&from=soon&days=43`);
  expect(wrong).toMatchObject({ status: 400 });
});
