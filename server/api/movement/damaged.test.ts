import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, expect, test } from 'vitest';
import { heldBy, observation, store } from '../../database/testing-records.ts';
import { enrol, lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const setup = await withTestApi();
const { database, logged } = setup;
const admin = await firstRun(setup);
const officer = await signInAs(setup, admin, ['case-officer']);
const keyring = openKeyring(join(setup.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = database.pool('owner');
const programme: string = (await admin.get('/api/session')).body.staff.programme.id;

async function person(reference: string) {
  await enrol(database, keyring, programme, lineOf(reference));
  const held = await heldBy(database, reference);
  await store(database, keyring, held, 1, [observation(Date.now() - 60_000)]);
  return held;
}
const hour = 3_600_000;
const movementOf = (id: string) =>
  officer.get(
    `/api/people/${id}/movement?from=${new Date(Date.now() - hour).toISOString()}&to=${new Date().toISOString()}&purpose=review`,
  );

test('FUZ-5 an altered upload is told as that, named in the log, and nobody else’s page is touched', async () => {
  const [broken, well] = [await person('D-1'), await person('D-2')];
  await owner.query(
    `update upload set content = set_byte(content, length(content) - 1, get_byte(content, length(content) - 1) # 1) where assignment_id = $1`,
    [broken.assignmentId],
  );
  const told = await movementOf(broken.participantId);
  expect(told).toMatchObject({ status: 500, body: { code: 'record-unreadable' } });
  expect(JSON.stringify(told.body)).not.toMatch(/(?<!\d:)25\.77/);
  const line = logged.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'record-unreadable');
  expect(line).toMatchObject({ level: 50, sealed: `upload/${broken.assignmentId}/1` });
  expect((await movementOf(well.participantId)).body.points).toHaveLength(1);
  // What does not need the altered row stands too.
  expect((await officer.get(`/api/people/${broken.participantId}`)).status).toBe(200);
});

test('FUZ-5 the same of a sealed text: a name that was swapped for somebody else’s is shown to nobody', async () => {
  const [one, other] = [await person('D-3'), await person('D-4')];
  await owner.query(
    'update participant set sealed = (select sealed from participant where id = $2) where id = $1',
    [one.participantId, other.participantId],
  );
  const told = await officer.get(`/api/people/${one.participantId}`);
  expect(told).toMatchObject({ status: 500, body: { code: 'record-unreadable' } });
  expect((await officer.get(`/api/people/${other.participantId}`)).status).toBe(200);
});
