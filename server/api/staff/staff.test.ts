import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openKeyring } from '../../keys/keyring.ts';
import type { Operator } from '../../operator/operator.ts';
import { resetAccount } from '../../operator/reset.ts';
import { administrator, firstRun, password, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const admin = await firstRun(system);
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const someone = (email: string, more: object = {}) => ({
  name: 'Someone',
  email,
  roles: ['case-officer'],
  ...more,
});

test('somebody is invited once, and it is in the audit', async () => {
  const made = await admin.post(
    '/api/staff',
    someone('New@Example.org', { roles: ['case-officer', 'supervisor'] }),
  );
  expect(made.status).toBe(201);
  expect(await admin.post('/api/staff', someone('new@example.org'))).toMatchObject({
    status: 409,
    body: { code: 'email-taken', fields: [{ path: 'body.email' }] },
  });
  const { staff } = (await admin.get('/api/staff')).body;
  expect(staff.find((entry: { id: string }) => entry.id === made.body.id)).toMatchObject({
    email: 'new@example.org',
    roles: ['case-officer', 'supervisor'],
    endedAt: null,
  });
  const { rows } = await owner.query(
    "select * from audit_entry where action = 'staff.invited' and entity_id = $1",
    [made.body.id],
  );
  expect(rows).toHaveLength(1);
  // Sealed: no name and no address can be read in the table.
  expect(rows[0].after.includes('example')).toBe(false);
});

test('an office that does not exist is refused, and nothing is made', async () => {
  const refused = await admin.post('/api/staff', someone('office@example.org', { office: 'Nowhere' }));
  expect(refused).toMatchObject({ status: 422, body: { code: 'unknown-office' } });
  const { rowCount } = await owner.query("select from staff where email = 'office@example.org'");
  expect(rowCount).toBe(0);
});

test('SGN-8 a leaver’s sessions end at once, and the password opens nothing any more', async () => {
  const leaver = await signInAs(system, admin, ['case-officer'], 'leaver@example.org');
  expect((await leaver.get('/api/people')).status).toBe(200);
  expect((await admin.post(`/api/staff/${leaver.staffId}/end`)).status).toBe(200);
  expect((await leaver.get('/api/people')).status).toBe(401);
  expect((await leaver.get('/api/session')).body.state).toBe('signed-out');
  const again = await system.client().post('/api/sign-in', { email: 'leaver@example.org', password });
  expect(again).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  expect((await admin.post(`/api/staff/${leaver.staffId}/end`)).body.code).toBe('has-left');
});

test('SGN-9 roles hold from the next request on', async () => {
  const worker = await signInAs(system, admin, ['installer'], 'roles@example.org');
  expect((await worker.get('/api/staff')).status).toBe(403);
  await admin.send('PUT', `/api/staff/${worker.staffId}/roles`, { roles: ['supervisor'] });
  expect((await worker.get('/api/staff')).status).toBe(200);
  await admin.send('PUT', `/api/staff/${worker.staffId}/roles`, { roles: ['installer', 'auditor'] });
  expect((await worker.get('/api/session')).body.staff.roles).toEqual(['auditor', 'installer']);
});

test('SGN-12 a lost authenticator: a new first password, and the second factor is set up again', async () => {
  const person = await signInAs(system, admin, ['case-officer'], 'lost@example.org');
  const next = 'a new first password';
  expect((await admin.post(`/api/staff/${person.staffId}/reset`, { password: next })).status).toBe(200);
  expect((await person.get('/api/people')).status).toBe(401);
  const client = system.client();
  expect((await client.post('/api/sign-in', { email: 'lost@example.org', password })).status).toBe(401);
  expect((await client.post('/api/sign-in', { email: 'lost@example.org', password: next })).body).toEqual({
    state: 'second-factor-enrolment',
  });
});

test('SGN-10 the last administrator stays one, until another is named', async () => {
  const { staff } = (await admin.get('/api/staff')).body;
  const { id } = staff.find((entry: { email: string }) => entry.email === administrator.email);
  expect((await admin.post(`/api/staff/${id}/end`)).body.code).toBe('last-administrator');
  expect((await admin.send('PUT', `/api/staff/${id}/roles`, { roles: ['auditor'] })).body.code).toBe(
    'last-administrator',
  );
  const second = await signInAs(system, admin, ['administrator'], 'second@example.org');
  // Each ends the other at the same moment: one of them stays.
  const both = await Promise.all([
    admin.post(`/api/staff/${second.staffId}/end`),
    second.post(`/api/staff/${id}/end`),
  ]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  const left = await owner.query(
    `select from staff s join staff_role r on r.staff_id = s.id where r.role = 'administrator' and s.ended_at is null`,
  );
  expect(left.rowCount).toBe(1);
});

test('SGN-13 the machine’s operator gives the only administrator a new first password, and it is in the audit', async () => {
  const operator: Operator = {
    name: 'root',
    requestId: 'test',
    owner,
    app: system.database.pool('app'),
    keyring,
    close: async () => {},
  };
  expect(await resetAccount(operator, 'nobody@example.org')).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  const person = await owner.query(
    `select s.email from staff s join staff_role r on r.staff_id = s.id where r.role = 'administrator' and s.ended_at is null`,
  );
  const { email } = person.rows[0];
  const done = await resetAccount(operator, email.toUpperCase());
  if (!done.ok) throw new Error(done.error.message);
  const client = system.client();
  expect((await client.post('/api/sign-in', { email, password })).status).toBe(401);
  expect((await client.post('/api/sign-in', { email, password: done.value.password })).body.state).toBe(
    'second-factor-enrolment',
  );
  const { rows } = await owner.query(
    "select staff_id, operator from audit_entry where action = 'staff.reset' and operator is not null",
  );
  expect(rows).toEqual([{ staff_id: null, operator: 'root' }]);
});
