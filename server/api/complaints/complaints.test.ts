import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeRows } from '../../database/repositories/retention-rows.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { usualHours } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

type Who = Client & { readonly staffId: string };
let admin: Client;
let ann: Who;
let ben: Who;
let officer: Who;
let elsewhere: Who;
let caller: Who;
let auditor: Who;
let person = '';
let office = '';
let provider = '';

beforeAll(async () => {
  admin = await firstRun(system);
  await withSecondPerson(system, admin);
  office = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  await admin.post('/api/offices', { name: 'There' });
  provider = (await admin.post('/api/providers', { name: 'Careful Works' })).body.id;
  ann = await signInAs(system, admin, ['supervisor'], 'ann@example.org');
  ben = await signInAs(system, admin, ['supervisor'], 'ben@example.org');
  auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  caller = await signInAs(system, admin, ['monitoring-worker'], 'caller@example.org', {
    provider: 'Careful Works',
  });
  const line = lineOf('C-1', { participant: { office: 'Here' } });
  person = (await ann.post('/api/enrolments', line)).body.participant.id;
  await ann.post(`/api/people/${person}/supervision`, { kind: 'provider', provider });
});

const words = 'nobody calls me back when I ask';
const take = async (over: object = {}, by: Client = officer) => {
  const answer = await by.post('/api/complaints', {
    ...{ complainant: 'participant', way: 'telephone', receivedOn: officeDay(-1), topic: 'staff', words },
    ...{ participant: person, ...over },
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer.body as { id: string; number: number };
};
const read = (id: string, by: Client = ann) => by.get(`/api/complaints/${id}`);
const listed = async (by: Client, show = 'open') =>
  (await by.get(`/api/complaints?show=${show}`)).body.complaints.map(({ id }: { id: string }) => id);
/** As the register shows it now, so that a test says what it changes and not what went before. */
const run = async (id: string, command: string, body: object, by: Client = ann) => {
  const { rows } = await owner.query('select version from complaint where id = $1', [id]);
  const method = command === 'concerned' ? 'PUT' : 'POST';
  return by.send(method, `/api/complaints/${id}/${command}`, { version: rows[0].version, ...body });
};
const did = async (...of: Parameters<typeof run>) => {
  const answer = await run(...of);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer;
};
async function told(): Promise<{ template: string; text: string }[]> {
  const { rows } = await owner.query(
    'select id, template, sealed from message where participant_id = $1 order by created_at, id',
    [person],
  );
  return rows.map(({ id, template, sealed }) => ({
    ...{ template, text: openRow(keyring.create(person), 'message', id, sealed).text },
  }));
}

test('CPL-1 taken down by whoever hears of it, without a name too; who takes it down sees none by that', async () => {
  const made = await take({}, caller);
  expect(made.number).toBeGreaterThan(0);
  expect(Object.keys(made).toSorted()).toEqual(['id', 'number', 'participant']);
  expect((await read(made.id, caller)).status).toBe(403);
  expect((await read(made.id)).body).toMatchObject({ words, complainant: 'participant', status: 'received' });
  const unknown = await take({ complainant: 'public', anonymous: true, participant: null, topic: 'other' });
  expect((await read(unknown.id)).body).toMatchObject({ participant: null, name: null, words });
  const named = { complainant: 'public', anonymous: true, participant: null, name: 'Rosa' };
  const refused = await officer.post('/api/complaints', {
    ...{ ...named, way: 'paper', receivedOn: officeDay(-1), topic: 'data', words },
  });
  expect(refused.status).toBe(400);
  const future = { way: 'paper', receivedOn: officeDay(3), topic: 'data', words, complainant: 'other' };
  expect((await officer.post('/api/complaints', future)).body).toMatchObject({
    code: 'bad-received-day',
    fields: [{ path: 'body.receivedOn' }],
  });
  const strange = { ...future, receivedOn: officeDay(-1), concernedStaff: [person] };
  expect((await officer.post('/api/complaints', strange)).body.fields).toMatchObject([
    { path: 'body.concernedStaff' },
  ]);
  expect(
    (await elsewhere.post('/api/complaints', { ...future, receivedOn: officeDay(-1), participant: person }))
      .status,
  ).toBe(404);
});

test('CPL-2 CPL-5 whom it concerns sees none of it anywhere, whatever their role', async () => {
  const { id, number } = await take({ concernedStaff: [ann.staffId] });
  expect((await read(id)).status).toBe(404);
  expect(await listed(ann)).not.toContain(id);
  expect((await run(id, 'note', { text: 'let me see it' })).status).toBe(404);
  expect((await read(id, ben)).body).toMatchObject({ number, concernedStaff: [{ id: ann.staffId }] });
  expect((await read(id, ben)).body.handlers.map((one: { id: string }) => one.id)).not.toContain(ann.staffId);
  expect((await run(id, 'handler', { handler: ann.staffId }, ben)).body.code).toBe('concerned');
  const logOf = async (by: Client) =>
    (await by.get(`/api/people/${person}/log?kind=complaint`)).body.items.map(
      ({ fact }: { fact: { number: number } }) => fact.number,
    );
  expect(await logOf(ben)).toContain(number);
  expect(await logOf(ann)).not.toContain(number);
  const changed = async (by: Client) =>
    (await by.get('/api/audit/entries?entity=complaint')).body.entries
      .map(({ entityId }: { entityId: string }) => entityId)
      .filter((one: string) => one === id);
  expect(await changed(ben)).toHaveLength(1);
  expect(await changed(ann)).toEqual([]);
  // Not by the database either, whoever asks it as the application does.
  const raw = system.database.pool('app');
  const client = await raw.connect();
  await client.query('begin');
  const { rows } = await owner.query('select programme_id from participant where id = $1', [person]);
  await client.query(
    `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
    [rows[0].programme_id, ann.staffId],
  );
  const seen = await client.query('select id from complaint where id = $1', [id]);
  const steps = await client.query('select id from complaint_step where complaint_id = $1', [id]);
  await expect(
    client.query(
      `select change_complaint($1, 'answered', null, '{}', null, current_date + 30, 'not-upheld', true)`,
      [id],
    ),
  ).rejects.toThrow('no such complaint');
  await client.query('rollback');
  client.release();
  expect([seen.rowCount, steps.rowCount]).toEqual([0, 0]);
});

test('CPL-2 whoever turns out to be concerned loses it at once, also where they say so themselves; nor does the provider see it', async () => {
  const { id } = await take();
  await did(id, 'handler', { handler: officer.staffId });
  expect(await listed(officer, 'mine')).toContain(id);
  const about = {
    concernedStaff: [officer.staffId],
    concernedProvider: provider,
    text: 'the call log says so',
  };
  await did(id, 'concerned', about);
  expect((await read(id, officer)).status).toBe(404);
  expect((await read(id)).body).toMatchObject({ handler: null, status: 'received' });
  // A supervisor who finds that it is about them.
  await did(id, 'concerned', { concernedStaff: [ann.staffId], concernedProvider: null, text: 'it was me' });
  expect((await read(id)).status).toBe(404);
  expect((await read(id, ben)).body).toMatchObject({ concernedStaff: [{ id: ann.staffId }] });
});

test('CPL-5 an officer sees those alone that they have in hand, an auditor reads and changes nothing', async () => {
  const { id } = await take();
  expect((await read(id, officer)).status).toBe(404);
  expect(await listed(officer)).not.toContain(id);
  expect((await run(id, 'handler', { handler: elsewhere.staffId })).body.code).toBe('no-handler');
  await did(id, 'handler', { handler: officer.staffId });
  expect((await read(id, officer)).body).toMatchObject({ words, handler: { id: officer.staffId } });
  expect((await read(id, elsewhere)).status).toBe(404);
  expect((await read(id, auditor)).status).toBe(200);
  expect((await run(id, 'note', { text: 'by the auditor' }, auditor)).status).toBe(403);
  // Who looked says nothing of a complaint, and the person's page holds none.
  const looks = (await officer.get(`/api/people/${person}/looks`)).body;
  expect(JSON.stringify(looks)).not.toMatch(/complaint/i);
  expect(JSON.stringify((await officer.get(`/api/people/${person}`)).body)).not.toMatch(/complaint/i);
});

test('CPL-3 CPL-4 terms are open days of the office; what is overdue stands on every supervisor’s day', async () => {
  await ann.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  const { id } = await take({ office, receivedOn: officeDay(0) });
  const plain = (await read(id)).body;
  await ann.post(`/api/offices/${office}/closures`, {
    on: plain.acknowledgeBy,
    kind: 'holiday',
    name: 'Holiday',
  });
  const next = (await read((await take({ office, receivedOn: officeDay(0) })).id)).body;
  expect(next.acknowledgeBy > plain.acknowledgeBy).toBe(true);
  expect(plain).toMatchObject({ due: plain.acknowledgeBy, overdue: false, handler: null });
  expect(await listed(ben, 'today')).toContain(id);
  await did(id, 'handler', { handler: officer.staffId });
  expect(await listed(officer, 'today')).toContain(id);
  expect(await listed(ben, 'today')).not.toContain(id);
  await owner.query('update complaint set acknowledge_by = current_date - 3 where id = $1', [id]);
  expect((await read(id, officer)).body.overdue).toBe(true);
  expect(await listed(ben, 'today')).toContain(id);
  expect((await listed(ben)).indexOf(id)).toBe(0);
  const policy = { acknowledgeDays: 1, answerDays: 2, reason: 'a short line' };
  expect((await officer.send('PUT', '/api/complaint-policy', { revision: 0, ...policy })).status).toBe(403);
  expect((await ann.send('PUT', '/api/complaint-policy', { revision: 0, ...policy })).status).toBe(200);
  expect((await ann.send('PUT', '/api/complaint-policy', { revision: 0, ...policy })).status).toBe(409);
  const short = (await read((await take({ office, receivedOn: officeDay(0) })).id)).body;
  expect(short.answerBy < next.answerBy).toBe(true);
  expect((await read(id)).body.answerBy).toBe(plain.answerBy);
});

test('CPL-6 CPL-8 acknowledged, in hand, answered, each once and as it was read; the message names no complaint', async () => {
  const { id, number } = await take();
  await did(id, 'handler', { handler: officer.staffId });
  await did(id, 'acknowledge', { told: 'message' }, officer);
  expect((await read(id)).body.status).toBe('in-hand');
  expect((await run(id, 'acknowledge', { told: 'letter' })).body.code).toBe('already-decided');
  const said = { outcome: 'upheld', text: 'we will call', told: 'message' };
  const stale = { version: 1, ...said };
  expect((await officer.post(`/api/complaints/${id}/answer`, stale)).body.code).toBe('version-changed');
  await did(id, 'answer', said, officer);
  expect((await read(id)).body).toMatchObject({
    ...{ status: 'answered', outcome: 'upheld', due: null, overdue: false },
    steps: [
      { kind: 'handed' },
      { kind: 'acknowledged', told: 'message' },
      { kind: 'answered', text: 'we will call' },
    ],
  });
  const sent = (await told()).filter(({ text }) => text.includes(String(number)));
  expect(sent.map(({ template }) => template)).toEqual(['inquiry-received', 'inquiry-answered']);
  for (const { text } of sent) expect(text).not.toMatch(/complain|queja|we will call/i);
  const stranger = await take({
    complainant: 'public',
    participant: null,
    name: 'Rosa',
    reach: 'a letter box',
  });
  expect((await run(stranger.id, 'acknowledge', { told: 'message' })).body).toMatchObject({
    code: 'nobody-to-write-to',
    fields: [{ path: 'body.told' }],
  });
  await did(stranger.id, 'acknowledge', { told: 'letter' });
  expect((await read(stranger.id)).body).toMatchObject({ name: 'Rosa', steps: [{ kind: 'acknowledged' }] });
});

test('CPL-5 who reads messages and looks of a person learns of no complaint by either', async () => {
  const { id } = await take({ concernedStaff: [officer.staffId] });
  const messages = async (by: Client) =>
    (await by.get(`/api/people/${person}/messages`)).body.messages.map(
      ({ template }: { template: string }) => template,
    );
  const logged = async (by: Client) =>
    (await by.get(`/api/people/${person}/log?kind=message`)).body.items.map(
      ({ fact }: { fact: { template: string } }) => fact.template,
    );
  // Of what they have in hand, another one, they may see it.
  const seen = [[officer, await messages(officer)] as const, [caller, await messages(caller)] as const];
  await did(id, 'acknowledge', { told: 'message' });
  await did(id, 'answer', { outcome: 'upheld', text: 'they did', told: 'message' });
  await owner.query(
    `update message set status = 'sent', sending_at = now(), sent_at = now() where participant_id = $1`,
    [person],
  );
  const both = ['inquiry-answered', 'inquiry-received'];
  expect(await messages(ann)).toEqual(expect.arrayContaining(both));
  expect(await logged(ann)).toEqual(expect.arrayContaining(both));
  for (const [who, before] of seen) {
    expect(await messages(who)).toEqual(before);
    expect((await logged(who)).toSorted()).toEqual(before.toSorted());
  }
  // What a look at a complaint is called, a look at letters is called too.
  await ann.get(`/api/people/${person}/letters`);
  const { rows } = await owner.query(
    `select distinct what, purpose from access_record where participant_id = $1 and staff_id = $2 and action = 'open'
       and what not in ('messages', 'contact log')`,
    [person, ann.staffId],
  );
  expect(rows).toContainEqual({ what: 'correspondence', purpose: 'care of correspondence' });
  expect(rows.map(({ what }) => what)).not.toContain('letters');
});

test('CPL-7 an appeal starts the clock anew and is answered by somebody else', async () => {
  const { id } = await take();
  const first = { outcome: 'not-upheld', text: 'we called twice', told: 'letter' };
  await did(id, 'answer', first);
  await did(id, 'appeal', { text: 'nobody called', receivedOn: officeDay(0) });
  expect((await read(id)).body).toMatchObject({ status: 'appealed', handler: null });
  expect((await run(id, 'answer', first)).body.code).toBe('same-person');
  expect((await run(id, 'handler', { handler: ann.staffId })).body.code).toBe('same-person');
  const rest = 'update staff set rests_on = $2 where id = $1';
  await owner.query(rest, [ben.staffId, ann.staffId]);
  expect((await run(id, 'answer', { ...first, outcome: 'upheld' }, ben)).body.code).toBe('same-person');
  expect((await run(id, 'handler', { handler: ben.staffId }, ben)).body.code).toBe('same-person');
  await owner.query(rest, [ben.staffId, null]);
  await did(id, 'answer', { ...first, outcome: 'upheld' }, ben);
  expect((await read(id)).body).toMatchObject({
    ...{ status: 'appeal-answered', outcome: 'not-upheld', appealOutcome: 'upheld' },
  });
  expect((await run(id, 'appeal', { text: 'and again', receivedOn: officeDay(0) })).body.code).toBe(
    'already-decided',
  );
  expect(await listed(ann, 'closed')).toContain(id);
});

test('CPL-9 the words are sealed under their key, and end after their term with every step', async () => {
  const mine = await take();
  const nobodys = await take({ complainant: 'public', participant: null });
  const { rows } = await owner.query('select id, sealed, programme_id from complaint where id = any ($1)', [
    [mine.id, nobodys.id],
  ]);
  const of = (id: string) => rows.find((row) => row.id === id);
  const opened = (id: string, whose: string) =>
    openRow(keyring.create(whose), 'complaint', id, of(id).sealed).words;
  const programme = `programme/${of(mine.id).programme_id}`;
  expect([opened(mine.id, person), opened(nobodys.id, programme)]).toEqual([words, words]);
  expect(() => opened(mine.id, programme)).toThrow();
  await did(mine.id, 'answer', { outcome: 'withdrawn', text: 'they took it back', told: 'letter' });
  await owner.query(`update complaint set closed_at = now() - interval '6 years' where id = $1`, [mine.id]);
  const until = new Date(Date.now() - 1_825 * 86_400_000);
  const gone = await removeRows(owner, 'complaints', of(mine.id).programme_id, until, 100);
  expect(gone.rows).toBe(1);
  const left = await owner.query(
    'select count(*)::int as steps from complaint_step where complaint_id = $1',
    [mine.id],
  );
  expect(left.rows).toEqual([{ steps: 0 }]);
});

test('CPL-10 counted by office, provider, topic and outcome, without those that concern the viewer', async () => {
  const countsOf = async (by: Client) => {
    const answer = await by.get(`/api/complaint-counts?from=${officeDay(-30)}&to=${officeDay(1)}`);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    return answer.body;
  };
  const before = await countsOf(ben);
  const { id } = await take({
    topic: 'language',
    concernedStaff: [ann.staffId],
    concernedProvider: provider,
  });
  await take({ topic: 'language', office });
  await did(id, 'answer', { outcome: 'partly-upheld', text: 'an interpreter comes', told: 'letter' }, ben);
  const after = await countsOf(ben);
  expect(after.all.received - before.all.received).toBe(2);
  expect(after.all.upheld - before.all.upheld).toBe(1);
  const language = (counts: typeof after) =>
    counts.byTopic.find(({ topic }: { topic: string }) => topic === 'language');
  expect(language(after)).toMatchObject({ received: 2, answered: 1, inTime: 1, upheld: 1 });
  expect(language(await countsOf(ann))).toMatchObject({ received: 1, answered: 0 });
  expect(after.byProvider).toMatchObject([{ provider: { name: 'Careful Works' }, received: 1 }]);
  expect((await caller.get(`/api/complaint-counts?from=${officeDay(-30)}&to=${officeDay(1)}`)).status).toBe(
    403,
  );
});

test('CPL-2 FRM-9 what was given in hand by mistake is in nobody’s hand again, by a step of its own with who and when', async () => {
  const { id } = await take();
  await did(id, 'acknowledge', { told: 'letter' });
  await did(id, 'handler', { handler: ben.staffId });
  expect((await read(id)).body).toMatchObject({ status: 'in-hand', handler: { id: ben.staffId } });
  await did(id, 'handler', { handler: null });
  const { body } = await read(id);
  expect(body).toMatchObject({ status: 'acknowledged', handler: null });
  expect(body.steps.map(({ kind, by }: { kind: string; by: string }) => [kind, by])).toEqual([
    ['acknowledged', 'Test supervisor'],
    ['handed', 'Test supervisor'],
    ['taken-back', 'Test supervisor'],
  ]);
  expect((await run(id, 'handler', { handler: null })).body.code).toBe('already-decided');
});

test('CPL-11 each programme counts its complaints for itself, without a gap and without a double, whoever takes them down at once', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => take()));
  const numbers = made.map(({ number }) => number).toSorted((a, b) => a - b);
  const [first = 0] = numbers;
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, at) => first + at));
  // What is rolled back takes no number with it.
  const client = await owner.connect();
  const count = async (programme: string): Promise<number> => {
    await client.query(`select set_config('attend.programme', $1, true)`, [programme]);
    return (await client.query('select attend.next_complaint_number() as n')).rows[0].n;
  };
  try {
    const { rows } = await client.query(`select p.id as here, uuidv7() as there from programme p limit 1`);
    await client.query('begin');
    await client.query(
      `insert into programme (id, name, timezone, simulated) select $2, 'Another', timezone, simulated from programme where id = $1`,
      [rows[0].here, rows[0].there],
    );
    expect([await count(rows[0].there), await count(rows[0].there)]).toEqual([1, 2]);
    expect(await count(rows[0].here)).toBe(first + 8);
    await client.query('rollback');
  } finally {
    client.release();
  }
  expect((await take()).number).toBe(first + 8);
});
