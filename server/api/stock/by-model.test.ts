import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, send } from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');

test('STK-4 STK-5 a device whose model is corrected counts under its own, on the shelf, on its way and as fitted', async () => {
  const admin = await firstRun(system);
  const here = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  const there = (await admin.post('/api/offices', { name: 'There' })).body.id;
  const supervisor = await signInAs(system, admin, ['supervisor']);
  const [first, second] = [await makeModel(supervisor, 'First'), await makeModel(supervisor, 'Second')];
  await register(supervisor, first, here, ['B-1', 'B-2', 'B-3', 'B-4', 'B-5']);
  await supervisor.post(
    '/api/enrolments',
    lineOf('W-1', { device: { id: 'B-1' }, participant: { office: 'Here' } }),
  );
  await send(supervisor, await plan(supervisor, here, there), ['B-2']);
  const devices = async (): Promise<{ id: string; identifier: string }[]> =>
    (await owner.query(`select id, identifier from device where identifier like 'B-%' order by identifier`))
      .rows;
  for (const { id, identifier } of await devices())
    if (identifier === 'B-4')
      expect((await supervisor.post(`/api/devices/${id}/quarantine`, { reason })).status).toBe(200);

  const figures = async (office: string, model: string) => {
    const { rows } = (await supervisor.get('/api/stock')).body;
    const row = rows.find(
      (one: { office: { id: string }; model: { id: string } | null }) =>
        one.office.id === office && one.model?.id === model,
    );
    return row === undefined ? null : [row.usable, row.quarantined, row.coming, row.perWeek];
  };
  expect(await figures(here, first)).toEqual([2, 1, 0, 1]);
  expect(await figures(there, first)).toEqual([0, 0, 1, 0]);

  for (const { id, identifier } of await devices()) {
    if (identifier === 'B-5') continue;
    const { version } = (await supervisor.get(`/api/devices/${id}/life`)).body;
    const given = { version, model: second, firmware: null, iccid: null, reason };
    expect((await supervisor.send('PUT', `/api/devices/${id}/equipment`, given)).status).toBe(200);
  }
  expect(await figures(here, first)).toEqual([1, 0, 0, 0]);
  expect(await figures(here, second)).toEqual([1, 1, 0, 1]);
  expect(await figures(there, second)).toEqual([0, 0, 1, 0]);
  const differing = await owner.query(
    `select from device_place l join device d on d.id = l.device_id where l.model_id is distinct from d.model_id`,
  );
  expect(differing.rowCount).toBe(0);
});
