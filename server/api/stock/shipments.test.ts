import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan, send, step } from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
type Staff = Client & { readonly staffId: string };
let supervisor: Staff;
let worker: Staff;
let auditor: Staff;
let here = '';
let there = '';
let model = '';

const lifeOf = async (identifier: string) => {
  const { rows } = await owner.query('select id from device where identifier = $1', [identifier]);
  return (await supervisor.get(`/api/devices/${rows[0]?.id}/life`)).body;
};
const stockRow = async (office: string) =>
  (await supervisor.get('/api/stock')).body.rows.find(
    (row: { office: { id: string }; model: { id: string } | null }) =>
      row.office.id === office && row.model?.id === model,
  );

beforeAll(async () => {
  const admin = await firstRun(system);
  here = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  there = (await admin.post('/api/offices', { name: 'There' })).body.id;
  supervisor = await signInAs(system, admin, ['supervisor']);
  worker = await signInAs(system, admin, ['case-worker'], 'worker@example.org');
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
  model = await makeModel(supervisor, 'One');
});

test('STK-6 a shipment goes step by step, in the version that was seen, and a cancelled one puts everything back', async () => {
  await register(supervisor, model, here, ['S-1']);
  const id = await plan(supervisor, here, there, { lines: [{ model, count: 1 }] });
  expect((await supervisor.post('/api/shipments', { from: here, to: here })).status).toBe(400);
  expect((await step(supervisor, id, 'close')).body.code).toBe('nothing-packed');
  expect((await step(supervisor, id, 'hand-over', { carrier: 'C', tracking: 'T' })).body.code).toBe(
    'wrong-step',
  );
  await scan(supervisor, id, 'pack', 'S-1');
  expect((await step(supervisor, id, 'close')).status).toBe(200);
  expect((await scan(supervisor, id, 'pack', 'S-1')).body.code).toBe('wrong-step');
  expect((await supervisor.post(`/api/shipments/${id}/label`, { version: 1 })).body.code).toBe(
    'version-changed',
  );
  expect((await step(supervisor, id, 'label')).status).toBe(200);
  expect((await step(supervisor, id, 'cancel')).status).toBe(200);
  expect((await lifeOf('S-1')).place).toMatchObject({ kind: 'office', office: { name: 'Here' } });
  expect((await auditor.get(`/api/shipments/${id}`)).body).toMatchObject({ status: 'cancelled', planned: 1 });
  expect((await auditor.post('/api/shipments', { from: here, to: there })).status).toBe(403);
});

test('STK-7 a scan counts once, takes what a scanner adds, and each refusal says where the device is', async () => {
  await register(supervisor, model, here, ['P-1', 'P-2', 'P-3']);
  const other = await makeModel(supervisor, 'Other');
  await register(supervisor, other, here, ['P-4']);
  const id = await plan(worker, here, there, { lines: [{ model, count: 2 }] });
  const pack = (text: string, key?: string) =>
    worker.send(
      'POST',
      `/api/shipments/${id}/pack`,
      { identifier: text },
      key === undefined ? {} : { 'idempotency-key': key },
    );
  const first = await pack(' P-1 ', 'scan-1');
  expect(first.body).toMatchObject({
    identifier: 'P-1',
    result: 'done',
    packed: 1,
    place: { kind: 'transit' },
  });
  expect((await pack(' P-1 ', 'scan-1')).body).toEqual(first.body);
  expect((await pack('P-1')).body).toMatchObject({ result: 'again', packed: 1 });
  expect((await pack('P-4')).body).toMatchObject({ result: 'other-model' });
  expect((await pack('Z-404')).body).toMatchObject({ result: 'unknown', place: null, device: null });
  const elsewhere = await plan(worker, there, here);
  expect((await scan(worker, elsewhere, 'pack', 'P-2')).body).toMatchObject({
    ...{ result: 'elsewhere', place: { kind: 'office', office: { name: 'Here' } } },
  });
  expect((await pack('P-2')).body.result).toBe('done');
  expect((await pack('P-3')).body.result).toBe('other-model');
  expect((await scan(worker, id, 'unpack', 'P-2')).body).toMatchObject({
    ...{ result: 'done', packed: 1, place: { kind: 'office' } },
  });
  expect((await pack('P-3')).body.result).toBe('done');
});

test('STK-8 what came short, damaged or besides is settled serial number by serial number, with who and why', async () => {
  await register(supervisor, model, here, ['R-1', 'R-2', 'R-3', 'R-4']);
  await register(supervisor, model, there, ['R-5']);
  const id = await plan(worker, here, there);
  await send(worker, id, ['R-1', 'R-2', 'R-3']);
  const receive = (text: string, more: object = {}) => scan(worker, id, 'receive', text, more);
  expect((await receive('R-1')).body).toMatchObject({
    result: 'done',
    received: 1,
    place: { office: { name: 'There' } },
  });
  expect((await receive('R-1')).body).toMatchObject({ result: 'again', received: 1 });
  expect((await receive('R-2', { damaged: true })).body).toMatchObject({
    result: 'done',
    place: { damaged: true },
  });
  expect((await receive('R-4')).body).toMatchObject({
    result: 'surplus',
    place: { kind: 'office', office: { name: 'Here' } },
  });
  expect((await receive('Z-1')).body).toMatchObject({ result: 'surplus', place: null });
  expect(await stockRow(there)).toMatchObject({ damaged: 1 });
  expect((await step(worker, id, 'finish')).status).toBe(200);
  const read = async () => (await worker.get(`/api/shipments/${id}`)).body;
  const shipment = await read();
  expect(shipment).toMatchObject({ status: 'received', differences: 4 });
  const item = (identifier: string) =>
    shipment.items.find((one: { identifier: string }) => one.identifier === identifier);
  expect(['R-1', 'R-2', 'R-3', 'R-4', 'Z-1'].map((one) => item(one).standing)).toEqual([
    ...['received', 'damaged', 'short', 'surplus', 'surplus'],
  ]);
  const settle = (identifier: string, as: string) =>
    worker.post(`/api/shipments/${id}/items/${item(identifier).id}/settle`, { as, reason });
  expect((await settle('R-1', 'lost')).body.code).toBe('no-difference');
  expect((await settle('R-2', 'lost')).body.code).toBe('wrong-settlement');
  expect((await settle('Z-1', 'into-stock')).body.code).toBe('unknown-device');
  for (const [identifier, as] of [
    ['R-2', 'repair'],
    ['R-3', 'lost'],
    ['R-4', 'into-stock'],
    ['Z-1', 'set-aside'],
  ] as const)
    expect((await settle(identifier, as)).status, identifier).toBe(200);
  expect((await settle('R-3', 'lost')).body.code).toBe('already-settled');
  expect(await read()).toMatchObject({ status: 'settled', differences: 0 });
  const kinds = await Promise.all(['R-2', 'R-3', 'R-4'].map(async (one) => (await lifeOf(one)).place));
  expect(kinds).toMatchObject([
    { kind: 'repair' },
    { kind: 'lost' },
    { kind: 'office', office: { name: 'There' } },
  ]);
  const settled = (await read()).items.find((one: { identifier: string }) => one.identifier === 'R-3');
  expect(settled).toMatchObject({ settledAs: 'lost', settledBy: 'Test case-worker', reason });
});

test('STK-9 an order is fulfilled by what its shipments brought', async () => {
  const own = await makeModel(supervisor, 'Ordered');
  const body = { supplier: 'Acme', office: here, orderedOn: '2026-03-01', lines: [{ model: own, count: 2 }] };
  const order = (await worker.post('/api/supply-orders', body)).body.id;
  expect((await worker.post('/api/supply-orders', { ...body, lines: [] })).status).toBe(400);
  const find = async () =>
    (await auditor.get('/api/supply-orders')).body.orders.find(({ id }: { id: string }) => id === order);
  await register(worker, own, null, ['O-1', 'O-2']);
  const parcel = await plan(worker, null, here, { order });
  expect((await worker.post('/api/shipments', { from: there, to: here, order })).body.code).toBe(
    'not-from-supplier',
  );
  await send(worker, parcel, ['O-1', 'O-2']);
  expect(await find()).toMatchObject({ status: 'open', lines: [{ ordered: 2, received: 0 }] });
  for (const one of ['O-1', 'O-2']) await scan(worker, parcel, 'receive', one);
  expect((await step(worker, parcel, 'finish')).status).toBe(200);
  expect(await find()).toMatchObject({
    status: 'fulfilled',
    lines: [{ received: 2 }],
    shipments: [{ id: parcel }],
  });
  const cancelled = (await worker.post('/api/supply-orders', body)).body.id;
  const cancel = () => worker.post(`/api/supply-orders/${cancelled}/cancel`, { version: 1 });
  expect((await cancel()).status).toBe(200);
  expect((await cancel()).body.code).toBe('already-cancelled');
});
