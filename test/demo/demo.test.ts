import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintList } from '@attend/contracts/complaints';
import { costs } from '@attend/contracts/costs';
import { invoiceDetail, invoiceList } from '@attend/contracts/invoices';
import { questionCounts } from '@attend/contracts/oversight-questions';
import { auditList } from '@attend/contracts/provider-audits';
import { ourContract, providerDetail } from '@attend/contracts/providers';
import { reviewList } from '@attend/contracts/reviews';
import { shipmentList } from '@attend/contracts/shipments';
import { statistics } from '@attend/contracts/statistics';
import { stockView } from '@attend/contracts/stock';
import { confirmByOperator } from '@attend/server/operator/confirm';
import { openOperator } from '@attend/server/operator/operator';
import { closedMonth, monthsAgo } from '@attend/simulator/demo/months';
import { type Demo, startDemo } from '@attend/simulator/demo/run';
import { get, openSessions, type Sessions } from '@attend/simulator/demo/sessions';
import { providerOf } from '@attend/simulator/demo/staff';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyPlaceOf, type Settings } from '../../tools/cli/settings.ts';
import { type Running, startUp } from '../../tools/cli/up.ts';

const people = 26;
const folder = mkdtempSync(join(tmpdir(), 'attend-demo-'));
// As root the server runs as another account, which has to get in.
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');
const settings: Settings = {
  ...{ dataDir, databaseUrl: undefined, http: 0, host: '127.0.0.1', keys: 'file', logLevel: 'error' },
  ...{ gateway: { laipac: 0, megastek: 0, r16h: 0, watch: 0, owntracks: 0, osmand: 0 } },
  gatewayHost: '127.0.0.1',
};
const told: string[] = [];
let running: Running;
let demo: Demo;
let sessions: Sessions;

/** As `attend demo` does, on free ports and without a terminal. */
async function start(): Promise<void> {
  running = await startUp(settings);
  const confirm = async (email: string) => {
    const operator = await openOperator({ dataDir, databaseUrl: undefined, keys: keyPlaceOf(settings) });
    try {
      return await confirmByOperator(operator, email);
    } finally {
      await operator.close();
    }
  };
  const made = await startDemo(
    { ...running, gatewayHost: '127.0.0.1', confirm },
    { seed: 7, people, often: 1, tracks: null, tell: (line) => told.push(line) },
  );
  if (!made.ok) throw new Error(made.error.message);
  demo = made.value;
}
async function stop(): Promise<void> {
  demo.stop();
  await running.stop();
}

beforeAll(async () => {
  await start();
  sessions = openSessions(running.url, demo.memory, []);
}, 240_000);
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('everybody who is named signs in, the supervisors are two, and the provider has a worker and an installer', async () => {
  expect(demo.memory.accounts.map(({ role }) => role).sort()).toEqual([
    ...['administrator', 'auditor', 'case-officer', 'installer', 'monitoring-worker'],
    ...['programme-manager', 'supervisor', 'supervisor'],
  ]);
  for (const who of ['auditor', 'manager', 'second'] as const)
    expect((await get(await sessions.as(who), '/api/costs', costs)).months.length, who).toBeGreaterThan(0);
  for (const who of ['monitoring', 'installer'] as const) {
    const own = await get(await sessions.as(who), `/api/our-contract?month=${monthsAgo(1)}`, ourContract);
    expect(own.contracts, who).toHaveLength(1);
    expect(own.people, who).toBe(people);
  }
}, 240_000);

test('the contract is in force, its months are measured, and a sample has findings and waits for more', async () => {
  const client = await sessions.as('auditor');
  const provider = await providerOf(client);
  const detail = await get(
    client,
    `/api/providers/${provider}/overview?month=${await closedMonth(client)}`,
    providerDetail,
  );
  expect(detail.contracts).toMatchObject([{ version: 1, versions: [{ items: { length: 5 } }] }]);
  const figures = detail.measured[0]?.figures ?? [];
  expect(figures.find(({ measure }) => measure === 'check-ins-completed')?.denominator).toBeGreaterThan(0);
  expect(figures.find(({ measure }) => measure === 'calls-answered')?.denominator).toBeGreaterThan(0);
  const { audits } = await get(client, `/api/provider-audits?provider=${provider}`, auditList);
  expect(audits).toMatchObject([{ closedAt: null, found: { notInOrder: 1, notKnown: 1 } }]);
});

test('of two invoices one was released by two people; of the other two lines differ and one is disputed', async () => {
  const client = await sessions.as('auditor');
  const { invoices } = await get(client, '/api/invoices', invoiceList);
  expect(invoices.map(({ state }) => state).sort()).toEqual(['compared', 'released']);
  const released = invoices.find(({ state }) => state === 'released');
  expect(released?.releasedBy).not.toBe(released?.releaseAskedBy);
  const open = invoices.find(({ state }) => state === 'compared');
  expect(open?.compared).toMatchObject({ over: { lines: 2 }, under: { lines: 0 }, unknown: { lines: 0 } });
  expect(open?.compared?.unbilled).toBeGreaterThan(0);
  const { disputes } = await get(client, `/api/invoices/${open?.id}`, invoiceDetail);
  expect(disputes).toMatchObject([{ state: 'end-asked' }]);
});

test('a review is late, for another less is proposed, and a third was decided', async () => {
  const client = await sessions.as('auditor');
  const { reviews } = await get(client, '/api/reviews', reviewList);
  expect(reviews.filter(({ overdue }) => overdue)).toHaveLength(1);
  expect(reviews.filter(({ proposal }) => proposal === 'step-down')).toMatchObject([
    { tier: 'wrist', proposalTo: 'phone', overdue: false },
  ]);
  const needs = await client.get('/api/today/reviews');
  expect(JSON.stringify(needs.body)).toContain('device-swap');
});

test('an office is below its level, devices are lost, in repair and on their way, and one parcel came short', async () => {
  const client = await sessions.as('auditor');
  const { rows, away } = await get(client, '/api/stock', stockView);
  expect(rows.some(({ below }) => below)).toBe(true);
  expect(rows.some(({ below, level }) => !below && level !== null)).toBe(true);
  expect(new Set(away.map(({ kind }) => kind))).toEqual(new Set(['repair', 'lost', 'transit']));
  const { shipments } = await get(client, '/api/shipments', shipmentList);
  expect(shipments.map(({ differences }) => differences).sort()).toEqual([0, 1]);
  const { devices } = await get(client, '/api/oversight/questions', questionCounts);
  expect(devices.find(({ kind }) => kind === 'lost')?.count).toBe(1);
});

test('a complaint is in hand, and the last month’s tables were asked for by one and published by another', async () => {
  const client = await sessions.as('auditor');
  const open = await get(client, '/api/complaints?show=open', complaintList);
  expect(open.complaints).toMatchObject([{ topic: 'provider', status: 'in-hand' }]);
  const { editions, unreconciled } = await get(client, '/api/statistics', statistics);
  expect(unreconciled).toEqual([]);
  expect(editions).toMatchObject([{ decision: 'published' }]);
  expect(editions[0]?.decidedBy).not.toBe(editions[0]?.askedBy.name);
});

test('a second start goes on with what is there and makes nothing twice', async () => {
  const before = demo.memory;
  await stop();
  told.length = 0;
  await start();
  expect(told).toEqual([]);
  expect({ ...demo.memory, lastRun: null }).toEqual({ ...before, lastRun: null });
}, 120_000);
