import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertDueCheckIn } from '../../database/testing-check-ins.ts';
import { heldBy, raise } from '../../database/testing-records.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { insertMessageOf } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

let officer: Client & { readonly staffId: string };
let monitor: Client;
let worker: Client & { readonly staffId: string };
let person = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  const supervisor = await signInAs(system, admin, ['supervisor']);
  const line = lineOf('L-1', { participant: { office: 'Here' } });
  person = (await supervisor.post('/api/enrolments', line)).body.participant.id;
  officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org', { office: 'Here' });
  const provider = (await admin.post('/api/providers', { name: 'Provider' })).body.id;
  monitor = await signInAs(system, admin, ['monitoring-worker'], 'm@example.org', { provider: 'Provider' });
  worker = await signInAs(system, admin, ['installer'], 'w@example.org', { provider: 'Provider' });
  await supervisor.post(`/api/people/${person}/supervision`, { kind: 'provider', provider });
  const installer = { kind: 'staff', staff: worker.staffId, role: 'installer' };
  await supervisor.post(`/api/people/${person}/supervision`, installer);

  const held = await heldBy(system.database, 'L-1');
  const alert = await raise(system.database, keyring, held);
  const { version } = (await officer.get(`/api/alerts/${alert}`)).body;
  await officer.post(`/api/alerts/${alert}/close`, { version, outcome: 'device-fault', note: 'a bent case' });
  await insertMessageOf(owner, keyring, { ...held, text: 'your hearing is near' });
  const hearing = await officer.post(`/api/people/${person}/hearings`, {
    ...{ at: '2031-03-03T15:00:00Z', timezone: 'UTC', kind: 'remote', court: 'County Court' },
  });
  const move = { version: 1, at: '2031-03-04T15:00:00Z', reason: 'the judge is away' };
  await officer.post(`/api/hearings/${hearing.body.id}/move`, move);
  const { checkIn } = await insertDueCheckIn(owner, person, officer.staffId);
  await officer.post(`/api/check-ins/${checkIn}/outcome`, { version: 1, status: 'kept', note: 'on time' });
});

const enter = (body: object, by: Client = officer) =>
  by.post(`/api/people/${person}/log`, {
    ...{ kind: 'call', result: 'no-answer', at: new Date().toISOString(), text: 'rang four times' },
    ...body,
  });
const read = async (query = '', by: Client = officer) =>
  (await by.get(`/api/people/${person}/log${query}`)).body;
type Item = { key: string; by: string | null; text: string; fact: { kind: string; event?: string } };
const kindsOf = (items: Item[]) =>
  new Set(items.map(({ fact }) => (fact.event ? `${fact.kind} ${fact.event}` : fact.kind)));

describe('LOG-1 one time line', () => {
  test('LOG-1 holds what was sent, done and decided, the latest first, with who and in which words', async () => {
    expect((await enter({})).status).toBe(201);
    expect(
      (await enter({ kind: 'visit', place: 'home', result: 'reached', text: 'spoke at the door' })).status,
    ).toBe(201);
    const { items } = await read('?limit=200');
    expect(kindsOf(items)).toEqual(
      new Set([
        ...['call', 'visit', 'message', 'check-in', 'alert raised', 'alert closed'],
        ...['hearing entered', 'hearing moved', 'order took-effect', 'exception decided'],
      ]),
    );
    // By the instant: as texts a whole second stands after its fractions.
    const times = items.map(({ at }: { at: string }) => Date.parse(at));
    expect(times).toEqual([...times].sort((one, other) => other - one));
    const one = (found: (item: Item) => boolean) => items.find(found);
    expect(one(({ fact }) => fact.event === 'closed')).toMatchObject({
      by: 'Test case-officer',
      text: 'a bent case',
    });
    expect(one(({ fact }) => fact.event === 'moved')).toMatchObject({ text: 'the judge is away' });
    expect(one(({ fact }) => fact.kind === 'check-in')).toMatchObject({ text: 'on time' });
    expect(one(({ fact }) => fact.kind === 'message')).toMatchObject({
      by: null,
      text: 'your hearing is near',
    });
  });

  test('LOG-1 page by page it is the same, each line once, and so it is by kind and span', async () => {
    const whole = (await read('?limit=200')).items.map(({ key }: Item) => key);
    const paged: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await read(`?limit=2${cursor}`);
      paged.push(...page.items.map(({ key }: Item) => key));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(whole.length);
    expect(kindsOf((await read('?kind=visit')).items)).toEqual(new Set(['visit']));
    expect((await read('?from=2040-01-01T00:00:00Z')).items).toEqual([]);
    expect((await read('?to=2020-01-01T00:00:00Z')).items).toEqual([]);
    expect((await officer.get(`/api/people/${person}/log?cursor=AAAA`)).status).toBe(400);
  });
});

test('LOG-2 of each kind only who may read it where it stands, and the rest is not there', async () => {
  const centre = await read('?limit=200', monitor);
  expect(kindsOf(centre.items)).toContain('alert closed');
  expect([...kindsOf(centre.items)].filter((kind) => /^(hearing|check-in)/.test(kind))).toEqual([]);
  expect(centre.kinds).not.toContain('hearing');
  const fitter = await read('?limit=200', worker);
  expect([...kindsOf(fitter.items)].filter((kind) => /^(alert|message|hearing|check-in)/.test(kind))).toEqual(
    [],
  );
  expect((await read('?kind=alert', worker)).items).toEqual([]);
});

test('LOG-3 an entry says when, where and what came of it', async () => {
  for (const [body, code, field] of [
    [{ at: '2040-01-01T00:00:00Z' }, 'future', 'at'],
    [{ at: '2001-01-01T00:00:00Z' }, 'too-long-ago', 'at'],
    [{ kind: 'visit' }, 'place-missing', 'place'],
    [{ place: 'home' }, 'place-without-visit', 'place'],
    [{ result: null }, 'result-missing', 'result'],
    [{ kind: 'letter', result: 'reached' }, 'result-missing', 'result'],
    [{ kind: 'note' }, 'note-with-result', 'result'],
  ] as const)
    expect((await enter(body)).body, code).toMatchObject({
      status: 422,
      code,
      fields: [{ path: `body.${field}` }],
    });
  expect((await enter({ text: ' ' })).status).toBe(400);
  expect((await enter({ kind: 'note', result: null }, monitor)).status).toBe(201);
});

test('LOG-4 its words are sealed, and the audit says what was entered', async () => {
  const { body } = await enter({ text: 'a word of the neighbour' });
  const { rows } = await owner.query('select sealed from contact_entry where id = $1', [body.id]);
  expect(rows[0].sealed.includes('neighbour')).toBe(false);
  const audited = await owner.query('select action from audit_entry where entity_id = $1', [body.id]);
  expect(audited.rows).toEqual([{ action: 'contact-entry.entered' }]);
});

test('LOG-5 a wrong entry is marked once with a reason, and stays as it was written', async () => {
  const { body } = await enter({ text: 'called the wrong number' });
  const mark = (by: Client, reason = 'it was somebody else') =>
    by.post(`/api/contact-entries/${body.id}/entered-in-error`, { reason });
  expect((await mark(officer, '')).status).toBe(400);
  expect((await mark(monitor)).status).toBe(200);
  expect((await mark(officer)).body.code).toBe('already-marked');
  const item = (await read()).items.find(({ key }: Item) => key === `call/${body.id}`);
  expect(item).toMatchObject({
    text: 'called the wrong number',
    inError: { by: 'Test monitoring-worker', reason: 'it was somebody else' },
  });
  // The application's role has no other way to change one.
  for (const statement of [
    'update attend.contact_entry set result = null',
    'delete from attend.contact_entry',
  ])
    await expect(system.database.pool('app').query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('LOG-6 each page that is read is one look, with its purpose', async () => {
  const count = async () =>
    (
      await owner.query(
        `select count(*)::int as n from access_record where participant_id = $1 and what = 'contact log' and purpose = 'a complaint'`,
        [person],
      )
    ).rows[0].n;
  await read('?purpose=a%20complaint');
  expect(await count()).toBe(1);
});
