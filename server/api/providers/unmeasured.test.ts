import { pino } from 'pino';
import { expect, test } from 'vitest';
import { monthBack } from '../../database/testing-providers.ts';
import { measureAsked, measureMonths } from '../../providers/measure-months.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const provider: string = (await admin.post('/api/providers', { name: 'First Watch' })).body.id;
const worker = await signInAs(system, admin, ['monitoring-worker'], 'worker@example.org', {
  provider: 'First Watch',
});
const begun = await supervisor.post(`/api/providers/${provider}/contracts`, {
  ...{ reference: 'K-1', from: '2026-01-01', to: null, sites: [], reason: 'tendered' },
  items: [{ measure: 'check-ins-completed', limit: null, targetTenths: 600, clause: null }],
});
expect(begun.status, JSON.stringify(begun.body)).toBe(201);
const contract: string = begun.body.id;
const silent = pino({ level: 'silent' });

test('PRV-22 a month that nobody measured is said to be measured, by a job and not by the page; one that cannot be keeps no other from it', async () => {
  const long = monthBack(5).month;
  const open = async (who: Client = supervisor) =>
    (await who.get(`/api/providers/${provider}/overview?month=${long}`)).body;
  await owner.query('delete from provider_measurement');
  const first = await open();
  expect(first).toMatchObject({ measured: [], unmeasured: [{ contract, reference: 'K-1', failed: false }] });
  expect((await owner.query('select from provider_measurement')).rowCount).toBe(0);
  // Opened by both sides it is measured once.
  await worker.get(`/api/our-contract?month=${long}`);
  const run = await measureAsked(owner, Date.now, silent);
  expect(run).toMatchObject({ months: 1, failures: 0 });
  expect(run.milliseconds).toBeGreaterThanOrEqual(0);
  expect(await open()).toMatchObject({ measured: [{ contract }], unmeasured: [] });
  expect(await measureAsked(owner, Date.now, silent)).toMatchObject({ months: 0, failures: 0 });

  await owner.query('delete from provider_measurement');
  await open();
  await owner.query(
    `create function no_figures() returns trigger language plpgsql as $$ begin
       if new.month = '${long}-01' then raise exception 'no figures' using errcode = 'check_violation'; end if; return new; end $$`,
  );
  await owner.query(
    'create trigger no_figures before insert on attend.provider_measurement for each row execute function no_figures()',
  );
  for (let tries = 0; tries < 3; tries += 1)
    expect(await measureAsked(owner, Date.now, silent)).toMatchObject({ months: 0, failures: 1 });
  expect(await measureAsked(owner, Date.now, silent)).toMatchObject({ months: 0, failures: 0 });
  expect((await open()).unmeasured).toMatchObject([{ failed: true }]);
  const night = await measureMonths(owner, Date.now, silent);
  expect(night.failures).toBe(1);
  expect(night.months).toBeGreaterThan(0);
  await owner.query('drop trigger no_figures on attend.provider_measurement');
  expect((await measureMonths(owner, Date.now, silent)).failures).toBe(0);
  expect(await open()).toMatchObject({ measured: [{ contract }], unmeasured: [] });
});
