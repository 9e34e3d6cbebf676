import { join } from 'node:path';
import type { Need } from '@attend/contracts/today';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertDueCheckIn } from '../../database/testing-check-ins.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { insertMessageOf, insertPoint, insertReplyOf } from '../../messages/testing/points.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

let admin: Client;
let officer: Client & { readonly staffId: string };
let elsewhere: Client & { readonly staffId: string };
let programmeId = '';
const people = { asks: '', silent: '', away: '' };

beforeAll(async () => {
  admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor'], 'everywhere@example.org');
  const enrol = async (reference: string, office: string): Promise<string> =>
    (await everywhere.post('/api/enrolments', lineOf(reference, { participant: { office } }))).body
      .participant.id;
  people.asks = await enrol('T-1', 'Here');
  people.silent = await enrol('T-2', 'Here');
  people.away = await enrol('T-3', 'There');
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  programmeId = (await owner.query('select programme_id from participant limit 1')).rows[0].programme_id;
});

const needsOf = async (part: string, by: Client = officer) => {
  const answer = await by.get(`/api/today/${part}`);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body.needs.map(({ kind, participant, words }: Need) => [kind, participant.reference, words]);
};
let number = 0;
const pointOf = (participantId: string) => {
  number += 1;
  const of = { programmeId, participantId, staffId: officer.staffId };
  return insertPoint(owner, keyring, { ...of, address: `+1305555${3000 + number}`, preference: number });
};
const replyOf = (
  participantId: string,
  contact: string,
  meaning: 'help' | 'yes' | 'other',
  message: string | null,
) =>
  insertReplyOf(owner, keyring, {
    programmeId,
    participantId,
    contact,
    meaning,
    message,
    text: `${meaning} please`,
  });

test('TDY-1 TDY-4 who asks for help stands first, until somebody has seen to it; a yes alone asks nobody', async () => {
  const contact = await pointOf(people.asks);
  await replyOf(people.asks, contact, 'other', null);
  await replyOf(people.asks, contact, 'yes', null);
  const help = await replyOf(people.asks, contact, 'help', null);
  const message = await insertMessageOf(owner, keyring, {
    programmeId,
    participantId: people.asks,
    text: 'x',
  });
  await owner.query(`update message set status = 'unknown', reason = 'crashed' where id = $1`, [message]);
  expect(await needsOf('messages')).toEqual([
    ['help-asked', 'T-1', 'help please'],
    ['message-unknown', 'T-1', null],
    ['reply-to-read', 'T-1', 'other please'],
  ]);
  expect(await needsOf('messages', elsewhere)).toEqual([]);
  expect((await elsewhere.post(`/api/message-replies/${help}/answered`, {})).status).toBe(404);
  expect((await officer.post(`/api/message-replies/${help}/answered`, { note: 'called back' })).status).toBe(
    200,
  );
  expect((await officer.post(`/api/message-replies/${help}/answered`, {})).body.code).toBe('already-decided');
  expect((await needsOf('messages')).map(([kind]: [string]) => kind)).toEqual([
    'message-unknown',
    'reply-to-read',
  ]);
  expect((await officer.post(`/api/messages/${message}/settle`, { as: 'not-sent' })).status).toBe(200);
  expect((await needsOf('messages')).map(([kind]: [string]) => kind)).toEqual(['reply-to-read']);
});

test('TDY-1 a hearing of which nobody can be told, and a number that bounced, stand there until a number works', async () => {
  const hearing = { owner, keyring, programme: programmeId, person: people.silent };
  await insertHearingOf({ ...hearing, inHours: 100 });
  // Beyond what the first reminder reaches.
  await insertHearingOf({ ...hearing, inHours: 300 });
  const of = async () =>
    (await needsOf('messages'))
      .filter(([, reference]: string[]) => reference === 'T-2')
      .map(([kind]: [string]) => kind);
  expect(await of()).toEqual(['no-number']);
  const contact = await pointOf(people.silent);
  expect(await of()).toEqual([]);
  await owner.query('update contact_point set bounced_at = now() where id = $1', [contact]);
  expect(await of()).toEqual(['no-number', 'bounced']);
  await owner.query('update contact_point set bounced_at = null where id = $1', [contact]);
  expect(await of()).toEqual([]);
});

test('TDY-3 a hearing of today or tomorrow stands there until the person said yes to its reminder, or to somebody', async () => {
  const of = { owner, keyring, programme: programmeId };
  const soon = await insertHearingOf({ ...of, person: people.asks, inHours: 2 });
  const other = await insertHearingOf({ ...of, person: people.silent, inHours: 3 });
  await insertHearingOf({ ...of, person: people.silent, inHours: 72 });
  await insertHearingOf({ ...of, person: people.away, inHours: 2 });
  expect(await needsOf('hearings')).toEqual([
    ['hearing-unconfirmed', 'T-1', 'County Court'],
    ['hearing-unconfirmed', 'T-2', 'County Court'],
  ]);
  const message = await insertMessageOf(owner, keyring, {
    programmeId,
    participantId: people.asks,
    text: 'x',
  });
  const contact = await pointOf(people.asks);
  await replyOf(people.asks, contact, 'yes', message);
  // A yes to something else confirms nothing.
  expect(await needsOf('hearings')).toHaveLength(2);
  await owner.query('update message set key = $2 where id = $1', [message, `hearing/${soon}/v1/one-day`]);
  expect(await needsOf('hearings')).toEqual([['hearing-unconfirmed', 'T-2', 'County Court']]);
  expect((await elsewhere.post(`/api/hearings/${other}/confirm`)).status).toBe(404);
  const suspension = await insertSuspensionOf(owner, people.silent);
  expect(await needsOf('hearings')).toEqual([]);
  await owner.query('update suspension set to_at = now() where id = $1', [suspension]);
  expect((await officer.post(`/api/hearings/${other}/confirm`)).status).toBe(200);
  expect((await officer.post(`/api/hearings/${other}/confirm`)).body.code).toBe('already-decided');
  expect(await needsOf('hearings')).toEqual([]);
  const past = await insertHearingOf({ ...of, person: people.silent, inHours: -2 });
  expect((await officer.post(`/api/hearings/${past}/confirm`)).body.code).toBe('changed');
});

test('TDY-4 TDY-5 a missed check-in stands there with whose it is and who stands in, until it is followed up; it stays missed', async () => {
  const { checkIn } = await insertDueCheckIn(owner, people.asks, officer.staffId);
  await owner.query(
    `update check_in set status = 'missed', decided_at = now(), decided_by = $2 where id = $1`,
    [checkIn, officer.staffId],
  );
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'case-officer')
     on conflict do nothing`,
    [programmeId, people.asks, officer.staffId],
  );
  await owner.query(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at)
     values ($1, $2, $3, now() - interval '1 hour', now() + interval '1 day')`,
    [programmeId, officer.staffId, elsewhere.staffId],
  );
  const { body } = await officer.get('/api/today/check-ins');
  expect(body.needs).toMatchObject([
    {
      kind: 'check-in-missed',
      id: checkIn,
      officer: 'Test case-officer',
      standIn: 'Test case-officer',
      version: 1,
    },
  ]);
  const follow = (version: number) =>
    officer.post(`/api/check-ins/${checkIn}/follow-up`, { version, note: 'home visit arranged' });
  expect((await follow(7)).body.code).toBe('version-changed');
  expect((await follow(1)).status).toBe(200);
  expect(await needsOf('check-ins')).toEqual([]);
  const { rows } = await owner.query('select status from check_in where id = $1', [checkIn]);
  expect(rows).toEqual([{ status: 'missed' }]);
});

test('TDY-2 whoever is shown is recorded as looked at, and who may not read a list gets none of it', async () => {
  const { rows } = await owner.query(
    `select distinct what from access_record where participant_id = $1 and staff_id = $2 and purpose = 'today’s work' order by what`,
    [people.asks, officer.staffId],
  );
  expect(rows.map(({ what }) => what)).toEqual([
    'check-ins',
    'check-ins that need somebody',
    'hearings not confirmed',
    'messages',
    'messages that need somebody',
  ]);
  for (const part of ['check-ins', 'hearings', 'messages'])
    expect((await admin.get(`/api/today/${part}`)).status).toBe(403);
});
