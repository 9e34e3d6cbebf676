import { createHash } from 'node:crypto';
import { fail, succeed } from '@attend/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LineOptions, lineOf } from './enrolment/testing.ts';
import { defineRoute } from './route.ts';
import { routes } from './routes.ts';
import type { Client } from './testing/client.ts';
import { firstRun, signInAs, withTestApi } from './testing/start.ts';

/** What the fixtures below are told to do wrong. */
let fault:
  | 'none'
  | 'record-nobody'
  | 'record-another'
  | 'answer-wrongly'
  | 'refuse'
  | 'look-and-refuse'
  | 'throw' = 'none';
let runs = 0;
let deadlocks = 0;

const looking = {
  reads: 'people',
  action: 'open',
  what: 'fixture',
  purpose: 'trying the table',
  participants: ({ participant }: { participant: string }) => [participant],
} as const;
const params = z.object({ id: z.uuid() });
const answer = z.object({ participant: z.uuid(), run: z.int() });

/** Writes an office, so that a rollback can be seen, and answers with a person. */
const write = defineRoute({
  method: 'POST',
  path: '/api/fixture/{id}',
  summary: 'Writes and answers with a person.',
  permission: 'people.read',
  access: looking,
  params,
  body: z.object({ office: z.string() }),
  response: answer,
  handler: async ({ client, programme, record }, { params: { id }, body }) => {
    runs += 1;
    await client.query('insert into office (programme_id, name, timezone) values ($1, $2, $3)', [
      programme.id,
      body.office,
      programme.timezone,
    ]);
    if (deadlocks > 0) {
      deadlocks -= 1;
      await client.query(`do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$`);
    }
    if (fault === 'look-and-refuse') await record.open(id);
    if (fault === 'refuse' || fault === 'look-and-refuse')
      return fail({ code: 'not-this-way', message: 'This is no CSV file.', path: ['body', 'office'] });
    if (fault === 'throw') throw new Error(`secret detail of ${body.office}`);
    if (fault === 'record-another') await record.open(others[0] ?? '');
    else if (fault !== 'record-nobody') await record.open(id);
    return succeed({
      participant: id,
      run: fault === 'answer-wrongly' ? 0.5 : runs,
      hidden: 'not in the schema',
    });
  },
});
const readNobody = defineRoute({
  method: 'GET',
  path: '/api/fixture-nobody/{id}',
  summary: 'Says that it reads nobody, and records a look.',
  permission: 'people.read',
  access: { reads: 'nobody' },
  params,
  response: z.object({}),
  handler: async ({ record }, { params: { id } }) => {
    await record.open(id);
    return succeed({});
  },
});
const list = defineRoute({
  method: 'GET',
  path: '/api/fixture-list',
  summary: 'A list of people.',
  permission: 'people.read',
  access: { ...looking, action: 'list', participants: ({ people }: { people: string[] }) => people },
  response: z.object({ people: z.array(z.uuid()) }),
  handler: async ({ record }) => {
    await record.list(others);
    return succeed({ people: others });
  },
});

/** Reads rows of people by SQL as `careless` says, and answers with nobody. */
let careless = 'select 1';
const carelessRoute = (reads: 'nobody' | 'people') =>
  defineRoute({
    method: 'GET',
    path: `/api/fixture-careless-${reads}`,
    summary: 'Reads people and records nobody.',
    permission: 'people.read',
    access: reads === 'nobody' ? { reads } : { ...looking, participants: () => [] },
    response: z.object({}),
    handler: async ({ client }) => {
      await client.query(careless);
      return succeed({});
    },
  });

const system = await withTestApi({
  routes: [...routes, write, readNobody, list, carelessRoute('nobody'), carelessRoute('people')],
});
const owner = system.database.pool('owner');
const others: string[] = [];
let officer: Client & { staffId: string };
let person = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  officer = await signInAs(system, admin, ['case-officer']);
  for (const reference of ['P-1', 'P-2', 'P-3']) {
    const { rows } = await owner.query(
      `insert into participant (programme_id, reference, sealed) select id, $1, '' from programme returning id`,
      [reference],
    );
    others.push(rows[0].id);
  }
  person = others.pop() ?? '';
});

const count = async (from: string, values: unknown[] = []): Promise<number> =>
  (await owner.query(`select from ${from}`, values)).rowCount ?? 0;
const ask = (office: string, headers = {}) => officer.post(`/api/fixture/${person}`, { office }, headers);

describe('a look', () => {
  test('ACC-4 is on record with who, what and why before the answer leaves, one for each opening', async () => {
    fault = 'none';
    expect((await ask('first')).status).toBe(200);
    expect((await ask('second')).status).toBe(200);
    const { rows } = await owner.query('select * from access_record where participant_id = $1', [person]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      staff_id: officer.staffId,
      action: 'open',
      what: 'fixture',
      purpose: 'trying the table',
    });
  });

  test('ACC-5 in a list is one row a viewer, person and day, with a count', async () => {
    await Promise.all(Array.from({ length: 5 }, () => officer.get('/api/fixture-list')));
    const { rows } = await owner.query('select * from access_record where participant_id = any ($1)', [
      others,
    ]);
    expect(rows).toHaveLength(others.length);
    for (const row of rows) expect(row).toMatchObject({ action: 'list', count: 5 });
  });

  test.each(['record-nobody', 'record-another'] as const)(
    'ACC-6 %s: nothing leaves and nothing is changed',
    async (wrong) => {
      fault = wrong;
      const withheld = await ask(wrong);
      expect(withheld).toMatchObject({ status: 500, body: { code: 'not-recorded' } });
      expect(JSON.stringify(withheld.body)).not.toContain(person);
      expect(await count('office where name = $1', [wrong])).toBe(0);
      expect(system.logged.some((line) => line.includes('looks were not recorded'))).toBe(true);
    },
  );

  test.each([
    'select id from participant',
    'select reference from participant',
    'select p.id as whoever, a.id from participant p left join alert a on a.participant_id = p.id',
  ])('ACC-12 rows of people that were read and not recorded: nothing leaves (%s)', async (sql) => {
    careless = sql;
    for (const reads of ['nobody', 'people']) {
      expect(await officer.get(`/api/fixture-careless-${reads}`)).toMatchObject({
        status: 500,
        body: { code: 'not-recorded' },
      });
    }
    careless = 'select count(*) from participant';
    expect((await officer.get('/api/fixture-careless-nobody')).status).toBe(200);
  });

  test('ACC-6 of a route that says it reads nobody is a fault', async () => {
    expect((await officer.get(`/api/fixture-nobody/${person}`)).status).toBe(500);
  });
});

describe('the transaction of a request', () => {
  test('ACC-7 is rolled back where the use case refuses, and the refusal says what and where', async () => {
    fault = 'refuse';
    expect(await ask('refused')).toMatchObject({
      status: 422,
      body: { code: 'not-this-way', fields: [{ path: 'body.office', message: 'This is no CSV file.' }] },
    });
    expect(await count('office where name = $1', ['refused'])).toBe(0);
  });

  test('ACC-29 the look that came before a refusal stays on record, and nothing else of it', async () => {
    fault = 'look-and-refuse';
    const looks = () => count('access_record where participant_id = $1', [person]);
    const before = await looks();
    expect(await ask('seen and refused')).toMatchObject({ status: 422, body: { code: 'not-this-way' } });
    expect(await looks()).toBe(before + 1);
    expect(await count('office where name = $1', ['seen and refused'])).toBe(0);
  });

  test('ACC-29 an enrolment that is refused with what stands of somebody is a look at them', async () => {
    const enrol = (reference: string, over: LineOptions = {}) =>
      officer.post('/api/enrolments', lineOf(reference, over));
    const { id } = (await enrol('E-1')).body.participant;
    const looks = () => count("access_record where participant_id = $1 and what = 'enrolment'", [id]);
    expect(await looks()).toBe(1);
    const differs = await enrol('E-1', { participant: { name: 'Somebody Else' } });
    expect(differs.body).toMatchObject({ code: 'differs', detail: expect.stringContaining('Person E-1') });
    expect(await looks()).toBe(2);
    const held = await enrol('E-2', { device: { id: 'DE-1' } });
    expect(held.body).toMatchObject({ code: 'device-held', detail: expect.stringContaining('E-1') });
    expect(await looks()).toBe(3);
    expect(await count("participant where reference = 'E-2'")).toBe(0);
  });

  test('ACC-7 is rolled back where the answer is not what the schema says', async () => {
    fault = 'answer-wrongly';
    expect((await ask('wrong answer')).status).toBe(500);
    expect(await count('office where name = $1', ['wrong answer'])).toBe(0);
  });

  test('ACC-7 is rolled back by a fault, whose detail goes to nobody', async () => {
    fault = 'throw';
    const answered = await ask('a fault');
    expect(answered).toMatchObject({ status: 500, body: { code: 'server-fault' } });
    expect(JSON.stringify(answered.body)).not.toContain('secret');
    expect(system.logged.join('')).not.toContain('secret detail');
    expect(await count('office where name = $1', ['a fault'])).toBe(0);
  });

  test('refuses what the database cannot keep, as the caller’s fault', async () => {
    fault = 'none';
    expect(await ask('a\u0000b')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  test('is run again after a deadlock', async () => {
    fault = 'none';
    deadlocks = 2;
    expect((await ask('deadlock')).status).toBe(200);
    expect(await count('office where name = $1', ['deadlock'])).toBe(1);
  });

  test('answers with what the schema names and no more', async () => {
    fault = 'none';
    expect(Object.keys((await ask('fields')).body)).toEqual(['participant', 'run']);
  });
});

describe('Idempotency-Key', () => {
  const key = (name: string) => ({ 'idempotency-key': name });

  test('ACC-8 a repeat gets the first answer and changes nothing, and is a look again', async () => {
    fault = 'none';
    const looks = () => count('access_record where participant_id = $1', [person]);
    const first = await ask('once', key('k-1'));
    const before = await looks();
    const again = await ask('once', key('k-1'));
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(first.status);
    expect(await count('office where name = $1', ['once'])).toBe(1);
    expect(await looks()).toBe(before + 1);
  });

  test('ACC-8 repeats at the same moment change once', async () => {
    fault = 'none';
    const all = await Promise.all(Array.from({ length: 6 }, () => ask('together', key('k-2'))));
    expect(new Set(all.map(({ body }) => body.run)).size).toBe(1);
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(await count('office where name = $1', ['together'])).toBe(1);
  });

  test('ACC-8 another request under the same key is refused', async () => {
    await ask('one', key('k-3'));
    expect(await ask('two', key('k-3'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    expect(await count('office where name = $1', ['two'])).toBe(0);
  });

  test('what was refused may be tried again under its key', async () => {
    fault = 'refuse';
    expect((await ask('retry', key('k-4'))).status).toBe(422);
    fault = 'none';
    expect((await ask('retry', key('k-4'))).status).toBe(200);
  });

  test('first answers are sealed: no copy of the table shows whose they are', async () => {
    const { rows } = await owner.query('select response from idempotency_key');
    expect(rows.length).toBeGreaterThan(0);
    for (const { response } of rows) expect(response.includes(person)).toBe(false);
  });

  test('what was asked is kept as a keyed hash: nobody can try out what it may have been', async () => {
    fault = 'none';
    await ask('a password of four words', key('k-5'));
    const asked = ['POST /api/fixture/{id}', { id: person }, {}, { office: 'a password of four words' }];
    const plain = createHash('sha256').update(JSON.stringify(asked)).digest();
    const { rows } = await owner.query("select request_hash from idempotency_key where key = 'k-5'");
    expect(rows[0].request_hash).toHaveLength(plain.length);
    expect(rows[0].request_hash.equals(plain)).toBe(false);
  });

  test('that is none is refused', async () => {
    expect((await ask('bad', { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400);
  });
});
