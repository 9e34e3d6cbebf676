import { hour } from '@attend/kernel';
import { expect, test } from 'vitest';
import { lineOf } from '../api/enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../api/testing/start.ts';
import { countFigures } from './count-figures.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const office: string = (await admin.post('/api/offices', { name: 'Miami' })).body.id;
const there = await signInAs(system, admin, ['supervisor'], 'there@example.org', { office: 'Miami' });
const provider: string = (await admin.post('/api/providers', { name: 'Contractor' })).body.id;
const enrol = async (reference: string): Promise<string> => {
  const answer = await supervisor.post('/api/enrolments', lineOf(reference));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.participant.id;
};
const people = async (who = supervisor): Promise<number> =>
  (await who.get('/api/oversight/quality')).body.people;
const worn = async () => {
  const { lines, countedAt } = (await supervisor.get('/api/tier-times')).body;
  const sum = lines.reduce((all: number, one: { people: number }) => all + one.people, 0);
  return { sum, countedAt: Date.parse(countedAt) };
};

test('RVW-16 figures of everybody are what was counted last, and say when; an old one is counted anew; a part is counted as it is asked for', async () => {
  const first = await enrol('FG-1');
  expect([await people(), (await worn()).sum]).toEqual([1, 1]);
  const countedAt = Date.now();
  expect(await countFigures(owner, () => countedAt)).toBe(1);
  await enrol('FG-2');
  expect(await people()).toBe(1);
  expect(await worn()).toEqual({ sum: 1, countedAt });
  await owner.query('update participant set office_id = $2 where id = $1', [first, office]);
  expect(await people(there)).toBe(1);
  await countFigures(owner, () => countedAt);
  expect([await people(), (await worn()).sum]).toEqual([2, 2]);

  await countFigures(owner, () => Date.now() - hour - 1);
  const third = await enrol('FG-3');
  expect([await people(), (await worn()).sum]).toEqual([3, 3]);
  expect(await people(there)).toBe(1);
  await owner.query('update participant set office_id = $2 where id = $1', [third, office]);
  expect(await people(there)).toBe(2);
});

test('RVW-16 a contractor’s month is shown as it was counted, and published as it stands', async () => {
  const month = new Date(Date.now() - 33 * 86_400_000).toISOString().slice(0, 7);
  const person = await enrol('FG-4');
  await owner.query('update participant set office_id = $2 where id = $1', [person, office]);
  await owner.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id, from_at) select programme_id, id, $2, '2026-01-01' from participant where id = $1`,
    [person, provider],
  );
  const csv = 'office,tier,people\nMiami,ankle,1\n';
  await supervisor.post('/api/provider-counts', { provider, month, version: null, csv });
  const countOf = async () =>
    (await supervisor.get(`/api/provider-counts?month=${month}`)).body.providers.find(
      (one: { provider: { id: string } }) => one.provider.id === provider,
    ).count;
  await countFigures(owner, Date.now);
  expect(await countOf()).toMatchObject({ unexplained: 0, lines: [{ tier: 'ankle', told: 1, record: 1 }] });
  await owner.query('update provider_supervision set to_at = from_at where provider_id = $1', [provider]);
  const count = await countOf();
  expect(count.lines[0].record).toBe(1);
  const publish = () =>
    supervisor.post(`/api/provider-counts/${count.id}/publish`, { version: count.version });
  expect((await publish()).body.code).toBe('unexplained');
  await countFigures(owner, Date.now);
  expect((await countOf()).lines[0].record).toBeNull();
});
