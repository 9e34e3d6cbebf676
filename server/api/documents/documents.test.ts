import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pdfOf, photoOf } from '../../files/testing/pictures.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const enrol = async (reference: string): Promise<string> =>
  (await officer.post('/api/enrolments', lineOf(reference))).body.participant.id;
const person = await enrol('DO-1');
const other = await enrol('DO-2');

const sendFile = async (of: string, bytes: Buffer, by: Client = officer): Promise<string> => {
  const sent = await by.post(`/api/people/${of}/files`, bytes);
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body));
  return sent.body.file;
};
const add = (of: string, file: string, over: object = {}, by: Client = officer) =>
  by.post(`/api/people/${of}/documents`, { file, kind: 'court-paper', title: 'Notice to appear', ...over });
const listOf = async (of: string) => (await officer.get(`/api/people/${of}/documents`)).body.documents;
const open = (id: string, purpose = 'reading the notice') =>
  officer.get(`/api/documents/${id}/file?purpose=${encodeURIComponent(purpose)}`);
async function documentOf(of: string, bytes: Buffer, over: object = {}): Promise<string> {
  const made = await add(of, await sendFile(of, bytes), over);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.document;
}

test('DOC-1 a document says what it is, its day, who added it; title and name stand sealed', async () => {
  const id = await documentOf(person, pdfOf(), { fileName: 'C:\\papers\\notice.pdf', dated: '2026-11-02' });
  expect((await listOf(person))[0]).toMatchObject({
    id,
    kind: 'court-paper',
    title: 'Notice to appear',
    fileName: 'C:\\papers\\notice.pdf',
    dated: '2026-11-02',
    type: 'pdf',
    by: { id: officer.staffId },
    error: null,
  });
  const { rows } = await owner.query('select sealed from case_document where id = $1', [id]);
  expect(rows[0].sealed.includes('Notice')).toBe(false);
  const audited = await owner.query('select action, after from audit_entry where entity_id = $1', [id]);
  expect(audited.rows.map(({ action }) => action)).toEqual(['document.added']);
  expect(audited.rows[0].after.includes('Notice')).toBe(false);
  expect(system.logged.join('\n')).not.toContain('Notice to appear');
});

test('DOC-1 what is made of a file is made once, by whoever sent it, of that person', async () => {
  const file = await sendFile(person, pdfOf());
  expect((await add(other, file)).body).toMatchObject({
    code: 'no-such-file',
    fields: [{ path: 'body.file' }],
  });
  expect((await add(person, file, {}, second)).body.code).toBe('no-such-file');
  expect((await add(person, file)).status).toBe(201);
  expect((await add(person, file)).body.code).toBe('no-such-file');
  const twice = await sendFile(person, pdfOf());
  const both = await Promise.all([add(person, twice), add(person, twice)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  // The database refuses it as well.
  await expect(
    owner.query(
      `insert into case_document (programme_id, participant_id, file_id, kind, added_by, sealed)
       select programme_id, $2, id, 'other', uploaded_by, '' from stored_file where id = $1`,
      [await sendFile(person, pdfOf()), other],
    ),
  ).rejects.toMatchObject({ code: '23503' });
});

test('DOC-2 each opening is a look of its own, with the purpose that was given', async () => {
  const id = await documentOf(person, pdfOf());
  const looks = async () =>
    (
      await owner.query(
        `select action, purpose from access_record where participant_id = $1 and what = 'document' order by at`,
        [person],
      )
    ).rows;
  const before = (await looks()).length;
  expect((await officer.get(`/api/documents/${id}/file`)).status).toBe(400);
  expect((await looks()).length).toBe(before);
  await open(id);
  await open(id, 'a second reading');
  expect((await looks()).slice(before)).toEqual([
    { action: 'open', purpose: 'reading the notice' },
    { action: 'open', purpose: 'a second reading' },
  ]);
});

test('FIL-5 a file leaves as an attachment, as what it is, and where it is opened all the same it may do nothing', async () => {
  const answer = await open(await documentOf(person, pdfOf('whole')));
  expect(answer.status).toBe(200);
  expect(answer.bytes.equals(pdfOf('whole'))).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `attachment; filename="Notice to appear.pdf"; filename*=UTF-8''Notice%20to%20appear.pdf`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  const image = await open(await documentOf(person, await photoOf()));
  expect(image.headers.get('content-type')).toBe('image/jpeg');
  expect(await sharp(image.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 240, height: 320 });
});

test.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\me\\notice.exe', 'notice.exe.pdf'],
  ['Vorladung „Ü“.PDF', 'Vorladung „Ü“.PDF'],
  ['a\u202efdp.exe', 'afdp.exe.pdf'],
  ['...', 'file.pdf'],
  ['x"; filename="y.html', 'x_; filename=_y.html.pdf'],
])('FIL-6 a file that came as %s is offered as %s', async (fileName, offered) => {
  const answer = await open(await documentOf(person, pdfOf(), { fileName }));
  const said = answer.headers.get('content-disposition') ?? '';
  const [, plain = ''] =
    /^attachment; filename="([\x20-\x21\x23-\x7e]*)"; filename\*=UTF-8''[\w.~%-]+$/.exec(said) ?? [];
  expect(plain.length, said).toBeGreaterThan(3);
  expect(decodeURIComponent(said.split("UTF-8''")[1] ?? '')).toBe(offered);
});

test('DOC-3 one that was entered in error stays, says why, and is marked once', async () => {
  const id = await documentOf(person, pdfOf());
  const mark = (reason: string) => officer.post(`/api/documents/${id}/error`, { reason });
  expect((await mark('x')).status).toBe(400);
  expect((await mark('It is somebody else’s.')).status).toBe(200);
  expect((await listOf(person)).find((one: { id: string }) => one.id === id)).toMatchObject({
    title: 'Notice to appear',
    error: { by: { id: officer.staffId }, reason: 'It is somebody else’s.' },
  });
  expect((await mark('again')).body.code).toBe('already-decided');
  expect((await open(id)).status).toBe(200);
  // Nobody edits a file or takes one away.
  const app = system.database.pool('app');
  for (const sql of [
    'delete from case_document',
    'delete from stored_file',
    `update stored_file set sealed = ''`,
    `update case_document set sealed = ''`,
  ])
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
});

test('ACC-14 an officer of another office neither sees, opens, adds nor marks anything', async () => {
  await admin.post('/api/offices', { name: 'North' });
  await admin.post('/api/offices', { name: 'South' });
  const line = lineOf('DO-NORTH', { participant: { office: 'North' } });
  const north: string = (await officer.post('/api/enrolments', line)).body.participant.id;
  const id = await documentOf(north, pdfOf());
  const stranger = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  for (const answer of [
    await stranger.get(`/api/people/${north}/documents`),
    await stranger.get(`/api/documents/${id}/file?purpose=curious`),
    await stranger.post(`/api/people/${north}/files`, pdfOf()),
    await stranger.post(`/api/documents/${id}/error`, { reason: 'not mine' }),
  ])
    expect(answer.status).toBe(404);
});

test('FIL-8 when a person’s key has ended nobody reads their files any more', async () => {
  const gone = await enrol('DO-GONE');
  const id = await documentOf(gone, pdfOf('gone for good'));
  await sendFile(gone, pdfOf());
  const asked = await officer.post(`/api/people/${gone}/destruction`, {
    reason: 'The court sealed the case.',
  });
  const destruction = await owner.query('select id from key_destruction where participant_id = $1', [gone]);
  expect(asked.status).toBe(201);
  const approved = await second.post(`/api/destructions/${destruction.rows[0].id}/decision`, {
    decision: 'approved',
  });
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
  const answer = await open(id);
  expect(answer).toMatchObject({ status: 410, body: { code: 'person-destroyed' } });
  expect(await listOf(gone)).toEqual([]);
  const { rows } = await owner.query('select sealed from stored_file where participant_id = $1', [gone]);
  for (const { sealed } of rows) expect(sealed.includes('gone for good')).toBe(false);
  expect((await officer.post(`/api/people/${gone}/files`, pdfOf())).status).toBe(410);
});
