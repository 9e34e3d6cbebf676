import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { entriesOf } from '../../database/testing-audit.ts';
import { accountsJob } from '../../jobs/accounts.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { confirmByOperator } from '../../operator/confirm.ts';
import { resetAccount } from '../../operator/reset.ts';
import type { Client } from '../testing/client.ts';
import {
  accept,
  bringIn,
  enrol,
  firstRun,
  operatorOf,
  password,
  signInAs,
  withTestApi,
} from '../testing/start.ts';
import { totpOf } from '../testing/totp.ts';
import {
  entryOf as entry,
  waitingOf as found,
  type Listed,
  list,
  rolesOf,
  say,
  confirm as sayWho,
  setRoles,
} from './testing.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const operator = operatorOf(system, keyring);
const admin = await firstRun(system);
const adminId: string = (await admin.get('/api/session')).body.staff.id;
// Two puppets, made while one person's word was enough.
const puppet = await signInAs(system, admin, ['administrator', 'supervisor'], 'puppet@example.org');
const sock = await signInAs(system, admin, ['supervisor', 'case-officer'], 'sock@example.org');

const waitingOf = (staffId: string, as: Client = admin) => found(as, staffId);
const entryOf = (staffId: string) => entry(admin, staffId);
const auditOf = (id: string) => entriesOf(system.database, 'account_request', id);
const confirm = async (as: Client, staffId: string) => sayWho(as, staffId, (await entryOf(staffId)).version);

// The first colleague, by the operator's word: from here on two are needed, and each test gets the second word itself.
const invited = { name: 'Bo', email: 'bo@example.org', roles: ['administrator'] as const };
const second = await bringIn(system, admin, invited);
await confirmByOperator(operator, 'bo@example.org');

test('SGN-25 nobody gives themselves a role: somebody else approves, and both stand in the audit', async () => {
  const made = await accept(admin, system.client(), {
    ...{ name: 'X', email: 'unopened@example.org', roles: ['programme-manager'] },
  });
  // What sees nobody's data and changes nothing one person gives.
  expect((await entryOf(made)).roles).toEqual(['programme-manager']);
  expect(await rolesOf(second)).toEqual(['administrator']);
  expect((await setRoles(second, second.staffId, 'administrator', 'supervisor')).body).toEqual({
    waits: true,
  });
  expect(await rolesOf(second)).toEqual(['administrator']);
  const request = await waitingOf(second.staffId);
  expect(request).toMatchObject({
    kind: 'roles',
    roles: ['administrator', 'supervisor'],
    obstacle: null,
    mayDecide: true,
  });
  expect(await waitingOf(second.staffId, second)).toMatchObject({ obstacle: 'same-person' });
  expect((await say(second, request)).body.code).toBe('second-person');
  expect((await say(admin, request)).body).toMatchObject({
    standing: 'approved',
    decidedBy: { id: adminId },
  });
  expect(await rolesOf(second)).toEqual(['administrator', 'supervisor']);
  expect(await auditOf(request.id)).toEqual([
    { action: 'account-request.asked', by: second.staffId, operator: null },
    { action: 'account-request.approved', by: adminId, operator: null },
  ]);
});

test('SGN-25 who is invited has their roles once they hold the account with a factor of their own and a second person has said so', async () => {
  const own = system.client();
  const staffId = await accept(admin, own, { name: 'Nia', email: 'nia@example.org', roles: ['supervisor'] });
  expect((await entryOf(staffId)).roles).toEqual([]);
  const request = await waitingOf(staffId, second);
  expect(request).toMatchObject({ kind: 'invitation', obstacle: 'no-factor' });
  expect(await say(second, request)).toMatchObject({ status: 409, body: { code: 'no-own-factor' } });
  await enrol(own);
  expect((await own.get('/api/people')).status).toBe(403);
  // Neither the inviter nor their puppets.
  for (const as of [admin, sock]) expect((await say(as, request)).body.code).toBe('second-person');
  expect((await confirm(second, staffId)).body.code).toBe('waits');
  expect((await setRoles(second, staffId, 'supervisor', 'auditor')).body.code).toBe('waits');
  expect((await say(second, request)).status).toBe(200);
  expect((await own.get('/api/people')).status).toBe(200);
  expect((await entryOf(staffId)).restsOn).toBeNull();
});

test('SGN-25 whoever sends an invitation again holds its link: it is they who ask, and another who approves', async () => {
  const made = await admin.post('/api/staff', { name: 'Ike', email: 'ike@example.org', roles: ['auditor'] });
  expect(made.body.waits).toBe(true);
  const again = await second.post(`/api/staff/${made.body.id}/invitation`);
  const own = system.client();
  await own.post('/api/invitations/accept', { token: again.body.token, password });
  await enrol(own);
  const request = await waitingOf(made.body.id);
  expect((await say(second, request)).body.code).toBe('second-person');
  // Refused, it is nobody who may come in: the account is closed.
  expect((await say(admin, request, { decision: 'refused' })).status).toBe(400);
  expect((await say(admin, request, { decision: 'refused', note: 'Nobody here knows them.' })).status).toBe(
    200,
  );
  expect((await own.get('/api/session')).body.state).toBe('signed-out');
  expect((await list(admin)).requests[0]).toMatchObject({
    standing: 'refused',
    note: 'Nobody here knows them.',
  });
});

test('SGN-25 whoever was reset does nothing until somebody else has said that it is they; they read who it was', async () => {
  const officer = await signInAs(system, admin, ['case-officer'], 'lost@example.org');
  await say(second, await waitingOf(officer.staffId));
  expect((await officer.get('/api/people')).status).toBe(200);
  const first = 'a new first password';
  expect((await admin.post(`/api/staff/${officer.staffId}/reset`, { password: first })).body).toEqual({
    waits: true,
  });
  const request = await waitingOf(officer.staffId);
  // The asker knows the first password: nobody can tell yet who will use it, an agency's sign-in beside it or not.
  expect((await say(second, request)).body.code).toBe('no-own-factor');
  const linked = await owner.query(
    `insert into auth.credential (id, user_id, account_id, provider_id)
     select 'link', account_id, 'sub', 'https://agency.example' from staff where id = $1`,
    [officer.staffId],
  );
  expect(linked.rowCount).toBe(1);
  expect((await say(second, request)).body.code).toBe('no-own-factor');
  await owner.query(`delete from auth.credential where id = 'link'`);
  const thief = system.client();
  await thief.post('/api/sign-in', { email: 'lost@example.org', password: first });
  await enrol(thief, first);
  expect((await thief.get('/api/people')).status).toBe(403);
  expect((await thief.get('/api/security')).body.resets).toMatchObject([
    { by: 'Ada Admin', standing: 'waits', confirmedBy: null },
  ]);
  expect((await say(admin, request)).body.code).toBe('second-person');
  // «That is not her»: whoever holds the account is out, and it is reset again.
  expect((await say(second, request, { decision: 'refused', note: 'She knows nothing of it.' })).status).toBe(
    200,
  );
  expect((await thief.get('/api/session')).body.state).toBe('signed-out');
  expect((await thief.post('/api/sign-in', { email: 'lost@example.org', password: first })).status).toBe(401);
  await second.post(`/api/staff/${officer.staffId}/reset`, { password: 'another first password' });
  await officer.post('/api/sign-in', { email: 'lost@example.org', password: 'another first password' });
  await enrol(officer, 'another first password');
  expect((await say(admin, await waitingOf(officer.staffId))).status).toBe(200);
  expect(await rolesOf(officer)).toEqual(['case-officer']);
  expect((await officer.get('/api/security')).body.resets).toMatchObject([
    { by: 'Bo', standing: 'approved', confirmedBy: 'Ada Admin' },
    { by: 'Ada Admin', standing: 'refused' },
  ]);
  expect((await admin.post(`/api/staff/${adminId}/reset`, { password: first })).body.code).toBe(
    'own-account',
  );
});

test('SGN-25 more offices wait, fewer hold at once', async () => {
  for (const name of ['North', 'East']) await admin.post('/api/offices', { name });
  const worker = await accept(admin, system.client(), {
    ...{ name: 'Ola', email: 'ola@example.org', roles: ['case-officer'], office: 'North' },
  });
  expect((await admin.send('PUT', `/api/staff/${worker}/offices`, { offices: [] })).body.code).toBe('waits');
  const officer = await signInAs(system, admin, ['case-officer'], 'olu@example.org', { office: 'North' });
  await say(second, await waitingOf(officer.staffId));
  const offices = (names: string[]) =>
    admin.send('PUT', `/api/staff/${officer.staffId}/offices`, { offices: names });
  expect((await offices(['North', 'East'])).body).toEqual({ waits: true });
  expect((await entryOf(officer.staffId)).offices).toEqual(['North']);
  expect((await say(second, await waitingOf(officer.staffId))).status).toBe(200);
  expect((await entryOf(officer.staffId)).offices).toEqual(['East', 'North']);
  expect((await offices(['East'])).body).toEqual({ waits: false });
  expect((await offices([])).body).toEqual({ waits: true });
  expect(await waitingOf(officer.staffId)).toMatchObject({ kind: 'offices', offices: [] });
});

test('SGN-27 taking away is one person’s and at once, and what waited for the account waits no more', async () => {
  const worker = await signInAs(system, admin, ['case-officer', 'installer'], 'away@example.org');
  await say(second, await waitingOf(worker.staffId));
  // Both at once: what is taken ends now, what is given waits.
  expect((await setRoles(admin, worker.staffId, 'installer', 'supervisor')).body).toEqual({ waits: true });
  expect(await rolesOf(worker)).toEqual(['installer']);
  const request = await waitingOf(worker.staffId);
  expect((await setRoles(second, worker.staffId, 'installer', 'programme-manager')).body).toEqual({
    waits: false,
  });
  expect((await say(second, request)).body).toMatchObject({ code: 'changed' });
  expect(await rolesOf(worker)).toEqual(['installer', 'programme-manager']);
});

test('SGN-27 an approval of what has changed, of a leaver’s or of a former administrator’s asking is refused, and void', async () => {
  const worker = await signInAs(system, admin, ['installer'], 'moved@example.org');
  await say(second, await waitingOf(worker.staffId));
  const asker = await signInAs(system, admin, ['administrator'], 'asker@example.org');
  await say(second, await waitingOf(asker.staffId));
  await setRoles(asker, worker.staffId, 'installer', 'auditor');
  const first = await waitingOf(worker.staffId);
  expect((await say(second, { ...first, version: first.version - 1 })).body.code).toBe('version-changed');
  await owner.query('update staff set account_version = account_version + 1 where id = $1', [worker.staffId]);
  expect(await say(second, first)).toMatchObject({ status: 409, body: { code: 'version-changed' } });
  await setRoles(asker, worker.staffId, 'installer', 'auditor');
  const lost = await waitingOf(worker.staffId);
  expect((await setRoles(admin, asker.staffId, 'programme-manager')).status).toBe(200);
  expect((await say(second, lost)).body.code).toBe('changed');
  expect((await auditOf(lost.id)).map(({ action }) => action)).toEqual([
    'account-request.asked',
    'account-request.void',
  ]);
  // Whatever the use cases do: an asker who may not any more has no word.
  await setRoles(admin, worker.staffId, 'installer', 'auditor');
  const request = await waitingOf(worker.staffId);
  await owner.query('update account_request set asked_by = $2 where id = $1', [request.id, asker.staffId]);
  expect(await waitingOf(worker.staffId, second)).toMatchObject({ obstacle: 'asker-gone' });
  expect((await say(second, request)).body.code).toBe('asker-gone');
  expect(await rolesOf(worker)).toEqual(['installer']);
});

test('SGN-27 of two who approve at the same moment one does; of an approval and the asker’s end, one stands', async () => {
  const third = await signInAs(system, admin, ['administrator', 'supervisor'], 'third@example.org');
  await say(second, await waitingOf(third.staffId));
  const worker = await signInAs(system, admin, ['installer'], 'race@example.org');
  const request = await waitingOf(worker.staffId);
  const both = await Promise.all([say(second, request), say(third, request)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await setRoles(third, worker.staffId, 'installer', 'auditor');
  const raced = await waitingOf(worker.staffId);
  const [said, ended] = await Promise.all([
    say(second, raced),
    admin.post(`/api/staff/${third.staffId}/end`),
  ]);
  expect(ended.status).toBe(200);
  expect((await rolesOf(worker)).includes('auditor')).toBe(said.status === 200);
});

test('SGN-27 what nobody answers lapses, and that is in the audit', async () => {
  const worker = await signInAs(system, admin, ['installer'], 'late@example.org');
  const request = await waitingOf(worker.staffId);
  await owner.query('update account_request set lapses_at = now() where id = $1', [request.id]);
  expect((await say(second, request)).body).toMatchObject({ code: 'changed' });
  await accountsJob(system.database.owner, pino({ level: 'silent' })).run();
  expect((await auditOf(request.id)).at(-1)).toEqual({
    ...{ action: 'account-request.lapsed', by: null, operator: 'accounts' },
  });
  expect((await list(admin)).requests.find((one: Listed) => one.id === request.id).standing).toBe('lapsed');
  // Asked for anew, by a new first password.
  await second.post(`/api/staff/${worker.staffId}/reset`, { password: 'a new first password' });
  await worker.post('/api/sign-in', { email: 'late@example.org', password: 'a new first password' });
  await enrol(worker, 'a new first password');
  expect((await say(admin, await waitingOf(worker.staffId))).status).toBe(200);
  expect(await rolesOf(worker)).toEqual(['installer']);
});

test('SGN-28 the database itself refuses one person as both, by two accounts too', async () => {
  const worker = await accept(admin, system.client(), {
    ...{ name: 'Dee', email: 'dee@example.org', roles: ['auditor'] },
  });
  const request = await waitingOf(worker);
  for (const by of [adminId, worker, puppet.staffId, sock.staffId])
    await expect(
      owner.query(
        `begin; select set_config('attend.programme', (select programme_id::text from account_request limit 1), true);
         update account_request set decision = 'approved', decided_at = now(), decided_by = '${by}' where id = '${request.id}'`,
      ),
      by,
    ).rejects.toThrow(/two_people|one person as both/);
});

test('SGN-28 only administrators and supervisors give the second word, and only with a fresh proof', async () => {
  const worker = await accept(admin, system.client(), {
    ...{ name: 'Eve', email: 'eve@example.org', roles: ['auditor'] },
  });
  const request = await waitingOf(worker);
  const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
  await say(second, await waitingOf(auditor.staffId));
  expect((await list(auditor)).requests[0]).toMatchObject({ mayDecide: false });
  expect((await say(auditor, request)).status).toBe(403);
  expect((await confirm(auditor, sock.staffId)).status).toBe(403);
  await owner.query(`update auth.session set proven_at = now() - interval '6 minutes'`);
  for (const path of [`/api/account-requests/${request.id}/decision`, `/api/staff/${worker}/confirmation`])
    expect(
      (await second.post(path, { decision: 'refused', version: 1, note: 'Nobody knows them.' })).body.code,
      path,
    ).toBe('step-up-needed');
  await owner.query('update auth.session set proven_at = now()');
  // Confirmed by somebody else, an account stands for itself from then on.
  expect((await confirm(second, sock.staffId)).status).toBe(200);
  expect((await entryOf(sock.staffId)).restsOn).toBeNull();
  expect((await confirm(second, sock.staffId)).body.code).toBe('changed');
});

test('SGN-29 the operator’s reset leaves the roles, and its owner and supervisors read of it', async () => {
  const worker = await signInAs(system, admin, ['installer'], 'helped@example.org');
  await say(second, await waitingOf(worker.staffId));
  const done = await resetAccount(operator, 'helped@example.org');
  if (!done.ok) throw new Error(done.error.message);
  const own = system.client();
  await own.post('/api/sign-in', { email: 'helped@example.org', password: done.value.password });
  const uri = await enrol(own, done.value.password);
  expect(totpOf(uri)).toMatch(/^\d{6}$/);
  expect(await rolesOf(own)).toEqual(['installer']);
  expect((await own.get('/api/security')).body.resets).toMatchObject([{ by: null, standing: 'alone' }]);
  const { requests } = await list(second);
  expect(requests.find((one: { askedBy: unknown }) => one.askedBy === null)).toMatchObject({
    ...{ kind: 'reset', staff: { id: worker.staffId }, standing: 'alone' },
  });
});
