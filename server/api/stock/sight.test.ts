import { beforeAll, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { withProvider } from '../../database/testing-providers.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan, send, step } from './testing.ts';

// What a provider's staff hear of stock that lies on nobody's shelf of theirs: by whatever they scan, and whoever of their people wore it.
const system = await withTestApi();
const owner = system.database.pool('owner');
type Staff = Awaited<ReturnType<typeof signInAs>>;
let [supervisor, installer, watcher]: Staff[] = [];
let [here, depot, provider, model] = ['', '', '', ''];
const idOf = async (identifier: string): Promise<string> =>
  (await owner.query('select id from device where identifier = $1', [identifier])).rows[0]?.id ?? '';
const kindOf = async (identifier: string): Promise<string> =>
  (
    await owner.query(
      'select kind from device_place l join device d on d.id = l.device_id where d.identifier = $1 and l.to_at is null',
      [identifier],
    )
  ).rows[0]?.kind ?? '';
const staff = (): { supervisor: Staff; installer: Staff; watcher: Staff } => {
  if (supervisor === undefined || installer === undefined || watcher === undefined)
    throw new Error('not signed in');
  return { supervisor, installer, watcher };
};

beforeAll(async () => {
  const admin = await firstRun(system);
  here = (await admin.post('/api/offices', { name: 'North' })).body.id;
  provider = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
  supervisor = await signInAs(system, admin, ['supervisor']);
  const from = { provider: 'Contractor' };
  installer = await signInAs(system, admin, ['installer'], 'installer@example.org', from);
  watcher = await signInAs(system, admin, ['monitoring-worker'], 'watcher@example.org', from);
  depot = (await supervisor.post(`/api/providers/${provider}/sites`, { name: 'Depot' })).body.id;
  model = await makeModel(supervisor, 'One');
});

/** Worn by somebody of the provider's, given back, and by now on the agency's shelf. */
async function givenBack(reference: string): Promise<string> {
  const { supervisor, installer } = staff();
  const made = await supervisor.post('/api/enrolments', lineOf(reference));
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const person: string = made.body.participant.id;
  await withProvider(owner, person, provider);
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role, from_at) select programme_id, id, $2, 'installer', now() - interval '1 day' from participant where id = $1`,
    [person, installer.staffId],
  );
  const { rows } = await owner.query('select id::text from assignment where participant_id = $1', [person]);
  await owner.query(`update assignment set from_at = now() - interval '2 days' where id = $1`, [rows[0]?.id]);
  const taken = await supervisor.post(`/api/assignments/${rows[0]?.id}/collection`, {
    ...{ office: here, state: 'usable', reason },
  });
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  return idOf(`D${reference}`);
}

test('STK-14 a device that one of their people once had is out of a provider’s sight once it lies on another’s shelf', async () => {
  const { supervisor, installer, watcher } = staff();
  const device = await givenBack('PW-1');
  for (const by of [installer, watcher]) {
    expect((await by.get(`/api/devices/${device}`)).status).toBe(404);
    expect((await by.get(`/api/devices/${device}/life`)).status).toBe(404);
    for (const show of ['all', 'shelf', 'attention'])
      expect((await by.get(`/api/devices?show=${show}&limit=50`)).body.devices).toEqual([]);
  }
  expect((await installer.post(`/api/devices/${device}/quarantine`, { reason })).status).toBe(404);
  expect((await supervisor.post(`/api/devices/${device}/move`, { to: 'repair', reason })).status).toBe(200);
  const pulled = await installer.post(`/api/devices/${device}/move`, { to: 'office', office: depot, reason });
  expect(pulled.status).toBe(404);
  expect(await kindOf('DPW-1')).toBe('repair');
});

test('STK-14 a scan says to a provider’s staff where what lies with them is, and of nothing else', async () => {
  const { supervisor, installer } = staff();
  await register(supervisor, model, here, ['SC-1']);
  await register(supervisor, model, depot, ['SC-2']);
  const parcel = await plan(installer, depot, here);
  const other = await scan(installer, parcel, 'pack', 'SC-1');
  expect(other.body).toMatchObject({ result: 'elsewhere', place: null, device: null, model: null });
  expect(JSON.stringify(other.body)).not.toContain('North');
  const { id: count } = (await installer.post('/api/stock-counts', { office: depot })).body;
  const counted = await installer.post(`/api/stock-counts/${count}/scan`, { identifier: 'SC-1' });
  expect(counted.body).toMatchObject({ place: null, device: null, model: null });
  expect((await scan(installer, parcel, 'pack', 'SC-2')).body).toMatchObject({ result: 'done' });
  const again = await installer.post(`/api/stock-counts/${count}/scan`, { identifier: 'SC-2' });
  expect(again.body.place).toMatchObject({ kind: 'transit' });
  // The agency's own hear as before where it is (STK-7).
  const own = await plan(supervisor, depot, here);
  expect((await scan(supervisor, own, 'pack', 'SC-1')).body.place).toMatchObject({
    office: { name: 'North' },
  });
});

test('STK-14 no count, no surplus and no parcel from the supplier takes a device from where a provider’s staff see none', async () => {
  const { supervisor, installer } = staff();
  await register(supervisor, model, here, ['TK-1', 'TK-2']);
  await register(supervisor, model, null, ['TK-3']);
  await register(supervisor, model, depot, ['TK-4']);
  const open = (await installer.get('/api/stock-counts')).body.counts.find(
    ({ status }: { status: string }) => status === 'counting',
  );
  const { id: count } = open ?? (await installer.post('/api/stock-counts', { office: depot })).body;
  await installer.post(`/api/stock-counts/${count}/scan`, { identifier: 'TK-1' });
  await installer.post(`/api/stock-counts/${count}/finish`, { version: 1 });
  const difference = (await installer.get(`/api/stock-counts/${count}`)).body.differences.find(
    ({ identifier }: { identifier: string }) => identifier === 'TK-1',
  );
  expect(difference).toMatchObject({ kind: 'surplus' });
  const explain = `/api/stock-counts/${count}/differences/${difference.id}/explain`;
  expect(await installer.post(explain, { as: 'into-stock', reason })).toMatchObject({
    ...{ status: 403, body: { code: 'another-shelf' } },
  });
  expect(await kindOf('TK-1')).toBe('office');
  expect((await installer.post(explain, { as: 'set-aside', reason })).status).toBe(200);
  // A parcel of the provider's own, with a number in it that nobody packed.
  const parcel = await plan(supervisor, here, depot);
  await send(supervisor, parcel, ['TK-2']);
  expect((await scan(installer, parcel, 'receive', 'TK-2')).body.result).toBe('done');
  await register(supervisor, model, here, ['TK-5']);
  expect((await scan(installer, parcel, 'receive', 'TK-5')).body).toMatchObject({
    result: 'surplus',
    place: null,
  });
  expect((await step(installer, parcel, 'finish')).status).toBe(200);
  const item = (await installer.get(`/api/shipments/${parcel}`)).body.items.find(
    ({ identifier }: { identifier: string }) => identifier === 'TK-5',
  );
  const settle = `/api/shipments/${parcel}/items/${item.id}/settle`;
  expect(await installer.post(settle, { as: 'into-stock', reason })).toMatchObject({
    ...{ status: 403, body: { code: 'another-shelf' } },
  });
  // What lies at the supplier's is the agency's to send.
  const fromSupplier = await plan(installer, null, depot);
  expect((await scan(installer, fromSupplier, 'pack', 'TK-3')).body).toMatchObject({ result: 'elsewhere' });
  expect(await kindOf('TK-3')).toBe('supplier');
});

test('STK-14 the database says nothing of another’s device to a provider’s staff, and moves none, whatever the SQL', async () => {
  const { supervisor, installer } = staff();
  const device = await givenBack('PW-2');
  await register(supervisor, model, null, ['SQ-1']);
  const programme = (await owner.query('select programme_id from office where id = $1', [here])).rows[0]
    ?.programme_id;
  const as = (by: Staff, text: string, values: readonly unknown[]) =>
    transaction(
      system.database.pool('app'),
      { 'attend.programme': programme, 'attend.staff': by.staffId },
      async (client) => (await client.query(text, [...values])).rows,
    );
  expect(await as(supervisor, 'select from device_place where device_id = $1', [device])).not.toHaveLength(0);
  const places = await as(installer, 'select kind from device_place where device_id = $1', [device]);
  expect(places.filter(({ kind }) => kind !== 'participant')).toEqual([]);
  const denied = { code: '42501' };
  const move = `select move_device(gen_random_uuid(), $1, 'office', $2, null, false, 'counted', null)`;
  for (const one of [device, await idOf('SQ-1')])
    await expect(as(installer, move, [one, depot])).rejects.toMatchObject(denied);
  expect(
    await as(installer, 'select office_id from lock_device_place($1) where office_id is not null', [device]),
  ).toEqual([]);
});
