import { type IncomingMessage, request } from 'node:http';
import { mostFileBytes, mostFilesOfPerson } from '@attend/casework';
import { afterEach, expect, test } from 'vitest';
import { pdfOf, photoOf } from '../../files/testing/pictures.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const person: string = (await officer.post('/api/enrolments', lineOf('FI-1'))).body.participant.id;
const path = `/api/people/${person}/files`;

/** A request whose body is written bit by bit. */
function open(more: Record<string, string> = {}, by: Client = officer) {
  const made = request(`${system.api.address}${path}`, {
    method: 'POST',
    headers: {
      origin: system.api.address,
      cookie: by.cookies(),
      'content-type': 'application/octet-stream',
      ...more,
    },
  });
  // Cut off by the server while it is still being written: what it said before is what counts.
  made.on('error', () => {});
  const answered = new Promise<IncomingMessage>((resolve) => made.on('response', resolve)).then(
    async (response) => {
      let text = '';
      for await (const part of response) text += part;
      return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
    },
  );
  return { made, answered };
}
const left: { destroy(): void }[] = [];
afterEach(() => {
  for (const one of left.splice(0)) one.destroy();
});

test('FIL-1 a file comes as bytes alone, and bytes come nowhere else', async () => {
  const sent = await officer.post(path, pdfOf());
  expect(sent, JSON.stringify(sent.body)).toMatchObject({
    status: 201,
    body: { participant: person, type: 'pdf', bytes: pdfOf().length },
  });
  const asJson = await officer.post(path, { file: 'JVBERi0=' });
  expect(asJson).toMatchObject({
    status: 415,
    body: { code: 'media-type', detail: 'Send application/octet-stream.' },
  });
  const form = await officer.post(path, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(form.status).toBe(415);
  const elsewhere = await officer.post('/api/people', pdfOf());
  expect(elsewhere.status).toBe(405);
  const other = await officer.post(`/api/people/${person}/hearings`, pdfOf());
  expect(other).toMatchObject({ status: 415, body: { detail: 'Send application/json.' } });
});

test('FIL-1 a body that says it is too long is refused before any of it is read', async () => {
  const { made, answered } = open({ 'content-length': String(mostFileBytes + 1) });
  left.push(made);
  made.flushHeaders();
  expect(await answered).toMatchObject({
    status: 413,
    body: {
      code: 'too-large',
      detail: `The body is too large: at most ${mostFileBytes.toLocaleString('en-US')} bytes are taken here.`,
    },
  });
});

test('FIL-1 a body that turns out to be too long is refused there, and no more of it is read', async () => {
  const { made, answered } = open({ 'transfer-encoding': 'chunked' });
  left.push(made);
  made.write(Buffer.alloc(mostFileBytes + 1, 0x41));
  // It never ends, and is answered all the same.
  expect(await answered).toMatchObject({ status: 413, body: { code: 'too-large' } });
  await expect.poll(() => made.socket?.destroyed).toBe(true);
});

test('FIL-1 of many files that come in at once, one more than there is room for is told to come again', async () => {
  const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
  const send = (by: Client) => by.post(path, pdfOf());
  const coming: ReturnType<typeof open>[] = [];
  let answer = await send(officer);
  // One more begins for as long as there is room.
  for (; answer.status === 201 && coming.length < 100; answer = await send(officer)) {
    const one = open({ 'transfer-encoding': 'chunked' });
    left.push(one.made);
    one.made.write(pdfOf().subarray(0, 20));
    coming.push(one);
  }
  expect(answer).toMatchObject({ status: 429, body: { code: 'uploads-full' } });
  expect(answer.headers.get('retry-after')).toBe('5');
  // Nobody keeps the others from sending theirs.
  expect((await send(second)).status).toBe(201);
  const [first, broken] = coming;
  // One ends as it should, one is broken off: both make room.
  first?.made.end(pdfOf().subarray(20));
  expect((await first?.answered)?.status).toBe(201);
  broken?.made.destroy();
  await expect.poll(async () => (await send(officer)).status, { timeout: 10_000 }).toBe(201);
});

test('FIL-2 what cannot be kept is a problem that says what it is, and leaves nothing', async () => {
  const count = async () =>
    (await owner.query('select count(*)::int as n from stored_file where participant_id = $1', [person]))
      .rows[0].n;
  const before = await count();
  const svg = await officer.post(path, Buffer.from('<svg onload="alert(1)"/>'));
  expect(svg).toMatchObject({ status: 415, body: { code: 'file-type', fields: [{ path: 'body' }] } });
  const photo = await photoOf();
  const cut = await officer.post(path, photo.subarray(0, photo.length / 2));
  expect(cut).toMatchObject({ status: 422, body: { code: 'file-broken', fields: [{ path: 'body' }] } });
  expect(await officer.post(path, Buffer.alloc(0))).toMatchObject({
    status: 422,
    body: { code: 'file-broken' },
  });
  expect(await count()).toBe(before);
});

test('FIL-7 a person’s files are counted, also where several come at once', async () => {
  const full: string = (await officer.post('/api/enrolments', lineOf('FI-FULL'))).body.participant.id;
  await owner.query(
    `insert into stored_file (programme_id, participant_id, type, bytes, uploaded_by, sealed)
     select p.programme_id, p.id, 'pdf', 10, $2, '\\x00' from participant p, generate_series(1, $3) where p.id = $1`,
    [full, officer.staffId, mostFilesOfPerson - 1],
  );
  const answers = await Promise.all(
    // As many as one account may have read at once.
    Array.from({ length: 2 }, () => officer.post(`/api/people/${full}/files`, pdfOf())),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({
    code: 'files-full',
    fields: [{ path: 'body' }],
  });
});

test('FIL-8 what is kept is sealed, and a file sent again under its key is kept once', async () => {
  const key = { 'idempotency-key': 'the-same-file' };
  const first = await officer.post(path, pdfOf('once'), key);
  const again = await officer.post(path, pdfOf('once'), key);
  expect([first.status, again.body.file]).toEqual([201, first.body.file]);
  const other = await officer.post(path, pdfOf('twice'), key);
  expect(other.body.code).toBe('idempotency-key-reused');
  const { rows } = await owner.query('select sealed from stored_file where id = $1', [first.body.file]);
  for (const text of ['%PDF', 'once', 'MediaBox']) expect(rows[0].sealed.includes(text)).toBe(false);
});
