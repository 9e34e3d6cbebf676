import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ArrangedHelp } from '@attend/contracts/help';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { programmeKey } from '../../audit/audit.ts';
import { insertDueCheckIn, permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { insertHelpOf } from '../../database/testing-help.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, type SignedInStaff, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const hourMillis = 3_600_000;
/** So unlike each other that nobody is taken for a double. */
const names = [
  'Amir Rahimi',
  'Beatriz Olmos',
  'Chidi Okafor',
  'Dagny Juel',
  'Emeka Udeh',
  'Fiona Quirk',
  'Goran Vlasic',
  'Hanh Thuy',
  'Ivo Petkov',
  'Jorunn Aase',
  'Kwabena Mensah',
  'Liisa Tamm',
  'Marlon Quispe',
  'Nadezhda Volkova',
];
const nameOf = (): string => names[number - 1] ?? '';

let officer: SignedInStaff;
let supervisor: SignedInStaff;
let elsewhere: SignedInStaff;
let auditor: SignedInStaff;
let programme = '';
let office = '';
let there = '';
let person = '';
let hearing = '';
let at = 0;
let number = 0;

beforeAll(async () => {
  const admin = await firstRun(system);
  office = (await admin.post('/api/offices', { name: 'Here', timezone: 'America/New_York' })).body.id;
  there = (await admin.post('/api/offices', { name: 'There' })).body.id;
  await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  const here = { office: 'Here' };
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', here);
  supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org', here);
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org', here);
  programme = (await owner.query('select id from programme')).rows[0].id;
});
beforeEach(async () => {
  number += 1;
  const given = { reference: `H-${number}`, name: nameOf(), office, officer: officer.staffId };
  const made = await officer.post('/api/register', { ...given, languages: ['ht'] });
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
  person = made.body.participant.id;
  hearing = await insertHearingOf({ owner, keyring, programme, person });
  at = (await owner.query('select at from hearing where id = $1', [hearing])).rows[0].at.getTime();
});

const instant = (millis: number): string => new Date(millis).toISOString().replace('.000Z', 'Z');
const ask = (body: object = {}, by: Client = officer) =>
  by.post(`/api/people/${person}/help`, {
    ...{ for: { kind: 'hearing', id: hearing }, kind: 'transport', way: 'telephone', ...body },
  });
const ride = () => ({
  ...{ version: 1, kind: 'transport', supplier: 'City Cars', phone: '305 555 0100' },
  ...{ from: instant(at - hourMillis), place: { text: 'corner of Elm and 3rd' }, told: 'A blue van.' },
});
const arrange = (id: string, body: object = {}, by: Client = officer) =>
  by.post(`/api/help/${id}/arrange`, { ...ride(), ...body });
const settle = (id: string, body: object) => officer.post(`/api/help/${id}/settle`, body);
const read = async (by: Client = officer) => (await by.get(`/api/people/${person}/help`)).body;
const one = async (id: string, by: Client = officer): Promise<ArrangedHelp> =>
  (await read(by)).help.find((help: ArrangedHelp) => help.id === id);
const arranged = async (body: object = {}): Promise<string> => {
  const { id } = (await ask()).body;
  const answer = await arrange(id, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { version: 2 } });
  return id;
};
const needs = async (by: Client = officer): Promise<[string, string][]> =>
  (await by.get('/api/today/help')).body.needs
    .filter(({ participant }: { participant: { id: string } }) => participant.id === person)
    .map(({ kind, id }: { kind: string; id: string }) => [kind, id]);
const dayOf = (millis: number): string =>
  new Date(millis).toLocaleDateString('en-CA', { timeZone: 'America/New_York' });

test('HLP-1 HLP-2 HLP-3 asked for, arranged, in another way, and settled, each in the version that was seen', async () => {
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

test('HLP-5 a protected place is shown to who works with the person, and stands on no sheet and in no audit', async () => {
  const entry = {
    ...{ kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true },
    ...{ reason: 'threatened', from: null, to: null, note: null },
  };
  const added = await officer.post(`/api/people/${person}/register-entries`, entry);
  expect(added, JSON.stringify(added.body)).toMatchObject({ status: 201 });
  const { id } = (await ask()).body;
  const place = { text: 'at 9 hidden way, back door' };
  for (const field of ['told', 'supplier'])
    expect((await arrange(id, { place, [field]: 'Wait at 9 Hidden Way' })).body).toMatchObject({
      ...{ code: 'protected-address', fields: [{ path: `body.${field}` }] },
    });
  expect((await arrange(id, { place })).status).toBe(200);
  expect((await one(id)).arranged?.place).toEqual({ kind: 'told', ...place, protected: true });
  const day = dayOf(at);
  for (const who of [supervisor, auditor]) {
    expect((await one(id, who)).arranged?.place).toEqual({ kind: 'withheld' });
    const listed = await who.get(`/api/help?day=${day}`);
    expect(JSON.stringify(listed.body).toLowerCase()).not.toContain('hidden');
  }
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } }, supervisor)).body.code).toBe(
    'address-kept',
  );
  const sheet = await officer.get(`/api/help-sheets?day=${day}&supplier=city%20cars`);
  expect(sheet.body.lines).toMatchObject([{ id, place: null, placeWithheld: true }]);
  expect(JSON.stringify(sheet.body).toLowerCase()).not.toContain('hidden');
  const { rows } = await owner.query('select * from audit_entry where entity_id = $1 order by id', [id]);
  const values = rows.map(({ entity, entity_id, request_id, after }) =>
    unsealJson(keyring.create(person), `audit_entry/${entity}/${entity_id}/${request_id}/after`, after),
  );
  expect(values).toMatchObject([{ kind: 'transport' }, { place: { protected: true } }]);
  expect(JSON.stringify(values).toLowerCase()).not.toContain('hidden');
  const bytes = (await owner.query('select * from arranged_help where id = $1', [id])).rows[0];
  for (const sealed of [bytes.sealed, bytes.place_sealed])
    expect(sealed.toString('latin1')).not.toMatch(/City Cars|hidden way/);
  expect(keyring.find(programmeKey(programme))).not.toBeNull();
});

test('HLP-5 a place that whoever enters it protects is changed by who works with the person alone', async () => {
  const id = await arranged({ place: { text: 'the side door', protected: true } });
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } }, supervisor)).body.code).toBe(
    'protected-place',
  );
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } })).status).toBe(200);
});

test('PPL-30 HLP-5 who may not see a protected address learns by no refusal whether words of theirs name it', async () => {
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true };
  await officer.post(`/api/people/${person}/register-entries`, {
    ...{ ...entry, reason: 'threatened', from: null, to: null, note: null },
  });
  const { id } = (await ask({}, supervisor)).body;
  const same = async (write: (text: string) => Promise<{ status: number; body: object }>) => {
    const [right, wrong] = [await write('9 Hidden Way'), await write('4 Open Square')];
    const said = ({ status, body }: typeof right) => ({ ...body, requestId: '', status });
    expect(said(right)).toEqual(said(wrong));
    expect(right.body).toMatchObject({ code: 'address-kept' });
  };
  await same((note) => ask({ kind: 'child-care', note }, supervisor));
  await same((told) => arrange(id, { told }, supervisor));
  await same((text) => arrange(id, { place: { text } }, supervisor));
  await same((reason) => supervisor.post(`/api/help/${id}/settle`, { version: 1, as: 'not-needed', reason }));
  expect((await one(id)).status).toBe('asked');
});

test('HLP-5 what is asked and why it fell through tell no protected address either', async () => {
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true };
  await officer.post(`/api/people/${person}/register-entries`, {
    ...{ ...entry, reason: 'threatened', from: null, to: null, note: null },
  });
  expect((await ask({ note: 'rings at 9 Hidden Way' })).body).toMatchObject({
    ...{ code: 'protected-address', fields: [{ path: 'body.note' }] },
  });
  const { id } = (await ask()).body;
  const fell = { version: 1, as: 'not-needed', reason: 'a neighbour of 9 hidden way drives' };
  expect((await settle(id, fell)).body).toMatchObject({
    ...{ code: 'protected-address', fields: [{ path: 'body.reason' }] },
  });
  expect((await one(id)).status).toBe('asked');
});

test('HLP-5 an address that is protected later protects the places that tell it, on lists, sheets and in reminders', async () => {
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: false };
  const rest = { reason: null, from: null, to: null, note: null };
  const added = await officer.post(`/api/people/${person}/register-entries`, { ...entry, ...rest });
  const there = await arranged({ place: { text: 'at 9 hidden way, back door' } });
  const told = await ask({ kind: 'child-care' });
  const elsewhere = { version: 1, kind: 'child-care', place: { text: '4 Open Square' }, to: instant(at) };
  expect((await arrange(told.body.id, elsewhere)).status).toBe(200);
  const day = dayOf(at);
  const sheet = async () =>
    JSON.stringify((await officer.get(`/api/help-sheets?day=${day}&supplier=city%20cars`)).body.lines);
  expect(await sheet()).toContain('hidden way');
  const changed = await officer.send('PUT', `/api/register-entries/${added.body.id}`, {
    ...{ version: 1, entry: { ...entry, ...rest, protected: true, reason: 'threatened' } },
  });
  expect(changed, JSON.stringify(changed.body)).toMatchObject({ status: 200 });
  expect(await sheet()).not.toMatch(/hidden/i);
  expect((await one(there)).arranged?.place).toMatchObject({ kind: 'told', protected: true });
  expect((await one(there, auditor)).arranged?.place).toEqual({ kind: 'withheld' });
  expect((await one(told.body.id, auditor)).arranged?.place).toMatchObject({ text: '4 Open Square' });
});

test('HLP-6 an interpreter is proposed for what is to come until a person has asked for one or declined', async () => {
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
      ...{ id, participant: person, kind: 'transport', name: nameOf(), mode: null, to: null },
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
  const id = await arranged();
  expect((await ask({}, elsewhere)).status).toBe(404);
  expect((await arrange(id, { version: 2 }, elsewhere)).status).toBe(404);
  expect((await elsewhere.get(`/api/people/${person}/help`)).status).toBe(404);
  expect((await ask({}, auditor)).status).toBe(403);
  expect(await read(auditor)).toMatchObject({ mayWrite: false, help: [{ id }] });
});

test('HLP-10 of two records that are one person’s, who works with the one sees and arranges the help of the other', async () => {
  const id = await arranged();
  const given = { reference: `M-${number}`, name: 'Zora Quist', office: there };
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
