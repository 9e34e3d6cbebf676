import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hashToken } from '../../gateway/token.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const reason = 'it was found in a drawer, and goes on reporting';
type Staff = Client & { readonly staffId: string };
let officer: Staff;
let elsewhere: Staff;
let installer: Staff;
let manager: Staff;
let person = '';

const idOf = async (reference: string): Promise<string> => {
  const { rows } = await owner.query(
    'select a.device_id from assignment a join participant p on p.id = a.participant_id where p.reference = $1',
    [reference],
  );
  return rows[0].device_id;
};
async function flag(device: string, kind = 'cloned'): Promise<string> {
  const { rows } = await owner.query(
    `insert into device_flag (programme_id, device_id, kind, first_at, last_at, count, signs, changes)
     select programme_id, id, $2, now() - interval '1 hour', now(), 7, '{two-connections}', '{other-network}' from device where id = $1
     returning id`,
    [device, kind],
  );
  return rows[0].id;
}
async function stock(identifier: string, protocol = 'laipac'): Promise<string> {
  const { rows } = await owner.query(
    `insert into device (programme_id, protocol, identifier, technology) select id, $2, $1, 'ankle' from programme where name <> 'Other' returning id`,
    [identifier, protocol],
  );
  return rows[0].id;
}

beforeAll(async () => {
  const admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor']);
  for (const reference of ['A-2', 'A-3'])
    await everywhere.post('/api/enrolments', lineOf(reference, { participant: { office: 'There' } }));
  await everywhere.post('/api/enrolments', lineOf('A-4', { participant: { office: 'Here' } }));
  const enrolled = await everywhere.post(
    '/api/enrolments',
    lineOf('A-1', { participant: { office: 'Here' } }),
  );
  person = enrolled.body.participant.id;
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  installer = await signInAs(system, admin, ['installer'], 'installer@example.org');
  manager = await signInAs(system, admin, ['programme-manager'], 'manager@example.org');
});

test('DEV-1 devices in question come first; who has one is shown to whoever may see the person, and recorded', async () => {
  const device = await idOf('A-1');
  const id = await flag(device);
  const { body } = await officer.get('/api/devices');
  expect(body.devices).toMatchObject([
    { id: device, state: 'held', flags: ['cloned'], holder: { id: person, reference: 'A-1' } },
  ]);
  const { rows } = await owner.query(
    `select what, purpose from access_record where participant_id = $1 and staff_id = $2`,
    [person, officer.staffId],
  );
  expect(rows).toEqual([{ what: 'devices', purpose: 'care of devices' }]);
  const one = await officer.get(`/api/devices/${device}`);
  expect(one.body).toMatchObject({
    holder: { id: person },
    networks: null,
    flagged: [{ id, kind: 'cloned', count: 7, signs: ['two-connections'], changes: ['other-network'] }],
  });
  expect(JSON.stringify(one.body)).not.toMatch(/"lat"|"lon"|address"/);
});

test('DEV-1 whoever may not see the person sees neither them nor their device; what is on the shelf is everybody’s', async () => {
  const device = await idOf('A-1');
  const shelf = await stock('77000001');
  await owner.query(
    `insert into device_contact (device_id, programme_id, last_at, battery_percent) select id, programme_id, now(), 31 from device where id = $1`,
    [shelf],
  );
  for (const viewer of [elsewhere, installer, manager]) {
    expect((await viewer.get(`/api/devices/${device}`)).status).toBe(404);
    const { body } = await viewer.get('/api/devices?show=all');
    expect(body.devices.map((one: { id: string }) => one.id)).not.toContain(device);
    expect(body.devices).toContainEqual(
      expect.objectContaining({
        id: shelf,
        state: 'shelf',
        holder: null,
        battery: { percent: 31, charging: null },
      }),
    );
  }
  expect((await elsewhere.post(`/api/devices/${device}/quarantine`, { reason })).status).toBe(404);
  expect((await manager.post(`/api/devices/${shelf}/quarantine`, { reason })).status).toBe(403);
});

test('DEV-1 a list goes on from where it was, and finds a device by the beginning of its number', async () => {
  for (let n = 1; n <= 5; n += 1) await stock(`8800000${n}`);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await officer.get(
      `/api/devices?show=all&q=88&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.body.devices.map((one: { identifier: string }) => one.identifier));
    cursor = page.body.next;
  } while (cursor !== null);
  expect(seen).toEqual(['88000001', '88000002', '88000003', '88000004', '88000005']);
  expect((await officer.get('/api/devices?cursor=AAAA')).status).toBe(400);
  const forged = Buffer.from(JSON.stringify(['8', 'x'])).toString('base64url');
  expect((await officer.get(`/api/devices?cursor=${forged}`)).body.code).toBe('bad-cursor');
});

test('DEV-1 once another has a device it is no longer its last holder’s officer’s to see', async () => {
  const device = await idOf('A-3');
  const id = await flag(device);
  expect((await elsewhere.get(`/api/devices/${device}`)).status).toBe(200);
  await owner.query(`update assignment set to_at = from_at + interval '1 minute' where device_id = $1`, [
    device,
  ]);
  await owner.query(
    `update assignment set device_id = $1, from_at = now() - interval '1 minute'
     where participant_id = (select id from participant where reference = 'A-4')`,
    [device],
  );
  expect(await idOf('A-4')).toBe(device);
  expect((await elsewhere.get(`/api/devices/${device}`)).status).toBe(404);
  const { body } = await elsewhere.get('/api/devices?show=all');
  expect(body.devices.map((one: { id: string }) => one.id)).not.toContain(device);
  for (const command of ['quarantine', 'release', 'token'])
    expect((await elsewhere.post(`/api/devices/${device}/${command}`, { reason })).status, command).toBe(404);
  expect(
    (await elsewhere.send('PUT', `/api/devices/${device}/networks`, { networks: [], reason })).status,
  ).toBe(404);
  const decided = { outcome: 'explained', note: 'not theirs to say' };
  expect((await elsewhere.post(`/api/devices/${device}/flags/${id}/outcome`, decided)).status).toBe(404);
  expect((await officer.get(`/api/devices/${device}`)).body.holder).toMatchObject({ reference: 'A-4' });
});

test('DEV-13 a look through broken glass changes nothing of the device either', async () => {
  const device = await idOf('A-1');
  const id = await flag(device, 'replayed');
  expect((await elsewhere.post('/api/break-glass', { reference: 'A-1', reason })).status).toBe(201);
  expect((await elsewhere.get(`/api/devices/${device}`)).status).toBe(200);
  expect((await elsewhere.post(`/api/devices/${device}/quarantine`, { reason })).status).toBe(404);
  expect(
    (await elsewhere.send('PUT', `/api/devices/${device}/networks`, { networks: [], reason })).status,
  ).toBe(404);
  const decided = { outcome: 'explained', note: 'not theirs to say' };
  expect((await elsewhere.post(`/api/devices/${device}/flags/${id}/outcome`, decided)).status).toBe(404);
  expect((await officer.get(`/api/devices/${device}`)).body).toMatchObject({ state: 'held', networks: null });
  await owner.query(
    `update break_glass set at = at - interval '2 hours', until_at = until_at - interval '2 hours'`,
  );
});

test('DEV-4 a person says what came of a flag, once, with a note that stays sealed; what is seen later is a flag of its own', async () => {
  const device = await stock('77000002');
  const id = await flag(device);
  const path = `/api/devices/${device}/flags/${id}/outcome`;
  expect((await installer.post(path, { outcome: 'guilty', note: 'x' })).status).toBe(400);
  expect((await manager.post(path, { outcome: 'explained', note: 'x' })).status).toBe(403);
  const decided = { outcome: 'explained', note: 'two of one number were delivered; the other is returned' };
  expect((await installer.post(path, decided)).status).toBe(200);
  expect((await installer.post(path, decided)).body.code).toBe('already-decided');
  expect((await installer.get(`/api/devices/${device}`)).body.flagged).toMatchObject([
    { id, ...decided, lookedBy: { id: installer.staffId } },
  ]);
  expect((await installer.get('/api/devices?q=77000002')).body.devices).toEqual([]);
  const { rows } = await owner.query(
    `select encode(sealed, 'escape') as text from device_flag where id = $1`,
    [id],
  );
  expect(rows[0].text).not.toContain('delivered');
  const again = await flag(device);
  expect((await installer.get('/api/devices?q=77000002')).body.devices).toMatchObject([
    { flags: ['cloned'] },
  ]);
  expect((await installer.post(path.replace(id, again), decided)).status).toBe(200);
  const audit = await owner.query(`select staff_id from audit_entry where action = 'device-flag.decided'`);
  expect(audit.rows).toEqual([{ staff_id: installer.staffId }, { staff_id: installer.staffId }]);
});

test('DEV-5 quarantine and release are a person’s, with a reason, on record, and in the audit', async () => {
  const device = await stock('77000003');
  const path = `/api/devices/${device}`;
  expect((await installer.post(`${path}/quarantine`, { reason: ' ' })).status).toBe(400);
  expect((await installer.post(`${path}/release`, { reason })).body.code).toBe('not-in-quarantine');
  expect((await installer.post(`${path}/quarantine`, { reason })).status).toBe(200);
  expect((await installer.post(`${path}/quarantine`, { reason })).body.code).toBe('in-quarantine');
  expect((await installer.get('/api/devices')).body.devices).toMatchObject([
    { id: device, state: 'quarantined', flags: [] },
  ]);
  const released = 'the drawer was emptied';
  expect((await installer.post(`${path}/release`, { reason: released })).status).toBe(200);
  expect((await installer.get(path)).body).toMatchObject({
    state: 'shelf',
    quarantines: [{ by: 'Test installer', reason, releasedBy: 'Test installer', releaseReason: released }],
  });
  const { rows } = await owner.query(
    `select action from audit_entry where entity = 'device' and entity_id = $1 order by id`,
    [device],
  );
  expect(rows.map(({ action }) => action)).toEqual(['device.quarantined', 'device.released']);
  const sealed = await owner.query(`select encode(sealed, 'escape') as text from device_quarantine`);
  expect(JSON.stringify(sealed.rows)).not.toContain('drawer');
});

test('DEV-6 networks are checked before they are kept, and in the audit', async () => {
  const device = await stock('77000004');
  const path = `/api/devices/${device}/networks`;
  const put = (networks: readonly string[]) => installer.send('PUT', path, { networks, reason });
  const refused = await put(['10.20.0.0/16', '10.20.0.1/16']);
  expect(refused).toMatchObject({ status: 400 });
  expect(JSON.stringify(refused.body)).toContain('10.20.0.0/16');
  expect((await put(['10.20.0.0/16', '2001:db8::/32', '192.0.2.7'])).status).toBe(200);
  expect((await installer.get(`/api/devices/${device}`)).body.networks).toEqual([
    '10.20.0.0/16',
    '2001:db8::/32',
    '192.0.2.7/32',
  ]);
  expect((await put([])).status).toBe(200);
  expect((await installer.get(`/api/devices/${device}`)).body.networks).toBeNull();
  const { rowCount } = await owner.query(
    `select from audit_entry where action = 'device.networks-changed' and entity_id = $1`,
    [device],
  );
  expect(rowCount).toBe(2);
});

test('DEV-6 a new token is shown once, kept as a keyed hash, and takes the place of the one before', async () => {
  const phone = await stock('phone-1', 'osmand');
  const made = await installer.post(`/api/devices/${phone}/token`);
  expect(made.status).toBe(201);
  const { rows } = await owner.query('select programme_id, token_hash from device where id = $1', [phone]);
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  const key = keyring.derive('device-token', rows[0].programme_id);
  expect(rows[0].token_hash).toEqual(hashToken(key, made.body.token));
  keyring.close();
  expect((await installer.get(`/api/devices/${phone}`)).body.token).toBe('set');
  const again = await installer.post(`/api/devices/${phone}/token`);
  expect(again.body.token).not.toBe(made.body.token);
  expect(system.logged.join('\n')).not.toContain(made.body.token);
  const audited = await owner.query(
    `select before, after from audit_entry where action = 'device.token-made'`,
  );
  expect(audited.rows).toEqual([
    { before: null, after: null },
    { before: null, after: null },
  ]);
  const ankle = await stock('77000005');
  expect((await installer.post(`/api/devices/${ankle}/token`)).body.code).toBe('no-token');
  expect((await installer.get(`/api/devices/${ankle}`)).body.token).toBe('unknown-to-protocol');
});

test('DEV-12 who knocks and is nobody’s is listed; a device of another programme that is refused is not, and one’s own says so itself', async () => {
  const own = await stock('77000006');
  await owner.query(`insert into programme (name, timezone) values ('Other', 'UTC')`);
  await owner.query(
    `insert into device (programme_id, protocol, identifier, technology) select id, 'laipac', '99000001', 'ankle' from programme
     where name = 'Other'`,
  );
  for (const identifier of ['99000001', '77000006', '66000001'])
    await owner.query(
      `insert into unknown_device (protocol, identifier, first_at, last_at, frames) values ('laipac', $1, now(), now(), 3)`,
      [identifier],
    );
  expect((await officer.get('/api/device-knocks')).body.knocks).toMatchObject([
    { identifier: '66000001', protocol: 'laipac', messages: 3 },
  ]);
  expect((await officer.get(`/api/devices/${own}`)).body.refused).toMatchObject({ messages: 3 });
});

test('a retired device is left as it is', async () => {
  const device = await stock('77000007');
  await owner.query('update device set retired_at = now() where id = $1', [device]);
  expect((await installer.post(`/api/devices/${device}/quarantine`, { reason })).body.code).toBe(
    'device-retired',
  );
  expect((await installer.get(`/api/devices/${device}`)).body.state).toBe('retired');
});
