import { join } from 'node:path';
import { agreementTextVersion } from '@attend/casework';
import { expect, test } from 'vitest';
import { loadPlans } from '../../database/repositories/plans.ts';
import { wholeOrder } from '../../database/testing-orders.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
const admin = await firstRun(system);
await withSecondPerson(system, admin);
await admin.post('/api/offices', { name: 'North' });
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');

type Answer = Awaited<ReturnType<typeof officer.get>>;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Somebody with a device and no authority: what an order gives is the only one. */
async function enrol(reference: string): Promise<string> {
  const bare = lineOf(reference, { case: { authority: [], conditions: [] } });
  const answer = await officer.post('/api/enrolments', bare);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.participant.id;
}
const ordersOf = async (person: string) => (await officer.get(`/api/people/${person}/orders`)).body.orders;
const orderOf = async (person: string, id: string) =>
  (await ordersOf(person)).find((order: { id: string }) => order.id === id);
const did = (answer: Answer): Answer => {
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

/** An order drawn by the officer, in whatever state `steps` bring it to. */
async function draw(person: string, reference: string, over: object = {}): Promise<string> {
  return did(await officer.post(`/api/people/${person}/orders`, wholeOrder(reference, over))).body.order;
}
const command = async (who: typeof officer, person: string, id: string, path: string, body: object = {}) => {
  const { revision } = await orderOf(person, id);
  return who.post(`/api/orders/${id}/${path}`, { revision, ...body });
};
const signing = (version = 1, over: object = {}) => ({
  ...{ version, language: 'es', textVersion: agreementTextVersion, location: 'zones' },
  ...{ explained: 'each clause, and how to take it back', signature: { kind: 'typed', name: 'Ana' } },
  ...over,
});
async function live(person: string, reference: string, over: object = {}): Promise<string> {
  const id = await draw(person, reference, over);
  did(await command(supervisor, person, id, 'approve', { note: 'read and agreed' }));
  did(await command(officer, person, id, 'agreement', signing()));
  return id;
}
/** What the gateway's engine judges by, and the version by which a stale one fails at its commit. */
async function planOf(person: string) {
  const { rows } = await owner.query(
    'select a.id, a.plan_version from assignment a where a.participant_id = $1',
    [person],
  );
  const id = Number(rows[0].id);
  const plan = (await loadPlans(owner, keyring, [id])).get(id);
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

test('ORD-10 a draft permits nothing, and cannot go live without what is missing: the refusal lists it by path', async () => {
  const person = await enrol('OR-1');
  const created = did(await officer.post(`/api/people/${person}/orders`, { reference: 'O-1' }));
  const id: string = created.body.order;
  const refused = await command(officer, person, id, 'agreement', signing());
  expect(refused).toMatchObject({ status: 422, body: { code: 'order-not-complete' } });
  expect(refused.body.fields.map(({ path }: { path: string }) => path)).toEqual(
    ['court', 'caseNumber', 'legalBasis', 'to', 'reviewAt', 'clauses', 'necessity', 'lesserMeans']
      .concat(['vulnerability', 'language', 'representations', 'answer', 'reasons'])
      .map((path) => `draft.${path}`),
  );
  for (const path of ['service', 'approve']) {
    const who = path === 'approve' ? supervisor : officer;
    const said = { reference: 'served', note: 'seen' };
    expect((await command(who, person, id, path, said)).body.code).toBe('order-not-complete');
  }
  const { reference: _, ...whole } = wholeOrder('O-1') as Record<string, unknown>;
  did(await command(officer, person, id, 'draft', whole));
  const order = await orderOf(person, id);
  expect(order).toMatchObject({
    status: 'draft',
    court: 'Superior Court',
    draft: { missing: [], mine: true },
  });
  expect((await planOf(person)).case.authority).toEqual([]);
  const crooked = await command(officer, person, id, 'draft', { to: inDays(-3) });
  expect(crooked).toMatchObject({ status: 422, body: { code: 'bad-terms', fields: [{ path: 'body.to' }] } });
});

test('ORD-11 ORD-13 what adds restriction takes effect by a signature after a second person approved it', async () => {
  const person = await enrol('OR-2');
  const id = await draw(person, 'O-2');
  expect((await command(officer, person, id, 'agreement', signing())).body.code).toBe('needs-approval');
  expect((await command(officer, person, id, 'approve', { note: 'mine' })).status).toBe(403);
  expect((await command(officer, person, id, 'take-effect')).body.code).toBe('needs-agreement');
  did(await command(supervisor, person, id, 'approve', { note: 'read and agreed' }));
  // Whoever changes an approved draft makes it another one.
  did(await command(officer, person, id, 'draft', { reasons: 'as the court found on Monday' }));
  expect((await command(officer, person, id, 'agreement', signing())).body.code).toBe('needs-approval');
  did(await command(supervisor, person, id, 'draft', { answer: 'weekends are left out' }));
  expect((await command(supervisor, person, id, 'approve', { note: 'now mine' })).body.code).toBe(
    'second-person',
  );
  const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
  did(await command(second, person, id, 'approve', { note: 'read and agreed' }));
  const before = await planOf(person);
  did(await command(officer, person, id, 'agreement', signing()));
  const after = await planOf(person);
  expect(after.case.authority).toMatchObject([{ location: 'zones', withdrawnAt: null }]);
  expect(after.planVersion).toBeGreaterThan(before.planVersion);
  expect(await orderOf(person, id)).toMatchObject({
    status: 'active',
    draft: null,
    versions: [
      {
        version: 1,
        effectiveBy: 'agreement',
        approvedBy: { name: 'Test supervisor' },
        agreements: [{ language: 'es', name: 'Ana', signedAs: 'typed', textVersion: agreementTextVersion }],
      },
    ],
  });
});

test('ORD-11 the court’s service puts it in force, and without an agreement there is still no location', async () => {
  const person = await enrol('OR-3');
  const id = await draw(person, 'O-3');
  did(await command(supervisor, person, id, 'approve', { note: 'read and agreed' }));
  did(await command(officer, person, id, 'service', { reference: 'docket 12, served by the marshal' }));
  expect((await planOf(person)).case.authority).toEqual([]);
  expect((await orderOf(person, id)).versions[0]).toMatchObject({
    effectiveBy: 'service',
    serviceReference: 'docket 12, served by the marshal',
  });
});

test('ORD-11 ORD-14 an amendment that lessens shows the difference, takes effect on one word, and carries the agreement on', async () => {
  const person = await enrol('OR-4');
  const id = await live(person, 'O-4');
  did(await command(officer, person, id, 'amend'));
  expect((await command(officer, person, id, 'amend')).body.code).toBe('another-open');
  const clauses = [
    { number: '1', kind: 'location-status' },
    { number: '5', kind: 'check-ins' },
  ];
  did(await command(officer, person, id, 'draft', { clauses, reasons: 'ninety days kept' }));
  const { draft } = await orderOf(person, id);
  expect(draft).toMatchObject({ version: 2, missing: [], adds: [] });
  expect(draft.changes).toEqual([
    { path: 'clauses.1', was: 'location-zones', now: 'location-status' },
    ...['2', '3', '4'].map((number, at) => ({
      ...{ path: `clauses.${number}`, now: null },
      was: ['technology-wrist', 'curfew', 'exclusion-zone'][at],
    })),
    { path: 'reasons', was: 'as the court found', now: 'ninety days kept' },
  ]);
  did(await command(officer, person, id, 'take-effect'));
  const plan = await planOf(person);
  expect(plan.case.authority.map(({ location }) => location)).toEqual(['zones', 'status']);
  expect((await orderOf(person, id)).versions[0]).toMatchObject({
    version: 2,
    effectiveBy: 'decision',
    agreements: [{ carried: true, name: 'Ana' }],
  });
});

test('ORD-13 a step up needs its reason and the lesser means tried, as well as the second person', async () => {
  const person = await enrol('OR-5');
  const id = await live(person, 'O-5');
  did(await command(officer, person, id, 'amend'));
  did(await command(officer, person, id, 'draft', { to: inDays(300) }));
  const { draft } = await orderOf(person, id);
  expect(draft.missing).toEqual(['stepReason', 'stepLesserMeans']);
  expect(draft.adds.map(({ kind }: { kind: string }) => kind)).toContain('longer-order');
  did(
    await command(officer, person, id, 'draft', { stepReason: 'the case goes on', stepLesserMeans: 'calls' }),
  );
  expect((await command(officer, person, id, 'service', { reference: 'docket' })).body.code).toBe(
    'needs-approval',
  );
  did(await command(supervisor, person, id, 'approve', { note: 'the case goes on' }));
  did(await command(officer, person, id, 'service', { reference: 'docket 14' }));
  expect((await orderOf(person, id)).versions).toMatchObject([
    { version: 2, effectiveBy: 'service' },
    { version: 1 },
  ]);
});

test('ORD-14 a version that took effect is edited by nobody, whatever the SQL of the application', async () => {
  const person = await enrol('OR-6');
  await live(person, 'O-6');
  const client = await system.database.pool('app').connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
      [
        (await owner.query('select programme_id from participant where id = $1', [person])).rows[0]
          .programme_id,
        supervisor.staffId,
      ],
    );
    await client.query('savepoint one');
    const edit = client.query(`update order_version set to_at = null where legal_basis like 'Release Act%'`);
    await expect(edit).rejects.toThrow('not edited');
    await client.query('rollback to savepoint one');
    await expect(client.query(`delete from order_clause where kind = 'curfew'`)).rejects.toThrow('stays');
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('ORD-16 of two editors the second is told that the order changed, and both changes stand once it is sent again', async () => {
  const person = await enrol('OR-7');
  const id = await draw(person, 'O-7');
  const { revision } = await orderOf(person, id);
  const first = officer.post(`/api/orders/${id}/draft`, { revision, necessity: 'the first’s' });
  const second = supervisor.post(`/api/orders/${id}/draft`, { revision, lesserMeans: 'the second’s' });
  const codes = (await Promise.all([first, second])).map(({ status }) => status);
  expect(codes.sort()).toEqual([200, 409]);
  const now = await orderOf(person, id);
  const [version] = now.versions;
  const again =
    version.written.necessity === 'the first’s'
      ? { lesserMeans: 'the second’s' }
      : { necessity: 'the first’s' };
  did(await officer.post(`/api/orders/${id}/draft`, { revision: now.revision, ...again }));
  expect((await orderOf(person, id)).versions[0].written).toMatchObject({
    necessity: 'the first’s',
    lesserMeans: 'the second’s',
  });
});

test('ORD-15 the text is read in the participant’s language; a drawn signature and the text as read stand under their key', async () => {
  const person = await enrol('OR-8');
  const id = await draw(person, 'O-8');
  did(await command(supervisor, person, id, 'approve', { note: 'read and agreed' }));
  const read = await officer.get(`/api/orders/${id}/agreement-text?language=es&version=1&location=zones`);
  expect(read.body).toMatchObject({ languages: ['en', 'es'], text: { version: agreementTextVersion } });
  expect(read.body.text.text).toContain('Acuerdo sobre la orden O-8 de Superior Court');
  const none = await officer.get(`/api/orders/${id}/agreement-text?language=ht&version=1`);
  expect(none.body.text).toBeNull();
  const inHaitian = signing(1, { language: 'ht', textVersion: 'own-1' });
  expect((await command(officer, person, id, 'agreement', inHaitian)).body.code).toBe('no-text');
  const own = { language: 'ht', text: 'Akò pou lòd {order}, {name}.' };
  expect((await officer.post('/api/agreement-texts', own)).status).toBe(403);
  did(await supervisor.post('/api/agreement-texts', own));
  const stale = { ...inHaitian, textVersion: 'own-0' };
  expect((await command(officer, person, id, 'agreement', stale)).body.code).toBe('version-changed');
  const tooMuch = await command(officer, person, id, 'agreement', { ...inHaitian, location: 'trail' });
  expect(tooMuch.body).toMatchObject({ code: 'more-than-order', fields: [{ path: 'body.location' }] });
  const strokes = [
    [
      [10, 20],
      [30, 40],
    ],
  ];
  const drawn = { ...inHaitian, interpreter: 'Guerda', signature: { kind: 'drawn', name: 'Ana', strokes } };
  did(await command(officer, person, id, 'agreement', drawn));
  const [agreement] = (await orderOf(person, id)).versions[0].agreements;
  expect(agreement).toMatchObject({ signedAs: 'drawn', strokes, interpreter: 'Guerda', language: 'ht' });
  expect(agreement.text).toBe('Akò pou lòd O-8, Person OR-8.');
  const { rows } = await owner.query(`select sealed from agreement where text_version = 'own-1'`);
  expect(rows[0].sealed.toString('latin1')).not.toContain('Guerda');
});

test('ORD-5 ORD-27 an agreement that is taken back works from the next reading on, and a new one gives authority again', async () => {
  const person = await enrol('OR-9');
  const id = await live(person, 'O-9');
  const before = await planOf(person);
  did(await command(officer, person, id, 'agreement/withdraw', { reason: 'on the telephone, this morning' }));
  const after = await planOf(person);
  expect(after.planVersion).toBeGreaterThan(before.planVersion);
  expect(after.case.authority[0]?.withdrawnAt).toBeLessThanOrEqual(Date.now());
  const again = await command(officer, person, id, 'agreement/withdraw', { reason: 'twice' });
  expect(again.body.code).toBe('already-decided');
  did(await command(officer, person, id, 'agreement', signing()));
  expect((await planOf(person)).case.authority.at(-1)).toMatchObject({
    location: 'zones',
    withdrawnAt: null,
  });
});

test('ORD-7 ORD-26 a zone needs its clause, a closed outline, and a beginning that is not past', async () => {
  const person = await enrol('OR-10');
  await live(person, 'O-10');
  const circle = { center: [-80.2, 25.8], radius: 200 };
  const zone = { kind: 'exclusion-zone', name: 'The shop', area: circle, from: inDays(1) };
  const set = (over: object) => officer.post(`/api/people/${person}/conditions`, { ...zone, ...over });
  const made = did(await set({}));
  expect((await planOf(person)).case.conditions).toMatchObject([
    { id: 'z1', kind: 'exclusion-zone', area: circle },
  ]);
  const refused = await set({ kind: 'inclusion-zone' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'clause-missing' } });
  expect(refused.body.detail).toContain('inclusion-zone');
  expect((await set({ to: inDays(900) })).body).toMatchObject({
    code: 'clause-too-short',
    fields: [{ path: 'body.to' }],
  });
  expect((await set({ from: inDays(-2) })).body.code).toBe('in-the-past');
  const bow = [
    [-80, 25],
    [-79, 26],
    [-79, 25],
    [-80, 26],
    [-80, 25],
  ];
  expect((await set({ area: { type: 'Polygon', coordinates: [bow] } })).body).toMatchObject({
    code: 'bad-area',
    detail: 'the ring crosses itself',
    fields: [{ path: 'body.area.coordinates.0' }],
  });
  const end = { revision: 1, reason: 'the shop has closed' };
  did(await officer.post(`/api/conditions/${made.body.condition}/end`, end));
  expect((await planOf(person)).case.conditions).toEqual([]);
});

test('ORD-18 ORD-19 ORD-27 an exception is asked for, granted and taken back, and each reaches the gateways', async () => {
  const person = await enrol('OR-11');
  await live(person, 'O-11');
  const timetable = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '21:00', end: '06:00' }];
  const curfew = { kind: 'curfew', area: { center: [-80.2, 25.8], radius: 100 }, from: inDays(0), timetable };
  const made = did(await officer.post(`/api/people/${person}/conditions`, curfew));
  const { condition } = made.body;
  const ask = (over: object = {}) =>
    officer.post(`/api/conditions/${condition}/exceptions`, {
      ...{ from: inDays(3), to: inDays(4), reason: 'a night shift' },
      ...over,
    });
  const exceptions = async () => (await planOf(person)).case.conditions[0]?.exceptions ?? [];
  const asked = did(await ask());
  expect(await exceptions()).toEqual([]);
  const before = (await planOf(person)).planVersion;
  const decide = (exception: string, body: object) =>
    officer.post(`/api/exceptions/${exception}/decision`, body);
  const grant = { revision: 1, decision: 'granted', reason: 'the employer wrote' };
  did(await decide(asked.body.exception, grant));
  expect(await exceptions()).toMatchObject([{ reason: 'a night shift' }]);
  expect((await planOf(person)).planVersion).toBeGreaterThan(before);
  expect((await decide(asked.body.exception, grant)).status).toBe(409);
  const refused = did(await ask({ from: inDays(5), to: inDays(6) }));
  did(
    await decide(refused.body.exception, { revision: 1, decision: 'refused', reason: 'no shift that day' }),
  );
  const begun = did(await ask({ from: inDays(-1), to: inDays(1), grant: true }));
  const back = { revision: 1, reason: 'the shift was called off' };
  did(await officer.post(`/api/exceptions/${begun.body.exception}/withdraw`, back));
  const [first] = await exceptions();
  expect(first?.to).toBeLessThanOrEqual(Date.now());
  expect(await exceptions()).toHaveLength(2);
  expect((await ask({ from: inDays(-3), to: inDays(-2) })).body).toMatchObject({
    code: 'bad-exception',
    fields: [{ path: 'body.to' }],
  });
  const [order] = await ordersOf(person);
  expect(order.conditions[0].exceptions.map(({ status }: { status: string }) => status)).toEqual([
    'refused',
    'granted',
    'granted',
  ]);
});

test('ORD-17 the coming week of a timetable is shown before it is asked of anybody', async () => {
  const timetable = [{ days: ['sat'], start: '20:00', end: '08:00' }];
  const asked = { timezone: 'America/New_York', from: '2026-03-03T12:00:00Z', timetable };
  const week = did(await officer.post('/api/curfew-preview', asked));
  // The night in which the clocks go forward.
  expect(week.body.windows).toEqual([
    { from: '2026-03-08T01:00:00Z', to: '2026-03-08T12:00:00Z', free: false },
  ]);
  expect((await officer.post('/api/curfew-preview', { ...asked, timezone: 'Nowhere/At_All' })).status).toBe(
    400,
  );
});

test('ORD-24 an order that ends takes authority, conditions and schedules with it from that instant', async () => {
  const person = await enrol('OR-12');
  const id = await live(person, 'O-12');
  const zone = { kind: 'exclusion-zone', area: { center: [-80.2, 25.8], radius: 200 }, from: inDays(0) };
  did(await officer.post(`/api/people/${person}/conditions`, zone));
  const { rowCount } = await owner.query(
    `insert into check_in_schedule (programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after,
       made_until, created_by)
     select l.programme_id, $1, l.id, f.id, 'office', 'weeks-4', current_date, 3, 3, current_date, $2
     from order_clause l join order_version v on v.id = l.order_version_id, office f where v.order_id = $3 and l.kind = 'check-ins'`,
    [person, officer.staffId, id],
  );
  expect(rowCount).toBe(1);
  const before = await planOf(person);
  did(await command(officer, person, id, 'end', { as: 'revoked', reason: 'the court took it back' }));
  const after = await planOf(person);
  expect(after.planVersion).toBeGreaterThan(before.planVersion);
  expect(after.case.authority[0]?.to).toBeLessThanOrEqual(Date.now());
  expect(after.case.conditions.every(({ to }) => to !== null && to <= Date.now())).toBe(true);
  const { rows } = await owner.query(
    'select count(*)::int as n from check_in_schedule where participant_id = $1 and ended_at is null',
    [person],
  );
  expect(rows).toEqual([{ n: 0 }]);
  expect(await orderOf(person, id)).toMatchObject({
    status: 'ended',
    endedAs: 'revoked',
    endReason: 'the court took it back',
  });
  expect((await command(officer, person, id, 'amend')).body.code).toBe('already-decided');
});

test('ORD-23 evidence of harm asks for a review at once, first of all that waits; ORD-20 a decision sets the next review', async () => {
  const person = await enrol('OR-13');
  const id = await live(person, 'O-13');
  const evidence = 'a sore under the strap, seen by Dr. Ruiz';
  did(await command(officer, person, id, 'medical-evidence', { evidence }));
  const { body } = did(await officer.get('/api/orders-to-decide'));
  expect(body.prompts[0]).toMatchObject({ kind: 'medical', evidence, participant: { reference: 'OR-13' } });
  const review = body.prompts.find(
    (one: { kind: string; order: { id: string } }) => one.kind === 'review' && one.order.id === id,
  );
  const decide = (given: object) => officer.post(`/api/order-prompts/${review.id}/decision`, given);
  expect((await decide({ decision: 'stay', note: 'still needed' })).body).toMatchObject({
    code: 'bad-review',
    fields: [{ path: 'body.nextReviewAt' }],
  });
  did(await decide({ decision: 'stay', note: 'still needed', nextReviewAt: inDays(80) }));
  const { prompts } = await orderOf(person, id);
  const reviews = prompts.filter(({ kind }: { kind: string }) => kind === 'review');
  expect(reviews).toMatchObject([
    { decision: null },
    { decision: 'stay', note: 'still needed', atRisk: null },
  ]);
});

test('ORD-25 imported orders wait until a supervisor has looked at them', async () => {
  const made = await officer.post('/api/enrolments', lineOf('OR-14'));
  const person: string = made.body.participant.id;
  const waits = async () => {
    const { imported } = (await supervisor.get('/api/orders-to-decide')).body;
    return imported.some((one: { participant: { id: string } }) => one.participant.id === person);
  };
  expect(await waits()).toBe(true);
  const [{ id }] = await ordersOf(person);
  expect((await command(officer, person, id, 'looked-at')).status).toBe(403);
  did(await command(supervisor, person, id, 'looked-at'));
  expect(await waits()).toBe(false);
});

test('ORD-10 a draft that is given up is of no consequence, and its order with it', async () => {
  const person = await enrol('OR-15');
  const id = await draw(person, 'O-15');
  expect((await officer.post(`/api/people/${person}/orders`, wholeOrder('O-15'))).body).toMatchObject({
    code: 'exists',
    fields: [{ path: 'body.reference' }],
  });
  did(await command(officer, person, id, 'discard', { reason: 'of another person' }));
  expect(await orderOf(person, id)).toBeUndefined();
});

test('ACC-14 an officer of another office reads no order of this one’s people and changes none', async () => {
  await admin.post('/api/offices', { name: 'South' });
  const other = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  const person = await enrol('OR-16');
  const id = await draw(person, 'O-16');
  expect((await other.get(`/api/people/${person}/orders`)).status).toBe(404);
  expect((await other.post(`/api/orders/${id}/draft`, { revision: 2, reasons: 'none' })).status).toBe(404);
  expect((await other.get('/api/orders-to-decide')).body).toMatchObject({
    prompts: [],
    drafts: [],
    imported: [],
  });
});

test('ORD-28 a file of zones is read and not kept, with what could not be read in it', async () => {
  const corners = '-80.2,25.7 -80.1,25.7 -80.1,25.8 -80.2,25.7';
  const text = `<kml><Placemark><name>Yard</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${corners}</coordinates></LinearRing>
    </outerBoundaryIs></Polygon></Placemark><Placemark><name>Line</name></Placemark></kml>`;
  const read = did(await officer.post('/api/zone-files', { format: 'kml', text }));
  expect(read.body).toMatchObject({
    zones: [{ name: 'Yard' }],
    faults: [{ feature: 'Line', field: 'Polygon' }],
  });
});
