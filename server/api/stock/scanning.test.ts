import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, register, scan, send, step } from './testing.ts';

/**
 * How fast twenty offices scan at once through the real API: each packs a parcel of its own and receives another's, and tries on the way what
 * lies in all the others' hands too. What is held is that nothing is in two places; how fast it was is written where `ATTEND_FIGURES` says.
 */
const system = await withTestApi({ requestsPerMinute: 10_000_000 });
const owner = system.database.pool('owner');
const offices = 20;
const each = Number(process.env.ATTEND_SCANS ?? 10);

test('STK-12 twenty offices pack and receive at once, and try what is in others’ parcels: every device ends where it was sent', async () => {
  const admin = await firstRun(system);
  const supervisor = await signInAs(system, admin, ['supervisor']);
  const model = await makeModel(supervisor, 'Scanned');
  const places: { id: string; worker: Client; own: string[] }[] = [];
  for (let n = 0; n < offices; n += 1) {
    const { id } = (await admin.post('/api/offices', { name: `Office ${n}` })).body;
    const worker = await signInAs(system, admin, ['installer'], `office-${n}@example.org`);
    const own = Array.from({ length: each }, (_, at) => `T-${n}-${at}`);
    await register(supervisor, model, id, own);
    places.push({ id, worker, own });
  }
  const at = (n: number) => places[n % offices] ?? { id: '', worker: supervisor, own: [] };
  const parcels = await Promise.all(places.map(({ id, worker }, n) => plan(worker, id, at(n + 1).id)));
  const began = performance.now();
  const packed = await Promise.all(
    places.map(async ({ worker, own }, n) => {
      const results: string[] = [];
      for (const [index, serial] of own.entries()) {
        results.push((await scan(worker, parcels[n] ?? '', 'pack', serial)).body.result);
        // What is in another's hand at this moment: the same number of others' devices.
        const other = at(n + 1 + (index % (offices - 1))).own[index] ?? '';
        results.push((await scan(worker, parcels[n] ?? '', 'pack', other)).body.result);
      }
      return results;
    }),
  );
  const packing = performance.now() - began;
  for (const results of packed)
    expect(results).toEqual(Array.from({ length: each }, () => ['done', 'elsewhere']).flat());
  await Promise.all(parcels.map((id, n) => send(at(n).worker, id, [])));
  const resumed = performance.now();
  const received = await Promise.all(
    places.map(async ({ worker }, n) => {
      const from = (n + offices - 1) % offices;
      const results: string[] = [];
      for (const serial of at(from).own)
        results.push((await scan(worker, parcels[from] ?? '', 'receive', serial)).body.result);
      return results;
    }),
  );
  const receiving = performance.now() - resumed;
  expect(received.flat()).toEqual(Array.from({ length: offices * each }, () => 'done'));
  for (const [n, id] of parcels.entries()) expect((await step(at(n).worker, id, 'finish')).status).toBe(200);
  const { rows } = await owner.query(
    `select count(*)::int as devices, count(distinct p.device_id)::int as placed, count(*) filter (where p.kind = 'office')::int as here,
       (select count(*)::int from shipment where status = 'settled') as settled
     from device_place p where p.to_at is null`,
  );
  const devices = offices * each;
  expect(rows).toEqual([{ devices, placed: devices, here: devices, settled: offices }]);
  const figures = process.env.ATTEND_FIGURES;
  if (figures !== undefined)
    writeFileSync(
      join(figures, 'scanning.json'),
      JSON.stringify({
        ...{ offices, devices },
        packedPerSecond: Math.round((2 * devices * 1000) / packing),
        receivedPerSecond: Math.round((devices * 1000) / receiving),
      }),
    );
}, 300_000);
