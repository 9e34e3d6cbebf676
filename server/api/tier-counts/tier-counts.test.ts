import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
const provider: string = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
const office: string = (await admin.post('/api/offices', { name: 'Miami' })).body.id;
/** The last whole month by any clock. */
const month = new Date(Date.now() - 33 * 86_400_000).toISOString().slice(0, 7);

for (const reference of ['TC-1', 'TC-2']) {
  const answer = await supervisor.post('/api/enrolments', lineOf(reference));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const person = answer.body.participant.id;
  await owner.query('update participant set office_id = $2 where id = $1', [person, office]);
  await owner.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id, from_at) select programme_id, id, $2, '2026-01-01' from participant where id = $1`,
    [person, provider],
  );
}
const countOf = async () =>
  (await supervisor.get(`/api/provider-counts?month=${month}`)).body.providers.find(
    (one: { provider: { id: string } }) => one.provider.id === provider,
  ).count;
const tell = (csv: string, version: number | null) =>
  supervisor.post('/api/provider-counts', { provider, month, version, csv });

test('RVW-12 a contractor’s count is compared line by line; nothing is published before each difference is explained or corrected', async () => {
  expect((await tell('office,tier,people\nMiami,ankle,3\nMiami,foot,1\n', null)).body.detail).toContain(
    'line 3: tier',
  );
  expect((await tell('office,tier,people\nMiami,ankle,3\nMiami,phone,1\n', null)).status).toBe(201);
  let count = await countOf();
  expect(count).toMatchObject({ version: 1, unexplained: 2 });
  expect(count.lines).toEqual([
    { office: 'Miami', tier: 'phone', told: 1, record: null, differs: true, explanation: null },
    { office: 'Miami', tier: 'ankle', told: 3, record: 2, differs: true, explanation: null },
  ]);
  const publish = (version: number) =>
    supervisor.post(`/api/provider-counts/${count.id}/publish`, { version });
  expect((await publish(1)).body.code).toBe('unexplained');
  const explain = (version: number, tier: string) =>
    supervisor.post(`/api/provider-counts/${count.id}/explain`, {
      ...{ version, office: 'Miami', tier, explanation: 'counted a day later' },
    });
  expect((await explain(1, 'phone')).status).toBe(200);
  expect((await explain(1, 'ankle')).body.code).toBe('version-changed');
  // Corrected instead: what was explained of other figures still stands for these two.
  expect((await tell('office,tier,people\nMiami,ankle,2\nMiami,phone,1\n', 2)).status).toBe(201);
  count = await countOf();
  expect(count).toMatchObject({ version: 3, unexplained: 0 });
  expect((await explain(3, 'ankle')).body.code).toBe('no-difference');
  expect((await publish(3)).status).toBe(200);
  expect((await publish(4)).body.code).toBe('already-decided');
  // What was published stays as it was, whatever becomes of the record.
  await owner.query('update provider_supervision set to_at = from_at where provider_id = $1', [provider]);
  expect((await countOf()).lines.find(({ tier }: { tier: string }) => tier === 'ankle').record).toBe(2);
});

test('RVW-12 an explanation holds for the figures it was said of, and for no others', async () => {
  const other: string = (await admin.post('/api/providers', { name: 'Another' })).body.id;
  const of = async () =>
    (await supervisor.get(`/api/provider-counts?month=${month}`)).body.providers.find(
      (one: { provider: { id: string } }) => one.provider.id === other,
    ).count;
  const say = (version: number | null, people: number) =>
    supervisor.post('/api/provider-counts', {
      provider: other,
      month,
      version,
      csv: `office,tier,people\nMiami,wrist,${people}\n`,
    });
  await say(null, 5);
  const { id } = await of();
  await supervisor.post(`/api/provider-counts/${id}/explain`, {
    ...{ version: 1, office: 'Miami', tier: 'wrist', explanation: 'their own people' },
  });
  expect((await of()).unexplained).toBe(0);
  await say(2, 6);
  expect((await of()).unexplained).toBe(1);
});

test('RVW-10 time at each level by office are numbers of the whole programme, for whoever may see them', async () => {
  const { body } = await supervisor.get('/api/tier-times');
  expect(body.lines).toEqual([
    {
      ...{ office: 'Miami', tier: 'ankle', people: 2, overdue: 0 },
      ...{ averageDays: expect.any(Number), longestDays: expect.any(Number) },
    },
  ]);
  expect(body.lines[0].averageDays).toBeGreaterThan(30);
  expect((await officer.get('/api/tier-times')).status).toBe(403);
});
