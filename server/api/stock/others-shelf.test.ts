import { beforeAll, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan, send, step } from './testing.ts';

// Roundabout ways by which an officer of one office might move what lies on another's shelf.
const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [here, there, third] = [await office('North'), await office('South'), await office('West')];
const supervisor = await signInAs(system, admin, ['supervisor']);
const officerOf = (name: string) =>
  signInAs(system, admin, ['case-officer'], `${name.toLowerCase()}@example.org`, { office: name });
const [north, south, west] = [await officerOf('North'), await officerOf('South'), await officerOf('West')];
let model = '';
const refused = { status: 403, body: { code: 'another-shelf' } };
const placeOf = async (identifier: string) =>
  (
    await owner.query(
      `select l.kind, l.office_id as office, l.damaged from device_place l join device d on d.id = l.device_id
       where d.identifier = $1 and l.to_at is null`,
      [identifier],
    )
  ).rows[0];

beforeAll(async () => {
  model = await makeModel(supervisor, 'One');
});

test('STK-14 what came damaged lies on its receiver’s shelf: its sender neither retires it nor sends it away', async () => {
  await register(north, model, here, ['DM-1']);
  const parcel = await plan(north, here, there);
  await send(north, parcel, ['DM-1']);
  expect((await scan(south, parcel, 'receive', 'DM-1', { damaged: true })).body.result).toBe('done');
  expect((await step(south, parcel, 'finish')).status).toBe(200);
  const [item] = (await south.get(`/api/shipments/${parcel}`)).body.items;
  const settle = `/api/shipments/${parcel}/items/${item.id}/settle`;
  for (const as of ['retired', 'repair', 'supplier', 'usable'])
    expect(await north.post(settle, { as, reason })).toMatchObject(refused);
  expect(await placeOf('DM-1')).toMatchObject({ kind: 'office', office: there, damaged: true });
  expect((await south.post(settle, { as: 'repair', reason })).status).toBe(200);
});

test('STK-14 a second scan fetches nothing back from where it has gone on to since', async () => {
  await register(north, model, here, ['SS-1', 'SS-2', 'SS-3']);
  const parcel = await plan(north, here, there);
  await send(north, parcel, ['SS-1', 'SS-2', 'SS-3']);
  for (const one of ['SS-1', 'SS-2', 'SS-3'])
    expect((await scan(south, parcel, 'receive', one)).body.result).toBe('done');
  const onward = await plan(south, there, third);
  await send(south, onward, ['SS-1', 'SS-2']);
  expect((await scan(west, onward, 'receive', 'SS-1')).body.result).toBe('done');
  for (const one of ['SS-1', 'SS-2'])
    expect((await scan(south, parcel, 'receive', one, { damaged: true })).body.result).toBe('again');
  expect(await placeOf('SS-1')).toMatchObject({ kind: 'office', office: third, damaged: false });
  expect(await placeOf('SS-2')).toMatchObject({ kind: 'transit' });
  // What is still there was damaged after all.
  expect((await scan(south, parcel, 'receive', 'SS-3', { damaged: true })).body.result).toBe('done');
  expect(await placeOf('SS-3')).toMatchObject({ office: there, damaged: true });
});

test('STK-14 an order is used up by nobody’s parcel but its own office’s', async () => {
  const order = {
    ...{ supplier: 'Maker', reference: null, orderedOn: officeDay(0), expectedOn: null },
    ...{ lines: [{ model, count: 2 }], office: here },
  };
  const { id } = (await north.post('/api/supply-orders', order)).body;
  const parcel = { from: null, to: there, order: id };
  expect(await south.post('/api/shipments', parcel)).toMatchObject(refused);
  expect((await north.post('/api/shipments', { ...parcel, to: here })).status).toBe(201);
  expect((await supervisor.post('/api/shipments', parcel)).status).toBe(201);
});

test('STK-14 a line gives nobody a device from another’s shelf', async () => {
  await register(north, model, here, ['LN-1', 'LN-2']);
  const line = (reference: string, id: string) =>
    lineOf(reference, { participant: { office: 'South' }, device: { id } });
  const taken = await south.post('/api/enrolments', line('OS-1', 'LN-1'));
  expect(taken, JSON.stringify(taken.body)).toMatchObject({ body: { code: 'another-shelf' } });
  expect(await placeOf('LN-1')).toMatchObject({ kind: 'office', office: here });
  expect((await supervisor.post('/api/enrolments', line('OS-2', 'LN-2'))).status).toBe(200);
});

test('STK-14 the database gives nobody a device from another’s shelf, and retires none there, whatever the SQL', async () => {
  await register(north, model, here, ['DB-1']);
  const { rows } = await owner.query(
    `select d.programme_id as programme, d.id as device, p.id as person from device d, participant p where d.identifier = 'DB-1' limit 1`,
  );
  const { programme, device, person } = rows[0] ?? {};
  await owner.query('update participant set office_id = $2 where id = $1', [person, there]);
  const as = (staff: string, text: string, values: readonly unknown[]) =>
    transaction(
      system.database.pool('app'),
      { 'attend.programme': programme, 'attend.staff': staff },
      async (client) => (await client.query(text, [...values])).rowCount,
    );
  const denied = { code: '42501', constraint: 'own_shelf' };
  const fit = `insert into assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every) values ($1, $2, $3, now(), 60, 600)`;
  await expect(as(south.staffId, fit, [programme, person, device])).rejects.toMatchObject(denied);
  const retire = 'update device set retired_at = now() where id = $1';
  await expect(as(south.staffId, retire, [device])).rejects.toMatchObject(denied);
  expect(await as(north.staffId, retire, [device])).toBe(1);
});
