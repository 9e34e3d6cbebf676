import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { signInAs } from '../testing/start.ts';
import { points, used, withFittings } from './testing.ts';

const scene = await withFittings();
const { system, admin, officer, supervisor, colleague, office, person, device, begin, hear, step, through } =
  scene;
const { fit, planOf, did, draw, command } = scene;
const many = async (text: string, values: unknown[] = []) => (await scene.owner.query(text, values)).rows;
const viewOf = async (id: string) => did(await officer.get(`/api/fittings/${id}`)).body;
const placeOf = async (identifier: string) =>
  (
    await many(
      `select p.kind, p.office_id as office, p.damaged from device_place p join device d on d.id = p.device_id
       where d.identifier = $1 and p.to_at is null`,
      [identifier],
    )
  )[0];

test('FIT-1 FIT-3 FIT-7 monitoring begins when everything is done and not before; the model says rhythm and cadence', async () => {
  const [who, serial] = [await person(), await device()];
  const { id, answer } = await begin(who, serial);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({
    status: 201,
    body: { fitting: id, version: 1 },
  });
  expect((await many('select from assignment where participant_id = $1', [who])).length).toBe(0);
  expect(await placeOf(serial)).toMatchObject({ kind: 'office', office });
  const early = await step(id, 'finish', { used });
  expect(early.body).toMatchObject({ code: 'steps-missing' });
  expect(early.body.detail ?? early.body.message).toContain('identity, self-test, teaching, check-ins');

  const untested = await step(id, 'self-test');
  expect(untested.body.code).toBe('self-test-failed');
  await hear(id, { strap: 'open' });
  expect((await viewOf(id)).test).toEqual([
    { check: 'contact', result: 'good' },
    { check: 'strap', result: 'bad' },
    { check: 'fix', result: 'good' },
    { check: 'battery', result: 'good' },
  ]);
  expect((await step(id, 'self-test')).body.code).toBe('self-test-failed');
  await through(id);
  const before = await viewOf(id);
  expect(before).toMatchObject({ missing: [], proposedWeeks: 8, own: true, language: 'es' });
  expect(before.signs).toMatchObject({
    frames: 2,
    strap: 'closed',
    signal: 61,
    fix: { accuracy: 7, satellites: 9 },
  });
  did(await step(id, 'finish', { used }));
  const [assignment] = await many(
    "select id, from_at > now() - interval '1 minute' as lately, fix_every, upload_every, is_primary from assignment where participant_id = $1",
    [who],
  );
  expect(assignment).toMatchObject({ lately: true, fix_every: 120, upload_every: 300, is_primary: true });
  expect(await viewOf(id)).toMatchObject({ status: 'done', missing: [], signs: null });
  expect(await many('select from fitting_sign where fitting_id = $1', [id])).toEqual([]);
  expect(await placeOf(serial)).toMatchObject({ kind: 'participant' });
  const plan = await planOf(who);
  const [begun] = await many('select extract(epoch from closed_at) * 1000 as at from fitting where id = $1', [
    id,
  ]);
  expect(plan.case.authority[0]?.from).toBe(Math.floor(Number(begun.at)));
});

test('FIT-3 a strap that was opened after the test was passed ends no fitting; closed again it does', async () => {
  const [who, serial] = [await person(), await device()];
  const { id } = await begin(who, serial);
  await through(id);
  await hear(id, { strap: 'open' });
  expect((await step(id, 'self-test')).body.code).toBe('self-test-failed');
  const open = await step(id, 'finish', {});
  expect(open.body).toMatchObject({ code: 'self-test-failed' });
  expect(open.body.detail).toContain('strap');
  expect(await many('select from assignment where participant_id = $1', [who])).toEqual([]);
  await hear(id, { strap: 'closed' });
  did(await step(id, 'finish', {}));
});

test('FIT-2 the refusal names which is missing: the clause, the agreement, or the level', async () => {
  const [who, serial] = [await person({ order: false }), await device()];
  const none = (await begin(who, serial)).answer;
  expect(none.body.code).toBe('clause-missing');
  expect(JSON.stringify(none.body)).toContain('technology-wrist');
  const order = await draw(who, 'O-waits');
  expect((await begin(who, serial)).answer.body.code).toBe('clause-missing');
  did(await command(supervisor, who, order, 'approve', { note: 'read and agreed' }));
  const { id, answer } = await begin(who, serial);
  did(answer);
  await through(id);
  const unsigned = await step(id, 'finish', {});
  expect(unsigned.body.code).toBe('clause-missing');
  const kit = did(await officer.get(`/api/people/${who}/fittings`)).body;
  const [toSign] = kit.agreements;
  expect(toSign).toMatchObject({ order, version: 1 });
  const text = toSign.texts.find(
    (one: { language: string; location: string }) => one.language === 'es' && one.location === 'zones',
  );
  did(
    await step(id, 'agreement', {
      ...{
        order,
        revision: toSign.revision,
        version: 1,
        language: 'es',
        location: 'zones',
        textVersion: text.version,
      },
      ...{
        explained: 'all of it',
        signature: {
          kind: 'drawn',
          name: 'Ana',
          strokes: [
            [
              [1, 2],
              [30, 40],
            ],
          ],
        },
      },
    }),
  );
  did(await step(id, 'finish', {}));

  const withdrawn = await person();
  const of = (await scene.ordersOf(withdrawn))[0];
  did(await command(officer, withdrawn, of.id, 'agreement/withdraw', { reason: 'their word' }));
  const another = await begin(withdrawn, await device());
  did(another.answer);
  await through(another.id);
  expect((await step(another.id, 'finish', {})).body.code).toBe('agreement-missing');

  const lower = await person();
  await many(
    `insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at, decided_at, decided_by, decision, tier_to)
     select programme_id, id, current_date, 'interval', 'ankle', '2020-01-01', now(), now(), $2, 'step-down', 'phone' from participant where id = $1`,
    [lower, officer.staffId],
  );
  expect((await begin(lower, await device())).answer.body.code).toBe('above-level');
});

test('FIT-4 what is elsewhere by now is refused in clear words, and what was typed is on record', async () => {
  const [who, serial] = [await person(), await device()];
  expect((await begin(who, 'no-such')).answer.body.code).toBe('unknown-device');
  const other = did(await admin.post('/api/offices', { name: 'South' })).body.id;
  expect((await begin(who, serial, { office: other })).answer.body.code).toBe('device-elsewhere');
  const { id, answer } = await begin(who, serial);
  did(answer);
  expect((await begin(await person(), serial)).answer.body.code).toBe('fitting-under-way');
  await through(id);
  const [found] = await many('select id from device where identifier = $1', [serial]);
  did(
    await supervisor.post(`/api/devices/${found.id}/move`, {
      to: 'repair',
      office: null,
      reason: 'it rattles',
    }),
  );
  expect((await step(id, 'finish', {})).body.code).toBe('device-elsewhere');
  expect(await viewOf(id)).toMatchObject({ status: 'under-way', missing: [], identity: 'photo-on-file' });
  // Sent again under the same id it is one fitting.
  const again = await officer.post(`/api/people/${await person()}/fittings`, {
    id,
    identifier: await device(),
    office,
  });
  expect(again.body.code).toBe('fitting-under-way');
});

test('FIT-5 a person compares, teaching is ticked point by point, and nothing that is not a person’s is taken', async () => {
  const { id } = await begin(await person(), await device());
  expect((await step(id, 'identity', { means: 'face-recognition' })).status).toBe(400);
  did(await step(id, 'identity', { means: 'identity-document', note: 'passport' }));
  did(await step(id, 'teaching', { language: 'ht', interpreter: 'Jean', points: points.slice(1) }));
  expect(await viewOf(id)).toMatchObject({ identityNote: 'passport', interpreter: 'Jean', language: 'ht' });
  expect((await viewOf(id)).missing).toContain('teaching');
  did(await step(id, 'teaching', { language: 'ht', points }));
  expect((await viewOf(id)).missing).toEqual(['self-test', 'check-ins']);
});

test('FIT-6 whoever began it writes in it; it is given up with a reason, or expires', async () => {
  const [who, serial] = [await person(), await device()];
  const { id } = await begin(who, serial);
  expect((await step(id, 'identity', { means: 'photo-on-file' }, colleague)).body.code).toBe(
    'begun-by-another',
  );
  did(await step(id, 'abandon', { reason: 'they felt ill' }, colleague));
  expect(await viewOf(id)).toMatchObject({ status: 'abandoned', reason: 'they felt ill' });
  expect((await step(id, 'identity', { means: 'photo-on-file' })).body.code).toBe('already-decided');
  const left = await begin(who, serial);
  did(left.answer);
  await many(
    `update fitting set begun_at = now() - interval '13 hours', expires_at = now() - interval '1 hour' where id = $1`,
    [left.id],
  );
  expect((await step(left.id, 'identity', { means: 'photo-on-file' })).body.code).toBe('fitting-expired');
  did((await begin(who, serial)).answer);
  expect(await viewOf(left.id)).toMatchObject({ status: 'expired' });
  await many(`update fitting set expires_at = now() where status = 'under-way' and participant_id = $1`, [
    who,
  ]);
  expect((await many('select expire_fittings() as n'))[0].n).toBeGreaterThan(0);
});

test('FIT-16 an auditor reads how a device came onto somebody, on record, and writes nothing of it', async () => {
  const [who, serial] = [await person(), await device()];
  const { id, answer } = await begin(who, serial);
  did(answer);
  const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
  expect((await auditor.get(`/api/fittings/${id}`)).body).toMatchObject({ participant: { id: who } });
  expect((await auditor.get(`/api/people/${who}/fittings`)).body.fittings).toMatchObject([{ id }]);
  expect((await auditor.get(`/api/people/${who}/injuries`)).body).toMatchObject({ injuries: [] });
  expect((await auditor.get('/api/fittings')).body.fittings).toContainEqual(expect.objectContaining({ id }));
  const looks = await many(
    'select distinct action from access_record where participant_id = $1 and staff_id = $2 order by 1',
    [who, auditor.staffId],
  );
  expect(looks.map(({ action }) => action)).toEqual(['list', 'open']);
  const body = { id: randomUUID(), identifier: serial, office };
  expect((await auditor.post(`/api/people/${who}/fittings`, body)).status).toBe(403);
  expect((await auditor.post(`/api/fittings/${id}/identity`, { means: 'photo-on-file' })).status).toBe(403);
  expect((await auditor.post(`/api/fittings/${id}/abandon`, { reason: 'as an auditor' })).status).toBe(403);
  const manager = await signInAs(system, admin, ['programme-manager'], 'manager@example.org');
  expect((await manager.get(`/api/fittings/${id}`)).status).toBe(403);
});

test('FIT-9 a write that is sent again under its key happens once', async () => {
  const [who, serial] = [await person(), await device()];
  const id = randomUUID();
  const body = { id, identifier: serial, office };
  const key = { 'idempotency-key': randomUUID() };
  const first = await officer.send('POST', `/api/people/${who}/fittings`, body, key);
  const again = await officer.send('POST', `/api/people/${who}/fittings`, body, key);
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
});

test('FIT-10 straps are counted by office, and what a fitting used is less', async () => {
  const change = (body: object) =>
    officer.post('/api/consumables', {
      office,
      item: 'strap',
      model: scene.model,
      note: 'a box came',
      ...body,
    });
  const row = async () =>
    did(await officer.get('/api/consumables')).body.rows.find(
      (one: { item: string }) => one.item === 'strap',
    );
  const before = (await row())?.count ?? 0;
  did(await change({ why: 'received', count: 20 }));
  await fit(await person(), await device());
  expect((await row()).count).toBe(before + 19);
  expect((await change({ why: 'discarded', count: 500 })).body.code).toBe('too-many');
  expect(did(await change({ why: 'counted', count: 7 })).body).toEqual({ count: 7 });
  expect((await row()).count).toBe(7);
});

test('FIT-11 harm asks for a review at once, by every order in force', async () => {
  const who = await person();
  const at = new Date(Date.now() - 60_000).toISOString();
  const report = {
    id: randomUUID(),
    at,
    device: null,
    what: 'the skin under the strap is open',
    care: 'seen by a nurse',
  };
  const reported = did(await officer.post(`/api/people/${who}/injuries`, report));
  expect(reported.body.asked).toHaveLength(1);
  const prompts = await many(
    `select kind, due_at < now() + interval '25 hours' as soon from order_prompt where participant_id = $1 and kind = 'medical'`,
    [who],
  );
  expect(prompts).toEqual([{ kind: 'medical', soon: true }]);
  expect(did(await officer.get(`/api/people/${who}/injuries`)).body.injuries).toMatchObject([
    { what: report.what, care: report.care },
  ]);
  const late = { ...report, id: randomUUID(), at: new Date(Date.now() + 3_600_000).toISOString() };
  expect((await officer.post(`/api/people/${who}/injuries`, late)).body.code).toBe('in-the-future');
});

test('FIT-12 a device that is back lies on the shelf, and their time with it is over', async () => {
  const [who, serial] = [await person(), await device()];
  await fit(who, serial);
  const held = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  expect(held).toMatchObject([{ toCollect: false, device: { identifier: serial } }]);
  const path = `/api/assignments/${held[0].assignment}/collection`;
  const back = { office, state: 'damaged', reason: 'the order is over' };
  did(await officer.post(path, back));
  expect(await placeOf(serial)).toMatchObject({ kind: 'office', office, damaged: true });
  expect((await officer.post(path, back)).body.code).toBe('already-decided');
  expect(did(await officer.get(`/api/people/${who}/fittings`)).body.held).toEqual([]);
});

test('FIT-12 what the next wearer still has to give back is not taken back in the name of the one before', async () => {
  const [first, second, serial, other] = [await person(), await person(), await device(), await device()];
  const heldBy = async (who: string) => did(await officer.get(`/api/people/${who}/fittings`)).body.held[0];
  await fit(first, serial);
  const before = (await heldBy(first)).assignment;
  const back = { office, state: 'usable', reason: 'the order is over' };
  did(await officer.post(`/api/assignments/${before}/collection`, back));
  await fit(second, serial);
  await fit(second, other, { replaces: (await heldBy(second)).assignment });
  expect((await officer.post(`/api/assignments/${before}/collection`, back)).body.code).toBe(
    'already-decided',
  );
  expect(await placeOf(serial)).toMatchObject({ kind: 'participant' });
});

test('FIT-8 FIT-12 in a swap the old device ends with the instant at which the new one begins, and may be open until then', async () => {
  const [who, old, next] = [await person(), await device(), await device()];
  await fit(who, old);
  const [{ assignment }] = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  const { id, answer } = await begin(who, next, { replaces: assignment });
  did(answer);
  const during = await planOf(who);
  expect(during.case.removals).toMatchObject([{ reason: 'swap' }]);
  await through(id);
  did(await step(id, 'finish', {}));
  const spans = await many(
    'select from_at, to_at, is_primary from assignment where participant_id = $1 order by id',
    [who],
  );
  expect(spans[1].from_at).toEqual(spans[0].to_at);
  expect([spans[1].to_at, spans[1].is_primary]).toEqual([null, true]);
  const [removal] = await many(
    'select ended_at = (select to_at from assignment where id = $2) as same from planned_removal where participant_id = $1',
    [who, assignment],
  );
  expect(removal.same).toBe(true);
  const { held } = did(await officer.get(`/api/people/${who}/fittings`)).body;
  expect(held).toMatchObject([{ toCollect: false }, { toCollect: true, device: { identifier: old } }]);
  did(
    await officer.post(`/api/assignments/${assignment}/collection`, {
      office,
      state: 'usable',
      reason: 'swapped',
    }),
  );
  expect(await placeOf(old)).toMatchObject({ kind: 'office', damaged: false });
});

test('FIT-8 a removal is planned from now on, for three days at most, and taken back', async () => {
  const who = await person();
  await fit(who, await device());
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const plan = (body: object) =>
    officer.post(`/api/people/${who}/planned-removals`, { reason: 'medical', ...body });
  expect((await plan({ from: inHours(-2), to: inHours(-1) })).body.code).toBe('in-the-past');
  expect((await plan({ from: inHours(1), to: inHours(80) })).body.code).toBe('too-long');
  const { removal } = did(await plan({ from: inHours(-1), to: inHours(2), note: 'a scan' })).body;
  expect((await plan({ from: inHours(1), to: inHours(3) })).body.code).toBe('already-planned');
  const [span] = (await planOf(who)).case.removals ?? [];
  expect(span?.reason).toBe('medical');
  expect(span?.from).toBeGreaterThan(Date.now() - 60_000);
  const versions = await many('select plan_version from assignment where participant_id = $1', [who]);
  did(await officer.post(`/api/planned-removals/${removal}/end`, { version: 1 }));
  expect((await officer.post(`/api/planned-removals/${removal}/end`, { version: 2 })).body.code).toBe(
    'already-decided',
  );
  const after = await many('select plan_version from assignment where participant_id = $1', [who]);
  expect(after[0].plan_version).toBeGreaterThan(versions[0].plan_version);
  expect(did(await officer.get(`/api/people/${who}/planned-removals`)).body).toMatchObject({
    removals: [{ reason: 'medical', note: 'a scan', version: 2 }],
    may: true,
  });
});
