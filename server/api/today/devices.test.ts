import type { Need } from '@attend/contracts/today';
import { expect, test } from 'vitest';
import { withFittings } from '../fittings/testing.ts';
import { officeDay } from '../testing/day.ts';
import { signInAs } from '../testing/start.ts';

const scene = await withFittings();
const { system, admin, officer, colleague, owner, office, person, device, begin, fit, step, did } = scene;

const needsOf = async (who: string, by = officer) =>
  did(await by.get('/api/today/devices'))
    .body.needs.filter(({ participant }: Need) => participant.id === who)
    .map(({ kind, words }: Need) => [kind, words]);
const leave = (fitting: string) =>
  owner.query(
    `update fitting set begun_at = now() - interval '13 hours', expires_at = now() - interval '1 hour' where id = $1`,
    [fitting],
  );
const expire = () => owner.query('select expire_fittings()');
/** They have had it since yesterday: a removal of this morning was of this device. */
const wornSinceYesterday = (who: string) =>
  owner.query(`update assignment set from_at = now() - interval '1 day' where participant_id = $1`, [who]);
const heldBy = async (who: string) => did(await officer.get(`/api/people/${who}/fittings`)).body.held;

test('TDY-8 a fitting begun stands there with who and where; left, it stays after it expired, until one is begun anew', async () => {
  const [who, serial] = [await person(), await device()];
  const first = await begin(who, serial);
  did(first.answer);
  const where = `Test case-officer · ${(await owner.query('select name from office where id = $1', [office])).rows[0].name}`;
  expect(await needsOf(who)).toEqual([['fitting-under-way', where]]);
  expect(await needsOf(who, colleague)).toEqual([['fitting-under-way', where]]);
  await leave(first.id);
  expect(await needsOf(who)).toEqual([['fitting-left', where]]);
  await expire();
  expect(await needsOf(who)).toEqual([['fitting-left', where]]);
  const second = await begin(who, serial);
  did(second.answer);
  expect(await needsOf(who)).toEqual([['fitting-under-way', where]]);
  did(await step(second.id, 'abandon', { reason: 'they felt ill' }));
  expect(await needsOf(who)).toEqual([]);
});

test('TDY-8 FIT-6 one that expired is given up with a reason, once; when it ended stays', async () => {
  const who = await person();
  const { id } = await begin(who, await device());
  await leave(id);
  await expire();
  const closed = async () =>
    (await owner.query('select status, closed_at from fitting where id = $1', [id])).rows[0];
  const before = await closed();
  expect(did(await officer.get(`/api/people/${who}/fittings`)).body.fittings).toMatchObject([{ left: true }]);
  did(await step(id, 'abandon', { reason: 'they did not come back' }, colleague));
  expect(await closed()).toEqual(before);
  expect(await needsOf(who)).toEqual([]);
  expect((await step(id, 'abandon', { reason: 'again' })).body.code).toBe('already-decided');
  expect(did(await officer.get(`/api/people/${who}/fittings`)).body.fittings).toMatchObject([
    { left: false, status: 'expired', reason: 'they did not come back' },
  ]);
});

test('TDY-9 a removal that runs stands there; once its time has passed, until somebody says what they found', async () => {
  const who = await person();
  await fit(who, await device());
  await wornSinceYesterday(who);
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const planned = did(
    await officer.post(`/api/people/${who}/planned-removals`, {
      ...{ reason: 'medical', from: at(-1), to: at(2), note: 'a scan' },
    }),
  );
  expect(await needsOf(who)).toEqual([['removal-running', 'medical']]);
  did(
    await officer.post(`/api/people/${who}/planned-removals`, { reason: 'airport', from: at(9), to: at(10) }),
  );
  expect(await needsOf(who)).toEqual([['removal-running', 'medical']]);
  const { removal } = planned.body;
  await owner.query(
    `update planned_removal set from_at = now() - interval '3 hours', to_at = now() - interval '1 minute', made_at = now() - interval '4 hours' where id = $1`,
    [removal],
  );
  expect(await needsOf(who)).toEqual([['removal-over', 'medical']]);
  const end = (body: object) => officer.post(`/api/planned-removals/${removal}/end`, { version: 1, ...body });
  expect((await end({})).body.code).toBe('found-missing');
  did(await end({ found: 'it is on again, seen at the office' }));
  expect(await needsOf(who)).toEqual([]);
  const { removals } = did(await officer.get(`/api/people/${who}/planned-removals`)).body;
  expect(removals[1]).toMatchObject({ note: 'a scan', found: 'it is on again, seen at the office' });
  const plan = await scene.planOf(who);
  // When an open strap was expected stays as it was planned, whenever somebody looked.
  const [span] = plan.case.removals ?? [];
  expect(span).toMatchObject({ reason: 'medical' });
  expect(Number(span?.to)).toBeLessThan(Date.now() - 50_000);
});

test('TDY-9 a removal whose device was collected, or whose time with it ended, asks nobody; one of a device that they still have does', async () => {
  const who = await person();
  const serial = await device();
  await fit(who, serial);
  const [{ assignment }] = await heldBy(who);
  const plan = (from: string, to: string) =>
    owner.query(
      `insert into planned_removal (programme_id, participant_id, reason, from_at, to_at, made_at)
       select programme_id, id, 'medical', now() + $2::interval, now() + $3::interval, now() - interval '1 day' from participant where id = $1`,
      [who, from, to],
    );
  const kinds = async () => (await needsOf(who)).map(([kind]: [string]) => kind);
  await plan('-3 hours', '1 second');
  await plan('-1 minute', '2 hours');
  await wornSinceYesterday(who);
  await expect.poll(kinds, { timeout: 20_000 }).toEqual(['removal-over', 'removal-running']);
  // Their time with it ends, and nobody has it back yet: it is to be fetched, and nothing is asked of its strap.
  await owner.query('update assignment set to_at = now() where id = $1', [assignment]);
  expect(await kinds()).toEqual(['collection-to-arrange']);
  // It goes on after all: then somebody is to look.
  await owner.query('update assignment set to_at = null where id = $1', [assignment]);
  expect(await kinds()).toEqual(['removal-over', 'removal-running']);
  did(
    await officer.post(`/api/assignments/${assignment}/collection`, {
      ...{ office, state: 'usable', reason: 'the order is over' },
    }),
  );
  expect(await kinds()).toEqual([]);
  // Another device was tested on them after it was over.
  await fit(who, await device());
  expect(await kinds()).toEqual(['removal-running']);
});

test('TDY-9 what was past when it was put on record, and a swap within its fitting, ask nobody', async () => {
  const who = await person();
  await fit(who, await device());
  await wornSinceYesterday(who);
  await owner.query(
    `insert into planned_removal (programme_id, participant_id, reason, from_at, to_at)
     select programme_id, id, 'other', now() - interval '9 days', now() - interval '8 days' from participant where id = $1`,
    [who],
  );
  expect(await needsOf(who)).toEqual([]);
  const [{ assignment }] = await heldBy(who);
  const swap = await begin(who, await device(), { replaces: assignment });
  expect((await needsOf(who)).map(([kind]: [string]) => kind)).toEqual(['fitting-under-way']);
  // It was left: the device is off for longer than a swap takes.
  await owner.query(
    `update planned_removal set to_at = now() - interval '1 second', from_at = now() - interval '2 hours', made_at = now() - interval '2 hours'
     where participant_id = $1 and reason = 'swap'`,
    [who],
  );
  expect((await needsOf(who)).map(([kind]: [string]) => kind)).toEqual(['removal-over', 'fitting-under-way']);
  did(await step(swap.id, 'abandon', { reason: 'another day' }));
  expect(await needsOf(who)).toEqual([]);
});

test('TDY-10 FIT-13 a device whose time is over is to be arranged for; its day and place are set and moved, with who and why', async () => {
  const [who, serial] = [await person(), await device()];
  await fit(who, serial);
  expect(await needsOf(who)).toEqual([]);
  const [{ assignment, collectionVersion }] = await heldBy(who);
  const path = `/api/assignments/${assignment}/collection-day`;
  const set = (version: number, on: string, more: object) =>
    officer.send('PUT', path, { version, on, reason: 'the order is over', ...more });
  await owner.query('update assignment set to_at = now() where id = $1', [assignment]);
  expect(await needsOf(who)).toEqual([['collection-to-arrange', null]]);
  expect((await set(0, officeDay(-1), { office })).body.code).toBe('in-the-past');
  expect((await set(0, officeDay(61), { office })).body.code).toBe('too-far');
  expect((await set(0, officeDay(1), {})).status).toBe(400);
  expect((await set(0, officeDay(1), { office, place: 'at home' })).status).toBe(400);
  expect(collectionVersion).toBe(0);
  did(await set(0, officeDay(2), { place: 'at her sister’s' }));
  expect(await needsOf(who)).toEqual([]);
  expect((await set(0, officeDay(), { office })).body.code).toBe('version-changed');
  did(await set(1, officeDay(), { place: 'at her sister’s', reason: 'she asked for it' }));
  expect(await needsOf(who)).toEqual([['collection-due', 'at her sister’s']]);
  did(await set(2, officeDay(), { office, reason: 'she comes by' }));
  const [{ collection }] = await heldBy(who);
  expect(collection).toMatchObject({
    ...{
      on: officeDay(),
      place: null,
      reason: 'she comes by',
      by: 'Test case-officer',
      office: { id: office },
    },
  });
  expect(await needsOf(who)).toEqual([['collection-due', collection.office.name]]);
  const audited = await owner.query(
    `select action from audit_entry where participant_id = $1 and entity = 'device_collection' order by id`,
    [who],
  );
  expect(audited.rows.map(({ action }) => action)).toEqual([
    ...['collection.arranged', 'collection.moved', 'collection.moved'],
  ]);
  did(
    await officer.post(`/api/assignments/${assignment}/collection`, {
      ...{ office, state: 'usable', reason: 'she brought it' },
    }),
  );
  expect(await needsOf(who)).toEqual([]);
  expect((await set(3, officeDay(), { office })).body.code).toBe('already-decided');
});

test('TDY-10 a day may be arranged before their time is over; what goes on asks nobody, and what is lost neither', async () => {
  const [who, serial] = [await person(), await device()];
  await fit(who, serial);
  const [{ assignment }] = await heldBy(who);
  const path = `/api/assignments/${assignment}/collection-day`;
  did(await officer.send('PUT', path, { version: 0, on: officeDay(), office, reason: 'the last hearing' }));
  expect((await needsOf(who)).map(([kind]: [string]) => kind)).toEqual(['collection-due']);
  const other = await person();
  await fit(other, await device());
  const [one] = await heldBy(other);
  const until = (to: string) =>
    owner.query(`update assignment set to_at = ${to} where id = $1`, [one.assignment]);
  await until(`now() + interval '1 day'`);
  expect(await needsOf(other)).toEqual([]);
  await until(`now()`);
  expect((await needsOf(other)).map(([kind]: [string]) => kind)).toEqual(['collection-to-arrange']);
  await until('null');
  expect(await needsOf(other)).toEqual([]);
  await until('now()');
  did(
    await officer.post(`/api/devices/${one.device.id}/move`, {
      ...{ to: 'lost', office: null, reason: 'she cannot find it' },
    }),
  );
  expect(await needsOf(other)).toEqual([]);
});

test('TDY-2 devices that need somebody are for whoever may fit devices on the person, and each look is on record', async () => {
  const who = await person();
  did((await begin(who, await device())).answer);
  await owner.query(
    `insert into office (programme_id, name, timezone) select programme_id, 'There', timezone from office where id = $1`,
    [office],
  );
  const away = await signInAs(system, admin, ['case-officer'], 'away@example.org', { office: 'There' });
  expect(await needsOf(who, away)).toEqual([]);
  const auditor = await signInAs(system, admin, ['auditor'], 'auditing@example.org');
  expect((await auditor.get('/api/today/devices')).status).toBe(403);
  await needsOf(who);
  const { rows } = await owner.query(
    `select distinct what from access_record where participant_id = $1 and staff_id = $2 and purpose = 'today’s work'`,
    [who, officer.staffId],
  );
  expect(rows).toEqual([{ what: 'devices that need somebody' }]);
});
