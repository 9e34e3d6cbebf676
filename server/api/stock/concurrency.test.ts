import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { makeModel, plan, reason, register, scan } from './testing.ts';

/** Twenty offices at once, and the same serial numbers in all their hands. */
const system = await withTestApi({ requestsPerMinute: 1_000_000 });
const owner = system.database.pool('owner');
const offices: string[] = [];
const workers: Client[] = [];
let model = '';
let supervisor: Client;
let round = 0;

beforeAll(async () => {
  const admin = await firstRun(system);
  supervisor = await signInAs(system, admin, ['supervisor']);
  for (let n = 0; n < 20; n += 1)
    offices.push((await admin.post('/api/offices', { name: `Office ${n}` })).body.id);
  // Four people's sessions serve twenty offices: what is raced for is the devices, and not the signing in.
  for (let n = 0; n < 4; n += 1)
    workers.push(await signInAs(system, admin, ['installer'], `worker-${n}@example.org`));
  model = await makeModel(supervisor, 'Raced');
});

/** Whatever was done: each device is in one place, in one parcel at most, and its spans follow each other without a gap. */
async function assertOnePlace(identifiers: readonly string[]): Promise<void> {
  const { rows } = await owner.query(
    `select d.identifier, count(*) filter (where p.to_at is null)::int as now,
       count(*)::int - count(distinct p.from_at)::int as twins,
       (select count(*)::int from device_place a join device_place b on b.device_id = a.device_id and b.id <> a.id
          and tstzrange(a.from_at, a.to_at) && tstzrange(b.from_at, b.to_at) where a.device_id = d.id) as overlaps,
       (select count(*)::int from device_place a where a.device_id = d.id and a.to_at is not null
          and not exists (select from device_place b where b.device_id = d.id and b.from_at = a.to_at)) as gaps,
       (select count(*)::int from shipment_item i join shipment s on s.id = i.shipment_id where i.device_id = d.id
          and i.packed_at is not null and s.closed_at is null) as parcels,
       coalesce(bool_or(p.to_at is null and p.kind = 'participant'), false) as placed,
       exists (select from assignment a where a.device_id = d.id and a.to_at is null) as worn
     from device d left join device_place p on p.device_id = d.id where d.identifier = any($1) group by d.id`,
    [identifiers],
  );
  expect(rows).toHaveLength(identifiers.length);
  for (const { placed, worn, parcels, ...row } of rows) {
    expect(row).toMatchObject({ now: 1, twins: 0, overlaps: 0, gaps: 0 });
    expect(parcels, row.identifier).toBeLessThanOrEqual(1);
    expect(placed, row.identifier).toBe(worn);
    if (worn) expect(parcels, row.identifier).toBe(0);
  }
}

type Hand = 'pack' | 'fit' | 'move';
const hands = fc.array(
  fc.record({
    hand: fc.constantFrom<Hand>('pack', 'pack', 'pack', 'fit', 'move'),
    office: fc.nat(19),
    device: fc.nat(4),
  }),
  { minLength: 20, maxLength: 60 },
);

test('STK-12 twenty offices scan, fit and move the same devices at once: no device is in two places, and each refusal says where it is', async () => {
  await fc.assert(
    fc.asyncProperty(hands, async (tries) => {
      round += 1;
      const serials = [0, 1, 2, 3, 4].map((n) => `Q-${round}-${n}`);
      await register(supervisor, model, offices[0] ?? '', serials);
      const parcels = await Promise.all(
        // All pack from the one office where the devices are: only the database can tell who was first.
        offices.map((office, n) => plan(supervisor, offices[0] ?? '', n === 0 ? (offices[1] ?? '') : office)),
      );
      const ids = new Map(
        (
          await owner.query('select id, identifier from device where identifier = any($1)', [serials])
        ).rows.map(({ id, identifier }) => [identifier, id]),
      );
      const answers = await Promise.all(
        tries.map(async ({ hand, office, device }, n) => {
          const serial = serials[device] ?? '';
          const by = workers[office % workers.length] ?? supervisor;
          if (hand === 'pack') return { hand, answer: await scan(by, parcels[office] ?? '', 'pack', serial) };
          if (hand === 'fit')
            return {
              hand,
              answer: await supervisor.post(
                '/api/enrolments',
                lineOf(`Q-${round}-P${n}`, { device: { id: serial }, participant: { office: 'Office 0' } }),
              ),
            };
          const body = { to: 'office', office: offices[office], reason };
          return { hand, answer: await by.post(`/api/devices/${ids.get(serial)}/move`, body) };
        }),
      );
      for (const { hand, answer } of answers) {
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
        if (hand !== 'pack') continue;
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        if (answer.body.result !== 'done') expect(answer.body.place.kind).not.toBeNull();
      }
      await assertOnePlace(serials);
    }),
    // Each run is a hundred requests or more: no more of them than the soak has time for.
    { numRuns: Math.min(Number(process.env.ATTEND_RUNS ?? 6), 100), seed: 47 },
  );
}, 600_000);
