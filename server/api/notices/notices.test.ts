import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { insertPoint } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
const north: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
await admin.post('/api/offices', { name: 'South' });
const officer = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const elsewhere = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
const supervisor = await signInAs(system, admin, ['supervisor'], 'all@example.org');
const idOf: Record<string, string> = {};
for (const [reference, office, languages] of [
  ['N-1', 'North', ['en']],
  ['N-2', 'North', ['es-419']],
  ['N-3', 'North', ['ht']],
  ['S-1', 'South', ['en']],
] as const) {
  const line = lineOf(reference, { participant: { office, languages: [...languages] } });
  const made = await supervisor.post('/api/enrolments', line);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  idOf[reference] = made.body.participant.id;
}
const { rows } = await owner.query<{ programme: string; staff: string }>(
  `select programme_id as programme, id as staff from staff where email = 'all@example.org'`,
);
const [here] = rows;
if (here === undefined) throw new Error('the supervisor is there');
const point = (reference: string, address: string, asked = true) =>
  insertPoint(owner, keyring, {
    ...{ programmeId: here.programme, participantId: idOf[reference] ?? '', address },
    staffId: asked ? here.staff : null,
  });
await point('N-1', '+13055550101');
await point('N-2', '+13055550102');
await point('N-3', '+13055550103', false);

const everybody = { office: north, to: 'everybody' };
const planned = async () =>
  (
    await owner.query<{ reference: string; key: string }>(
      'select p.reference, m.key from message m join participant p on p.id = m.participant_id order by 1',
    )
  ).rows;
const textOf = async (reference: string): Promise<string[]> =>
  (await supervisor.get(`/api/people/${idOf[reference]}/messages`)).body.messages.map(
    ({ text }: { text: string }) => text,
  );

test('NTC-1 the preview says to whom it would go, in which language, and who cannot be reached, and writes nothing', async () => {
  const seen = await officer.post('/api/notices/preview', everybody);
  expect(seen, JSON.stringify(seen.body)).toMatchObject({
    status: 200,
    body: {
      participants: [idOf['N-1'], idOf['N-2'], idOf['N-3']],
      languages: [
        { language: 'en', people: 1 },
        { language: 'es', people: 1 },
        { language: 'ht', people: 1 },
        { language: 'ar', people: 0 },
      ],
      unreachable: [{ reference: 'N-3' }],
      unreachableMore: false,
    },
  });
  expect(await planned()).toEqual([]);
  const looks = await owner.query(
    `select count(*)::int as n from access_record where what = 'whom a notice goes to'`,
  );
  expect(looks.rows).toEqual([{ n: 3 }]);
});

test('NTC-2 it goes to the people of the preview, each in their language, once; a changed audience is refused', async () => {
  const { audience } = (await officer.post('/api/notices/preview', everybody)).body;
  const words = { en: 'We are closed on Friday.', es: 'El viernes está cerrado.' };
  const key = { 'idempotency-key': 'notice-one-00000001' };
  const sent = await officer.post('/api/notices', { ...everybody, audience, ...words }, key);
  expect(sent, JSON.stringify(sent.body)).toMatchObject({ status: 201, body: { planned: 3 } });
  const again = await officer.post('/api/notices', { ...everybody, audience, ...words }, key);
  expect(again).toMatchObject({ status: 201, body: { planned: 3 } });
  expect((await planned()).map(({ reference }) => reference)).toEqual(['N-1', 'N-2', 'N-3']);
  expect((await textOf('N-2'))[0]).toContain('El viernes está cerrado.');
  expect((await textOf('N-3'))[0]).toContain('We are closed on Friday.');
  const late = lineOf('N-4', { participant: { office: 'North' } });
  expect((await supervisor.post('/api/enrolments', late)).status).toBe(200);
  const refused = await officer.post('/api/notices', { ...everybody, audience, ...words });
  expect(refused).toMatchObject({ status: 409, body: { code: 'audience-changed' } });
  expect(await planned()).toHaveLength(3);
  const entries = await owner.query(
    `select count(*)::int as n from audit_entry where action = 'notice.sent'`,
  );
  expect(entries.rows).toEqual([{ n: 1 }]);
});

test('NTC-3 of a day it goes to those who are heard or come then, and to nobody else', async () => {
  const on = Temporal.Now.plainDateISO('America/New_York').add({ days: 10 }).toString();
  const person = idOf['N-1'] ?? '';
  await insertHearingOf({ owner, keyring, programme: here.programme, person, inHours: 240 });
  const heard = await officer.post('/api/notices/preview', { office: north, to: 'hearings', on });
  expect(heard.body).toMatchObject({ participants: [person], unreachable: [] });
  const come = await officer.post('/api/notices/preview', { office: north, to: 'check-ins', on });
  expect(come.body).toMatchObject({ participants: [] });
  const noDay = await officer.post('/api/notices/preview', { office: north, to: 'hearings' });
  expect(noDay).toMatchObject({ status: 400, body: { fields: [{ path: 'body.on' }] } });
});

test('NTC-4 more than can be written at once is refused with what to do, and nobody without consent is written to', async () => {
  await owner.query(
    `insert into participant (programme_id, reference, office_id, sealed)
       select $1, 'M-' || n, $2, '\\x00' from generate_series(1, 5000) n`,
    [here.programme, north],
  );
  const refused = await officer.post('/api/notices/preview', everybody);
  expect(refused).toMatchObject({ status: 422, body: { code: 'too-many' } });
  await owner.query(`delete from participant where reference like 'M-%'`);
  const { rows: reasons } = await owner.query(
    `select m.contact_point_id from message m join participant p on p.id = m.participant_id where p.reference = 'N-3'`,
  );
  expect(reasons).toEqual([{ contact_point_id: null }]);
});

test('ACC-14 an officer of another office reaches nobody of this one', async () => {
  const seen = await elsewhere.post('/api/notices/preview', everybody);
  expect(seen.body).toMatchObject({ participants: [], unreachable: [] });
  const { audience } = (await officer.post('/api/notices/preview', everybody)).body;
  const tried = await elsewhere.post('/api/notices', { ...everybody, audience, en: 'Nothing to see.' });
  expect(tried).toMatchObject({ status: 409 });
});

test('LIF-5 a notice to many goes to nobody who is suspended', async () => {
  const suspension = await insertSuspensionOf(owner, idOf['N-2'] ?? '');
  const seen = await officer.post('/api/notices/preview', everybody);
  expect(seen.body.participants).not.toContain(idOf['N-2']);
  await owner.query('update suspension set entered_in_error_at = now() where id = $1', [suspension]);
  expect((await officer.post('/api/notices/preview', everybody)).body.participants).toContain(idOf['N-2']);
});
