import { join } from 'node:path';
import { convertIcsCalendar } from 'ts-ics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertDueCheckIn, usualHours } from '../../database/testing-check-ins.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { openKeyring } from '../../keys/keyring.ts';
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
const people = { mine: '', office: '', there: '' };
const offices = { here: '', there: '' };
let hearing = '';
let checkIn = '';

beforeAll(async () => {
  admin = await firstRun(system);
  offices.here = (await admin.post('/api/offices', { name: 'Here' })).body.id;
  offices.there = (await admin.post('/api/offices', { name: 'There' })).body.id;
  const everywhere = await signInAs(system, admin, ['supervisor'], 'everywhere@example.org');
  const enrol = async (reference: string, office: string): Promise<string> =>
    (
      await everywhere.post(
        '/api/enrolments',
        lineOf(reference, { participant: { office, name: 'Marisol Vega' } }),
      )
    ).body.participant.id;
  people.mine = await enrol('ICS-1', 'Here');
  people.office = await enrol('ICS-2', 'Here');
  people.there = await enrol('ICS-3', 'There');
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  const { rows } = await owner.query('select programme_id from participant limit 1');
  const programme: string = rows[0].programme_id;
  await owner.query(`delete from supervision`);
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'case-officer')`,
    [programme, people.mine, officer.staffId],
  );
  hearing = await insertHearingOf({
    owner,
    keyring,
    programme,
    person: people.mine,
    court: 'County Court, Part 2',
  });
  await insertHearingOf({ owner, keyring, programme, person: people.office });
  await insertHearingOf({ owner, keyring, programme, person: people.there });
  await owner.query(
    `insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity)
     select id, programme_id, $1, 20, 2 from office`,
    [JSON.stringify(usualHours.hours)],
  );
  ({ checkIn } = await insertDueCheckIn(owner, people.mine, officer.staffId));
  await owner.query(
    `update check_in set status = 'booked', slot_at = date_trunc('hour', now()) + interval '2 days', version = 3 where id = $1`,
    [checkIn],
  );
});

/** As a calendar program asks: no cookie, no session. */
const fetchFeed = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${system.api.address}${path}`, { headers });
const make = async (office: string | null, by: Client = officer) => {
  const made = await by.post('/api/calendar-feeds', { office });
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
  return made.body as { id: string; path: string };
};
const summariesOf = async (path: string): Promise<string[]> => {
  const answer = await fetchFeed(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  return (convertIcsCalendar(undefined, await answer.text()).events ?? [])
    .map(({ summary }) => summary)
    .sort();
};

test('ICS-1 the secret leaves once and is kept as a keyed hash; renewed or revoked, the address opens nothing any more', async () => {
  const { id, path } = await make(null);
  const secret = path.split('/')[4] ?? '';
  const { rows } = await owner.query('select secret_hash::text as hash from calendar_feed where id = $1', [
    id,
  ]);
  expect(secret.length).toBe(43);
  expect(rows[0].hash).not.toContain(Buffer.from(secret).toString('hex'));
  const list = await officer.get('/api/calendar-feeds');
  expect(JSON.stringify(list.body)).not.toContain(secret);
  expect((await fetchFeed(path)).status).toBe(200);
  const renewed = (await officer.post(`/api/calendar-feeds/${id}/renew`)).body.path;
  expect((await fetchFeed(path)).status).toBe(404);
  expect((await fetchFeed(renewed)).status).toBe(200);
  // Another's is nobody's.
  expect((await elsewhere.post(`/api/calendar-feeds/${id}/renew`)).status).toBe(404);
  expect((await elsewhere.send('DELETE', `/api/calendar-feeds/${id}`)).status).toBe(404);
  expect((await officer.send('DELETE', `/api/calendar-feeds/${id}`)).status).toBe(200);
  expect((await fetchFeed(renewed)).status).toBe(404);
  for (const wrong of [
    path.replace(secret, 'x'.repeat(43)),
    path.replace(id, 'no-feed'),
    '/api/calendars/a/b/attend.ics',
  ])
    expect((await fetchFeed(wrong)).status).toBe(404);
});

test('ICS-2 a calendar holds whom its maker may read now: their own people, or those of an office within reach', async () => {
  const own = await make(null);
  expect(await summariesOf(own.path)).toEqual(['Check-in ICS-1 (office)', 'Hearing ICS-1']);
  const whole = await make(offices.here);
  expect(await summariesOf(whole.path)).toEqual([
    'Check-in ICS-1 (office)',
    'Hearing ICS-1',
    'Hearing ICS-2',
  ]);
  // An office beyond one's reach is empty, as its lists are.
  expect(await summariesOf((await make(offices.there)).path)).toEqual([]);
  await owner.query(`update staff_role set to_at = now() where staff_id = $1`, [officer.staffId]);
  expect((await fetchFeed(own.path)).status).toBe(404);
  await owner.query(`update staff_role set to_at = null where staff_id = $1`, [officer.staffId]);
  await owner.query('update staff set ended_at = now() where id = $1', [officer.staffId]);
  expect((await fetchFeed(own.path)).status).toBe(404);
  await owner.query('update staff set ended_at = null where id = $1', [officer.staffId]);
});

test('ICS-3 ACC-4 each fetch is a look of its maker’s on record; no name stands in it, and no address in the log', async () => {
  const { path } = await make(null);
  const count = async (): Promise<number> =>
    (
      await owner.query(
        `select coalesce(sum(count), 0)::int as n from access_record where participant_id = $1 and staff_id = $2 and what = 'calendar'`,
        [people.mine, officer.staffId],
      )
    ).rows[0].n;
  const before = await count();
  const first = await fetchFeed(path);
  const text = await first.text();
  expect(text).not.toContain('Marisol');
  const tag = first.headers.get('etag') ?? '';
  expect(await count()).toBe(before + 1);
  const again = await fetchFeed(path, { 'if-none-match': tag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(await count()).toBe(before + 2);
  const secret = path.split('/')[4] ?? '';
  expect(system.logged.some((line) => line.includes(secret))).toBe(false);
  expect(system.logged.some((line) => line.includes('/attend.ics'))).toBe(true);
  expect((await officer.get('/api/calendar-feeds')).body.feeds[0].fetchedAt).not.toBeNull();
});

test('ICS-4 what is moved or cancelled is cancelled in the calendar, under the same UID and a higher SEQUENCE', async () => {
  const { path } = await make(null);
  const eventOf = async (uid: string) =>
    (convertIcsCalendar(undefined, await (await fetchFeed(path)).text()).events ?? []).find(
      (one) => one.uid === uid,
    );
  const uid = `hearing-${hearing}@attend`;
  const before = await eventOf(uid);
  // The parser leaves out a SEQUENCE of 0, which is what none means too (RFC 5545, 3.8.7.4).
  expect(before?.sequence ?? 0).toBe(0);
  expect(before).toMatchObject({ status: 'CONFIRMED', location: 'County Court, Part 2' });
  const tag = (await fetchFeed(path)).headers.get('etag');
  const { rows } = await owner.query('select at from hearing where id = $1', [hearing]);
  const at = new Date(rows[0].at.getTime() + 86_400_000).toISOString();
  const moved = await officer.post(`/api/hearings/${hearing}/move`, {
    version: 1,
    at,
    reason: 'the court moved it',
  });
  expect(moved, JSON.stringify(moved.body)).toMatchObject({ status: 200 });
  expect(await eventOf(uid)).toMatchObject({ sequence: 1, status: 'CANCELLED' });
  expect((await fetchFeed(path)).headers.get('etag')).not.toBe(tag);
  expect(await eventOf(`check-in-${checkIn}@attend`)).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
});

test('ICS-5 who asks for a calendar too often from one address is told to come later; and who may read no hearing makes none', async () => {
  const { path } = await make(null);
  const statuses = new Set<number>();
  for (let n = 0; n < 40; n += 1) statuses.add((await fetchFeed(path)).status);
  expect(statuses.has(429)).toBe(true);
  expect((await admin.post('/api/calendar-feeds', { office: null })).status).toBe(403);
});
