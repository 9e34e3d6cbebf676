import { agreementTextVersion } from '@attend/casework';
import { expect, test } from 'vitest';
import { wholeOrder } from '../../database/testing-orders.ts';
import { signInAs } from '../testing/start.ts';
import { withOrders } from './testing.ts';

const {
  system,
  owner,
  admin,
  officer,
  supervisor,
  inDays,
  enrol,
  orderOf,
  did,
  draw,
  command,
  signing,
  live,
  planOf,
} = await withOrders();

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
  expect(read.body).toMatchObject({
    languages: ['en', 'es', 'ht', 'ar'],
    text: { version: agreementTextVersion },
  });
  expect(read.body.text.text).toContain('Acuerdo sobre la orden O-8 de Superior Court');
  // Haitian Creole and Arabic say that no speaker has read them, with their own days; an agency's text takes their place.
  const inCreole = async () =>
    (await officer.get(`/api/orders/${id}/agreement-text?language=ht&version=1`)).body.text;
  const creole = await inCreole();
  expect(creole.text).toMatch(/Lòd la valab soti (lendi|madi|mèkredi|jedi|vandredi|samdi|dimanch) /);
  expect(creole.version).toBe(`${agreementTextVersion}-unread`);
  did(await supervisor.post('/api/agreement-texts', { language: 'ht', text: 'Akò {order}' }));
  expect(await inCreole()).toMatchObject({ version: 'own-1', text: 'Akò O-8' });
  const none = await officer.get(`/api/orders/${id}/agreement-text?language=fr&version=1`);
  expect(none.body.text).toBeNull();
  const inFrench = signing(1, { language: 'fr', textVersion: 'own-1' });
  expect((await command(officer, person, id, 'agreement', inFrench)).body.code).toBe('no-text');
  const own = { language: 'fr', text: 'Accord sur {order}, {name}.' };
  expect((await officer.post('/api/agreement-texts', own)).status).toBe(403);
  did(await supervisor.post('/api/agreement-texts', own));
  const stale = { ...inFrench, textVersion: 'own-0' };
  expect((await command(officer, person, id, 'agreement', stale)).body.code).toBe('version-changed');
  const tooMuch = await command(officer, person, id, 'agreement', { ...inFrench, location: 'trail' });
  expect(tooMuch.body).toMatchObject({ code: 'more-than-order', fields: [{ path: 'body.location' }] });
  const strokes = [
    [
      [10, 20],
      [30, 40],
    ],
  ];
  const drawn = { ...inFrench, interpreter: 'Guerda', signature: { kind: 'drawn', name: 'Ana', strokes } };
  did(await command(officer, person, id, 'agreement', drawn));
  const [agreement] = (await orderOf(person, id)).versions[0].agreements;
  expect(agreement).toMatchObject({ signedAs: 'drawn', strokes, interpreter: 'Guerda', language: 'fr' });
  expect(agreement.text).toBe('Accord sur O-8, Person OR-8.');
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

test('ORD-30 a draft that was entered in error can no longer be approved, and stays in the log with the reason', async () => {
  const person = await enrol('OR-17');
  const id = await draw(person, 'O-17');
  const wrong = { reason: 'of another person' };
  const stale = await officer.post(`/api/orders/${id}/draft/entered-in-error`, { revision: 99, ...wrong });
  expect(stale.body.code).toBe('version-changed');
  did(await command(officer, person, id, 'draft/entered-in-error', wrong));
  expect(await orderOf(person, id)).toBeUndefined();
  const approval = await supervisor.post(`/api/orders/${id}/approve`, { revision: 2, note: 'looked at' });
  expect(approval.status).toBe(404);
  const { items } = (await officer.get(`/api/people/${person}/log?kind=order`)).body;
  expect(items).toContainEqual(
    expect.objectContaining({
      fact: { kind: 'order', event: 'drafted', reference: 'O-17', version: 1, endedAs: null },
      inError: expect.objectContaining(wrong),
    }),
  );
});

test('ORD-30 an amendment in error leaves what is in force, and another may be begun', async () => {
  const person = await enrol('OR-18');
  const [{ id }] = (await officer.get(`/api/people/${person}/orders`)).body.orders;
  did(await command(officer, person, id, 'amend'));
  did(await command(officer, person, id, 'draft/entered-in-error', { reason: 'of another order' }));
  const approval = await command(supervisor, person, id, 'approve', { note: 'looked at' });
  expect(approval.body.code).toBe('no-draft');
  expect(await orderOf(person, id)).toMatchObject({ status: 'active', draft: null });
  const twice = await command(officer, person, id, 'draft/entered-in-error', { reason: 'of another order' });
  expect(twice.body.code).toBe('no-draft');
  did(await command(officer, person, id, 'amend'));
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
  });
});
