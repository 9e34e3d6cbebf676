import { beforeAll, expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, modelBody, plan, reason, register, scan, send } from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
type Staff = Client & { readonly staffId: string };
let supervisor: Staff;
let worker: Staff;
let auditor: Staff;
let admin: Client;
let here = '';
let there = '';
let model = '';

const idOf = async (identifier: string): Promise<string> =>
  (await owner.query('select id from device where identifier = $1', [identifier])).rows[0]?.id ?? '';
const lifeOf = async (identifier: string, viewer: Staff = supervisor) =>
  (await viewer.get(`/api/devices/${await idOf(identifier)}/life`)).body;
const stockRow = async (office: string, of = model) =>
  (await supervisor.get('/api/stock')).body.rows.find(
    (row: { office: { id: string }; model: { id: string } | null }) =>
      row.office.id === office && row.model?.id === of,
  );

beforeAll(async () => {
  admin = await firstRun(system);
  here = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  there = (await admin.post('/api/offices', { name: 'There' })).body.id;
  supervisor = await signInAs(system, admin, ['supervisor']);
  worker = await signInAs(system, admin, ['case-worker'], 'worker@example.org');
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
  model = await makeModel(supervisor, 'One');
});

test('STK-1 a model is data: made and revised with a reason, in a version, and every revision stays on record', async () => {
  const id = await makeModel(supervisor, 'Revised');
  expect((await worker.post('/api/device-models', modelBody('Mine'))).status).toBe(403);
  expect((await supervisor.post('/api/device-models', modelBody('revised'))).body.code).toBe('name-taken');
  const wrong = modelBody('Phone', { technology: 'phone', protocols: ['osmand'] });
  expect((await supervisor.post('/api/device-models', wrong)).body.code).toBe('phone-has-no-strap');
  expect((await supervisor.post('/api/device-models', modelBody('X', { checkInWeeks: 5 }))).status).toBe(400);
  const change = modelBody('Revised', { version: 1, ended: false, checkInWeeks: 4, fixEvery: 30 });
  expect((await supervisor.send('PUT', `/api/device-models/${id}`, change)).body).toEqual({ id, version: 2 });
  const stale = await supervisor.send('PUT', `/api/device-models/${id}`, change);
  expect(stale.body.code).toBe('version-changed');
  const other = { ...change, version: 2, technology: 'wrist' };
  expect((await supervisor.send('PUT', `/api/device-models/${id}`, other)).body.code).toBe(
    'technology-stays',
  );
  const { body } = await auditor.get(`/api/device-models/${id}`);
  expect(body).toMatchObject({ checkInWeeks: 4, fixEvery: 30, version: 2, ended: false, devices: 0 });
  expect(body.revisions).toMatchObject([
    { version: 2, reason, content: { checkInWeeks: 4 } },
    { version: 1, reason, content: { checkInWeeks: 8 } },
  ]);
});

test('STK-1 a device is of a model of its technology and protocol; a SIM is in one device', async () => {
  await register(supervisor, model, here, ['E-1', 'E-2']);
  const wrist = await makeModel(supervisor, 'Wrist', { technology: 'wrist', knows: ['battery'] });
  const path = `/api/devices/${await idOf('E-1')}/equipment`;
  const given = { version: 1, model, firmware: '2.1', iccid: '8901260852291234567', reason };
  expect((await auditor.send('PUT', path, given)).status).toBe(403);
  expect((await supervisor.send('PUT', path, { ...given, model: wrist })).body.code).toBe('model-differs');
  expect((await supervisor.send('PUT', path, { ...given, iccid: '+13055550100' })).status).toBe(400);
  expect((await supervisor.send('PUT', path, given)).status).toBe(200);
  expect((await supervisor.send('PUT', path, given)).body.code).toBe('version-changed');
  const second = `/api/devices/${await idOf('E-2')}/equipment`;
  expect((await supervisor.send('PUT', second, given)).body.code).toBe('sim-taken');
  expect(await lifeOf('E-1')).toMatchObject({
    firmware: '2.1',
    iccid: given.iccid,
    version: 2,
    model: { id: model },
  });
  const audit = await owner.query(
    `select count(*)::int as n from audit_entry where action = 'device.equipment-changed'`,
  );
  expect(audit.rows[0].n).toBe(1);
});

test('STK-2 devices come in by serial number, where they are; one that is known makes none', async () => {
  const body = { model, protocol: 'laipac', office: here, identifiers: ['N-1', 'N-2', ' N-1 '], reason };
  expect((await worker.post('/api/stock/devices', body)).body).toEqual({ made: 2, known: [] });
  expect((await worker.post('/api/stock/devices', body)).body).toEqual({ made: 0, known: ['N-1', 'N-2'] });
  expect((await worker.post('/api/stock/devices', { ...body, protocol: 'watch' })).body.code).toBe(
    'model-differs',
  );
  expect((await auditor.post('/api/stock/devices', body)).status).toBe(403);
  const life = await lifeOf('N-1');
  expect(life.place).toMatchObject({ kind: 'office', office: { name: 'Here' }, toCollect: false });
  expect(life.places).toMatchObject([{ why: 'registered', reason, by: 'Test case-worker', to: null }]);
});

test('STK-3 STK-10 moves are records with from, to, who and why; a retired device moves no more', async () => {
  await register(supervisor, model, here, ['M-1']);
  const path = `/api/devices/${await idOf('M-1')}/move`;
  const move = (to: string, office: string | null = null) => worker.post(path, { to, office, reason });
  expect((await move('office', here)).body.code).toBe('already-there');
  expect((await move('office')).body.code).toBe('office-needed');
  expect((await auditor.post(path, { to: 'lost', reason })).status).toBe(403);
  expect((await worker.post(path, { to: 'lost', reason: ' ' })).status).toBe(400);
  for (const [to, office] of [
    ['repair', null],
    ['office', there],
    ['lost', null],
    ['office', here],
    ['retired', null],
  ] as const)
    expect((await move(to, office)).status, to).toBe(200);
  expect((await move('office', here)).body.code).toBe('device-retired');
  const { places } = await lifeOf('M-1');
  expect(places.map(({ why }: { why: string }) => why)).toEqual([
    ...['retired', 'found', 'lost', 'repaired', 'repair', 'registered'],
  ]);
  for (let n = 1; n < places.length; n += 1) expect(places[n].to).toBe(places[n - 1].from);
  const { rows } = await owner.query(
    `select encode(sealed, 'escape') as text from device_place where sealed is not null`,
  );
  for (const { text } of rows) expect(text).not.toContain(reason);
});

test('STK-3 what is in a parcel cannot be fitted, and what somebody wears can be neither packed nor moved', async () => {
  await register(supervisor, model, here, ['F-1', 'F-2']);
  const parcel = await plan(supervisor, here, there);
  expect((await scan(supervisor, parcel, 'pack', 'F-1')).body).toMatchObject({ result: 'done', packed: 1 });
  const fit = (device: string, reference: string) =>
    supervisor.post(
      '/api/enrolments',
      lineOf(reference, { device: { id: device }, participant: { office: 'Here' } }),
    );
  const refused = await fit('F-1', 'W-1');
  expect(refused.body.code, JSON.stringify(refused.body)).toBe('device-elsewhere');
  const person = await owner.query(`select id, programme_id from participant limit 1`);
  expect((await fit('F-2', 'W-2')).status).toBe(200);
  const again = await scan(supervisor, parcel, 'pack', 'F-2');
  expect(again.body).toMatchObject({ result: 'elsewhere', place: { kind: 'participant', toCollect: false } });
  expect(JSON.stringify(again.body)).not.toContain('W-2');
  const move = { to: 'office', office: there, reason };
  const path = `/api/devices/${await idOf('F-2')}/move`;
  expect((await supervisor.post(path, move)).status).toBe(404);
  // The database holds it also where no use case asks.
  await expect(
    owner.query(
      `insert into assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every)
       select programme_id, $1, id, now(), 60, 600 from device where identifier = 'F-1'`,
      [person.rows[0]?.id ?? (await owner.query('select id from participant')).rows[0].id],
    ),
  ).rejects.toMatchObject({ code: '23P01', constraint: 'one_place' });
  await owner.query(`update assignment set to_at = now() where device_id = $1`, [await idOf('F-2')]);
  expect((await lifeOf('F-2')).place).toMatchObject({ kind: 'participant', toCollect: true });
  expect((await worker.post(path, move)).status).toBe(200);
  const life = await lifeOf('F-2');
  expect(life.places.map(({ why }: { why: string }) => why)).toEqual(['collected', 'fitted', 'registered']);
  expect(life.places[1].person).toMatchObject({ reference: 'W-2' });
  // Whose it was is nobody's to read who may not see the person.
  expect((await lifeOf('F-2', worker)).places[1].person).toBeNull();
});

test('STK-3 what a file says of retirement is a place too, and a device that is used again has none until somebody says where', async () => {
  await register(supervisor, model, here, ['X-1']);
  await owner.query(`update device set retired_at = now() where identifier = 'X-1'`);
  expect((await lifeOf('X-1')).place.kind).toBe('retired');
  await owner.query(`update device set retired_at = null where identifier = 'X-1'`);
  expect((await lifeOf('X-1')).place.kind).toBeNull();
});

test('STK-4 an office has counts and levels by model; what is below its level comes to Today of who runs stock', async () => {
  const own = await makeModel(supervisor, 'Counted');
  await register(supervisor, own, here, ['C-1', 'C-2']);
  const level = { office: here, model: own, level: 5, version: 0 };
  expect((await worker.send('PUT', '/api/stock/levels', level)).status).toBe(403);
  expect((await supervisor.send('PUT', '/api/stock/levels', level)).body).toEqual({ version: 1 });
  expect((await supervisor.send('PUT', '/api/stock/levels', level)).body.code).toBe('version-changed');
  expect(await stockRow(here, own)).toMatchObject({
    usable: 2,
    damaged: 0,
    coming: 0,
    level: 5,
    below: true,
  });
  const parcel = await plan(supervisor, here, there);
  await send(supervisor, parcel, ['C-1']);
  expect(await stockRow(there, own)).toMatchObject({ usable: 0, coming: 1 });
  const today = await worker.get('/api/today/stock');
  expect(today.body.below).toContainEqual(
    expect.objectContaining({ usable: 1, level: 5, office: { id: here, name: 'Here' } }),
  );
  expect((await auditor.get('/api/today/stock')).status).toBe(403);
});

test('STK-5 use per week is what was fitted from the shelf, and days left follow from it', async () => {
  const own = await makeModel(supervisor, 'Used');
  await register(supervisor, own, here, ['U-1', 'U-2', 'U-3']);
  await supervisor.post(
    '/api/enrolments',
    lineOf('W-3', { device: { id: 'U-1' }, participant: { office: 'Here' } }),
  );
  // The record is hours old: less than a week of it counts as one.
  expect(await stockRow(here, own)).toMatchObject({ usable: 2, perWeek: 1, daysLeft: 14 });
});

test('STK-11 an office is counted by scanning; each difference is explained, and the record follows', async () => {
  const office = (
    await owner.query(
      `insert into office (programme_id, name, timezone) select id, 'Shelf', 'America/New_York' from programme returning id`,
    )
  ).rows[0].id;
  await register(supervisor, model, office, ['K-1', 'K-2', 'K-3']);
  await register(supervisor, model, here, ['K-4']);
  const id = (await worker.post('/api/stock-counts', { office })).body.id;
  expect((await worker.post('/api/stock-counts', { office })).body.code).toBe('count-open');
  expect((await auditor.post('/api/stock-counts', { office })).status).toBe(403);
  const scanOne = (identifier: string) => worker.post(`/api/stock-counts/${id}/scan`, { identifier });
  expect((await scanOne('K-1')).body).toMatchObject({ result: 'done', scanned: 1 });
  expect((await scanOne('K-1')).body).toMatchObject({ result: 'again', scanned: 1 });
  await scanOne('K-4');
  expect((await scanOne('Z-2')).body).toMatchObject({ result: 'unknown', scanned: 3 });
  expect((await worker.get(`/api/stock-counts/${id}`)).body.recorded).toBeNull();
  expect((await worker.post(`/api/stock-counts/${id}/finish`, { version: 1 })).status).toBe(200);
  expect((await scanOne('K-2')).body.code).toBe('wrong-step');
  const count = (await worker.get(`/api/stock-counts/${id}`)).body;
  expect(
    count.differences.map(({ identifier, kind }: { identifier: string; kind: string }) => [identifier, kind]),
  ).toEqual([
    ...[
      ['K-2', 'missing'],
      ['K-3', 'missing'],
      ['K-4', 'surplus'],
      ['Z-2', 'unknown'],
    ],
  ]);
  const explain = (identifier: string, as: string) => {
    const found = count.differences.find((one: { identifier: string }) => one.identifier === identifier);
    return worker.post(`/api/stock-counts/${id}/differences/${found.id}/explain`, { as, reason });
  };
  expect((await explain('K-2', 'into-stock')).body.code).toBe('wrong-explanation');
  for (const [identifier, as] of [
    ['K-2', 'lost'],
    ['K-3', 'on-the-shelf'],
    ['K-4', 'into-stock'],
  ] as const)
    expect((await explain(identifier, as)).status, identifier).toBe(200);
  expect((await explain('K-2', 'lost')).body.code).toBe('already-explained');
  expect((await worker.get(`/api/stock-counts/${id}`)).body).toMatchObject({ status: 'explaining', open: 1 });
  expect((await explain('Z-2', 'set-aside')).status).toBe(200);
  expect((await auditor.get('/api/stock-counts')).body.counts[0]).toMatchObject({
    status: 'closed',
    open: 0,
  });
  expect((await lifeOf('K-2')).place.kind).toBe('lost');
  expect((await lifeOf('K-4')).place).toMatchObject({ kind: 'office', office: { name: 'Shelf' } });
});

test('STK-13 an office is not ended while a device is on its shelf, or on its way from or to it', async () => {
  const shelf = (await admin.post('/api/offices', { name: 'Closing' })).body.id;
  await register(supervisor, model, shelf, ['V-1']);
  const end = () =>
    admin.post(`/api/offices/${shelf}/end`, { on: officeDay(0), reason: 'the lease is over' });
  const refused = {
    status: 409,
    body: { code: 'still-used', detail: 'Still here: 1 device. Move them first.' },
  };
  expect(await end()).toMatchObject(refused);
  const parcel = await plan(supervisor, shelf, here);
  await send(supervisor, parcel, ['V-1']);
  expect(await end()).toMatchObject(refused);
  await scan(supervisor, parcel, 'receive', 'V-1');
  expect((await end()).status).toBe(200);
});

test('STK-15 labels of chosen devices hold number and model; what the viewer may not know of has none', async () => {
  await register(supervisor, model, here, ['LB-2', 'LB-1']);
  const worn = (
    await supervisor.post('/api/enrolments', lineOf('LB-3', { participant: { office: 'There' } }))
  ).body;
  const ids = [await idOf('LB-2'), await idOf('LB-1')];
  const held = (
    await owner.query('select device_id as id from assignment where participant_id = $1', [
      worn.participant.id,
    ])
  ).rows[0].id;
  const labels = async (devices: readonly string[], by: Staff) =>
    (await by.get(`/api/device-labels?devices=${devices.join(',')}`)).body.labels;
  const both = [
    { id: ids[1], identifier: 'LB-1', technology: 'ankle', model: 'Acme One' },
    { id: ids[0], identifier: 'LB-2', technology: 'ankle', model: 'Acme One' },
  ];
  const elsewhere = await signInAs(system, admin, ['case-officer'], 'labels@example.org', { office: 'Here' });
  expect(await labels([...ids, held], elsewhere)).toEqual(both);
  expect(await labels([held], supervisor)).toMatchObject([{ id: held, model: null }]);
  const asked = (devices: string) => supervisor.get(`/api/device-labels?devices=${devices}`);
  for (const wrong of ['', 'x', `${ids[0]},`, Array(101).fill(ids[0]).join(',')])
    expect((await asked(wrong)).status).toBe(400);
  expect((await asked(Array(100).fill(ids[0]).join(','))).body.labels).toEqual([both[1]]);
  expect((await admin.get(`/api/device-labels?devices=${ids[0]}`)).status).toBe(403);
});
