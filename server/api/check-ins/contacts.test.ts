import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const office: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
const officer = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const enrolled = await officer.post('/api/enrolments', lineOf('CP-1', { participant: { office: 'North' } }));
const person: string = enrolled.body.participant.id;

const add = async (address: string): Promise<string> =>
  (await officer.post(`/api/people/${person}/contact-points`, { kind: 'phone', address, consent: true })).body
    .id;
const points = async () => (await officer.get(`/api/people/${person}/contact-points`)).body.contactPoints;
const came = async (contacts: object[], by: Client = officer) =>
  by.post(`/api/people/${person}/walk-in`, { office, contacts });
const confirmedOf = async (id: string): Promise<boolean | null> =>
  (await owner.query('select contacts_confirmed from check_in where id = $1', [id])).rows[0]
    .contacts_confirmed;

test('CHK-16 each contact point is asked about at a check-in: right, wrong, or another one in its place', async () => {
  const [home, work, old] = [await add('305 555 0101'), await add('305 555 0102'), await add('305 555 0103')];
  await owner.query(`update contact_point set bounced_at = now(), confirmed_at = now() - interval '90 days'`);
  const some = await came([{ id: home, version: 1, answer: 'right' }]);
  expect(some, JSON.stringify(some.body)).toMatchObject({ status: 200 });
  // Not all were asked about.
  expect(await confirmedOf(some.body.checkIn)).toBe(false);
  const asked = await officer.post(`/api/check-ins/${some.body.checkIn}/contacts`, {
    version: some.body.version,
    contacts: [
      { id: home, version: 2, answer: 'right' },
      { id: work, version: 1, answer: 'changed', address: '(305) 555-0199', consent: true },
      { id: old, version: 1, answer: 'wrong' },
    ],
  });
  expect(asked, JSON.stringify(asked.body)).toMatchObject({ status: 200 });
  expect(await confirmedOf(some.body.checkIn)).toBe(true);
  const now = await points();
  const of = (address: string) => now.find((one: { address: string }) => one.address === address);
  expect(of('+13055550101')).toMatchObject({
    bounced: null,
    ended: null,
    confirmed: { by: 'Test case-officer' },
  });
  expect(Date.now() - Date.parse(of('+13055550101').confirmed.at)).toBeLessThan(60_000);
  expect(of('+13055550199')).toMatchObject({
    ended: null,
    reachable: true,
    consent: { askedBy: 'Test case-officer' },
  });
  expect([of('+13055550102').ended, of('+13055550103').ended]).toEqual([
    expect.any(String),
    expect.any(String),
  ]);
  const { rows } = await owner.query(
    `select action, count(*)::int as n from audit_entry where participant_id = $1 and action like 'contact-point.%' group by action order by action`,
    [person],
  );
  expect(rows).toEqual([
    { action: 'contact-point.added', n: 4 },
    { action: 'contact-point.confirmed', n: 2 },
    { action: 'contact-point.ended', n: 2 },
  ]);
});

test('CHK-16 where one of them was changed meanwhile, or is no number, nothing of it is written', async () => {
  const [first, second] = (await points()).filter((one: { ended: string | null }) => one.ended === null);
  const right = { id: first.id, version: first.version, answer: 'right' };
  const before = await owner.query('select count(*)::int as n from check_in');
  expect(await came([right, { id: second.id, version: 99, answer: 'right' }])).toMatchObject({
    status: 409,
    body: { code: 'version-changed' },
  });
  const changed = { id: second.id, version: second.version, answer: 'changed', consent: true };
  expect((await came([right, { ...changed, address: '12' }])).body).toMatchObject({ code: 'no-address' });
  expect((await owner.query('select count(*)::int as n from check_in')).rows).toEqual(before.rows);
  expect((await points()).find((one: { id: string }) => one.id === first.id).version).toBe(first.version);
});

test('CHK-16 of another person’s contact points nothing is said, and of a check-in that was not kept nothing is asked', async () => {
  const other = await officer.post('/api/enrolments', lineOf('CP-2', { participant: { office: 'North' } }));
  const theirs = await officer.post(`/api/people/${other.body.participant.id}/contact-points`, {
    ...{ kind: 'phone', address: '305 555 0170', consent: true },
  });
  expect(await came([{ id: theirs.body.id, version: 1, answer: 'wrong' }])).toMatchObject({ status: 409 });
  const { rows } = await owner.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select programme_id, $1, $2, 'office', current_date, current_date, current_date, current_date from participant where id = $1 returning id`,
    [person, office],
  );
  const [first] = await points();
  const contacts = [{ id: first.id, version: first.version, answer: 'right' }];
  const asked = await officer.post(`/api/check-ins/${rows[0].id}/contacts`, { version: 1, contacts });
  expect(asked.body.code).toBe('changed');
});

test('MSG-4 another address in the place of one keeps its order and language; the first has ended', async () => {
  const [first] = await points();
  const put = { version: first.version, preference: 5, language: 'es', note: 'her own' };
  expect((await officer.send('PUT', `/api/contact-points/${first.id}`, put)).status).toBe(200);
  const replace = (version: number, address: string) =>
    officer.post(`/api/contact-points/${first.id}/replace`, { version, address, consent: false });
  expect((await replace(first.version, '305 555 0180')).body.code).toBe('version-changed');
  expect((await replace(first.version + 1, 'nowhere')).body.code).toBe('no-address');
  const done = await replace(first.version + 1, '305 555 0180');
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200 });
  const made = (await points()).find((one: { id: string }) => one.id === done.body.id);
  expect(made).toMatchObject({
    address: '+13055550180',
    preference: 5,
    language: 'es',
    note: 'her own',
    consent: null,
  });
  expect((await replace(first.version + 2, '305 555 0181')).body.code).toBe('changed');
});
