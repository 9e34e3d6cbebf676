import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../testing/client.ts';
import { providerClient, startProvider } from '../testing/provider.ts';
import { accept, firstRun, signInAs, withTestApi } from '../testing/start.ts';
import type { ProviderSettings } from './provider-settings.ts';

const provider = await startProvider();
const stranger = await startProvider();
afterAll(() => Promise.all([provider.stop(), stranger.stop()]));
const settings: ProviderSettings = {
  id: 'southside',
  name: 'Southside County',
  issuer: provider.issuer,
  clientId: providerClient.id,
  clientSecret: providerClient.secret,
  domains: ['southside.example'],
  secondFactor: 'claimed',
  acr: [],
};
const system = await withTestApi({ providers: [settings] });
const admin = await firstRun(system);
const owner = system.database.pool('owner');

const person = (name: string) => ({
  sub: `number-of-${name}`,
  email: `${name}@southside.example`,
  email_verified: true,
  amr: ['pwd', 'mfa'],
});
const invite = (name: string) =>
  admin.post('/api/staff', { name, email: `${name}@Southside.example`, roles: ['case-officer'] });

/** Begins at our page, is sent to the provider and back: the query that the browser comes back with. */
async function goAndComeBack(client: Client, again = false): Promise<string> {
  const begun = await client.post('/api/sign-in/provider/southside', { again });
  expect(begun.status).toBe(200);
  const sent = await fetch(begun.body.url, { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  expect(`${back.origin}${back.pathname}`).toBe(`${client.origin}/sign-in/agency`);
  return back.search;
}
const signIn = async (client: Client, again = false) =>
  client.post('/api/sign-in/provider', { query: await goAndComeBack(client, again) });

beforeEach(() => {
  provider.forges = false;
});

test('SGN-19 an invited person comes in through their agency, once invited and ever after', async () => {
  expect((await system.client().get('/api/sign-in/ways')).body.providers).toEqual([
    { id: 'southside', name: 'Southside County' },
  ]);
  await invite('ana');
  provider.sits = person('ana');
  const first = system.client();
  expect(await signIn(first)).toMatchObject({
    status: 200,
    body: { state: 'signed-in', staff: { email: 'ana@southside.example', roles: ['case-officer'] } },
  });
  expect((await first.get('/api/people')).status).toBe(200);
  expect((await first.get('/api/security')).body).toMatchObject({
    password: false,
    providers: [{ id: 'southside' }],
  });
  // Known by the agency's own number from now on: the address may change there.
  provider.sits = { ...person('ana'), email: 'ana.married@southside.example' };
  expect((await signIn(system.client())).status).toBe(200);
  const { rows } = await owner.query(
    `select action from audit_entry where entity_id = (select id::text from staff where email = 'ana@southside.example')
     order by id`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['staff.invited', 'staff.invitation-accepted']);
});

test('SGN-19 somebody who works here already is linked by the address that the agency vouches for, one person alone', async () => {
  await accept(admin, system.client(), {
    name: 'Ben',
    email: 'ben@southside.example',
    roles: ['case-officer'],
  });
  provider.sits = person('ben');
  expect((await signIn(system.client())).status).toBe(200);
  provider.sits = { ...person('ben'), sub: 'another person of that address' };
  expect(await signIn(system.client())).toMatchObject({ status: 401, body: { code: 'provider-refused' } });
});

test('SGN-19 nobody comes in uninvited, and a leaver does not come back', async () => {
  provider.sits = person('nobody');
  const refused = await signIn(system.client());
  expect(refused).toMatchObject({ status: 401, body: { code: 'not-invited' } });
  expect(refused.headers.getSetCookie().join()).not.toContain('session_token');
  const invited = await invite('lea');
  provider.sits = person('lea');
  const client = system.client();
  expect((await signIn(client)).status).toBe(200);
  expect((await admin.post(`/api/staff/${invited.body.id}/end`)).status).toBe(200);
  expect((await client.get('/api/people')).status).toBe(401);
  expect(await signIn(client)).toMatchObject({ status: 401, body: { code: 'not-invited' } });
});

test.each<[string, object, string]>([
  ['an address that is not verified', { email_verified: false }, 'provider-refused'],
  ['no word on whether it is', { email_verified: undefined }, 'provider-refused'],
  ['an address of a domain that is not the agency’s', { email: 'cy@elsewhere.example' }, 'provider-refused'],
  ['a domain that only ends like it', { email: 'cy@notsouthside.example' }, 'provider-refused'],
  ['no second factor', { amr: ['pwd'] }, 'provider-refused'],
  ['another issuer', { iss: stranger.issuer }, 'provider-refused'],
  ['another audience', { aud: 'somebody-else' }, 'provider-refused'],
  ['another nonce', { nonce: 'of another sign-in' }, 'provider-refused'],
  ['a token past its time', { exp: 1_000_000_000 }, 'provider-refused'],
])('SGN-20 refused: %s', async (_name, wrong, code) => {
  await invite('cy');
  provider.sits = { ...person('cy'), ...wrong };
  const client = system.client();
  expect(await signIn(client)).toMatchObject({ status: 401, body: { code } });
  expect((await client.get('/api/session')).body.state).toBe('signed-out');
});

test('SGN-20 refused: a signature by a key that is not the agency’s', async () => {
  provider.sits = person('cy');
  provider.forges = true;
  expect(await signIn(system.client())).toMatchObject({ status: 401, body: { code: 'provider-refused' } });
  provider.forges = false;
  // The same words, signed rightly, are taken: what was refused above was refused for what was wrong with it.
  expect((await signIn(system.client())).status).toBe(200);
});

test('SGN-20 a state opens once, and in the browser alone where it began', async () => {
  await invite('dan');
  provider.sits = person('dan');
  const client = system.client();
  const query = await goAndComeBack(client);
  const other = system.client();
  expect(await other.post('/api/sign-in/provider', { query })).toMatchObject({
    status: 401,
    body: { code: 'sign-in-expired' },
  });
  const begun = client.cookies();
  expect((await client.post('/api/sign-in/provider', { query })).status).toBe(200);
  expect(await system.client().post('/api/sign-in/provider', { query }, { cookie: begun })).toMatchObject({
    status: 401,
    body: { code: 'sign-in-expired' },
  });
  const late = system.client();
  const mixed = (await goAndComeBack(late)).replace(/state=[^&]+/, 'state=another');
  expect((await late.post('/api/sign-in/provider', { query: mixed })).body.code).toBe('sign-in-expired');
});

test('SGN-18 an agency’s earlier sign-in is no fresh proof; a new one there is', async () => {
  await invite('eva');
  await owner.query(
    `insert into staff_role (programme_id, staff_id, role)
     select programme_id, id, 'administrator' from staff where email = 'eva@southside.example'`,
  );
  const client = system.client();
  const hourAgo = Math.floor(Date.now() / 1000) - 3_600;
  provider.sits = { ...person('eva'), auth_time: hourAgo };
  expect((await signIn(client)).status).toBe(200);
  const someone = { name: 'Fay', email: 'fay@southside.example', roles: ['auditor'] };
  expect(await client.post('/api/staff', someone)).toMatchObject({
    status: 403,
    body: { code: 'step-up-needed' },
  });
  // The provider gives the old sign-in although it was asked for a new one.
  expect(await signIn(client, true)).toMatchObject({ status: 401, body: { code: 'provider-refused' } });
  expect(Object.fromEntries(provider.asked.at(-1) ?? [])).toMatchObject({ prompt: 'login', max_age: '0' });
  provider.sits = person('eva');
  expect((await signIn(client, true)).status).toBe(200);
  expect((await client.post('/api/staff', someone)).status).toBe(201);
});

test('a provider that is away is said to be, and nothing else fails', async () => {
  const gone = await startProvider();
  await gone.stop();
  const other = await system.startAnother({ providers: [{ ...settings, issuer: gone.issuer }] });
  const answer = await fetch(`${other.address}/api/sign-in/provider/southside`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'provider-away' });
  expect((await signInAs(system, admin, ['auditor'], 'gil@example.org')).staffId).toBeTruthy();
  expect((await system.client().post('/api/sign-in/provider/elsewhere', {})).status).toBe(404);
});
