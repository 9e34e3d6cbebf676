import { expect, test } from 'vitest';
import { createAuthenticator, type Wrong } from '../testing/authenticator.ts';
import { type Client, createClient } from '../testing/client.ts';
import { firstRun, password, signInAs, withTestApi } from '../testing/start.ts';
import { totpOf } from '../testing/totp.ts';

const system = await withTestApi();
const admin = await firstRun(system);
const owner = system.database.pool('owner');
// Browsers know passkeys on a host with a name: the same API by its name.
const named = system.api.address.replace('127.0.0.1', 'localhost');
const client = (): Client => createClient(named);
/** The same session, asking by the host's name. */
const byName = (of: Client): Client => ({
  ...of,
  origin: named,
  get: (path) => fetchAs(of, 'GET', path),
  post: (path, body) => fetchAs(of, 'POST', path, body),
  send: (method, path, body) => fetchAs(of, method, path, body),
});
const fetchAs = (of: Client, method: string, path: string, body?: unknown) =>
  createClient(named).send(method, path, body, { cookie: of.cookies() });

async function addPasskey(of: Client, name = 'Office computer') {
  const authenticator = createAuthenticator(named);
  const options = await of.post('/api/passkeys/options');
  expect(options.body).toMatchObject({
    rp: { id: 'localhost' },
    authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
  });
  const made = await of.post('/api/passkeys', { name, passkey: authenticator.make(options.body) });
  expect(made.status).toBe(201);
  return authenticator;
}
async function signInWith(authenticator: ReturnType<typeof createAuthenticator>, wrong: Wrong = {}) {
  const browser = client();
  const options = await browser.post('/api/sign-in/passkey/options');
  const passkey = authenticator.prove(options.body, wrong);
  return { browser, passkey, answer: await browser.post('/api/sign-in/passkey', { passkey }) };
}
const age = (of: { readonly staffId: string }, minutes: number) =>
  owner.query(
    `update auth.session set proven_at = now() - make_interval(mins => $2)
     where user_id = (select account_id from staff where id = $1)`,
    [of.staffId, minutes],
  );

test('SGN-15 a passkey signs in alone, standing for both factors', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'passkey@example.org');
  const authenticator = await addPasskey(byName(officer));
  const { browser, answer } = await signInWith(authenticator);
  expect(answer).toMatchObject({ status: 200, body: { state: 'signed-in' } });
  expect((await browser.get('/api/people')).status).toBe(200);
  const { passkeys } = (await browser.get('/api/security')).body;
  expect(passkeys).toMatchObject([{ name: 'Office computer', lastUsedAt: expect.any(String) }]);
  const renamed = await browser.send('PUT', `/api/passkeys/${authenticator.id}`, { name: 'Old computer' });
  expect(renamed.status).toBe(200);
  expect((await browser.get('/api/security')).body.passkeys[0].name).toBe('Old computer');
  const actions = await owner.query(
    "select action from audit_entry where entity_id = $1 and action like 'staff.passkey%'",
    [officer.staffId],
  );
  expect(actions.rows).toEqual([{ action: 'staff.passkey-added' }]);
});

test('SGN-16 an answer opens once', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'once@example.org');
  const authenticator = await addPasskey(byName(officer));
  const { passkey, answer } = await signInWith(authenticator);
  expect(answer.status).toBe(200);
  expect(await client().post('/api/sign-in/passkey', { passkey })).toMatchObject({
    status: 401,
    body: { code: 'wrong-passkey' },
  });
  // An authenticator that does not count would pass the counter: the challenge is spent all the same.
  await owner.query('update auth.passkey set counter = 0 where id = $1', [authenticator.id]);
  expect((await client().post('/api/sign-in/passkey', { passkey })).status).toBe(401);
});

test.each<[string, Wrong]>([
  ['of another page', { origin: 'https://attend.phishing.example' }],
  ['of another domain', { rpId: 'phishing.example' }],
  ['without finger, face or PIN', { unverified: true }],
  ['with a counter that ran backwards: a copied key', { counter: 0 }],
])('SGN-16 refused: an answer %s', async (name, wrong) => {
  const email = `${name.replaceAll(/[^a-z]/g, '')}@example.org`;
  const officer = await signInAs(system, admin, ['case-officer'], email);
  const authenticator = await addPasskey(byName(officer));
  expect((await signInWith(authenticator)).answer.status).toBe(200);
  const refused = await signInWith(authenticator, wrong);
  expect(refused.answer).toMatchObject({ status: 401, body: { code: 'wrong-passkey' } });
  expect((await refused.browser.get('/api/people')).status).toBe(401);
});

test('SGN-16 refused: an unknown passkey, a made-up challenge, one made for something else, one too old', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'challenge@example.org');
  const authenticator = await addPasskey(byName(officer));
  const browser = client();
  const unknown = createAuthenticator(named);
  const options = (await browser.post('/api/sign-in/passkey/options')).body;
  const tries = [
    unknown.prove(options),
    authenticator.prove({ challenge: Buffer.alloc(54, 7).toString('base64url') }),
    authenticator.prove((await byName(officer).post('/api/step-up/passkey/options')).body),
  ];
  for (const passkey of tries)
    expect((await browser.post('/api/sign-in/passkey', { passkey })).body.code).toBe('wrong-passkey');
  const later = await system.startAnother({ now: () => Date.now() + 6 * 60_000 });
  const there = createClient(later.address.replace('127.0.0.1', 'localhost'));
  const late = createAuthenticator(there.origin);
  const { challenge } = (await browser.post('/api/sign-in/passkey/options')).body;
  expect((await there.post('/api/sign-in/passkey', { passkey: late.prove({ challenge }) })).status).toBe(401);
});

test('SGN-17 the last way in stays: a passkey goes only where another one or password and authenticator remain', async () => {
  const invited = await admin.post('/api/staff', {
    name: 'Pia Passkey',
    email: 'pia@example.org',
    roles: ['case-officer'],
  });
  const { token } = invited.body;
  const own = client();
  const first = createAuthenticator(named);
  const options = await own.post('/api/invitations/passkey', { token });
  const passkey = first.make(options.body);
  const accepted = await own.post('/api/invitations/accept/passkey', { token, name: 'First', passkey });
  expect(accepted).toMatchObject({ status: 200, body: { state: 'signed-in' } });
  expect(await own.send('DELETE', `/api/passkeys/${first.id}`)).toMatchObject({
    status: 409,
    body: { code: 'last-way-in' },
  });
  const second = await addPasskey(own, 'Second');
  // Both at the same moment: one of them stays.
  const both = await Promise.all([first, second].map(({ id }) => own.send('DELETE', `/api/passkeys/${id}`)));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await own.get('/api/security')).body.passkeys).toHaveLength(1);

  const officer = byName(await signInAs(system, admin, ['case-officer'], 'both@example.org'));
  const only = await addPasskey(officer);
  const other = await signInAs(system, admin, ['case-officer'], 'foreign@example.org');
  expect((await byName(other).send('DELETE', `/api/passkeys/${only.id}`)).status).toBe(404);
  expect((await officer.send('DELETE', `/api/passkeys/${only.id}`)).status).toBe(200);
  expect((await signInWith(only)).answer.status).toBe(401);
});

test('SGN-18 what is sensitive needs a second factor or passkey of the last five minutes', async () => {
  const boss = await signInAs(system, admin, ['administrator'], 'boss@example.org');
  const here = byName(boss);
  const authenticator = await addPasskey(here);
  const victim = await signInAs(system, admin, ['auditor'], 'victim@example.org');
  const change = () =>
    here.send('PUT', `/api/staff/${victim.staffId}/roles`, { roles: ['auditor', 'installer'] });
  await age(boss, 6);
  for (const refused of [
    await change(),
    await here.post(`/api/staff/${victim.staffId}/reset`, { password }),
    await here.post(`/api/staff/${victim.staffId}/end`),
    await here.post('/api/staff', { name: 'X', email: 'x@example.org', roles: ['auditor'] }),
    await here.send('DELETE', `/api/staff/${victim.staffId}/sessions`),
    await here.post('/api/passkeys/options'),
    await here.send('DELETE', `/api/passkeys/${authenticator.id}`),
  ])
    expect(refused).toMatchObject({ status: 403, body: { code: 'step-up-needed' } });
  expect((await victim.get('/api/session')).body.staff.roles).toEqual(['auditor']);
  // Everything else goes on.
  expect((await here.get('/api/staff')).status).toBe(200);

  expect((await here.post('/api/step-up', { code: '000000' })).body.code).toBe('wrong-code');
  expect((await change()).status).toBe(403);
  // The code that set the authenticator up has opened something already.
  expect((await here.post('/api/step-up', { code: totpOf(boss.uri, Date.now() + 30_000) })).status).toBe(200);
  expect((await change()).status).toBe(200);

  await age(boss, 6);
  const asked = (await here.post('/api/step-up/passkey/options')).body;
  expect(asked.allowCredentials).toMatchObject([{ id: authenticator.id }]);
  const proof = authenticator.prove(asked);
  // Another person's proof is none of theirs.
  expect((await byName(victim).post('/api/step-up/passkey', { passkey: proof })).status).toBe(401);
  expect((await here.post('/api/step-up/passkey', { passkey: authenticator.prove(asked) })).status).toBe(200);
  expect((await change()).status).toBe(200);
  // A proof is the session's: another one of the same person has its own.
  const { browser } = await signInWith(authenticator);
  await age(boss, 6);
  const again = authenticator.prove((await here.post('/api/step-up/passkey/options')).body);
  expect((await here.post('/api/step-up/passkey', { passkey: again })).status).toBe(200);
  expect((await here.post('/api/passkeys/options')).status).toBe(200);
  expect((await browser.post('/api/passkeys/options')).status).toBe(403);
});

test('SGN-6 a passkey, and a browser that has signed in before, get through whatever strangers try', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'target@example.org');
  const authenticator = await addPasskey(byName(officer));
  const own = system.client();
  const mark = officer
    .cookies()
    .split('; ')
    .find((pair) => pair.startsWith('attend.device='));
  const attempt = (cookie: string, given: string) =>
    own.post('/api/sign-in', { email: 'target@example.org', password: given }, { cookie });
  // From the same address, as all of a courthouse may have it: the account, the address and both are made to wait.
  for (let guess = 0; guess < 6; guess += 1) await attempt('', 'a guess');
  expect((await attempt('', password)).status).toBe(429);
  expect((await attempt('attend.device=made-up', password)).status).toBe(429);
  expect((await attempt(mark ?? '', password)).body).toEqual({ state: 'second-factor' });
  expect((await signInWith(authenticator)).answer.status).toBe(200);
  // The mark is one person's: it does not help against another account.
  await signInAs(system, admin, ['case-officer'], 'other-target@example.org');
  for (let guess = 0; guess < 6; guess += 1)
    await own.post('/api/sign-in', { email: 'other-target@example.org', password: 'a guess' });
  const foreign = await own.post(
    '/api/sign-in',
    { email: 'other-target@example.org', password },
    { cookie: mark ?? '' },
  );
  expect(foreign.status).toBe(429);
  // Guessing with a stolen mark is slowed like any other.
  await owner.query('delete from auth.attempt where succeeded_at is null');
  for (let guess = 0; guess < 6; guess += 1) await attempt(mark ?? '', 'a guess');
  expect((await attempt(mark ?? '', password)).status).toBe(429);
});

test('SGN-12 a reset takes passkeys away: what is lost may be in somebody’s hands', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'lost-key@example.org');
  const authenticator = await addPasskey(byName(officer));
  await admin.post(`/api/staff/${officer.staffId}/reset`, { password: 'a new first password' });
  expect((await signInWith(authenticator)).answer.status).toBe(401);
});

test('an address of numbers offers no passkeys: browsers know none there', async () => {
  expect((await system.client().get('/api/sign-in/ways')).body.passkey).toBe(false);
  expect((await client().get('/api/sign-in/ways')).body.passkey).toBe(true);
  expect((await system.client().post('/api/sign-in/passkey/options')).body.code).toBe('no-passkeys-here');
});
