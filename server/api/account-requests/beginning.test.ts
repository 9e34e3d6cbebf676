import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { entriesOf } from '../../database/testing-audit.ts';
import { heldBy } from '../../database/testing-records.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { sealJson } from '../../keys/seal.ts';
import { confirmByOperator } from '../../operator/confirm.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { enrol, firstRun, operatorOf, signInAs, withTestApi } from '../testing/start.ts';
import { entryOf as entry, list, rolesOf, confirm as sayWho, setRoles } from './testing.ts';

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

const entryOf = (staffId: string) => entry(admin, staffId);
const auditOf = (id: string) => entriesOf(system.database, 'account_request', id);
const confirm = async (as: Client, staffId: string) => sayWho(as, staffId, (await entryOf(staffId)).version);

test('SGN-26 a new programme’s only administrator acts alone, on record as that; whom they bring in counts as themselves', async () => {
  const before = await list(admin);
  expect(before.twoPeople).toBe(false);
  expect(before.requests).toMatchObject([
    {
      kind: 'invitation',
      standing: 'alone',
      staff: { id: sock.staffId },
      askedBy: { id: adminId },
      decidedBy: null,
    },
    { kind: 'invitation', standing: 'alone', staff: { id: puppet.staffId } },
  ]);
  expect((await setRoles(admin, adminId, 'administrator', 'supervisor')).body).toEqual({ waits: false });
  expect(await rolesOf(admin)).toEqual(['administrator', 'supervisor']);
  expect((await entryOf(puppet.staffId)).restsOn).toMatchObject({ id: adminId });
  // Neither the other puppet, nor the puppet of whoever brought it in, is a second person.
  for (const as of [sock, puppet, admin])
    expect((await confirm(as, puppet.staffId)).body.code).toBe('second-person');
  expect(
    (await admin.post(`/api/staff/${puppet.staffId}/reset`, { password: 'another first one' })).body,
  ).toEqual({
    waits: false,
  });
  await puppet.post('/api/sign-in', { email: 'puppet@example.org', password: 'another first one' });
  await enrol(puppet, 'another first one');
  // A puppet cannot take over the account on whose word it rests.
  expect(
    (await puppet.post(`/api/staff/${adminId}/reset`, { password: 'another first one' })).body.code,
  ).toBe('second-person');
});

test('SGN-26 one person by two accounts is not two: neither to end a key, nor to judge looks', async () => {
  expect((await sock.post('/api/enrolments', lineOf('TWO-1'))).status).toBe(200);
  const { participantId } = await heldBy(system.database, 'TWO-1');
  const asked = await puppet.post(`/api/people/${participantId}/destruction`, {
    reason: 'The court ordered that nothing is kept.',
  });
  expect(asked.status).toBe(201);
  const decision = { decision: 'approved' };
  for (const as of [sock, admin])
    expect(await as.post(`/api/destructions/${asked.body.id}/decision`, decision)).toMatchObject({
      status: 422,
      body: { code: 'second-person' },
    });
  const look = await owner.query(
    `insert into break_glass (id, programme_id, participant_id, staff_id, until_at, sealed)
     select gen_random_uuid(), programme_id, $1, $2, now() + interval '9 minutes', null from participant where id = $1 returning id`,
    [participantId, sock.staffId],
  );
  const id: string = look.rows[0].id;
  await owner.query('update break_glass set sealed = $2 where id = $1', [
    id,
    sealJson(keyring.create(participantId), `break_glass/${id}/sealed`, { reason: 'to see' }),
  ]);
  const unusual = await owner.query(
    `insert into unusual_look (programme_id, staff_id, day, kind, participant_id, measured)
     select programme_id, $2, current_date, 'namesake', $1, 1 from participant where id = $1 returning id`,
    [participantId, sock.staffId],
  );
  expect(
    (await puppet.post(`/api/break-glass/${id}/review`, { decision: 'justified', note: 'mine' })).body.code,
  ).toBe('own-look');
  expect(
    (
      await puppet.post(`/api/oversight/looks/${unusual.rows[0].id}/decision`, {
        ...{ outcome: 'explained', note: 'mine' },
      })
    ).body.code,
  ).toBe('own-look');
});

test('SGN-26 the operator’s word begins it: from then on two are needed, and nothing brings the beginning back', async () => {
  expect(await confirmByOperator(operator, 'nobody@example.org')).toMatchObject({ ok: false });
  const colleague = await signInAs(system, admin, ['supervisor'], 'first-colleague@example.org');
  expect(await confirmByOperator(operator, 'first-colleague@example.org')).toMatchObject({
    ok: true,
    value: { what: 'account' },
  });
  expect(await confirmByOperator(operator, 'first-colleague@example.org')).toMatchObject({
    error: { code: 'nothing-waits' },
  });
  expect((await list(admin)).twoPeople).toBe(true);
  const [entry] = (await list(admin)).requests;
  expect(entry).toMatchObject({ kind: 'confirmation', standing: 'approved', decidedBy: null });
  expect(await auditOf(entry.id)).toEqual([
    { action: 'account-request.approved', by: null, operator: 'root' },
  ]);
  // The puppets stay what they were, and whoever is confirmed by somebody else stands for themselves.
  expect((await confirm(sock, puppet.staffId)).body.code).toBe('second-person');
  expect(await setRoles(admin, sock.staffId, 'supervisor', 'case-officer', 'auditor')).toMatchObject({
    status: 409,
    body: { code: 'waits' },
  });
  // Ending the only second person leaves the administrator with the operator, not alone.
  expect((await admin.post(`/api/staff/${colleague.staffId}/end`)).status).toBe(200);
  expect((await setRoles(admin, adminId, 'administrator', 'supervisor', 'auditor')).body).toEqual({
    waits: true,
  });
  expect(await rolesOf(admin)).toEqual(['administrator', 'supervisor']);
  expect(await confirmByOperator(operator, 'ada@example.org')).toMatchObject({ value: { what: 'request' } });
  expect(await rolesOf(admin)).toEqual(['administrator', 'auditor', 'supervisor']);
});
