import { beforeAll, expect, test } from 'vitest';
import { policy } from '../../access/policy.ts';
import { transaction } from '../../database/connect.ts';
import { withTestDatabase } from '../../database/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan, send, step } from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
type Staff = Client & { readonly staffId: string };
let admin: Client;
let supervisor: Staff;
let north: Staff;
let south: Staff;
let installer: Staff;
let [here, there, provider, model] = ['', '', '', ''];
const refused = { status: 403, body: { code: 'another-shelf' } };
const idOf = async (identifier: string): Promise<string> =>
  (await owner.query('select id from device where identifier = $1', [identifier])).rows[0]?.id ?? '';
const names = async (client: Client): Promise<string[]> =>
  (await client.get('/api/stock/shelves')).body.offices.map(({ name }: { name: string }) => name);

beforeAll(async () => {
  admin = await firstRun(system);
  here = (await admin.post('/api/offices', { name: 'North' })).body.id;
  there = (await admin.post('/api/offices', { name: 'South' })).body.id;
  provider = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
  supervisor = await signInAs(system, admin, ['supervisor']);
  north = await signInAs(system, admin, ['case-worker'], 'north@example.org', { office: 'North' });
  south = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  installer = await signInAs(system, admin, ['installer'], 'installer@example.org', {
    provider: 'Contractor',
  });
  model = await makeModel(supervisor, 'One');
});

test('STK-14 the roles that run stock are those of the policy table, in the database too', async () => {
  const database = await withTestDatabase();
  const { rows } = await database.pool('owner').query<{ role: string }>('select role from shelf_role');
  const runs = Object.entries(policy).flatMap(([role, grants]) => ('stock.write' in grants ? role : []));
  expect(rows.map(({ role }) => role).sort()).toEqual(runs.sort());
});

test('STK-14 devices are entered, levels set, straps counted and orders noted at one’s own shelf alone', async () => {
  expect(await names(supervisor)).toEqual(['North', 'South']);
  expect(await names(north)).toEqual(['North']);
  const entered = { model, protocol: 'laipac', identifiers: ['S-1'], reason };
  expect(await north.post('/api/stock/devices', { ...entered, office: there })).toMatchObject(refused);
  expect((await north.post('/api/stock/devices', { ...entered, office: here })).status).toBe(201);
  const straps = { model, item: 'strap', why: 'received', count: 3, note: reason };
  expect(await north.post('/api/consumables', { ...straps, office: there })).toMatchObject(refused);
  expect((await north.post('/api/consumables', { ...straps, office: here })).status).toBe(200);
  const order = { supplier: 'Maker', reference: null, orderedOn: officeDay(0), expectedOn: null };
  const lines = [{ model, count: 2 }];
  expect(await north.post('/api/supply-orders', { ...order, lines, office: there })).toMatchObject(refused);
  const noted = await north.post('/api/supply-orders', { ...order, lines, office: here });
  expect(noted.status).toBe(201);
  const cancel = `/api/supply-orders/${noted.body.id}/cancel`;
  expect(await south.post(cancel, { version: 1 })).toMatchObject(refused);
  expect((await north.post(cancel, { version: 1 })).status).toBe(200);
});

test('STK-14 a parcel is packed by its sender’s office and received by its receiver’s', async () => {
  await register(north, model, here, ['P-1', 'P-2']);
  // South asks North for devices by planning.
  const parcel = await plan(south, here, there);
  expect(await scan(south, parcel, 'pack', 'P-1')).toMatchObject(refused);
  expect((await scan(north, parcel, 'pack', 'P-1')).body.result).toBe('done');
  expect(await scan(south, parcel, 'unpack', 'P-1')).toMatchObject(refused);
  expect(await step(south, parcel, 'close')).toMatchObject(refused);
  expect(await step(south, parcel, 'cancel')).toMatchObject(refused);
  await send(north, parcel, ['P-2']);
  expect(await scan(north, parcel, 'receive', 'P-1')).toMatchObject(refused);
  expect((await scan(south, parcel, 'receive', 'P-1')).body.result).toBe('done');
  expect(await step(north, parcel, 'finish')).toMatchObject(refused);
  expect((await step(south, parcel, 'finish')).status).toBe(200);
  const { items } = (await south.get(`/api/shipments/${parcel}`)).body;
  const short = items.find(({ standing }: { standing: string }) => standing === 'short');
  const settle = (as: string, by: Client) =>
    by.post(`/api/shipments/${parcel}/items/${short.id}/settle`, { as, reason });
  // It comes to lie at the sender's by that: theirs to say.
  expect(await settle('never-packed', south)).toMatchObject(refused);
  expect(await settle('found-here', north)).toMatchObject(refused);
  expect((await settle('never-packed', north)).status).toBe(200);
  const strange = await plan(supervisor, here, there);
  expect((await installer.get(`/api/shipments/${strange}`)).status).toBe(404);
});

test('STK-14 an office’s shelf is counted, and what lies there moved, by whoever runs it', async () => {
  await register(north, model, here, ['C-1']);
  expect(await south.post('/api/stock-counts', { office: here })).toMatchObject(refused);
  const { id } = (await north.post('/api/stock-counts', { office: here })).body;
  expect(await south.post(`/api/stock-counts/${id}/scan`, { identifier: 'C-1' })).toMatchObject(refused);
  expect(await south.post(`/api/stock-counts/${id}/finish`, { version: 1 })).toMatchObject(refused);
  expect((await north.post(`/api/stock-counts/${id}/scan`, { identifier: 'C-1' })).body.result).toBe('done');
  const device = await idOf('C-1');
  const move = `/api/devices/${device}/move`;
  expect(await south.post(move, { to: 'lost', reason })).toMatchObject(refused);
  expect(await south.post(move, { to: 'office', office: there, reason })).toMatchObject(refused);
  expect(await north.post(move, { to: 'office', office: there, reason })).toMatchObject(refused);
  expect((await north.post(move, { to: 'repair', reason })).status).toBe(200);
  expect((await south.post(move, { to: 'office', office: there, reason })).status).toBe(200);
});

test('STK-16 an office that is not there, one that has ended and another’s are refused with one word, at each thing that names a shelf', async () => {
  const stranger = await signInAs(system, admin, ['supervisor'], 'stranger@example.org', { office: 'South' });
  await register(north, model, here, ['N-1']);
  const ended: string = (await admin.post('/api/offices', { name: 'Closed' })).body.id;
  await owner.query('update office set ended_at = now() where id = $1', [ended]);
  const away = await idOf('N-1');
  expect((await north.post(`/api/devices/${away}/move`, { to: 'repair', reason })).status).toBe(200);
  const order = { supplier: 'Maker', reference: null, orderedOn: officeDay(0), expectedOn: null };
  const straps = { item: 'strap', why: 'received', count: 3, note: reason };
  const asks: Readonly<Record<string, (of: string) => ReturnType<Staff['post']>>> = {
    enter: (of) =>
      stranger.post('/api/stock/devices', {
        ...{ model, protocol: 'laipac', identifiers: ['N-9'], reason, office: of },
      }),
    order: (of) =>
      stranger.post('/api/supply-orders', { ...order, lines: [{ model, count: 2 }], office: of }),
    count: (of) => stranger.post('/api/stock-counts', { office: of }),
    level: (of) => stranger.send('PUT', '/api/stock/levels', { office: of, model, level: 2, version: 0 }),
    straps: (of) => stranger.post('/api/consumables', { ...straps, model, office: of }),
    move: (of) => stranger.post(`/api/devices/${away}/move`, { to: 'office', office: of, reason }),
    plan: (of) =>
      stranger.post('/api/shipments', { from: null, to: of, order: null, lines: [{ model, count: 1 }] }),
  };
  const nowhere = '00000000-0000-4000-8000-000000000000';
  for (const [name, ask] of Object.entries(asks)) {
    const [theirs, gone, none] = [await ask(here), await ask(ended), await ask(nowhere)];
    expect(theirs, name).toMatchObject(refused);
    const told = ({ body }: typeof theirs) => ({ ...body, requestId: undefined });
    expect(told(gone), name).toEqual(told(theirs));
    expect(told(none), name).toEqual(told(theirs));
  }
  // A model that is not there either says nothing of the office.
  const strange = { ...order, lines: [{ model: nowhere, count: 2 }], office: here };
  expect(await stranger.post('/api/supply-orders', strange)).toMatchObject(refused);
  // Whoever runs every shelf is told the same of one that is none.
  expect(await supervisor.post('/api/stock-counts', { office: nowhere })).toMatchObject(refused);
  // The other end of a parcel that is planned from one's own is not there: that is no shelf of anybody's.
  const parcel = { from: there, order: null, lines: [{ model, count: 1 }] };
  expect((await stranger.post('/api/shipments', { ...parcel, to: nowhere })).status).toBe(404);
});

test('STK-14 a provider’s staff see and run their own places and the sites of the contract in force, and no other shelf', async () => {
  await register(north, model, here, ['V-1', 'V-2']);
  expect(await names(installer)).toEqual([]);
  expect((await installer.get('/api/stock')).body.rows).toEqual([]);
  expect((await installer.get('/api/stock-counts')).body.counts).toEqual([]);
  expect((await installer.get('/api/shipments')).body.shipments).toEqual([]);
  expect((await installer.get('/api/consumables')).body.rows).toEqual([]);
  expect((await installer.get(`/api/devices/${await idOf('V-1')}/life`)).status).toBe(404);
  const { id: site } = (await supervisor.post(`/api/providers/${provider}/sites`, { name: 'Depot' })).body;
  expect(await names(installer)).toEqual(['Depot']);
  const items = [{ measure: 'check-ins-completed', limit: null, targetTenths: 900, clause: '4.1' }];
  const contract = {
    ...{ reference: 'K-1', from: officeDay(-30), to: officeDay(30), sites: [here], items, reason },
  };
  const agreed = await supervisor.post(`/api/providers/${provider}/contracts`, contract);
  expect(agreed, JSON.stringify(agreed.body)).toMatchObject({ status: 201 });
  expect(await names(installer)).toEqual(['Depot', 'North']);
  const offices = new Set(
    (await installer.get('/api/stock')).body.rows.map((row: { office: { id: string } }) => row.office.id),
  );
  expect([...offices]).toEqual([here]);
  expect((await installer.get(`/api/devices/${await idOf('V-1')}/life`)).status).toBe(200);
  const parcel = await plan(installer, here, site);
  await send(installer, parcel, ['V-1']);
  expect((await scan(installer, parcel, 'receive', 'V-1')).body.result).toBe('done');
  expect((await installer.get('/api/shipments')).body.shipments).toHaveLength(
    (
      await owner.query(
        'select from shipment where closed_at is null and $1 in (from_office_id, to_office_id)',
        [here],
      )
    ).rowCount ?? 0,
  );
  // The contract is over: what lies at the agency's office is out of sight again.
  await owner.query('update provider_contract set to_on = from_on where provider_id = $1', [provider]);
  expect(await names(installer)).toEqual(['Depot']);
  expect((await installer.get(`/api/devices/${await idOf('V-2')}/life`)).status).toBe(404);
  expect((await installer.get(`/api/devices/${await idOf('V-1')}/life`)).status).toBe(200);
});

test('STK-15 the list of devices on shelves is narrowed to one; whoever runs one of several begins with it, and no wall opens by it', async () => {
  await register(north, model, here, ['L-1']);
  await register(supervisor, model, there, ['L-2']);
  await register(supervisor, model, null, ['L-3']);
  type Listed = { identifier: string };
  const list = async (who: Client, query: string) => {
    const { status, body } = await who.get(`/api/devices?show=shelf&q=L-&${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return { ...body, numbers: body.devices.map(({ identifier }: Listed) => identifier) };
  };
  expect(await list(north, 'limit=50')).toMatchObject({ numbers: ['L-1', 'L-2', 'L-3'], office: null });
  expect(await list(north, `office=${there}`)).toMatchObject({ numbers: ['L-2'], office: there });
  const own = await list(south, 'office=own');
  expect(own).toMatchObject({ numbers: ['L-2'], office: there });
  expect(own.shelves[0]).toEqual({ id: there, name: 'South', own: true });
  expect(own.shelves.slice(1).every((one: { own: boolean }) => !one.own)).toBe(true);
  // Whoever runs them all has no one to begin with.
  expect(await list(supervisor, 'office=own')).toMatchObject({
    numbers: ['L-1', 'L-2', 'L-3'],
    office: null,
  });
  // A page on it stays narrowed.
  const first = await list(supervisor, 'office=any&limit=1');
  expect((await list(supervisor, `office=any&limit=1&cursor=${first.next}`)).numbers).toEqual(['L-2']);
  // A provider's staff see no more of it by asking for it, nor that the office has any.
  expect(await list(installer, `office=${here}`)).toMatchObject({ numbers: [] });
  expect((await list(installer, 'office=any')).shelves.map(({ id }: { id: string }) => id)).not.toContain(
    here,
  );
  const strange = await north.get('/api/devices?show=shelf&office=North');
  expect(strange.status).toBe(400);
  expect(await list(north, 'office=00000000-0000-4000-8000-000000000000')).toMatchObject({ numbers: [] });
});

test('STK-14 the database refuses it besides, whatever the SQL', async () => {
  await register(north, model, here, ['W-1']);
  const parcel = await plan(north, here, there);
  const programme = (await owner.query('select programme_id from office where id = $1', [here])).rows[0]
    .programme_id;
  const as = (by: Staff, text: string, values: readonly unknown[]) =>
    transaction(
      system.database.pool('app'),
      { 'attend.programme': programme, 'attend.staff': by.staffId },
      async (client) => (await client.query(text, [...values])).rowCount,
    );
  const strap = `insert into consumable_change (programme_id, office_id, item, model_id, change, why, by_id) values ($1, $2, 'strap', $3, 1, 'received', $4)`;
  const denied = { code: '42501' };
  await expect(as(south, strap, [programme, here, model, south.staffId])).rejects.toMatchObject(denied);
  expect(await as(north, strap, [programme, here, model, north.staffId])).toBe(1);
  const lost = `select move_device(gen_random_uuid(), $1, 'lost', null, null, false, 'lost', null)`;
  await expect(as(south, lost, [await idOf('W-1')])).rejects.toMatchObject(denied);
  const rename = `update shipment set version = version + 1 where id = $1`;
  expect(await as(south, rename, [parcel])).toBe(1);
  const strange = await plan(supervisor, null, here);
  await expect(as(south, rename, [strange])).rejects.toMatchObject(denied);
  expect(await as(installer, rename, [strange])).toBe(0);
  const item = `insert into shipment_item (programme_id, shipment_id, identifier, packed_at, packed_by) values ($1, $2, 'X-1', now(), $3)`;
  await expect(as(south, item, [programme, strange, south.staffId])).rejects.toMatchObject(denied);
  expect(await as(supervisor, item, [programme, strange, supervisor.staffId])).toBe(1);
  expect(await as(south, `delete from shipment_item where shipment_id = $1`, [strange])).toBe(0);
  const count = `insert into stock_count (programme_id, office_id, begun_by) values ($1, $2, $3)`;
  await expect(as(north, count, [programme, there, north.staffId])).rejects.toMatchObject(denied);
  expect(await as(installer, 'select from device where identifier = $1', ['W-1'])).toBe(0);
});
