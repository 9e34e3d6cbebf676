import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sealRow } from '../../database/repositories/sealed.ts';
import { insertDueCheckIn, permitCheckIns } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { insertPoint } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
let officer: Client & { readonly staffId: string };
let auditor: Client;
let person = '';
let number = 0;

beforeAll(async () => {
  const admin = await firstRun(system);
  officer = await signInAs(system, admin, ['supervisor']);
  auditor = await signInAs(system, admin, ['auditor'], 'a@example.org');
});
beforeEach(async () => {
  number += 1;
  const line = lineOf(`M-${number}`, { participant: { office: 'Here' } });
  person = (await officer.post('/api/enrolments', line)).body.participant.id;
});

const mark = (place: string, id: string, by: Client = officer) =>
  by.post(`/api/${place}/${id}/entered-in-error`, { reason: 'of somebody else' });
const log = async (kind: string) => (await officer.get(`/api/people/${person}/log?kind=${kind}`)).body.items;
const checkIns = async () => (await officer.get(`/api/people/${person}/check-ins`)).body.checkIns;

test('LIF-8 a hearing that never was is in no list of days, reminds nobody, and is changed no more', async () => {
  const { programme_id } = (await owner.query('select programme_id from participant where id = $1', [person]))
    .rows[0];
  const at = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const place = { at, timezone: 'UTC', kind: 'remote', court: 'County Court' };
  const { id } = (await officer.post(`/api/people/${person}/hearings`, place)).body;
  await insertPoint(owner, keyring, {
    ...{
      programmeId: programme_id,
      participantId: person,
      staffId: officer.staffId,
      address: '+13055550123',
    },
  });
  await owner.query(
    `insert into message (programme_id, participant_id, key, template, due_at, try_at, useful_until, sealed)
     values ($1, $2, 'hearing/' || $3 || '/v1/morning', 'hearing-reminder', now(), now(), now() + interval '1 day', ''::bytea)`,
    [programme_id, person, id],
  );
  expect((await mark('hearings', id, auditor)).status).toBe(403);
  expect((await mark('hearings', id)).status).toBe(200);
  expect((await mark('hearings', id)).body.code).toBe('already-marked');
  const day = await officer.get(`/api/hearings?day=${at.slice(0, 10)}&days=7`);
  expect(day.body.hearings.filter((one: { id: string }) => one.id === id)).toEqual([]);
  expect((await officer.get(`/api/people/${person}/hearings`)).body.hearings).toMatchObject([
    { id, inError: true },
  ]);
  expect((await owner.query(`select status from message where participant_id = $1`, [person])).rows).toEqual([
    { status: 'cancelled' },
  ]);
  const cancelled = await officer.post(`/api/hearings/${id}/cancel`, { version: 1, reason: 'it never was' });
  expect(cancelled.body.code).toBe('entered-in-error');
  expect(await log('hearing')).toMatchObject([
    { fact: { event: 'entered' }, inError: { reason: 'of somebody else' } },
  ]);
});

test('LIF-8 what was wrongly said of a check-in stands beside the same one, asked for anew', async () => {
  const { checkIn } = await insertDueCheckIn(owner, person, officer.staffId);
  expect((await mark('check-ins', checkIn)).body.code).toBe('nothing-said');
  await officer.post(`/api/check-ins/${checkIn}/outcome`, { version: 1, status: 'kept', note: 'on time' });
  expect((await mark('check-ins', checkIn)).status).toBe(200);
  const both = await checkIns();
  expect(
    both.map(({ status, inError }: { status: string; inError: boolean }) => [status, inError]).sort(),
  ).toEqual([
    ['due', false],
    ['kept', true],
  ]);
  const again = both.find(({ inError }: { inError: boolean }) => !inError);
  const said = await officer.post(`/api/check-ins/${again.id}/outcome`, {
    version: 1,
    status: 'not-known',
    note: 'x',
  });
  expect(said.status).toBe(200);
});

test('LIF-8 a contact attempt that nobody made is tried again, the last one first', async () => {
  await permitCheckIns(owner, person, officeDay(30));
  const { checkIn } = await insertDueCheckIn(owner, person, officer.staffId);
  await owner.query(
    `update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1`,
    [checkIn],
  );
  const attempt = (way: string) =>
    officer.post(`/api/check-ins/${checkIn}/attempts`, { way, result: 'sent' });
  for (const way of ['message', 'call']) expect((await attempt(way)).status).toBe(200);
  const lines = await log('contact-attempt');
  const [call, message] = ['call', 'message'].map((way) =>
    lines.find(({ fact }: { fact: { way: string } }) => fact.way === way),
  );
  expect((await mark('check-in-attempts', message.id)).body.code).toBe('later-attempt');
  expect((await mark('check-in-attempts', call.id)).status).toBe(200);
  expect((await checkIns())[0]).toMatchObject({ next: 'call' });
  expect((await attempt('call')).status).toBe(200);
  expect((await checkIns())[0].attempts).toHaveLength(3);
});

test('LIF-9 an exception that was never granted ends when that is said, and not before', async () => {
  const make = async (from: string, to: string): Promise<string> => {
    const id = randomUUID();
    const sealed = sealRow(keyring.create(person), 'condition_exception', id, { reason: `pass ${id}` });
    await owner.query(
      `insert into condition_exception (id, programme_id, condition_id, from_at, to_at, status, sealed)
       select $2, programme_id, id, now() + $3::interval, now() + $4::interval, 'granted', $5 from condition
       where participant_id = $1 order by reference limit 1`,
      [person, id, from, to, sealed],
    );
    return id;
  };
  const ids = [await make('-2 hours', '2 hours'), await make('2 hours', '4 hours')];
  for (const id of ids) {
    expect((await mark('exceptions', id, auditor)).status).toBe(403);
    expect((await mark('exceptions', id)).status).toBe(200);
  }
  const { conditions } = (await officer.get(`/api/people/${person}`)).body;
  const shown = conditions.flatMap((one: { exceptions: object[] }) => one.exceptions);
  const [cut, never] = ids.map((id) =>
    shown.find(({ reason }: { reason: string }) => reason === `pass ${id}`),
  );
  expect(cut.status).toBe('granted');
  expect(Date.parse(cut.to)).toBeLessThanOrEqual(Date.now());
  expect(Date.parse(cut.from)).toBeLessThan(Date.parse(cut.to));
  expect(never.status).toBe('withdrawn');
});
