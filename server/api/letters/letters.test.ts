import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { builtInTemplate, templateText } from '@attend/casework';
import { expect, test } from 'vitest';
import { readContent } from '../../database/repositories/files.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { readPdf } from '../../letters/testing/read-pdf.ts';
import type { Client } from '../testing/client.ts';
import { signInAs } from '../testing/start.ts';
import { withLetters } from './testing.ts';

const {
  system,
  owner,
  admin,
  place,
  officer,
  colleague,
  stranger,
  person,
  today,
  attorney,
  hearing,
  notice,
  make,
  letterOf,
  listOf,
  fileOf,
} = await withLetters();

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
