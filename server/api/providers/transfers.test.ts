import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withProvider } from '../../database/testing-providers.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { carryOutDue } from '../../providers/job.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [north, south] = [await office('North'), await office('South')];
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const ofNorth = await signInAs(system, admin, ['supervisor'], 'north@example.org', { office: 'North' });
const entered = async (name: string): Promise<string> =>
  (await admin.post('/api/providers', { name })).body.id;
const [old, next] = [await entered('Old Watch'), await entered('Next Watch')];
const worker = (
  name: string,
  provider: string,
  role: 'monitoring-worker' | 'case-worker' = 'monitoring-worker',
) => signInAs(system, admin, [role], `${name}@example.org`, { provider });
const oldWorker = await worker('old', 'Old Watch');
const oldCaseWorker = await worker('old-case', 'Old Watch', 'case-worker');
const nextWorker = await worker('next', 'Next Watch');

let made = 0;
async function person(at: string): Promise<string> {
  made += 1;
  const answer = await supervisor.post('/api/enrolments', lineOf(`TR-${made}`));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const id: string = answer.body.participant.id;
  await owner.query('update participant set office_id = $2 where id = $1', [id, at]);
  await withProvider(owner, id, old);
  return id;
}
const sees = async (who: Client, id: string): Promise<boolean> =>
  (await who.get(`/api/people/${id}`)).status === 200;
const ask = { from: old, to: next };
const preview = async (asked: object, who: Client = supervisor) =>
  (await who.post('/api/provider-transfers/preview', asked)).body;
const transfer = async (asked: object, over: object = {}, who: Client = supervisor) => {
  const { plan } = await preview(asked, who);
  return who.post('/api/provider-transfers', {
    ...asked,
    plan,
    on: officeDay(),
    reason: 'The contract ends',
    ...over,
  });
};
const undo = (id: string) => supervisor.post(`/api/provider-transfers/${id}/undo`);

test('PRV-17 PRV-18 PRV-19 a caseload is previewed, moved whole, walls follow at once; taken back, staff have their people again', async () => {
  const [ana, ben] = [await person(north), await person(south)];
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role, from_at) select programme_id, id, $2, 'case-worker', now() - interval '1 day' from participant where id = $1`,
    [ana, oldCaseWorker.staffId],
  );
  const seen = await preview(ask);
  expect(seen).toMatchObject({
    ...{ moves: 2, beyond: 0, from: { before: 2, after: 0 }, to: { before: 0, after: 2 } },
    leaves: { devices: 2, alerts: 0, checkIns: 0, help: 0 },
    staff: [{ staff: { id: oldCaseWorker.staffId }, people: 1 }],
  });
  expect([await sees(oldWorker, ana), await sees(oldCaseWorker, ana), await sees(nextWorker, ana)]).toEqual([
    ...[true, true, false],
  ]);
  const moved = await transfer(ask);
  expect(moved, JSON.stringify(moved.body)).toMatchObject({ status: 201, body: { carriedOut: true } });
  expect(moved.body.people.toSorted()).toEqual([ana, ben].toSorted());
  expect([await sees(oldWorker, ana), await sees(oldCaseWorker, ana), await sees(nextWorker, ana)]).toEqual([
    ...[false, false, true],
  ]);
  const { rows } = await owner.query(
    `select participant_id as id from audit_entry where action = 'provider.transferred' and participant_id = any ($1)`,
    [[ana, ben]],
  );
  expect(rows).toHaveLength(2);
  // One of them goes on elsewhere: taking back leaves them there.
  const entry = (await supervisor.get(`/api/people/${ben}/supervision`)).body.supervision.find(
    (one: { provider: string; to: string | null }) => one.provider === 'Next Watch' && one.to === null,
  );
  await supervisor.post(`/api/people/${ben}/supervision/end`, { entry: entry.id });
  expect((await undo(moved.body.id)).body).toMatchObject({ people: [ana], stayed: 1 });
  expect([await sees(oldWorker, ana), await sees(oldCaseWorker, ana), await sees(nextWorker, ana)]).toEqual([
    ...[true, true, false],
  ]);
  expect(await sees(oldWorker, ben)).toBe(false);
  expect((await undo(moved.body.id)).body.code).toBe('already-decided');
  const { transfers } = (await supervisor.get(`/api/provider-transfers?provider=${next}`)).body;
  expect(transfers).toMatchObject([
    { undoes: moved.body.id, people: 1, moved: 1 },
    { id: moved.body.id, reason: 'The contract ends', undone: expect.any(String) },
  ]);
  await owner.query('update provider_supervision set to_at = now() where to_at is null');
});

test('PRV-18 what changed since the preview moves nobody, and two at once move everybody once', async () => {
  await person(north);
  const { plan } = await preview(ask);
  const late = await person(north);
  const commit = (seen: string) =>
    supervisor.post('/api/provider-transfers', {
      ...ask,
      plan: seen,
      on: officeDay(),
      reason: 'The contract ends',
    });
  expect(await commit(plan)).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(await sees(oldWorker, late)).toBe(true);
  const again = (await preview(ask)).plan;
  const both = await Promise.all([commit(again), commit(again)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  await owner.query('update provider_supervision set to_at = now() where to_at is null');
});

test('PRV-20 a later day is waited for and may be given up until then; whoever has gone elsewhere by then stays', async () => {
  const [ana, ben] = [await person(north), await person(north)];
  for (const on of [officeDay(-1), officeDay(400)])
    expect((await transfer(ask, { on })).body.code).toBe('bad-day');
  const planned = await transfer(ask, { on: officeDay(3) });
  expect(planned).toMatchObject({ status: 201, body: { carriedOut: false } });
  expect(await carryOutDue(owner, keyring)).toBe(0);
  expect(await sees(oldWorker, ana)).toBe(true);
  const waits = async () =>
    (await supervisor.get('/api/provider-transfers')).body.transfers.find(
      (one: { id: string }) => one.id === planned.body.id,
    );
  expect(await waits()).toMatchObject({ moved: null, carriedOutAt: null, version: 1 });
  await owner.query('update provider_supervision set to_at = now() where participant_id = $1', [ben]);
  await owner.query('update provider_transfer set on_day = $2 where id = $1', [planned.body.id, officeDay()]);
  expect(await carryOutDue(owner, keyring)).toBe(1);
  expect(await carryOutDue(owner, keyring)).toBe(0);
  expect(await waits()).toMatchObject({ people: 2, moved: 1 });
  expect([await sees(nextWorker, ana), await sees(nextWorker, ben)]).toEqual([true, false]);
  const cancel = (id: string, version: number) =>
    supervisor.post(`/api/provider-transfers/${id}/cancel`, { version });
  expect((await cancel(planned.body.id, 2)).body.code).toBe('already-decided');
  const other = await transfer({ from: next, to: old }, { on: officeDay(2) });
  expect((await cancel(other.body.id, 2)).body.code).toBe('version-changed');
  expect((await cancel(other.body.id, 1)).status).toBe(200);
  await owner.query('update provider_transfer set on_day = $2 where id = $1', [other.body.id, officeDay()]);
  expect(await carryOutDue(owner, keyring)).toBe(0);
  await owner.query('update provider_supervision set to_at = now() where to_at is null');
});

test('PRV-17 a supervisor moves people of their own offices alone; no officer, provider or administrator moves anybody', async () => {
  const [mine, theirs] = [await person(north), await person(south)];
  const seen = await preview(ask, ofNorth);
  expect(seen).toMatchObject({ moves: 1, beyond: 1 });
  expect(JSON.stringify(seen)).not.toContain(theirs);
  expect((await transfer(ask, {}, ofNorth)).body.people).toEqual([mine]);
  expect(await sees(oldWorker, theirs)).toBe(true);
  const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
  for (const who of [officer, admin, oldWorker])
    expect((await who.post('/api/provider-transfers/preview', ask)).status).toBe(403);
  expect((await preview({ from: old, to: old })).code).toBe('same-provider');
  expect((await preview({ from: old, to: mine })).code).toBe('unknown-provider');
  // Who went where is the agency's alone.
  expect((await oldWorker.get('/api/provider-transfers')).status).toBe(403);
});

test('PRV-23 single people go, ticked or named by reference: exactly they, and nobody while a reference names nobody; taken back like all', async () => {
  await owner.query('update provider_supervision set to_at = now() where to_at is null');
  const [ana, ben, cara] = [await person(north), await person(south), await person(north)];
  const referenceOf = async (id: string): Promise<string> =>
    (await owner.query('select reference from participant where id = $1', [id])).rows[0].reference;
  const named = async (...ids: string[]) => Promise.all(ids.map(referenceOf));
  const mixed = { ...ask, people: [ana], references: [(await referenceOf(cara)).toLowerCase()] };
  const seen = await preview(mixed);
  expect(seen).toMatchObject({ moves: 2, unknown: [], from: { before: 3, after: 1 } });
  const goes = ({ moving }: { moving: { person: { id: string } }[] }) => moving.map((one) => one.person.id);
  expect(goes(seen).toSorted()).toEqual([ana, cara].toSorted());
  const wrong = { ...ask, references: [...(await named(ana)), 'TR-none'] };
  expect(await preview(wrong)).toMatchObject({ moves: 1, unknown: ['TR-none'] });
  expect(await transfer(wrong)).toMatchObject({ status: 422, body: { code: 'unknown-people' } });
  // Another office's supervisor names nobody beyond their reach, and is told no more than of whom nobody knows.
  expect(await preview({ ...ask, references: await named(ben) }, ofNorth)).toMatchObject({
    ...{ moves: 0, unknown: await named(ben) },
  });
  const moved = await transfer(mixed);
  expect(moved.body.people.toSorted()).toEqual([ana, cara].toSorted());
  expect([await sees(nextWorker, ana), await sees(nextWorker, ben), await sees(nextWorker, cara)]).toEqual([
    ...[true, false, true],
  ]);
  expect((await undo(moved.body.id)).body).toMatchObject({ stayed: 0 });
  expect([await sees(oldWorker, ana), await sees(oldWorker, ben), await sees(oldWorker, cara)]).toEqual([
    ...[true, true, true],
  ]);
});
