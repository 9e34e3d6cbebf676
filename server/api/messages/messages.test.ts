import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeyring } from '../../keys/keyring.ts';
import { createIntake } from '../../messages/intake.ts';
import { signBody } from '../../messages/signature.ts';
import { insertMessageOf } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const secret = 'a secret of the gateway';
const withGateway = await system.startAnother({
  messages: { kinds: ['phone'], intake: createIntake({ pool: owner, keyring, secret, now: Date.now }) },
});

let officer: Client & { readonly staffId: string };
let elsewhere: Client;
let auditor: Client;
let person = '';
let programmeId = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor']);
  await everywhere.post('/api/enrolments', lineOf('A-2', { participant: { office: 'There' } }));
  const enrolled = await everywhere.post(
    '/api/enrolments',
    lineOf('A-1', { participant: { office: 'Here' } }),
  );
  person = enrolled.body.participant.id;
  programmeId = (await owner.query('select programme_id from participant where id = $1', [person])).rows[0]
    .programme_id;
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org', { office: 'Here' });
});

const add = (body: object, by: Client = officer) => by.post(`/api/people/${person}/contact-points`, body);
const points = async () => (await officer.get(`/api/people/${person}/contact-points`)).body.contactPoints;

test('MSG-4 a number is read before it is kept, as E.164, sealed, and once', async () => {
  for (const address of ['12', 'no number', '+1 305 555 01234567', "'; drop table contact_point"])
    expect((await add({ kind: 'phone', address, consent: true })).body).toMatchObject({ code: 'no-address' });
  expect((await add({ kind: 'email', address: 'marisol@nowhere', consent: true })).body.code).toBe(
    'no-address',
  );
  expect((await add({ kind: 'phone', address: '(305) 555-0123', consent: true, note: 'own' })).status).toBe(
    201,
  );
  expect((await add({ kind: 'phone', address: '+1 305 555 0123', consent: true })).body.code).toBe('exists');
  expect(
    (await add({ kind: 'email', address: 'Marisol@Example.ORG', consent: false, preference: 2 })).status,
  ).toBe(201);
  expect(await points()).toMatchObject([
    { address: '+13055550123', consent: { askedBy: 'Test case-officer' }, reachable: true, version: 1 },
    { address: 'Marisol@example.org', consent: null, reachable: false },
  ]);
  const { rows } = await owner.query(`select contact_point::text as text from contact_point`);
  expect(JSON.stringify(rows)).not.toMatch(/5550123|Marisol/);
  expect(system.logged.join('\n')).not.toMatch(/5550123|[Mm]arisol@/);
});

test('MSG-4 it is changed as it was read, with who did it, and the audit says so', async () => {
  const [phone] = await points();
  const path = `/api/contact-points/${phone.id}`;
  expect((await officer.post(`${path}/withdraw`, { version: 1 })).status).toBe(200);
  expect((await officer.post(`${path}/consent`, { version: 1 })).body.code).toBe('version-changed');
  expect((await points())[0]).toMatchObject({
    reachable: false,
    consentWithdrawn: expect.any(String),
    version: 2,
  });
  expect((await officer.post(`${path}/consent`, { version: 2 })).status).toBe(200);
  const changed = { version: 3, preference: 3, language: 'es', note: null };
  expect((await officer.send('PUT', path, changed)).status).toBe(200);
  expect((await points())[1]).toMatchObject({
    id: phone.id,
    language: 'es',
    preference: 3,
    reachable: true,
    version: 4,
  });
  const audited = await owner.query(`select action from audit_entry where entity_id = $1 order by id`, [
    phone.id,
  ]);
  expect(audited.rows.map(({ action }) => action)).toEqual([
    'contact-point.added',
    'contact-point.consent-withdrawn',
    'contact-point.consent-given',
    'contact-point.changed',
  ]);
});

test('MSG-4 who may not see the person neither sees nor changes where they are reached; an auditor reads and changes nothing', async () => {
  const [first] = await points();
  expect((await elsewhere.get(`/api/people/${person}/contact-points`)).status).toBe(404);
  expect((await add({ kind: 'email', address: 'a@example.org', consent: true }, elsewhere)).status).toBe(404);
  expect(
    (await elsewhere.post(`/api/contact-points/${first.id}/end`, { version: first.version })).status,
  ).toBe(404);
  expect((await auditor.get(`/api/people/${person}/contact-points`)).status).toBe(200);
  expect((await auditor.post(`/api/contact-points/${first.id}/end`, { version: first.version })).status).toBe(
    403,
  );
});

test('MSG-9 what staff write waits in the outbox, under their name, and the outbox says that no provider is set up', async () => {
  expect((await officer.post(`/api/people/${person}/messages`, { text: ' ' })).status).toBe(400);
  const text = 'Please bring your papers';
  expect((await officer.post(`/api/people/${person}/messages`, { text })).status).toBe(201);
  const { body } = await officer.get('/api/messages?show=planned');
  expect(body).toMatchObject({
    providers: [],
    messages: [{ status: 'planned', by: 'Test case-officer', template: 'free-text' }],
  });
  expect(body.messages[0].text).toContain(`Test Programme, Here: ${text}`);
  expect((await elsewhere.get('/api/messages?show=all')).body.messages).toEqual([]);
  const of = await officer.get(`/api/people/${person}/messages`);
  expect(of.body.messages).toHaveLength(1);
  expect((await officer.post(`/api/messages/${body.messages[0].id}/cancel`)).status).toBe(200);
  expect((await officer.post(`/api/messages/${body.messages[0].id}/cancel`)).body.code).toBe('changed');
});

test('MSG-7 what is unknown comes first, and a person says what became of it; sent again it is another message', async () => {
  const of = { programmeId, participantId: person };
  await insertMessageOf(owner, keyring, { ...of, text: 'failed' });
  const id = await insertMessageOf(owner, keyring, { ...of, text: 'unknown' });
  await owner.query(`update message set status = 'unknown', reason = 'crashed' where id = $1`, [id]);
  const { body } = await officer.get('/api/messages');
  expect(body.messages.map(({ text }: { text: string }) => text)).toEqual(['unknown', 'failed']);
  const settle = (as: string) => officer.post(`/api/messages/${id}/settle`, { as });
  expect((await settle('send-again')).status).toBe(200);
  expect((await settle('was-sent')).body.code).toBe('changed');
  const { rows } = await owner.query(
    'select status, round, attempts, settled_by from message where id = $1',
    [id],
  );
  expect(rows).toEqual([{ status: 'planned', round: 2, attempts: 0, settled_by: officer.staffId }]);
  await owner.query(
    `update message set status = 'unknown', reason = 'crashed', useful_until = now() where id = $1`,
    [id],
  );
  expect((await settle('send-again')).body.code).toBe('too-late');
  expect((await settle('was-sent')).status).toBe(200);
  expect((await settle('not-sent')).body.code).toBe('changed');
});

test('MSG-10 MSG-11 a reply comes by HTTP, signed over the bytes as they are, and shows on the person’s page', async () => {
  const bring = (body: string, signature: string | null, at = withGateway.address) =>
    fetch(`${at}/api/messages/gateway`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'attend-signature': signature }),
      },
      body,
    });
  // Spaces that no parser would give back.
  const body = `{ "kind": "reply",  "id": "r-1", "from": "+13055550123", "text": "ALTO" }`;
  expect((await bring(body, null)).status).toBe(401);
  expect((await bring(body, signBody(secret, body.replaceAll('  ', ' '), Date.now()))).status).toBe(401);
  expect((await bring(body, signBody(secret, body, Date.now()), system.api.address)).status).toBe(404);
  expect((await points()).every(({ stopped }: { stopped: null }) => stopped === null)).toBe(true);
  const taken = await bring(body, signBody(secret, body, Date.now()));
  expect([taken.status, await taken.json()]).toEqual([200, {}]);
  const phone = (await points()).find(({ kind }: { kind: string }) => kind === 'phone');
  expect(phone).toMatchObject({ stopped: expect.any(String), reachable: false });
  const { replies } = (await officer.get(`/api/people/${person}/messages`)).body;
  expect(replies).toMatchObject([{ meaning: 'stop', text: 'ALTO' }]);
  const large = JSON.stringify({ kind: 'reply', text: 'x'.repeat(70_000) });
  expect((await bring(large, signBody(secret, large, Date.now()))).status).toBe(413);
});
