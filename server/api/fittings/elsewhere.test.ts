import { expect, test } from 'vitest';
import { openRow } from '../../database/repositories/sealed.ts';
import { signInAs } from '../testing/start.ts';
import { withFittings } from './testing.ts';

// What a device says of whoever had it, and who takes it from where, once it is somewhere else.
const {
  system,
  admin,
  supervisor,
  officer,
  owner,
  did,
  person,
  device,
  begin,
  through,
  step,
  fit,
  office,
  keyring,
} = await withFittings();
const elsewhere: string = did(await admin.post('/api/offices', { name: 'Elsewhere' })).body.id;
const stranger = await signInAs(system, admin, ['case-officer'], 'elsewhere@example.org', {
  office: 'Elsewhere',
});
const idOf = async (identifier: string): Promise<string> =>
  (await owner.query('select id from device where identifier = $1', [identifier])).rows[0]?.id ?? '';
const placeOf = async (identifier: string) =>
  (
    await owner.query(
      'select kind, office_id as office from device_place where device_id = $1 and to_at is null',
      [await idOf(identifier)],
    )
  ).rows[0];
const heldBy = async (who: string): Promise<string> =>
  did(await officer.get(`/api/people/${who}/fittings`)).body.held[0]?.assignment ?? '';
const lifeSeenBy = async (by: typeof stranger, identifier: string) =>
  did(await by.get(`/api/devices/${await idOf(identifier)}/life`)).body.places;

test('FIT-4 STK-14 a fitting takes no device that was moved to another office’s shelf after it began', async () => {
  const [who, serial] = [await person(), await device()];
  const { id, answer } = await begin(who, serial);
  did(answer);
  await through(id);
  const move = { to: 'office', office: elsewhere, reason: 'needed there' };
  did(await supervisor.post(`/api/devices/${await idOf(serial)}/move`, move));
  expect((await step(id, 'finish', {})).body.code).toBe('device-elsewhere');
  expect(await placeOf(serial)).toEqual({ kind: 'office', office: elsewhere });
});

test('STK-17 why a device came back is read by whoever may see the person, and ends with their key', async () => {
  const [who, serial] = [await person(), await device()];
  await fit(who, serial);
  const reason = 'Wearer Seven is in the hospital';
  const collection = `/api/assignments/${await heldBy(who)}/collection`;
  did(await officer.post(collection, { office, state: 'usable', reason }));
  const back = { why: 'collected', person: null };
  expect(await lifeSeenBy(officer, serial)).toMatchObject([{ ...back, reason }, { person: { id: who } }, {}]);
  const seen = await lifeSeenBy(stranger, serial);
  expect(seen).toMatchObject([
    { ...back, reason: null },
    { why: 'fitted', person: null },
    { why: 'registered', reason: 'as the test asks' },
  ]);
  const auditor = await signInAs(system, admin, ['auditor'], 'auditor-of-lives@example.org');
  expect(JSON.stringify(await lifeSeenBy(stranger, serial))).not.toContain('Wearer');
  expect((await auditor.post(`/api/devices/${await idOf(serial)}/move`, { to: 'lost', reason })).status).toBe(
    403,
  );
  // Under the person's key: it is gone with that.
  const { rows } = await owner.query(
    `select id, sealed from device_place where device_id = $1 and why = 'collected'`,
    [await idOf(serial)],
  );
  const own = keyring.find(who);
  if (own === null) throw new Error('no key');
  expect(openRow(own, 'device_place', rows[0]?.id, rows[0]?.sealed)).toEqual({ reason });
});

test('STK-14 what waits with somebody is not called lost, broken or gone by whoever may not see them', async () => {
  const [who, serial, other] = [await person(), await device(), await device()];
  await fit(who, serial);
  await fit(who, other, { replaces: await heldBy(who) });
  expect(await placeOf(serial)).toMatchObject({ kind: 'participant' });
  const move = `/api/devices/${await idOf(serial)}/move`;
  const reason = 'it never came';
  for (const to of ['lost', 'repair', 'supplier', 'retired'])
    expect(await stranger.post(move, { to, reason })).toMatchObject({
      ...{ status: 403, body: { code: 'another-shelf' } },
    });
  expect(await placeOf(serial)).toMatchObject({ kind: 'participant' });
  // Left at another office's counter it is on that shelf; and whose it was says what became of it.
  did(await officer.post(move, { to: 'lost', reason }));
  expect(await placeOf(serial)).toMatchObject({ kind: 'lost' });
  expect((await lifeSeenBy(stranger, serial))[0]).toMatchObject({ why: 'lost', reason: null });
  expect((await lifeSeenBy(officer, serial))[0]).toMatchObject({ why: 'lost', reason });
});
