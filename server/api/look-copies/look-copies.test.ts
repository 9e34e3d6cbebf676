import { join } from 'node:path';
import type { OwnLook } from '@attend/contracts/disclosure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeRows } from '../../database/repositories/retention-rows.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { insertDelayOf } from '../../database/testing-disclosure.ts';
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
let supervisor: Who;
let officer: Who;
let elsewhere: Who;
let themselves: Who;
let person = '';
let programme = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  for (const name of ['Here', 'There']) await admin.post('/api/offices', { name });
  supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  themselves = await signInAs(system, admin, ['participant'], 'themselves@example.org');
  const line = lineOf('K-1', { participant: { office: 'Here', languages: ['es-MX'] } });
  person = (await supervisor.post('/api/enrolments', line)).body.participant.id;
  programme = (await owner.query('select programme_id from participant')).rows[0].programme_id;
  await owner.query(
    'insert into participant_account (staff_id, programme_id, participant_id) values ($1, $2, $3)',
    [themselves.staffId, programme, person],
  );
});

async function ask(over: object = {}): Promise<string> {
  const body = { asker: 'participant', way: 'telephone', receivedOn: officeDay(-1), ...over };
  const answer = await officer.post(`/api/people/${person}/look-copies`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer.body.id;
}
const hand = (id: string, by: Client = officer, identity = 'state card, photo compared') =>
  by.post(`/api/look-copies/${id}/hand`, { identity });

test('REQ-8 REQ-10 asked for, and handed over once to whom somebody knows; log and audit say both', async () => {
  const id = await ask();
  const waiting = (await officer.get(`/api/people/${person}/look-copies`)).body;
  expect(waiting).toMatchObject({ copies: [{ id, way: 'telephone', handed: null }] });
  expect((await hand(id, officer, ' ')).status).toBe(400);
  expect((await hand(id, elsewhere)).status).toBe(404);
  const printed = await hand(id);
  expect(printed.body).toMatchObject({ participant: person, reference: 'K-1', language: 'es', more: false });
  expect((await hand(id)).body.code).toBe('already-decided');
  const { items } = (await officer.get(`/api/people/${person}/log?kind=look-copy`)).body;
  expect(items).toMatchObject([
    { text: 'state card, photo compared', fact: { event: 'handed' } },
    { text: null, fact: { event: 'asked', way: 'telephone', receivedOn: officeDay(-1) } },
  ]);
  const { rows: audited } = await owner.query(
    'select action from audit_entry where entity_id = $1 order by id',
    [id],
  );
  expect(audited.map(({ action }) => action)).toEqual(['look-copy.asked', 'look-copy.handed-over']);
  const { rows } = await owner.query('select id, template, sealed from message where participant_id = $1', [
    person,
  ]);
  expect(rows.map(({ template }) => template)).toEqual(['copy-ready']);
  const { text } = openRow(keyring.create(person), 'message', rows[0].id, rows[0].sealed);
  expect(text).toContain('El papel que pidió');
  expect(text).not.toMatch(/mir|datos|registro/i);
  await ask({ tell: false });
  const told = await owner.query('select count(*)::int as count from message where participant_id = $1', [
    person,
  ]);
  expect(told.rows).toEqual([{ count: 1 }]);
  expect(
    (
      await officer.post(`/api/people/${person}/look-copies`, {
        asker: 'family',
        way: 'paper',
        receivedOn: officeDay(2),
      })
    ).body,
  ).toMatchObject({ code: 'bad-received-day', fields: [{ path: 'body.receivedOn' }] });
});

test('REQ-8 that one was handed over ends after its term; one that waits stays', async () => {
  const [handed, waiting] = [await ask({ tell: false }), await ask({ tell: false })];
  expect((await hand(handed)).status).toBe(200);
  const old = `update look_copy set asked_at = now() - interval '4 years', handed_at = handed_at - interval '4 years' where id = any ($1)`;
  await owner.query(old, [[handed, waiting]]);
  const until = new Date(Date.now() - 1_095 * 86_400_000);
  expect((await removeRows(owner, 'look-copies', programme, until, 100)).rows).toBe(1);
  const left = await owner.query('select id from look_copy where id = any ($1)', [[handed, waiting]]);
  expect(left.rows).toEqual([{ id: waiting }]);
});

test('REQ-9 it holds what their own view holds, and nothing that an order keeps back', async () => {
  const delay = await insertDelayOf({ owner, keyring, programme, person, staff: officer.staffId });
  await owner.query(
    `update disclosure_delay set viewer_ids = array[$2::uuid], purposes = '{}', from_at = now() - interval '1 hour', entered_at = now() - interval '1 hour',
       confirmed_by = $3, confirmed_at = now() - interval '1 hour' where id = $1`,
    [delay, supervisor.staffId, elsewhere.staffId],
  );
  await supervisor.get(`/api/people/${person}`);
  const whole = (await officer.get(`/api/people/${person}/looks?limit=200`)).body.looks;
  const printed = (await hand(await ask({ tell: false }))).body.looks;
  const own = (await themselves.get('/api/own/looks?limit=200')).body.looks;
  const plain = (looks: readonly OwnLook[]) =>
    looks
      .filter(({ self }) => !self)
      .map(({ at, who, what, purpose, delayed }) => ({ at, who, what, purpose, delayed }));
  expect(plain(printed)).toEqual(plain(own));
  const kept = (looks: readonly OwnLook[]) =>
    looks.filter(({ who, action }) => who === 'Test supervisor' && action === 'open').length;
  expect(kept(printed)).toBeLessThan(kept(whole));
  expect(JSON.stringify(printed)).not.toContain('court');
  // Once it is over it is there, and says why it came late.
  await owner.query(`update disclosure_delay set ended_at = now(), ended_by = $2 where id = $1`, [
    delay,
    officer.staffId,
  ]);
  const after: OwnLook[] = (await hand(await ask({ tell: false }))).body.looks;
  expect(kept(after)).toBeGreaterThan(kept(printed));
  expect(after.some(({ delayed }) => delayed.length > 0)).toBe(true);
});
