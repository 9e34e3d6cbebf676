import { randomUUID } from 'node:crypto';
import type { ArrangedHelp } from '@attend/contracts/help';
import { expect, test } from 'vitest';
import { insertDueCheckIn, permitCheckIns } from '../../database/testing-check-ins.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { insertHelpOf } from '../../database/testing-help.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import type { Client } from '../testing/client.ts';
import { dayOf, hourMillis, instant, withHelp } from './testing.ts';

const {
  owner,
  keyring,
  programme,
  office,
  there,
  officer,
  supervisor,
  elsewhere,
  auditor,
  settle,
  bringInSomebody,
} = await withHelp();

test('HLP-1 HLP-2 HLP-3 asked for, arranged, in another way, and settled, each in the version that was seen', async () => {
  const { person, hearing, at, ask, arrange, one } = await bringInSomebody();
  const made = await ask({ note: 'no bus on Sundays' });
  expect(made).toMatchObject({ status: 201, body: { participant: person, version: 1 } });
  const { id } = made.body;
  expect(await one(id)).toMatchObject({
    ...{ kind: 'transport', status: 'asked', arranged: null, doubt: null },
    asked: { way: 'telephone', by: 'Test case-officer', note: 'no bus on Sundays' },
    target: { kind: 'hearing', id: hearing, where: 'County Court' },
  });
  expect((await ask()).body.code).toBe('asked-already');
  expect((await ask({ kind: 'child-care' })).status).toBe(201);
  expect((await arrange(id, { from: instant(at + 1) })).body).toMatchObject({
    ...{ code: 'too-late', fields: [{ path: 'body.from' }] },
  });
  expect((await arrange(id)).status).toBe(200);
  expect((await arrange(id)).body.code).toBe('version-changed');
  expect((await arrange(id, { version: 2, supplier: 'Other Cars' })).status).toBe(200);
  expect((await one(id)).arranged).toMatchObject({
    ...{ supplier: 'Other Cars', phone: '305 555 0100', told: 'A blue van.', by: 'Test case-officer' },
    ...{ from: instant(at - hourMillis), place: { kind: 'told', text: 'corner of Elm and 3rd' } },
  });
  expect((await settle(id, { version: 3, as: 'provided' })).body.code).toBe('not-yet');
  expect((await settle(id, { version: 3, as: 'fell-through' })).status).toBe(400);
  expect((await settle(id, { version: 3, as: 'fell-through', reason: 'no driver' })).status).toBe(200);
  expect((await settle(id, { version: 4, as: 'not-needed', reason: 'walks' })).body.code).toBe('settled');
  expect((await one(id)).settled).toMatchObject({ reason: 'no driver' });
  // What fell through may be asked for again.
  expect((await ask()).status).toBe(201);
});

test('HLP-1 only for one’s own hearing or check-in that is to come; the same key asks once', async () => {
  const { person, hearing, ask, read } = await bringInSomebody();
  const stranger = await insertHearingOf({ owner, keyring, programme, person, inHours: -2 });
  expect((await ask({ for: { kind: 'hearing', id: stranger } })).body.code).toBe('not-to-come');
  expect((await ask({ for: { kind: 'check-in', id: hearing } })).body).toMatchObject({
    ...{ code: 'unknown-target', fields: [{ path: 'body.for' }] },
  });
  const path = `/api/people/${person}/help`;
  const body = { for: { kind: 'hearing', id: hearing }, kind: 'transport', way: 'paper' };
  const key = { 'idempotency-key': randomUUID() };
  const twice = [await officer.send('POST', path, body, key), await officer.send('POST', path, body, key)];
  expect(twice.map(({ status }) => status)).toEqual([201, 201]);
  expect(twice[1]?.body).toEqual(twice[0]?.body);
  expect((await read()).help).toHaveLength(1);
});

test('HLP-4 HLP-9 a hearing that moved leaves its help in doubt on Today; a person asks again at its new time', async () => {
  const { hearing, at, arrange, one, arranged, needs } = await bringInSomebody();
  const id = await arranged();
  expect(await needs()).toEqual([]);
  const moved = await officer.post(`/api/hearings/${hearing}/move`, {
    ...{ version: 1, at: instant(at + 48 * hourMillis), reason: 'the judge is ill' },
  });
  expect(moved.status).toBe(200);
  expect(await needs()).toEqual([['help-in-doubt', id]]);
  expect(await one(id)).toMatchObject({ doubt: 'moved', movedTo: { id: moved.body.id } });
  expect((await arrange(id, { version: 2 })).body.code).toBe('not-to-come');
  // It stays there when the old day is over, and through another move.
  await owner.query(`update hearing set at = now() - interval '1 hour' where id = $1`, [hearing]);
  const again = await officer.post(`/api/hearings/${moved.body.id}/move`, {
    ...{ version: 1, at: instant(at + 96 * hourMillis), reason: 'the judge is still ill' },
  });
  expect(await needs()).toEqual([['help-in-doubt', id]]);
  const carried = await officer.post(`/api/help/${id}/carry`, { version: 2 });
  expect(carried, JSON.stringify(carried.body)).toMatchObject({ status: 200 });
  expect(await one(id)).toMatchObject({ status: 'not-needed', doubt: null });
  expect(await one(carried.body.id)).toMatchObject({
    ...{ status: 'asked', kind: 'transport', arranged: null, target: { id: again.body.id } },
  });
  expect(await needs()).toEqual([['help-to-arrange', carried.body.id]]);
  expect((await officer.post(`/api/help/${carried.body.id}/carry`, { version: 1 })).body.code).toBe(
    'not-moved',
  );
  await officer.post(`/api/hearings/${again.body.id}/cancel`, { version: 1, reason: 'dismissed' });
  expect(await needs()).toEqual([['help-in-doubt', carried.body.id]]);
});

test('HLP-4 a check-in with another time than it was arranged for is in doubt, and so is whoever is suspended then', async () => {
  const { person, ask, arrange, one, needs } = await bringInSomebody();
  await permitCheckIns(owner, person, dayOf(Date.now() + 900 * 24 * hourMillis));
  const { checkIn } = await insertDueCheckIn(owner, person, officer.staffId);
  const book = (hours: number) =>
    owner.query(
      `update check_in set status = 'booked', slot_at = due_on::timestamptz + make_interval(hours => $2) where id = $1`,
      [checkIn, hours],
    );
  await book(15);
  const asked = await ask({ for: { kind: 'check-in', id: checkIn }, kind: 'child-care' });
  expect(asked, JSON.stringify(asked.body)).toMatchObject({ status: 201 });
  const { id } = asked.body;
  expect(await needs()).toEqual([['help-to-arrange', id]]);
  await book(16);
  expect((await one(id)).doubt).toBeNull();
  expect((await arrange(id, { kind: 'child-care', place: null })).status).toBe(200);
  expect(await needs()).toEqual([]);
  await book(17);
  expect(await one(id)).toMatchObject({ doubt: 'time-changed' });
  expect(await needs()).toEqual([['help-in-doubt', id]]);
  expect((await arrange(id, { version: 2, kind: 'child-care', place: null })).status).toBe(200);
  expect(await needs()).toEqual([]);
  const heard = (await ask()).body.id;
  expect(await needs()).toEqual([['help-to-arrange', heard]]);
  await insertSuspensionOf(owner, person);
  // What nobody has arranged is in doubt as well: asking goes on, or somebody says that it is not needed.
  expect(new Set(await needs())).toEqual(
    new Set([
      ['help-in-doubt', id],
      ['help-in-doubt', heard],
    ]),
  );
});

test('HLP-6 an interpreter is proposed for what is to come until a person has asked for one or declined', async () => {
  const { person, hearing, at, ask, arrange, read, one } = await bringInSomebody();
  expect((await read()).interpreter).toEqual({ language: 'ht', note: null, for: [hearing] });
  const asked = await ask({ kind: 'interpreter', way: 'staff' });
  expect((await read()).interpreter.for).toEqual([]);
  const booked = await arrange(asked.body.id, {
    ...{ kind: 'interpreter', place: null, language: 'ht', mode: 'telephone', to: instant(at + hourMillis) },
  });
  expect(booked, JSON.stringify(booked.body)).toMatchObject({ status: 200 });
  expect((await one(asked.body.id)).arranged).toMatchObject({ language: 'ht', mode: 'telephone' });
  await settle(asked.body.id, { version: 2, as: 'not-needed', reason: 'speaks English' });
  expect((await read()).interpreter.for).toEqual([]);
  const next = await insertHearingOf({ owner, keyring, programme, person, inHours: 300 });
  expect((await read()).interpreter.for).toEqual([next]);
});

test('HLP-8 a sheet holds one supplier’s own people of a day, and each is recorded', async () => {
  const { person, name, hearing, at, arranged } = await bringInSomebody();
  const id = await arranged();
  const other = await insertHelpOf({
    ...{ owner, keyring, programme, person },
    arranged: { by: officer.staffId, supplier: 'Other Cars' },
  });
  const day = dayOf(at);
  const listed = await officer.get(`/api/help?day=${day}&office=${office}&kind=transport`);
  const own = listed.body.help.filter(
    ({ participant }: { participant: { id: string } }) => participant.id === person,
  );
  expect(own.map((help: ArrangedHelp) => help.id).toSorted()).toEqual([id, other.help].toSorted());
  const sheet = await officer.get(`/api/help-sheets?day=${day}&supplier=CITY%20%20cars&office=${office}`);
  const lines = sheet.body.lines.filter(({ participant }: { participant: string }) => participant === person);
  expect(lines).toEqual([
    {
      ...{ id, participant: person, kind: 'transport', name, mode: null, to: null },
      ...{ from: instant(at - hourMillis), place: 'corner of Elm and 3rd', placeWithheld: false },
      ...{ at: instant(at), timezone: 'America/New_York', where: 'County Court', language: null },
    },
  ]);
  expect((await officer.get(`/api/help?day=${day}&kind=interpreter`)).body.help).toEqual([]);
  // Of another firm’s sheet nobody learns anything, and nobody was looked at for it.
  await officer.get(`/api/help-sheets?day=${day}&supplier=Nobody`);
  const { rows } = await owner.query(
    `select purpose, count from access_record where participant_id = $1 and what = 'help, for a supplier'`,
    [person],
  );
  expect(rows).toEqual([{ purpose: 'arranging help', count: 1 }]);
  const moved = { version: 1, at: instant(at + 48 * hourMillis), reason: 'the judge is ill' };
  expect((await officer.post(`/api/hearings/${hearing}/move`, moved)).status).toBe(200);
  const after = await officer.get(`/api/help-sheets?day=${day}&supplier=City%20Cars&office=${office}`);
  expect(JSON.stringify(after.body.lines)).not.toContain(person);
  // What falls on another day of the office's clock is not on it.
  expect(
    (await officer.get(`/api/help?day=${dayOf(at + 24 * hourMillis)}&office=${office}`)).body.help,
  ).toEqual([]);
});

test('HLP-10 the log tells who asked, who arranged and what came of it; in error it is struck through and in no list', async () => {
  const { person, at, one, arranged } = await bringInSomebody();
  const id = await arranged();
  await settle(id, { version: 2, as: 'fell-through', reason: 'no driver' });
  const log = async (by: Client = officer) => (await by.get(`/api/people/${person}/log?kind=help`)).body;
  expect(
    (await log()).items.map(({ fact, text }: { fact: { event: string }; text: string }) => [
      fact.event,
      text,
    ]),
  ).toEqual([
    ['fell-through', 'no driver'],
    ['arranged', 'A blue van.'],
    ['asked', null],
  ]);
  expect((await log()).mayMark).toContain('help');
  const marked = await officer.post(`/api/help/${id}/entered-in-error`, { reason: 'a namesake' });
  expect(marked.status).toBe(200);
  expect((await officer.post(`/api/help/${id}/entered-in-error`, { reason: 'a namesake' })).body.code).toBe(
    'already-marked',
  );
  expect(await one(id)).toMatchObject({ inError: { reason: 'a namesake' } });
  expect((await log()).items).toMatchObject([1, 2, 3].map(() => ({ inError: { reason: 'a namesake' } })));
  expect(
    (await officer.get(`/api/help?day=${dayOf(at)}&show=all&office=${office}`)).body.help,
  ).not.toContainEqual(expect.objectContaining({ id }));
  expect((await settle(id, { version: 3, as: 'not-needed', reason: 'marked' })).body.code).toBe(
    'already-marked',
  );
});

test('HLP-10 denied: another office hears of nobody, an auditor changes nothing', async () => {
  const { person, ask, arrange, read, arranged } = await bringInSomebody();
  const id = await arranged();
  expect((await ask({}, elsewhere)).status).toBe(404);
  expect((await arrange(id, { version: 2 }, elsewhere)).status).toBe(404);
  expect((await elsewhere.get(`/api/people/${person}/help`)).status).toBe(404);
  expect((await ask({}, auditor)).status).toBe(403);
  expect(await read(auditor)).toMatchObject({ mayWrite: false, help: [{ id }] });
});

test('HLP-10 of two records that are one person’s, who works with the one sees and arranges the help of the other', async () => {
  const { person, arrange, read, arranged } = await bringInSomebody();
  const id = await arranged();
  const given = { reference: 'M-1', name: 'Zora Quist', office: there };
  const other = (await elsewhere.post('/api/register', given)).body.participant.id;
  expect((await elsewhere.get(`/api/people/${person}/help`)).status).toBe(404);
  await owner.query(
    `insert into person_link (programme_id, kept_id, other_id, sealed, asked_by, widens, from_at) values ($1, $2, $3, 'x', $4, false, now())`,
    [programme, other, person, supervisor.staffId],
  );
  expect((await read(elsewhere)).help).toMatchObject([{ id }]);
  expect((await arrange(id, { version: 2 }, elsewhere)).status).toBe(200);
  await owner.query('update person_link set undone_at = now(), undone_by = asked_by where kept_id = $1', [
    other,
  ]);
  expect((await elsewhere.get(`/api/people/${person}/help`)).status).toBe(404);
});
