import { beforeAll, expect, test } from 'vitest';
import { insertCheckInOn, monthBack, withProvider } from '../../database/testing-providers.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const manager = await signInAs(system, admin, ['programme-manager'], 'manager@example.org');
const provider: string = (await admin.post('/api/providers', { name: 'First Watch' })).body.id;
const other: string = (await admin.post('/api/providers', { name: 'Other Watch' })).body.id;
const watch = (name: string, email: string) =>
  signInAs(system, admin, ['monitoring-worker'], email, { provider: name });
const worker = await watch('First Watch', 'worker@example.org');
const stranger = await watch('Other Watch', 'stranger@example.org');
const office: string = (await admin.post('/api/offices', { name: 'Miami' })).body.id;
const { month, at } = monthBack();

const enrol = async (reference: string, of: string): Promise<string> => {
  const answer = await supervisor.post('/api/enrolments', lineOf(reference));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const person: string = answer.body.participant.id;
  await withProvider(owner, person, of);
  await insertCheckInOn(owner, person, office, at(10).slice(0, 10), 'kept', supervisor.staffId);
  return person;
};
const cid = await enrol('PR-3', other);

beforeAll(async () => {
  await enrol('PR-1', provider);
  const items = [{ measure: 'check-ins-completed', limit: null, targetTenths: 600, clause: null }];
  const given = {
    reference: 'K-1',
    from: '2026-01-01',
    to: null,
    sites: [office],
    items,
    reason: 'tendered',
  };
  const made = await supervisor.post(`/api/providers/${provider}/contracts`, given);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const measured = await supervisor.post(`/api/provider-contracts/${made.body.id}/measure`, { month });
  expect(measured.status, JSON.stringify(measured.body)).toBeLessThan(300);
});

test('PRV-15 a provider’s staff read their own contract and figures, and nobody else’s', async () => {
  const { body } = await worker.get(`/api/our-contract?month=${month}`);
  expect(body).toMatchObject({ provider: { id: provider }, people: expect.any(Number) });
  expect(body.contracts.map(({ reference }: { reference: string }) => reference)).toContain('K-1');
  const theirs = await stranger.get(`/api/our-contract?month=${month}`);
  expect(theirs.body).toMatchObject({ provider: { id: other }, contracts: [], measured: [] });
  for (const who of [worker, stranger])
    for (const path of [
      `/api/provider-overview?month=${month}`,
      `/api/providers/${provider}/overview?month=${month}`,
    ])
      expect((await who.get(path)).status).toBe(403);
  // The second wall, whatever the SQL: rows and figures of another provider do not come, and no person who is not theirs.
  const client = await system.database.pool('app').connect();
  try {
    await client.query('begin');
    const { rows: programmes } = await owner.query('select programme_id as id from provider where id = $1', [
      provider,
    ]);
    await client.query(
      `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
      [programmes[0].id, stranger.staffId],
    );
    for (const table of [
      'provider_contract',
      'provider_contract_version',
      'provider_measurement',
      'provider_statement',
    ])
      expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0);
    const span = [provider, at(1), at(28)];
    const counted = `select from count_measured('check-ins-completed', $1, $2, $3, interval '0')`;
    expect((await client.query(counted, span)).rowCount).toBe(0);
    const cases = `select participant_id from measured_cases('check-ins-completed', $1, $2, $3, interval '0')`;
    expect((await client.query(cases, span)).rowCount).toBe(0);
    expect((await client.query(cases, [other, at(1), at(28)])).rows).toEqual([{ participant_id: cid }]);
    await client.query('rollback');
  } finally {
    client.release();
  }
});

test('PRV-15 whoever works for no provider has no such contract, and a manager reads figures and nobody', async () => {
  const own = await signInAs(system, admin, ['monitoring-worker'], 'ours@example.org');
  expect((await own.get(`/api/our-contract?month=${month}`)).status).toBe(404);
  const { body } = await manager.get(`/api/provider-overview?month=${month}`);
  expect(body.providers.map((one: { provider: { name: string } }) => one.provider.name)).toEqual([
    'First Watch',
    'Other Watch',
  ]);
  expect((await manager.post(`/api/providers/${provider}/sites`, { name: 'x' })).status).toBe(403);
});
