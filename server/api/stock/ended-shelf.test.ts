import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan } from './testing.ts';

// A right that ends while a parcel, a count or an answer of its holder's is under way.
const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [here, there] = [await office('North'), await office('South')];
const provider: string = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
const supervisor = await signInAs(system, admin, ['supervisor']);
const from = { provider: 'Contractor' };
const installer = await signInAs(system, admin, ['installer'], 'installer@example.org', from);
const south = await signInAs(system, admin, ['case-worker'], 'south@example.org', { office: 'South' });
const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
const refused = { status: 403, body: { code: 'another-shelf' } };
let [model, contract] = ['', ''];

beforeAll(async () => {
  model = await makeModel(supervisor, 'One');
  const items = [{ measure: 'check-ins-completed', limit: null, targetTenths: 900, clause: '4.1' }];
  const agreed = await supervisor.post(`/api/providers/${provider}/contracts`, {
    ...{ reference: 'K-1', from: officeDay(-60), to: officeDay(300), sites: [here], items, reason },
  });
  contract = agreed.body.id;
  await register(supervisor, model, here, ['E-1', 'E-2', 'E-3']);
});

test('STK-14 with the sites of a contract go its parcels, its counts and what a key would say again', async () => {
  const parcel = await plan(installer, here, there);
  const { id: count } = (await installer.post('/api/stock-counts', { office: here })).body;
  const key = { 'idempotency-key': randomUUID() };
  const pack = `/api/shipments/${parcel}/pack`;
  expect((await installer.send('POST', pack, { identifier: 'E-1' }, key)).body.result).toBe('done');
  // Nobody is answered what another was, under whatever key.
  expect(await south.send('POST', pack, { identifier: 'E-1' }, key)).toMatchObject(refused);
  expect((await auditor.send('POST', pack, { identifier: 'E-1' }, key)).status).toBe(403);
  await owner.query(
    `insert into provider_contract_version (contract_id, version, programme_id, provider_id, holds_from, to_on, sites, items, reason, made_by)
     select contract_id, 2, programme_id, provider_id, date_trunc('month', now())::date, to_on, '{}', items, reason, made_by
     from provider_contract_version where contract_id = $1`,
    [contract],
  );
  expect((await installer.get('/api/stock/shelves')).body.offices).toEqual([]);
  expect((await installer.get(`/api/shipments/${parcel}`)).status).toBe(404);
  expect((await scan(installer, parcel, 'pack', 'E-2')).status).toBe(404);
  for (const name of ['close', 'cancel'])
    expect((await installer.post(`/api/shipments/${parcel}/${name}`, { version: 1 })).status).toBe(404);
  expect((await installer.get(`/api/stock-counts/${count}`)).status).toBe(404);
  expect((await installer.post(`/api/stock-counts/${count}/scan`, { identifier: 'E-3' })).status).toBe(404);
  expect((await installer.get('/api/devices?show=all&limit=50')).body.devices).toEqual([]);
  expect((await installer.get('/api/consumables')).body.rows).toEqual([]);
  // The same again is the same answer that they had, and packs nothing.
  const again = await installer.send('POST', pack, { identifier: 'E-1' }, key);
  expect([again.status, again.body.packed]).toEqual([200, 1]);
  expect((await installer.send('POST', pack, { identifier: 'E-2' }, key)).body.code).toBe(
    'idempotency-key-reused',
  );
});

test('STK-14 another’s parcel, count and order answer a provider’s staff as those that do not exist', async () => {
  const nowhere = randomUUID();
  const parcel = await plan(supervisor, null, there);
  const { id: count } = (await supervisor.post('/api/stock-counts', { office: there })).body;
  const lines = [{ model, count: 1 }];
  const placed = { supplier: 'M', reference: null, office: there, orderedOn: officeDay(0), expectedOn: null };
  const { id: order } = (await supervisor.post('/api/supply-orders', { ...placed, lines })).body;
  const same = async (path: (id: string) => string, real: string, body: object) => {
    const [a, b] = [await installer.post(path(real), body), await installer.post(path(nowhere), body)];
    expect([a.status, a.body.code, a.body.detail]).toEqual([b.status, b.body.code, b.body.detail]);
    expect(a.status).toBe(404);
  };
  await same((id) => `/api/shipments/${id}/receive`, parcel, { identifier: 'E-3', damaged: false });
  await same((id) => `/api/shipments/${id}/finish`, parcel, { version: 1 });
  await same((id) => `/api/shipments/${id}/items/${nowhere}/settle`, parcel, { as: 'lost', reason });
  await same((id) => `/api/stock-counts/${id}/finish`, count, { version: 1 });
  await same((id) => `/api/supply-orders/${id}/cancel`, order, { version: 1 });
  const [device] = (await owner.query(`select id from device where identifier = 'E-3'`)).rows;
  await same((id) => `/api/devices/${id}/move`, device.id, { to: 'lost', reason });
  const labels = await installer.get(`/api/device-labels?devices=${device.id}`);
  expect(labels.body.labels).toEqual([]);
});

test('STK-14 a role that ends while a parcel is open ends what its holder does with it', async () => {
  const parcel = await plan(south, here, there);
  await owner.query('update staff_role set to_at = now() where staff_id = $1', [south.staffId]);
  expect((await scan(south, parcel, 'receive', 'E-3')).status).toBeGreaterThanOrEqual(401);
  expect((await south.post(`/api/shipments/${parcel}/cancel`, { version: 1 })).status).toBeGreaterThanOrEqual(
    401,
  );
  const { rows } = await owner.query('select status from shipment where id = $1', [parcel]);
  expect(rows).toEqual([{ status: 'planned' }]);
});

test('STK-14 an auditor reads every shelf and changes none', async () => {
  const { offices } = (await auditor.get('/api/stock')).body;
  expect(offices).toHaveLength(2);
  expect((await auditor.get('/api/stock/shelves')).body.offices).toEqual([]);
  const [device] = (await owner.query(`select id from device where identifier = 'E-3'`)).rows;
  for (const [path, body] of [
    [`/api/devices/${device.id}/move`, { to: 'lost', reason }],
    [`/api/devices/${device.id}/quarantine`, { reason }],
    ['/api/stock-counts', { office: here }],
    ['/api/shipments', { from: here, to: there }],
    ['/api/consumables', { office: here, item: 'strap', model, why: 'received', count: 1, note: reason }],
  ] as const)
    expect((await auditor.post(path, body)).status, path).toBe(403);
});
