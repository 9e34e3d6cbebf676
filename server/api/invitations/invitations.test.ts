import { expect, test } from 'vitest';
import { createAuthenticator } from '../testing/authenticator.ts';
import { createClient } from '../testing/client.ts';
import { openEventSource } from '../testing/event-source.ts';
import { accept, enrol, firstRun, password, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const admin = await firstRun(system);
const owner = system.database.pool('owner');
const invite = async (email: string, roles = ['case-officer']) =>
  (await admin.post('/api/staff', { name: 'Ina Vited', email, roles })).body;
const look = (token: string) => system.client().post('/api/invitations/look', { token });
const take = (token: string) => system.client().post('/api/invitations/accept', { token, password });

test('SGN-21 an account is made by invitation alone, by whoever has the link, once', async () => {
  const { id, token } = await invite('Ina@example.org');
  const stored = await owner.query('select * from invitation where staff_id = $1', [id]);
  expect(JSON.stringify(stored.rows)).not.toContain(token);
  expect(
    (await owner.query('select from auth.user_account where email = $1', ['ina@example.org'])).rowCount,
  ).toBe(0);
  expect((await look(token)).body).toMatchObject({
    name: 'Ina Vited',
    email: 'ina@example.org',
    programme: 'Test Programme',
  });
  // Looking changes nothing; accepting at the same moment succeeds once.
  const both = await Promise.all([take(token), take(token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect(both.find(({ status }) => status === 200)?.body).toEqual({ state: 'second-factor-enrolment' });
  for (const answer of [await take(token), await look(token)])
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-invited' } });
  const entries = await owner.query(
    'select action, staff_id from audit_entry where entity_id = $1 order by id',
    [id],
  );
  expect(entries.rows).toMatchObject([
    { action: 'staff.invited' },
    { action: 'staff.invitation-accepted', staff_id: id },
  ]);
});

test('SGN-21 a guessed link, one too old and one that is not whole open nothing', async () => {
  const { id, token } = await invite('late@example.org');
  expect((await look('A'.repeat(43))).body.code).toBe('not-invited');
  expect((await look(token.slice(1))).status).toBe(400);
  await owner.query(`update invitation set expires_at = now() where staff_id = $1`, [id]);
  expect((await take(token)).body.code).toBe('not-invited');
  const { staff } = (await admin.get('/api/staff')).body;
  expect(staff.find((entry: { id: string }) => entry.id === id).invitation).toMatchObject({
    expiresAt: expect.any(String),
  });
});

test('SGN-22 sent again, the link before opens nothing; withdrawn, none does', async () => {
  const { id, token } = await invite('again@example.org');
  const second = await admin.post(`/api/staff/${id}/invitation`);
  expect(second.status).toBe(201);
  expect(second.body.token).not.toBe(token);
  expect((await look(token)).body.code).toBe('not-invited');
  expect((await look(second.body.token)).status).toBe(200);
  expect((await admin.post(`/api/staff/${id}/end`)).status).toBe(200);
  expect((await take(second.body.token)).body.code).toBe('not-invited');
  // Invited after all: the address is free for that person alone.
  expect(
    (await admin.post('/api/staff', { name: 'X', email: 'again@example.org', roles: ['auditor'] })).body.code,
  ).toBe('email-taken');
  const third = await admin.post(`/api/staff/${id}/invitation`);
  expect((await take(third.body.token)).status).toBe(200);
  expect((await admin.post(`/api/staff/${id}/invitation`)).body.code).toBe('accepted-already');
});

test('SGN-21 the link is never told again: not to a repeat of the request, not from the database', async () => {
  const body = { name: 'Rhea Peat', email: 'repeat@example.org', roles: ['auditor'] };
  const key = { 'idempotency-key': 'invite-rhea' };
  const first = await admin.post('/api/staff', body, key);
  expect(first.status).toBe(201);
  expect(await admin.post('/api/staff', body, key)).toMatchObject({
    status: 409,
    body: { code: 'done-before' },
  });
  const { rows } = await owner.query("select response from idempotency_key where key = 'invite-rhea'");
  expect(rows).toEqual([{ response: null }]);
});

test('SGN-22 who has no account yet cannot be reset, and does not count as administrator', async () => {
  const { id } = await invite('second-admin@example.org', ['administrator']);
  expect((await admin.post(`/api/staff/${id}/reset`, { password })).body.code).toBe('not-accepted-yet');
  const { staff } = (await admin.get('/api/staff')).body;
  const own = staff.find((entry: { email: string }) => entry.email === 'ada@example.org');
  expect((await admin.post(`/api/staff/${own.id}/end`)).body.code).toBe('last-administrator');
});

test('SGN-8 a leaver is out everywhere at once: every session, feeds and requests of two processes, every way in', async () => {
  const another = await system.startAnother();
  const there = createClient(another.address.replace('127.0.0.1', 'localhost'));
  const here = await signInAs(system, admin, ['case-officer'], 'leaver@example.org');
  // The second session stands in the other process, by a passkey.
  const authenticator = createAuthenticator(there.origin);
  const cookie = { cookie: here.cookies() };
  const offered = await there.post('/api/passkeys/options', undefined, cookie);
  const passkey = authenticator.make(offered.body);
  expect((await there.post('/api/passkeys', { name: 'Phone', passkey }, cookie)).status).toBe(201);
  const asked = await there.post('/api/sign-in/passkey/options');
  await there.post('/api/sign-in/passkey', { passkey: authenticator.prove(asked.body) });
  expect((await there.get('/api/people')).status).toBe(200);
  const feeds = [openEventSource(here, '/api/feed'), openEventSource(there, '/api/feed')];
  expect(await Promise.all(feeds.map(({ opened }) => opened))).toEqual([200, 200]);
  const waiting = await there.post('/api/sign-in/passkey/options');

  expect((await admin.post(`/api/staff/${here.staffId}/end`)).status).toBe(200);
  const answers = await Promise.all([here.get('/api/people'), there.get('/api/people')]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  await Promise.all(feeds.map(({ closed }) => closed));
  // A sign-in that was under way when they left ends nowhere.
  const proof = authenticator.prove(waiting.body);
  expect((await there.post('/api/sign-in/passkey', { passkey: proof })).status).toBe(401);
  const left = await owner.query(
    `select (select count(*) from auth.session s where s.user_id = f.account_id)::int as sessions,
       (select count(*) from auth.passkey p where p.user_id = f.account_id)::int as passkeys,
       (select count(*) from auth.credential c where c.user_id = f.account_id)::int as credentials
     from staff f where f.id = $1`,
    [here.staffId],
  );
  expect(left.rows).toEqual([{ sessions: 0, passkeys: 0, credentials: 0 }]);
});

test('SGN-23 an administrator sees and ends somebody’s sessions, one or all, and it is in the audit', async () => {
  const own = system.client();
  const staffId = await accept(admin, own, {
    name: 'Sid',
    email: 'sid@example.org',
    roles: ['case-officer'],
  });
  await enrol(own);
  const path = `/api/staff/${staffId}/sessions`;
  const { sessions } = (await admin.get(path)).body;
  expect(sessions).toMatchObject([{ current: false, address: '127.0.0.1' }]);
  const feed = openEventSource(own, '/api/feed');
  expect(await feed.opened).toBe(200);
  expect((await admin.send('DELETE', `${path}/${sessions[0].id}`)).status).toBe(200);
  await feed.closed;
  expect((await own.get('/api/people')).status).toBe(401);
  expect((await admin.send('DELETE', `${path}/${sessions[0].id}`)).status).toBe(404);
  // The ways in stay.
  expect((await own.post('/api/sign-in', { email: 'sid@example.org', password })).body.state).toBe(
    'second-factor',
  );
  const many = await signInAs(system, admin, ['case-officer'], 'many@example.org');
  expect((await admin.send('DELETE', `/api/staff/${many.staffId}/sessions`)).body).toEqual({ ended: 1 });
  expect((await many.get('/api/people')).status).toBe(401);
  // Somebody else's session is none of theirs.
  const strange = await signInAs(system, admin, ['case-officer'], 'strange@example.org');
  const { rows } = await owner.query(
    'select id from auth.session where user_id = (select account_id from staff where id = $1)',
    [strange.staffId],
  );
  expect((await admin.send('DELETE', `${path}/${rows[0].id}`)).status).toBe(404);
  const actions = await owner.query(
    "select action from audit_entry where action like 'staff.session%' order by id",
  );
  expect(actions.rows.map(({ action }) => action)).toEqual(['staff.session-ended', 'staff.sessions-ended']);
});
