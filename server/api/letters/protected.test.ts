import { expect, test } from 'vitest';
import type { Client } from '../testing/client.ts';
import { withLetters } from './testing.ts';

const {
  owner,
  officer,
  colleague,
  enrol,
  person,
  entryOf,
  home,
  byPost,
  secret,
  notice,
  make,
  letterOf,
  listOf,
  fileOf,
} = await withLetters();

test('LTR-8 a protected address stands on no letter, unless it is where she has her post, by and for who may see it', async () => {
  const to = (address: string) => ({ ...notice, to: { kind: 'participant', address } });
  expect((await make(to(secret))).body.code).toBe('address-protected');
  const post = await entryOf(person, {
    ...{ kind: 'address', use: 'mail', text: '5 Safe Road, Miami', protected: true, reason: 'a threat' },
  });
  const { document } = await letterOf(to(post));
  expect((await fileOf(document)).status).toBe(200);
  // Of the same office, and not assigned.
  expect(await fileOf(document, colleague)).toMatchObject({ status: 403 });
  const options = async (by: Client) =>
    (await by.get(`/api/people/${person}/letter-options`)).body.addresses
      .map(({ id }: { id: string }) => id)
      .sort();
  expect(await options(officer)).toEqual([home, byPost, post].sort());
  expect(await options(colleague)).toEqual([home, byPost].sort());
});

test('LTR-8 a letter to an address that is protected later is opened only by who may see it from then on', async () => {
  const other = await enrol('LT-8');
  const entry = { kind: 'address', use: 'home', text: '8 Later Lane\nMiami' };
  const at = await entryOf(other, entry);
  const letter = {
    template: { id: null, kind: 'to-participant', language: 'en' },
    version: null,
    about: null,
  };
  const made = await make(
    {
      ...letter,
      to: { kind: 'participant', address: at },
      values: { reasons: 'the next date', phone: '+1 305 555 0100' },
    },
    officer,
    other,
  );
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
  expect((await fileOf(made.body.document)).status).toBe(200);
  const change = { version: 1, entry: { ...entry, protected: true, reason: 'a threat' } };
  expect((await officer.send('PUT', `/api/register-entries/${at}`, change)).status).toBe(200);
  expect((await fileOf(made.body.document)).status).toBe(403);
  expect(await listOf(other)).toMatchObject([{ protected: true }]);
});

test('LTR-8 words that name a protected address stop a letter to anybody, a court form too', async () => {
  const typed = { ...notice, free: { 5: 'She lives at 77 Hidden Lane now.' } };
  expect((await make(typed)).body.code).toBe('address-protected');
  const { rows } = await owner.query('select id from supervision_order where participant_id = $1', [person]);
  const form = {
    ...{
      template: { id: null, kind: 'status-report', language: 'en' },
      about: { kind: 'order', id: rows[0].id },
    },
    values: { court: 'County Court', caseNumber: '1', report: 'Lives at 77 hidden lane.' },
  };
  const court = { kind: 'court', name: 'County Court' };
  expect((await make({ ...form, to: court })).body.code).toBe('address-protected');
  const clean = { ...form, values: { ...form.values, report: 'All is well.' } };
  expect((await make({ ...clean, to: { ...court, lines: '77 Hidden Lane' } })).body.code).toBe(
    'address-protected',
  );
  // A court form is to a court: no address of the participant's can be chosen for it.
  expect((await make({ ...clean, to: { kind: 'participant', address: byPost } })).body.code).toBe(
    'other-recipient',
  );
});

test('PPL-30 LTR-8 who may not see a protected address writes no letter of theirs, and the refusal is the same whatever it says', async () => {
  const said = async (body: object, path = 'letters') => {
    const answer = await colleague.post(`/api/people/${person}/${path}`, body);
    return { ...answer.body, requestId: '', status: answer.status };
  };
  const naming = (text: string) => ({ ...notice, free: { 5: `She lives at ${text} now.` } });
  const refused = await said(naming('77 Hidden Lane'));
  expect(refused).toMatchObject({ status: 422, code: 'address-kept' });
  for (const other of [
    naming('4 Open Square'),
    notice,
    { ...notice, to: { kind: 'participant', address: secret } },
    { ...notice, to: { kind: 'participant', address: home } },
  ])
    expect(await said(other)).toEqual(refused);
  expect(await said(notice, 'letters/preview')).toEqual(refused);
});
