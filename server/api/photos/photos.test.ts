import { expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { pdfOf, photoOf } from '../../files/testing/pictures.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const office: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
await officer.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });

const enrol = async (reference: string): Promise<string> =>
  (await officer.post('/api/enrolments', lineOf(reference))).body.participant.id;
/** Their first check-in: by video, and its window open since yesterday. */
async function dueOf(person: string, kind = 'virtual'): Promise<string> {
  await permitCheckIns(owner, person, officeDay(300));
  const asked = { office, kind, rhythm: 'weeks-4', startsOn: officeDay(2), daysBefore: 9, daysAfter: 9 };
  const set = await officer.post(`/api/people/${person}/check-in-schedules`, asked);
  if (set.status !== 201) throw new Error(JSON.stringify(set.body));
  const { rows } = await owner.query(
    'select id from check_in where participant_id = $1 order by due_on limit 1',
    [person],
  );
  return rows[0].id;
}
const sendFile = async (person: string, bytes?: Buffer, by: Client = officer): Promise<string> =>
  (await by.post(`/api/people/${person}/files`, bytes ?? (await photoOf()))).body.file;
const addReference = async (person: string) =>
  officer.post(`/api/people/${person}/reference-photos`, { file: await sendFile(person) });
const addPhoto = async (person: string, checkIn: string, by: Client = officer) =>
  by.post(`/api/check-ins/${checkIn}/photos`, { file: await sendFile(person, undefined, by) });
const decide = (photo: string, decision: string, by: Client = second, over: object = {}) =>
  by.post(`/api/check-in-photos/${photo}/decision`, { decision, ...over });
const statusOf = async (checkIn: string) =>
  (await owner.query('select status from check_in where id = $1', [checkIn])).rows[0].status;
const queue = async (by: Client = second) => (await by.get('/api/check-in-photos')).body.photos;

test('PHO-1 a photo is an image, for a check-in by video that is open and has begun', async () => {
  const person = await enrol('PH-1');
  const checkIn = await dueOf(person);
  const pdf = await sendFile(person, pdfOf());
  expect((await officer.post(`/api/check-ins/${checkIn}/photos`, { file: pdf })).body).toMatchObject({
    code: 'file-type',
    fields: [{ path: 'body.file' }],
  });
  const other = await enrol('PH-1b');
  const atOffice = await dueOf(other, 'office');
  expect((await addPhoto(other, atOffice)).body.code).toBe('other-kind');
  // Somebody else's picture is no picture of theirs.
  const wrong = { file: await sendFile(other) };
  expect((await officer.post(`/api/check-ins/${checkIn}/photos`, wrong)).body.code).toBe('no-such-file');
  const { rows } = await owner.query(
    'select id from check_in where participant_id = $1 order by due_on desc limit 1',
    [person],
  );
  expect((await addPhoto(person, rows[0].id)).body.code).toBe('too-early');
  for (let count = 0; count < 3; count += 1) expect((await addPhoto(person, checkIn)).status).toBe(201);
  expect((await addPhoto(person, checkIn)).body.code).toBe('photo-waits');
  expect((await officer.get(`/api/people/${person}/photos`)).body).toMatchObject({
    open: [],
    photos: [{ checkIn, decision: null, kept: true }, {}, {}],
  });
});

test('PHO-2 who uploaded a photo does not compare it, unless they say that nobody else is there', async () => {
  const person = await enrol('PH-2');
  const checkIn = await dueOf(person);
  await addReference(person);
  const photo = (await addPhoto(person, checkIn)).body.photo;
  expect((await decide(photo, 'kept', officer)).body).toMatchObject({
    code: 'own-photo',
    fields: [{ path: 'body.alone' }],
  });
  // Nor by a statement of somebody's who forgot to ask.
  await expect(
    owner.query(
      `update check_in_photo set decision = 'kept', decided_at = now(), decided_by = added_by where id = $1`,
      [photo],
    ),
  ).rejects.toMatchObject({ code: '23514' });
  expect(await statusOf(checkIn)).toBe('due');
  expect((await decide(photo, 'kept', officer, { alone: true, note: 'I am alone this week.' })).status).toBe(
    200,
  );
  const { photos } = (await officer.get(`/api/people/${person}/photos`)).body;
  expect(photos[0].decision).toMatchObject({
    decision: 'kept',
    by: { id: officer.staffId },
    alone: true,
    reference: 1,
    note: 'I am alone this week.',
  });
  // Of somebody else it is no matter whether they say so.
  const another = await enrol('PH-2b');
  const due = await dueOf(another);
  const theirs = (await addPhoto(another, due)).body.photo;
  await decide(theirs, 'cannot-be-told', second, { alone: true });
  const seen = (await officer.get(`/api/people/${another}/photos`)).body.photos[0];
  expect(seen.decision).toMatchObject({ alone: false, reference: null });
});

test('PHO-3 that it is the person keeps the check-in; that it is not, or cannot be told, decides nothing about it', async () => {
  const person = await enrol('PH-3');
  const checkIn = await dueOf(person);
  const first = (await addPhoto(person, checkIn)).body.photo;
  for (const decision of ['kept', 'not-the-person'])
    expect((await decide(first, decision)).body.code).toBe('no-reference-photo');
  expect((await decide(first, 'cannot-be-told')).status).toBe(200);
  expect(await statusOf(checkIn)).toBe('due');
  expect((await decide(first, 'kept')).body.code).toBe('already-decided');
  await addReference(person);
  const next = (await addPhoto(person, checkIn)).body.photo;
  expect((await decide(next, 'not-the-person', second, { note: 'Another face.' })).status).toBe(200);
  expect(await statusOf(checkIn)).toBe('due');
  const last = (await addPhoto(person, checkIn)).body.photo;
  expect((await decide(last, 'kept')).status).toBe(200);
  expect(await statusOf(checkIn)).toBe('kept');
  const { rows } = await owner.query(
    `select action from audit_entry where participant_id = $1 and action like 'check-in%' order by id`,
    [person],
  );
  expect(rows.map(({ action }) => action).slice(-3)).toEqual([
    'check-in-photo.added',
    'check-in-photo.decided',
    'check-in.kept',
  ]);
  const sealed = await owner.query('select sealed from check_in_photo where id = $1', [next]);
  expect(sealed.rows[0].sealed.includes('Another')).toBe(false);
});

test('PHO-3 a decision that the check-in no longer takes is none', async () => {
  const person = await enrol('PH-3b');
  const checkIn = await dueOf(person);
  await addReference(person);
  const photo = (await addPhoto(person, checkIn)).body.photo;
  await owner.query(`update check_in set status = 'kept', decided_at = now() where id = $1`, [checkIn]);
  expect((await decide(photo, 'kept')).body.code).toBe('already-decided');
  const { rows } = await owner.query('select decision from check_in_photo where id = $1', [photo]);
  expect(rows).toEqual([{ decision: null }]);
});

test('PHO-4 photos wait in order of their coming, of one’s own people alone, until one decides', async () => {
  await owner.query(
    `update check_in_photo set decision = 'cannot-be-told', decided_at = now(), decided_by = $1 where decision is null`,
    [second.staffId],
  );
  const [first, then] = [await enrol('PH-4'), await enrol('PH-4b')];
  const late = (await addPhoto(then, await dueOf(then))).body.photo;
  const early = (await addPhoto(first, await dueOf(first))).body.photo;
  await owner.query(`update check_in_photo set added_at = now() - interval '3 hours' where id = $1`, [early]);
  await addReference(first);
  const waiting = await queue();
  expect(waiting.map(({ id }: { id: string }) => id)).toEqual([early, late]);
  expect(waiting).toMatchObject([
    { own: false, participant: { reference: 'PH-4' }, reference: { version: 1 } },
    { own: false, reference: null },
  ]);
  expect((await queue(officer))[0].own).toBe(true);
  const stranger = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'North' });
  expect(await queue(stranger)).toEqual([]);
  await decide(early, 'cannot-be-told');
  expect((await queue()).map(({ id }: { id: string }) => id)).toEqual([late]);
});

test('PHO-5 a check-in is not missed as long as nobody has looked at a photo of it', async () => {
  const person = await enrol('PH-5');
  const checkIn = await dueOf(person);
  const photo = (await addPhoto(person, checkIn)).body.photo;
  await owner.query(
    `update check_in set nominal_on = current_date - 9, window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1`,
    [checkIn],
  );
  for (const way of ['message', 'call', 'letter', 'visit'])
    await officer.post(`/api/check-ins/${checkIn}/attempts`, { way, result: 'no-answer' });
  const missed = async () => {
    const { rows } = await owner.query('select version from check_in where id = $1', [checkIn]);
    return officer.post(`/api/check-ins/${checkIn}/missed`, { version: rows[0].version });
  };
  expect((await missed()).body.code).toBe('photo-waits');
  // Nor when its image has ended with nobody having looked.
  const { rows } = await owner.query('select file_id from check_in_photo where id = $1', [photo]);
  await owner.query('update check_in_photo set file_id = null where id = $1', [photo]);
  expect((await missed()).body.code).toBe('photo-waits');
  expect((await decide(photo, 'cannot-be-told')).body.code).toBe('photo-ended');
  await owner.query('update check_in_photo set file_id = $2 where id = $1', [photo, rows[0].file_id]);
  await decide(photo, 'cannot-be-told');
  expect((await missed()).status).toBe(200);
});

test('PHO-6 a reference photo is replaced by another, which has the next number, and the one before stays', async () => {
  const person = await enrol('PH-6');
  await addReference(person);
  const both = await Promise.all([addReference(person), addReference(person)]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  const { references } = (await officer.get(`/api/people/${person}/photos`)).body;
  expect(
    references.map(({ version, replaced }: { version: number; replaced: string | null }) => [
      version,
      replaced === null,
    ]),
  ).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
});

test('PHO-7 each sight of a face is a look, and leaves as any other file does', async () => {
  const person = await enrol('PH-7');
  const checkIn = await dueOf(person);
  const reference = (await addReference(person)).body.photo;
  const photo = (await addPhoto(person, checkIn)).body.photo;
  for (const path of [`/api/check-in-photos/${photo}/image`, `/api/reference-photos/${reference}/image`]) {
    const answer = await second.get(path);
    expect(answer.status).toBe(200);
    expect(answer.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  }
  const { rows } = await owner.query(
    `select what from access_record where participant_id = $1 and staff_id = $2 and action = 'open' order by what`,
    [person, second.staffId],
  );
  expect(rows.map(({ what }) => what)).toEqual(['photo of a check-in', 'reference photo']);
});
