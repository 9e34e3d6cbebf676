import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { checkInReminderKeyOf } from '../../messages/plan-check-in-reminders.ts';
import { insertMessageOf } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
const place: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
const line = lineOf('UN-1', { participant: { office: 'North' } });
const person: string = (await officer.post('/api/enrolments', line)).body.participant.id;
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const programmeId = (await owner.query('select programme_id as id from participant where id = $1', [person]))
  .rows[0].id;
const reason = 'pressed the wrong row';
const auditOf = async (action: string) =>
  (await owner.query('select entity_id as id, staff_id as by from audit_entry where action = $1', [action]))
    .rows;

test('FRM-8 FRM-10 a time that was booked is free again, with who and why; the reminder that had not left is taken back', async () => {
  await officer.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 0 });
  await permitCheckIns(owner, person, officeDay(300));
  const schedule = { office: place, kind: 'office', rhythm: 'weeks-4', startsOn: officeDay(2) };
  const window = { daysBefore: 5, daysAfter: 5 };
  const set = await officer.post(`/api/people/${person}/check-in-schedules`, { ...schedule, ...window });
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  const first = async () =>
    (await officer.get(`/api/people/${person}/check-ins`)).body.checkIns.findLast(() => true);
  const { id, dueOn, version } = await first();
  const free = (seen: number, by = officer) =>
    by.post(`/api/check-ins/${id}/free`, { version: seen, reason });
  expect((await free(version)).body).toMatchObject({ code: 'changed' });
  const { slots } = (await officer.get(`/api/offices/${place}/slots?on=${dueOn}`)).body;
  const { at } = slots[0];
  const booked = await officer.post(`/api/check-ins/${id}/book`, { version, at });
  expect(booked.status, JSON.stringify(booked.body)).toBe(200);
  expect((await free(version)).body).toMatchObject({ code: 'version-changed' });
  expect((await free(booked.body.version, auditor)).status).toBe(403);
  expect((await officer.post(`/api/check-ins/${id}/free`, { version: booked.body.version })).status).toBe(
    400,
  );
  const reminder = await insertMessageOf(owner, keyring, {
    programmeId,
    participantId: person,
    text: 'come',
  });
  await owner.query(`update message set status = 'planned', reason = null, key = $2 where id = $1`, [
    ...[reminder, `${checkInReminderKeyOf(id)}v2`],
  ]);
  const freed = await free(booked.body.version);
  expect(freed).toMatchObject({ status: 200, body: { checkIn: id, version: booked.body.version + 1 } });
  expect(await first()).toMatchObject({ status: 'due', at: null });
  const left = await owner.query('select status from message where id = $1', [reminder]);
  expect(left.rows).toEqual([{ status: 'cancelled' }]);
  const again = (await officer.get(`/api/offices/${place}/slots?on=${dueOn}`)).body.slots;
  expect(again[0]).toMatchObject({ at, free: slots[0].free });
  expect(await auditOf('check-in.freed')).toEqual([{ id, by: officer.staffId }]);

  // What has begun is told by its outcome.
  await officer.post(`/api/check-ins/${id}/book`, { version: freed.body.version, at });
  await owner.query(`update check_in set slot_at = now() - interval '1 minute' where id = $1`, [id]);
  expect((await free(freed.body.version + 1)).body).toMatchObject({ code: 'past' });
});

test('FRM-11 a contact point that was ended stands again for a day, as a record of its own, with the consent and the STOP of the first', async () => {
  const made = await officer.post(`/api/people/${person}/contact-points`, {
    ...{ kind: 'phone', address: '(305) 555-0144', consent: true, note: 'her sister’s' },
  });
  const { id } = made.body;
  const list = async () =>
    (await officer.get(`/api/people/${person}/contact-points`)).body.contactPoints as Record<
      string,
      unknown
    >[];
  const reinstate = (of: string, version: number) =>
    officer.post(`/api/contact-points/${of}/reinstate`, { version, reason });
  expect((await reinstate(id, 1)).body).toMatchObject({ code: 'changed' });
  await owner.query(`update contact_point set stopped_at = now() - interval '1 hour' where id = $1`, [id]);
  await officer.post(`/api/contact-points/${id}/end`, { version: 1 });
  expect((await reinstate(id, 1)).body).toMatchObject({ code: 'version-changed' });
  const [before] = await list();
  const done = await reinstate(id, 2);
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200, body: { participant: person } });
  const [now, ended] = await list();
  const { id: _, version, ended: isOver, ...stood } = before ?? {};
  expect({ isOver, version }).toEqual({ isOver: expect.any(String), version: 2 });
  expect(now).toEqual({ ...stood, id: done.body.id, version: 1, ended: null });
  expect(now).toMatchObject({ stopped: expect.any(String), reachable: false, note: 'her sister’s' });
  expect(ended).toMatchObject({ id, ended: expect.any(String) });
  expect(await auditOf('contact-point.reinstated')).toEqual([{ id: done.body.id, by: officer.staffId }]);
  // It stands already, and what ended longer ago is asked about anew.
  expect((await reinstate(id, 2)).body).toMatchObject({ code: 'exists' });
  await officer.post(`/api/contact-points/${done.body.id}/end`, { version: 1 });
  await owner.query(`update contact_point set ended_at = now() - interval '25 hours' where id = $1`, [
    done.body.id,
  ]);
  expect((await reinstate(done.body.id, 2)).body).toMatchObject({ code: 'past' });
});
