import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Client } from '../testing/client.ts';
import { accept, administrator, password, programme, signInAs, withTestApi } from '../testing/start.ts';
import { totpOf } from '../testing/totp.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const firstKey = system.api.firstRunKey;
const admin = system.client();
/** A code of the next half minute: the one shown now has opened something already. */
const nextCode = (uri: string, steps = 1): string => totpOf(uri, Date.now() + steps * 30_000);
const state = async (client: Client) => (await client.get('/api/session')).body.state;

describe('the first run', () => {
  test('SGN-1 asks for the key of the data folder, which its owner alone may read', async () => {
    expect(await state(admin)).toBe('first-run');
    const file = join(system.dataDir, 'first-run-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(system.dataDir, 'sign-in-secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(firstKey);
    const wrong = await admin.post('/api/first-run', { key: 'a guess', programme, administrator });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-key' } });
    const nowhere = { ...programme, timezone: 'America/Atlantis' };
    expect(
      await admin.post('/api/first-run', { key: firstKey, programme: nowhere, administrator }),
    ).toMatchObject({
      status: 422,
      body: { code: 'unknown-timezone', fields: [{ path: 'programme.timezone' }] },
    });
    expect(await state(admin)).toBe('first-run');
  });

  test('SGN-2 makes the administrator, for whom nothing opens before the second factor', async () => {
    const made = await admin.post('/api/first-run', { key: firstKey, programme, administrator });
    expect(made).toMatchObject({ status: 200, body: { state: 'second-factor-enrolment' } });
    expect(made.headers.getSetCookie().join()).toMatch(
      /attend\.session_token=[^;]+;.*HttpOnly; SameSite=Strict/,
    );
    for (const path of ['/api/staff', '/api/status', '/api/sessions'])
      expect(await admin.get(path)).toMatchObject({ status: 403, body: { code: 'second-factor-required' } });
    expect(await admin.post('/api/second-factor/enrol', { password: 'not this one' })).toMatchObject({
      status: 401,
      body: { code: 'wrong-password' },
    });
    const begun = await admin.post('/api/second-factor/enrol', { password });
    expect(begun.body.backupCodes).toHaveLength(10);
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Attend/);
    const wrong = (Number(totpOf(begun.body.uri)) + 1).toString().padStart(6, '0').slice(-6);
    expect(await admin.post('/api/second-factor/confirm', { code: wrong })).toMatchObject({
      status: 401,
      body: { code: 'wrong-code' },
    });
    expect(await state(admin)).toBe('second-factor-enrolment');
    const done = await admin.post('/api/second-factor/confirm', { code: totpOf(begun.body.uri) });
    expect(done).toMatchObject({
      status: 200,
      body: {
        state: 'signed-in',
        staff: { name: 'Ada Admin', roles: ['administrator'], programme: { simulated: true } },
      },
    });
    expect(done.body.staff.permissions).not.toContain('people.read');
    expect((await admin.get('/api/staff')).status).toBe(200);
  });

  test('SGN-3 is refused from then on, with the right key too', async () => {
    const client = system.client();
    expect(await state(client)).toBe('signed-out');
    const again = { key: firstKey, programme, administrator: { ...administrator, email: 'eve@example.org' } };
    expect(await client.post('/api/first-run', again)).toMatchObject({
      status: 409,
      body: { code: 'first-run-done' },
    });
    expect((await system.startAnother()).firstRunKey).toBeNull();
  });
});

describe('signing in', () => {
  test('SGN-4 takes password and code, each code once', async () => {
    const officer = await signInAs(system, admin, ['case-officer'], 'codes@example.org');
    const client = system.client();
    const credentials = { email: 'CODES@example.org', password };
    expect((await client.post('/api/sign-in', credentials)).body).toEqual({ state: 'second-factor' });
    expect(await state(client)).toBe('second-factor');
    expect((await client.get('/api/people')).status).toBe(401);
    // The next window's, which the skew permits: the enrolment's own may be of this window or of the one before.
    const code = nextCode(officer.uri);
    expect(await client.post('/api/sign-in/second-factor', { code })).toMatchObject({
      body: { state: 'signed-in' },
    });
    expect((await client.get('/api/people')).status).toBe(200);
    expect((await client.post('/api/sign-out')).status).toBe(200);
    expect(await state(client)).toBe('signed-out');
    expect((await client.get('/api/people')).status).toBe(401);
    await client.post('/api/sign-in', credentials);
    expect(await client.post('/api/sign-in/second-factor', { code })).toMatchObject({
      status: 401,
      body: { code: 'wrong-code', detail: expect.stringContaining('has been used') },
    });
    expect((await client.get('/api/people')).status).toBe(401);
  });

  test('SGN-4 takes a backup code in place of the authenticator, once', async () => {
    const email = 'backup@example.org';
    const first = system.client();
    await accept(admin, first, { name: 'Backup', email, roles: ['case-officer'] });
    const { uri, backupCodes } = (await first.post('/api/second-factor/enrol', { password })).body;
    await first.post('/api/second-factor/confirm', { code: totpOf(uri) });
    const client = system.client();
    for (const expected of [200, 401]) {
      await client.post('/api/sign-in', { email, password });
      const answer = await client.post('/api/sign-in/second-factor', { code: backupCodes[0] });
      expect(answer.status).toBe(expected);
      // Halfway or whole: who signs out is out.
      await client.post('/api/sign-out');
      expect(await state(client)).toBe('signed-out');
    }
  });

  test('SGN-5 says the same for a wrong password and for somebody unknown', async () => {
    const client = system.client();
    const wrong = await client.post('/api/sign-in', {
      email: administrator.email,
      password: 'wrong wrong wrong',
    });
    const unknown = await client.post('/api/sign-in', {
      email: 'nobody@example.org',
      password: 'wrong wrong wrong',
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    expect({ ...unknown.body, requestId: null }).toEqual({ ...wrong.body, requestId: null });
  });

  test('SGN-2 a code without a password before it opens nothing', async () => {
    expect(await system.client().post('/api/sign-in/second-factor', { code: '123456' })).toMatchObject({
      status: 401,
      body: { code: 'sign-in-expired' },
    });
  });

  test('SGN-2 whoever knew the password alone has nothing of the second factor that somebody else sets up', async () => {
    const email = 'two@example.org';
    await accept(admin, system.client(), { name: 'Two', email, roles: ['case-officer'] });
    const [thief, owns] = [system.client(), system.client()];
    for (const client of [thief, owns])
      expect((await client.post('/api/sign-in', { email, password })).body.state).toBe(
        'second-factor-enrolment',
      );
    const { uri } = (await owns.post('/api/second-factor/enrol', { password })).body;
    await owns.post('/api/second-factor/confirm', { code: totpOf(uri) });
    expect((await owns.get('/api/people')).status).toBe(200);
    expect((await thief.get('/api/people')).status).not.toBe(200);
    expect(await state(thief)).not.toBe('signed-in');
  });

  test('a second factor that is set up is not begun again', async () => {
    const officer = await signInAs(system, admin, ['case-officer'], 'again@example.org');
    expect(await officer.post('/api/second-factor/enrol', { password })).toMatchObject({
      status: 409,
      body: { code: 'second-factor-set' },
    });
  });

  test('SGN-6 who holds a session cannot guess the password by changing it', async () => {
    const officer = await signInAs(system, admin, ['case-officer'], 'guess@example.org');
    const guess = (current: string) =>
      officer.post('/api/password', { current, next: 'another fine password' });
    for (let failure = 1; failure <= 5; failure += 1)
      expect((await guess(`wrong ${failure}`)).body.code).toBe('wrong-password');
    expect(await guess(password)).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    await owner.query('delete from auth.attempt');
  });

  test('SGN-6 failures make the next attempt wait, also for the right password, and not for good', async () => {
    await signInAs(system, admin, ['case-officer'], 'slow@example.org');
    await owner.query('delete from auth.attempt');
    const client = system.client();
    const attempt = (given: string) =>
      client.post('/api/sign-in', { email: 'slow@example.org', password: given });
    for (let failure = 1; failure <= 5; failure += 1) expect((await attempt('wrong')).status).toBe(401);
    const refused = await attempt(password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // The wait goes by.
    await owner.query('update auth.attempt set not_before = now()');
    expect((await attempt(password)).status).toBe(200);
    expect((await attempt('wrong')).status).toBe(401);
  });

  test('SGN-6 attempts at the same moment do not slip through', async () => {
    await owner.query('delete from auth.attempt');
    const client = system.client();
    const all = await Promise.all(
      Array.from({ length: 12 }, () =>
        client.post('/api/sign-in', { email: 'many@example.org', password: 'guess' }),
      ),
    );
    expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(7);
    await owner.query('delete from auth.attempt');
  });

  test('SGN-6 strangers’ failures do not slow somebody where they have signed in before', async () => {
    await signInAs(system, admin, ['case-officer'], 'known@example.org');
    await owner.query(
      "update auth.attempt set not_before = now() + interval '1 hour' where succeeded_at is null",
    );
    const client = system.client();
    expect((await client.post('/api/sign-in', { email: 'known@example.org', password })).status).toBe(200);
    expect((await client.post('/api/sign-in', { email: 'other@example.org', password })).status).toBe(429);
    await owner.query('delete from auth.attempt');
  });
});

describe('sessions', () => {
  test('SGN-7 are listed and ended, one’s own alone', async () => {
    const one = await signInAs(system, admin, ['case-officer'], 'sessions@example.org');
    const two = system.client();
    await two.post('/api/sign-in', { email: 'sessions@example.org', password });
    await two.post('/api/sign-in/second-factor', { code: nextCode(one.uri) });
    const { sessions } = (await two.get('/api/sessions')).body;
    expect(sessions).toHaveLength(2);
    expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    expect(sessions[0].address).toBe('127.0.0.1');
    const other = sessions.find((session: { current: boolean }) => !session.current);
    const stranger = await signInAs(system, admin, ['case-officer'], 'stranger@example.org');
    expect((await stranger.send('DELETE', `/api/sessions/${other.id}`)).status).toBe(404);
    expect((await one.get('/api/people')).status).toBe(200);
    expect((await two.send('DELETE', `/api/sessions/${other.id}`)).status).toBe(200);
    expect((await one.get('/api/people')).status).toBe(401);
    expect((await two.get('/api/people')).status).toBe(200);
  });

  test('SGN-7 end by their time', async () => {
    const officer = await signInAs(system, admin, ['case-officer'], 'expires@example.org');
    expect((await officer.get('/api/people')).status).toBe(200);
    await owner.query(
      `update auth.session set expires_at = now() where user_id = (select account_id from staff where id = $1)`,
      [officer.staffId],
    );
    expect((await officer.get('/api/people')).status).toBe(401);
  });

  test('SGN-7 a forged or foreign cookie is nobody’s', async () => {
    const { rows } = await owner.query('select token from auth.session limit 1');
    const client = system.client();
    for (const cookie of [
      `attend.session_token=${rows[0].token}`,
      `attend.session_token=${rows[0].token}.c2lnbmF0dXJl`,
    ])
      expect((await client.get('/api/people', { cookie })).status).toBe(401);
  });

  test('SGN-7 a changed password ends the others', async () => {
    const one = await signInAs(system, admin, ['case-officer'], 'change@example.org');
    const two = system.client();
    await two.post('/api/sign-in', { email: 'change@example.org', password });
    await two.post('/api/sign-in/second-factor', { code: nextCode(one.uri) });
    const next = 'another fine password';
    expect((await two.post('/api/password', { current: 'wrong', next })).body.code).toBe('wrong-password');
    expect((await two.post('/api/password', { current: password, next: 'short' })).status).toBe(400);
    expect((await two.post('/api/password', { current: password, next })).status).toBe(200);
    expect((await two.get('/api/people')).status).toBe(200);
    expect((await one.get('/api/people')).status).toBe(401);
    expect(
      (await system.client().post('/api/sign-in', { email: 'change@example.org', password })).status,
    ).toBe(401);
  });

  test('SGN-11 the requests’ connections cannot read accounts, whatever they ask', async () => {
    const app = system.database.pool('app');
    for (const table of ['user_account', 'session', 'credential', 'two_factor', 'verification', 'attempt'])
      expect((await app.query(`select from auth.${table}`)).rowCount).toBe(0);
    expect((await owner.query('select from auth.user_account')).rowCount).toBeGreaterThan(0);
  });
});
