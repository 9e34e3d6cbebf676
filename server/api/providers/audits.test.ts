import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { insertCheckInOn, monthBack, withProvider } from '../../database/testing-providers.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const office: string = (await admin.post('/api/offices', { name: 'Miami' })).body.id;
const [provider, other] = [
  (await admin.post('/api/providers', { name: 'First Watch' })).body.id as string,
  (await admin.post('/api/providers', { name: 'Other Watch' })).body.id as string,
];
const worker = await signInAs(system, admin, ['monitoring-worker'], 'worker@example.org', {
  provider: 'First Watch',
});
const stranger = await signInAs(system, admin, ['monitoring-worker'], 'stranger@example.org', {
  provider: 'Other Watch',
});
const { month, at } = monthBack();
const people: string[] = [];
for (const reference of ['AU-1', 'AU-2', 'AU-3']) {
  const answer = await supervisor.post('/api/enrolments', lineOf(reference));
  people.push(answer.body.participant.id);
}
const ids: string[] = [];
for (const [of, person] of people.entries()) {
  await withProvider(owner, person, provider);
  for (let on = 2; on < 6; on += 1)
    ids.push(
      await insertCheckInOn(owner, person, office, at(on + of * 4).slice(0, 10), 'kept', worker.staffId),
    );
}
const draw = (given: object, who: Client = supervisor) =>
  who.post(`/api/providers/${provider}/audits`, given);
const asked = { kind: 'check-ins', month, size: 5 };
const read = async (id: string, who: Client = supervisor) =>
  (await who.get(`/api/provider-audits/${id}`)).body;
const find = (of: { id: string; version: number }, finding: string) =>
  supervisor.post(`/api/provider-audit-cases/${of.id}/finding`, {
    version: of.version,
    finding,
    reason: 'asked the person',
  });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('PRV-12 anybody who has the seed and the list draws the same cases, and can check that it is the list', async () => {
  const drawn = await draw(asked);
  expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
  const audit = await read(drawn.body.id);
  expect(audit).toMatchObject({ population: 12, size: 5, populationHash: sha256(ids.toSorted().join('\n')) });
  const again = ids
    .toSorted((a, b) => (sha256(`${audit.seed}/${a}`) < sha256(`${audit.seed}/${b}`) ? -1 : 1))
    .slice(0, 5);
  expect(audit.cases.map((one: { case: string }) => one.case)).toEqual(again);
  const second = await read((await draw(asked)).body.id);
  expect(second.seed).not.toBe(audit.seed);
  expect(second.populationHash).toBe(audit.populationHash);
  expect((await draw({ ...asked, month: monthBack(0).month })).body.code).toBe('month-not-over');
  expect((await draw({ ...asked, kind: 'alerts' })).body.code).toBe('nothing-to-draw');
});

test('PRV-12 nobody draws from a list of which they see a part', async () => {
  await owner.query('update participant set office_id = $2 where id = $1', [people[0], office]);
  const ofMiami = await signInAs(system, admin, ['supervisor'], 'miami@example.org', { office: 'Miami' });
  expect((await draw(asked, ofMiami)).body.code).toBe('beyond-reach');
  for (const who of [worker, admin]) expect((await draw(asked, who)).status).toBe(403);
  const { body } = await draw(asked);
  const part = await read(body.id, ofMiami);
  expect(part.cases.every((one: { person: { id: string } }) => one.person.id === people[0])).toBe(true);
  expect(part.cases.length + part.beyond).toBe(5);
  // The rate is the whole sample's, whoever reads it.
  expect(part.found.open).toBe(5);
});

test('PRV-13 PRV-21 findings have reasons; the provider reads and answers them, and the answer goes wherever the finding goes', async () => {
  const { id } = (await draw({ ...asked, size: 4 })).body;
  const { cases, version } = await read(id);
  expect((await find(cases[0], 'not-in-order')).status).toBe(200);
  expect((await find(cases[0], 'in-order')).body.code).toBe('version-changed');
  for (const one of cases.slice(1, 3)) await find(one, 'in-order');
  const close = (seen: number) => supervisor.post(`/api/provider-audits/${id}/close`, { version: seen });
  expect((await close(version)).body.code).toBe('not-looked-into');
  const ours = (await worker.get('/api/our-findings')).body.cases;
  expect(ours).toHaveLength(3);
  const [wrong] = ours.filter((one: { found: { finding: string } }) => one.found.finding === 'not-in-order');
  expect(wrong.found).toMatchObject({ reason: 'asked the person', answer: null });
  const answer = (seen: number, who: Client = worker) =>
    who.post(`/api/provider-audit-cases/${wrong.id}/answer`, {
      version: seen,
      answer: 'The office was closed.',
    });
  expect((await answer(wrong.version, stranger)).status).toBe(404);
  expect((await answer(1)).body.code).toBe('version-changed');
  expect((await answer(wrong.version)).status).toBe(200);
  expect((await answer(wrong.version + 1)).body.code).toBe('already-decided');
  const said = { text: 'The office was closed.', by: 'Test monitoring-worker' };
  const whole = await read(id);
  for (const list of [whole.cases, (await worker.get('/api/our-findings')).body.cases])
    expect(list.find((one: { id: string }) => one.id === wrong.id).found.answer).toMatchObject(said);
  // What was answered changes no more.
  const answered = whole.cases.find((one: { id: string }) => one.id === wrong.id);
  expect((await find(answered, 'in-order')).body.code).toBe('answered');
  await find(whole.cases[3], 'not-known');
  expect((await read(id)).found).toMatchObject({
    ...{ inOrder: 2, notInOrder: 1, notKnown: 1, open: 0 },
    rate: { share: expect.closeTo(2 / 3, 6), low: expect.any(Number), high: expect.any(Number) },
  });
  expect((await close(version)).status).toBe(200);
  const closed = await read(id);
  expect((await find(closed.cases[3], 'in-order')).body.code).toBe('already-decided');
  const { audits } = (await worker.get('/api/our-audits')).body;
  expect(audits.find((one: { id: string }) => one.id === id).found).toEqual(closed.found);
});

test('PRV-15 PRV-21 another provider reads neither samples nor findings, also of somebody who is with it by now', async () => {
  await withProvider(owner, people[1] ?? '', other);
  expect((await stranger.get(`/api/people/${people[1]}`)).status).toBe(200);
  expect((await stranger.get('/api/our-findings')).body.cases).toEqual([]);
  expect((await stranger.get('/api/our-audits')).body.audits).toEqual([]);
  expect((await worker.get('/api/our-findings')).body.cases.length).toBeGreaterThan(0);
});

test('PRV-24 of who has left the provider it is told what was found and no more, answers it once, and each reading is on record', async () => {
  const { id } = (await draw({ ...asked, size: 2 })).body;
  const [one, two] = (await read(id)).cases;
  for (const found of [one, two]) expect((await find(found, 'not-in-order')).status).toBe(200);
  const caseWorker = await signInAs(system, admin, ['case-worker'], 'case@example.org', {
    provider: 'First Watch',
  });
  await owner.query('update provider_supervision set to_at = now() where provider_id = $1', [provider]);
  const listed = await worker.get('/api/our-findings');
  const told = listed.body.cases.find((of: { id: string }) => of.id === one.id);
  expect(told).toMatchObject({
    ...{ person: null, case: null, kind: 'check-ins', month, version: 2 },
    found: { finding: 'not-in-order', reason: 'asked the person', answer: null },
  });
  for (const person of people) expect(JSON.stringify(listed.body)).not.toContain(person);
  expect(JSON.stringify(listed.body)).not.toContain('AU-');
  expect((await worker.get(`/api/people/${one.person.id}`)).status).toBe(404);
  const looks = async (person: string) =>
    (
      await owner.query(
        `select sum(count)::int as count from access_record where participant_id = $1 and staff_id = $2 and purpose = 'answering a finding'`,
        [person, worker.staffId],
      )
    ).rows[0].count;
  const before = await looks(one.person.id);
  expect(before).toBeGreaterThan(0);
  const answer = (who: Client, version: number) =>
    who.post(`/api/provider-audit-cases/${one.id}/answer`, { version, answer: 'We had called twice.' });
  for (const who of [stranger, caseWorker]) {
    expect((await who.get('/api/our-findings')).body.cases).toEqual([]);
    expect((await answer(who, 2)).status).toBe(404);
  }
  expect((await answer(worker, 1)).body.code).toBe('version-changed');
  expect((await answer(worker, 2)).body).toEqual({ id: one.id, participant: null, version: 3 });
  expect((await answer(worker, 3)).body.code).toBe('already-decided');
  expect(await looks(one.person.id)).toBeGreaterThan(before);
  const agencys = (await read(id)).cases.find((of: { id: string }) => of.id === one.id);
  expect(agencys).toMatchObject({
    person: { id: one.person.id },
    found: { answer: { text: 'We had called twice.' } },
  });
  const { rows } = await owner.query(
    `select count(*)::int as count from audit_entry where action = 'provider-audit.answered' and entity_id = $1 and participant_id = $2`,
    [one.id, one.person.id],
  );
  expect(rows).toEqual([{ count: 1 }]);
});
