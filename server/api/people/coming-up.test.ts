import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertDueCheckIn } from '../../database/testing-check-ins.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { insertPoint } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

let officer: Client & { readonly staffId: string };
let centre: Client & { readonly staffId: string };
let person = '';
const comingUp = async (client: Client = officer) =>
  (await client.get(`/api/people/${person}?purpose=supervision`)).body.comingUp;

beforeAll(async () => {
  const admin = await firstRun(system);
  officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
  const { body: provider } = await admin.post('/api/providers', { name: 'Centre' });
  centre = await signInAs(system, admin, ['monitoring-worker'], 'centre@example.org', {
    provider: 'Centre',
  });
  const enrolled = await officer.post(
    '/api/enrolments',
    lineOf('C-1', { participant: { office: 'North', officer: 'officer@example.org' } }),
  );
  person = enrolled.body.participant.id;
  const engaged = { kind: 'provider', provider: provider.id };
  expect((await officer.post(`/api/people/${person}/supervision`, engaged)).status).toBeLessThan(300);
});

test('PPL-24 nothing to come is said as that, and that no number works', async () => {
  expect(await comingUp()).toEqual({ hearing: null, checkIn: null, reached: false });
});

test('PPL-24 the earliest hearing that stands, and whether they said that they will come', async () => {
  const { rows } = await owner.query('select programme_id from participant where id = $1', [person]);
  const of = { owner, keyring, programme: rows[0].programme_id, person };
  await insertHearingOf({ ...of, inHours: 300 });
  await insertHearingOf({ ...of, inHours: -20 });
  const next = await insertHearingOf({ ...of, inHours: 30, court: 'District Court' });
  expect((await comingUp()).hearing).toMatchObject({ id: next, court: 'District Court', confirmed: false });
  expect((await officer.post(`/api/hearings/${next}/confirm`, {})).status).toBe(200);
  expect((await comingUp()).hearing).toMatchObject({ id: next, confirmed: true });
  const cancelled = await officer.post(`/api/hearings/${next}/cancel`, { version: 1, reason: 'settled' });
  expect(cancelled.status).toBe(200);
  expect((await comingUp()).hearing).toMatchObject({ court: 'County Court', confirmed: false });
});

test('PPL-24 the next check-in, and that a reminder arrives', async () => {
  const { checkIn } = await insertDueCheckIn(owner, person, officer.staffId);
  const { rows } = await owner.query('select programme_id from participant where id = $1', [person]);
  await insertPoint(owner, keyring, {
    ...{ programmeId: rows[0].programme_id, participantId: person, staffId: officer.staffId },
    address: '+13035550142',
  });
  expect(await comingUp()).toMatchObject({
    checkIn: { id: checkIn, status: 'due', kind: 'office', at: null, office: 'North' },
    reached: true,
  });
});

test('PPL-24 nothing of it to whoever may not read it where it stands', async () => {
  expect(await comingUp(centre)).toEqual({ hearing: null, checkIn: null, reached: true });
});
