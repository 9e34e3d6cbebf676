import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { builtInTemplate, templateText } from '@attend/casework';
import { expect, test } from 'vitest';
import { readContent } from '../../database/repositories/files.ts';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { readPdf } from '../../letters/testing/read-pdf.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const place: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
await admin.post('/api/offices', { name: 'South' });
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const colleague = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const stranger = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
const enrol = async (reference: string): Promise<string> =>
  (await officer.post('/api/enrolments', lineOf(reference, { participant: { office: 'North' } }))).body
    .participant.id;
const person = await enrol('LT-1');
await owner.query(
  `insert into supervision (programme_id, participant_id, staff_id, role) select programme_id, id, $2, 'case-worker' from participant where id = $1`,
  [person, officer.staffId],
);

/** The programme's own day. */
const today = officeDay();
async function entryOf(of: string, entry: object): Promise<string> {
  const made = await officer.post(`/api/people/${of}/register-entries`, entry);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}
const home = await entryOf(person, { kind: 'address', use: 'home', text: '12 Elm Street\nMiami FL 33101' });
const byPost = await entryOf(person, { kind: 'address', use: 'mail', text: 'PO Box 99\nMiami FL 33102' });
const secret = await entryOf(person, {
  ...{ kind: 'address', use: 'shelter', text: '77 Hidden Lane, Miami', protected: true, reason: 'a threat' },
});
const attorney = await entryOf(person, {
  ...{ kind: 'attorney', name: 'Lena Lawyer', firm: 'Law & Co', authority: 'participant' },
});
const hearing: string = (
  await officer.post(`/api/people/${person}/hearings`, {
    ...{ at: '2031-04-01T14:00:00Z', timezone: 'America/New_York', kind: 'in-person', court: 'County Court' },
    ...{ address: '73 W Flagler St', room: '5', caseNumber: 'F-31-7' },
  })
).body.id;

const notice = {
  template: { id: null, kind: 'hearing-notice', language: 'en' },
  about: { kind: 'hearing', id: hearing },
  to: { kind: 'participant', address: byPost },
  values: { phone: '305-555-0100' },
};
const make = (body: object, by: Client = officer, of = person) => by.post(`/api/people/${of}/letters`, body);
async function letterOf(body: object): Promise<{ letter: string; document: string }> {
  const made = await make(body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}
const listOf = async (of = person) => (await officer.get(`/api/people/${of}/letters`)).body.letters;
const fileOf = (document: string, by: Client = officer) =>
  by.get(`/api/documents/${document}/file?purpose=reading`);

test('LTR-5 a letter is a document with the template, its version and hashes beside it; nothing of it stands open', async () => {
  const { letter, document } = await letterOf(notice);
  const found = (await listOf()).find((one: { id: string }) => one.id === letter);
  const words = builtInTemplate('hearing-notice', 'en');
  if (words === null) throw new Error('it is there');
  expect(found).toMatchObject({
    ...{ document, kind: 'hearing-notice', language: 'en', signer: null, protected: false },
    recipient: { kind: 'participant' },
    template: { id: null, version: 1, hash: createHash('sha256').update(templateText(words)).digest('hex') },
    about: { kind: 'hearing', id: hearing },
    made: { by: { id: officer.staffId } },
    sendings: [],
  });
  const { rows } = await owner.query('select sealed from letter where id = $1', [letter]);
  expect(rows[0].sealed.includes('recipient')).toBe(false);
  const audited = await owner.query('select action, after from audit_entry where entity_id = $1', [letter]);
  expect(audited.rows.map(({ action }) => action)).toEqual(['letter.made']);
  const documents = (await officer.get(`/api/people/${person}/documents`)).body.documents;
  expect(documents.find((one: { id: string }) => one.id === document)).toMatchObject({
    ...{ kind: 'letter', type: 'pdf', dated: today, by: { id: officer.staffId } },
    title: 'Your hearing on Tuesday, April 1, 2031 at 10:00 AM EDT',
  });
});

test('LTR-5 what is kept is the letter, as its hash says', async () => {
  const { letter } = await letterOf(notice);
  const { rows } = await owner.query(
    'select l.file_hash as hash, d.file_id as file from letter l join case_document d on d.id = l.document_id where l.id = $1',
    [letter],
  );
  const bytes = await contentOf(rows[0].file);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(rows[0].hash);
  const { lines, language } = await readPdf(bytes);
  const text = lines.join('\n');
  expect(language).toBe('en');
  for (const words of [
    'PO Box 99',
    'Court: County Court',
    'Place: 73 W Flagler St, 5',
    'call',
    '305-555-0100',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('12 Elm Street');
});

test('LTR-2 what stands on no record stops the letter, and is named; a preview says it before', async () => {
  const report = {
    ...notice,
    template: { id: null, kind: 'appearance-report', language: 'en' },
    to: { kind: 'court', name: 'County Court' },
    values: { report: 'All is well.' },
  };
  const preview = await officer.post(`/api/people/${person}/letters/preview`, report);
  expect(preview.body).toMatchObject({ missing: ['appearance'], ask: [{ name: 'report', kind: 'text' }] });
  const refused = await make(report);
  expect(refused).toMatchObject({ status: 422, body: { code: 'placeholder-missing' } });
  expect(refused.body.detail).toContain('{appearance}');
  const before = (await listOf()).length;
  await make({ ...notice, values: {} });
  expect((await listOf()).length).toBe(before);
});

test('LTR-3 what the record says is not typed over, and a preview writes nothing', async () => {
  const refused = await make({ ...notice, values: { ...notice.values, court: 'Another' } });
  expect(refused.body).toMatchObject({ code: 'placeholder', fields: [{ path: 'body.values.court' }] });
  const { rows: before } = await owner.query('select count(*)::int as n from case_document');
  const preview = await officer.post(`/api/people/${person}/letters/preview`, { ...notice, values: {} });
  expect(preview.body).toMatchObject({
    ...{ ask: [{ name: 'phone', kind: 'text' }], missing: [], version: 1 },
    to: ['Person LT-1', 'PO Box 99', 'Miami FL 33102'],
  });
  expect((await owner.query('select count(*)::int as n from case_document')).rows).toEqual(before);
});

test('LTR-5 a letter is made of the version that was read, or not', async () => {
  expect((await make({ ...notice, version: 2 })).body.code).toBe('version-changed');
  const own = { kind: 'to-attorney', language: 'en', name: 'Ours', title: 'On {participant}' };
  const made = await officer.post('/api/letter-templates', {
    ...{ ...own, body: [{ kind: 'free', text: 'Dear {recipient}, {reasons}' }] },
  });
  const id: string = made.body.template;
  const letter = {
    ...{ template: { id, kind: 'to-attorney', language: 'en' }, values: { reasons: 'we ask.' } },
    to: { kind: 'attorney', entry: attorney, lines: '1 Court Sq' },
  };
  expect((await make(letter)).body.code).toBe('no-such-template');
  const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
  await second.post(`/api/letter-templates/${id}/publish`, { version: 1, revision: 1 });
  const done = await letterOf(letter);
  expect((await listOf()).find((one: { id: string }) => one.id === done.letter)).toMatchObject({
    ...{ template: { id, name: 'Ours', version: 1 }, recipient: { kind: 'attorney', name: 'Lena Lawyer' } },
  });
  // The program's own of that kind and language is offered no more.
  expect((await make({ ...letter, template: { ...letter.template, id: null } })).body.code).toBe(
    'no-such-template',
  );
  await second.post(`/api/letter-templates/${id}/withdraw`);
  expect((await make(letter)).body.code).toBe('no-such-template');
});

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

test('LTR-9 a court form says who signs it by hand', async () => {
  const { rows } = await owner.query('select id from supervision_order where participant_id = $1', [person]);
  const { letter } = await letterOf({
    ...{
      template: { id: null, kind: 'amend-request', language: 'en' },
      about: { kind: 'order', id: rows[0].id },
    },
    values: { court: 'County Court', caseNumber: '1', request: 'No curfew.', reasons: 'Night work.' },
    ...{ to: { kind: 'court', name: 'County Court' }, signer: 'Sam Supervisor' },
  });
  expect((await listOf()).find((one: { id: string }) => one.id === letter)).toMatchObject({
    ...{ signer: 'Sam Supervisor', recipient: { kind: 'court', name: 'County Court' } },
  });
});

test('LTR-10 what no font draws is named, and nothing is made', async () => {
  const refused = await make({ ...notice, free: { 5: '王 will help you.' } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'undrawable' } });
  expect(refused.body.detail).toContain('U+738B');
});

test('LTR-6 how a letter went stands with it and in the log; a wrong one is marked and stays', async () => {
  const { letter } = await letterOf(notice);
  const sent = { way: 'posted', on: today, note: 'by the morning post' };
  expect(
    (await officer.post(`/api/letters/${letter}/sendings`, { ...sent, on: officeDay(3) })).body.code,
  ).toBe('future');
  expect((await officer.post(`/api/letters/${letter}/sendings`, { ...sent, way: 'filed' })).body.code).toBe(
    'other-way',
  );
  const key = { 'idempotency-key': 'letter-went-00000001' };
  const said = await officer.post(`/api/letters/${letter}/sendings`, sent, key);
  expect(said).toMatchObject({ status: 201, body: { attempt: false } });
  expect((await officer.post(`/api/letters/${letter}/sendings`, sent, key)).body).toEqual(said.body);
  const log = async () =>
    (await officer.get(`/api/people/${person}/log?purpose=reading&kind=letter-sending`)).body.items.filter(
      ({ fact }: { fact: { letter: string } }) => fact.letter === letter,
    );
  expect(await log()).toMatchObject([
    { id: said.body.sending, text: sent.note, fact: { event: 'sent', of: 'hearing-notice', way: 'posted' } },
  ]);
  const mark = () =>
    officer.post(`/api/letter-sendings/${said.body.sending}/entered-in-error`, {
      reason: 'it lies here still',
    });
  expect((await mark()).status).toBe(200);
  expect((await mark()).body.code).toBe('already-marked');
  expect((await log())[0].inError).toMatchObject({ reason: 'it lies here still' });
  expect((await listOf()).find((one: { id: string }) => one.id === letter).sendings).toMatchObject([
    { inError: true },
  ]);
});

test('LTR-7 a letter that came back puts its address on Today until somebody has seen to it', async () => {
  const returned = async (): Promise<string> => {
    const { letter } = await letterOf(notice);
    const posted = await officer.post(`/api/letters/${letter}/sendings`, { way: 'posted', on: today });
    const { sending } = posted.body;
    const back = await officer.post(`/api/letter-sendings/${sending}/return`, { on: today, note: 'moved' });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    return sending;
  };
  const needs = async () =>
    (await officer.get('/api/today/letters')).body.needs.map(({ id }: { id: string }) => id);
  const first = await returned();
  expect(await needs()).toEqual([first]);
  const again = await officer.post(`/api/letter-sendings/${first}/return`, { on: today });
  expect(again.body.code).toBe('already-decided');
  const see = (id: string) =>
    officer.post(`/api/letter-sendings/${id}/address-seen-to`, { note: 'it is right' });
  expect((await see(first)).status).toBe(200);
  expect((await see(first)).body.code).toBe('already-decided');
  expect(await needs()).toEqual([]);
  const second = await returned();
  expect(await needs()).toEqual([second]);
  // A changed address has been seen to.
  const entry = { kind: 'address', use: 'mail', text: 'PO Box 100\nMiami FL 33102' };
  const { rows } = await owner.query('select version from register_entry where id = $1', [byPost]);
  const changed = await officer.send('PUT', `/api/register-entries/${byPost}`, {
    version: rows[0].version,
    entry,
  });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  expect(await needs()).toEqual([]);
});

test('LTR-15 a letter about a missed check-in that has left is the ladder’s step, where that is the next', async () => {
  await officer.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 0 });
  const missed = await enrol('LT-MISSED');
  await permitCheckIns(owner, missed, officeDay(200));
  const schedule = {
    office: place,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(2),
    daysBefore: 1,
    daysAfter: 1,
  };
  expect((await officer.post(`/api/people/${missed}/check-in-schedules`, schedule)).status).toBe(201);
  const due = async () =>
    (await officer.get(`/api/people/${missed}/check-ins`)).body.checkIns.findLast(() => true);
  const { id } = await due();
  await owner.query(
    'update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1',
    [id],
  );
  const letter = async () => {
    const made = await make(
      {
        ...{
          template: { id: null, kind: 'check-in-missed', language: 'es' },
          about: { kind: 'check-in', id },
        },
        ...{ to: { kind: 'participant', address: null }, values: { phone: '1', replyBy: officeDay(9) } },
      },
      officer,
      missed,
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.letter;
  };
  const send = (of: string) => officer.post(`/api/letters/${of}/sendings`, { way: 'posted', on: today });
  // A message is tried first: this one is no step.
  expect((await send(await letter())).body.attempt).toBe(false);
  for (const way of ['message', 'call'])
    expect((await officer.post(`/api/check-ins/${id}/attempts`, { way, result: 'no-answer' })).status).toBe(
      200,
    );
  expect((await due()).next).toBe('letter');
  const third = await letter();
  expect((await send(third)).body.attempt).toBe(true);
  expect(await due()).toMatchObject({ next: 'visit' });
  expect((await due()).attempts.at(-1)).toMatchObject({ way: 'letter', result: 'sent', letter: third });
});

test('ACC-14 an officer of another office neither sees, makes nor sends anything', async () => {
  const { letter } = await letterOf(notice);
  for (const answer of [
    await stranger.get(`/api/people/${person}/letters`),
    await stranger.get(`/api/people/${person}/letter-options`),
    await make(notice, stranger),
    await stranger.post(`/api/people/${person}/letters/preview`, notice),
    await stranger.post(`/api/letters/${letter}/sendings`, { way: 'posted', on: today }),
  ])
    expect(answer.status).toBe(404);
});

async function contentOf(file: string): Promise<Buffer> {
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  try {
    const found = await readContent(owner, keyring, file);
    if (found === null) throw new Error('no such file');
    return found.content;
  } finally {
    keyring.close();
  }
}

test('LTR-16 who made a letter opens it that day unasked, on record with that as its purpose; nobody else, and not the day after', async () => {
  const { document } = await letterOf(notice);
  const open = (by: Client) => by.get(`/api/documents/${document}/file`);
  const purposes = async () =>
    (
      await owner.query(
        `select purpose from access_record where staff_id = $1 and participant_id = $2 and what = 'document' order by at desc`,
        [officer.staffId, person],
      )
    ).rows.map(({ purpose }) => purpose);
  const before = await purposes();
  expect((await open(officer)).status).toBe(200);
  expect(await purposes()).toEqual(['reading over a letter that they made that day', ...before]);
  const unasked = async (by: Client) => {
    const { letters } = (await by.get(`/api/people/${person}/letters`)).body;
    const { documents } = (await by.get(`/api/people/${person}/documents`)).body;
    return [
      letters.find((one: { document: string }) => one.document === document).unasked,
      documents.find((one: { id: string }) => one.id === document).unasked,
    ];
  };
  expect(await unasked(officer)).toEqual([true, true]);
  // Somebody else who may open it says why.
  expect(await unasked(colleague)).toEqual([false, false]);
  expect(await open(colleague)).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'query.purpose' }] },
  });
  // What was given is what is recorded.
  await fileOf(document);
  expect((await purposes())[0]).toBe('reading');
  await owner.query('update letter set made_on = made_on - 1 where document_id = $1', [document]);
  expect(await unasked(officer)).toEqual([false, false]);
  expect((await open(officer)).status).toBe(400);
  expect(await purposes()).toHaveLength(before.length + 2);
});

test('LTR-17 the number of the office stands on the letter as it is entered by then, and is asked for only where none is', async () => {
  const { values, ...unasked } = notice;
  const preview = async () =>
    (await officer.post(`/api/people/${person}/letters/preview`, unasked)).body as {
      ask: { name: string }[];
      body: { text: string }[];
    };
  expect((await preview()).ask).toEqual([{ name: 'phone', kind: 'text' }]);
  const set = (was: string | null, phone: string | null) =>
    admin.post(`/api/offices/${place}/phone`, { was, phone });
  expect((await set(null, '(305) 555-0177')).status).toBe(200);
  const filled = await preview();
  expect(filled.ask).toEqual([]);
  expect(filled.body.map(({ text }) => text).join(' ')).toContain('(305) 555-0177');
  // LTR-3: what the record says is not typed over.
  const { document } = await letterOf(unasked);
  const { lines } = await readPdf((await fileOf(document)).bytes);
  expect(lines.join(' ')).toContain('(305) 555-0177');
  expect((await make({ ...unasked, values })).status).toBe(422);
  await set('(305) 555-0177', null);
  expect((await preview()).ask).toEqual([{ name: 'phone', kind: 'text' }]);
});
