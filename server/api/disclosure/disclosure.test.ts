import { beforeEach, expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const here = { office: 'Here' };
const founder = await signInAs(system, admin, ['supervisor'], 'founder@example.org');
for (const [index, office] of ['Here', 'There'].entries())
  await founder.post('/api/enrolments', lineOf(`O-${index}`, { participant: { office } }));
const sam = await signInAs(system, admin, ['supervisor'], 'sam@example.org', here);
const sue = await signInAs(system, admin, ['supervisor'], 'sue@example.org', here);
const ann = await signInAs(system, admin, ['case-officer'], 'ann@example.org', here);
const ben = await signInAs(system, admin, ['case-officer'], 'ben@example.org', here);
const auditor = await signInAs(system, admin, ['auditor'], 'audit@example.org', here);
const elsewhere = await signInAs(system, admin, ['supervisor'], 'far@example.org', { office: 'There' });

const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();
let made = 0;
let person = '';
let pat: Client & { readonly staffId: string };

beforeEach(async () => {
  made += 1;
  const enrolled = await founder.post('/api/enrolments', lineOf(`P-${made}`, { participant: here }));
  person = enrolled.body.participant.id;
  pat = await signInAs(system, admin, ['participant'], `pat${made}@example.org`);
  const linked = await sam.post(`/api/people/${person}/supervision`, { kind: 'account', staff: pat.staffId });
  expect(linked.status, JSON.stringify(linked.body)).toBeLessThan(300);
});

const order = (over: object = {}) => ({
  participant: person,
  court: 'District Court 5',
  reference: `26-cv-${made}`,
  legalBasis: 'Rule 12 (b)',
  reason: 'An inquiry into threats against a witness is under way.',
  viewers: [ann.staffId],
  from: inDays(0),
  to: inDays(60),
  reviewAt: inDays(30),
  ...over,
});
const enter = (over: object = {}, by: Client = sam) => by.post('/api/disclosure-delays', order(over));
async function inForce(over: object = {}): Promise<string> {
  const entered = await enter(over);
  expect(entered.status, JSON.stringify(entered.body)).toBe(201);
  const confirmed = await sue.post(`/api/disclosure-delays/${entered.body.id}/confirm`);
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
  return entered.body.id;
}
const opens = (by: Client) => by.get(`/api/people/${person}`);
type Shown = { who: string; what: string; action: string; delayed: object[] };
async function shownTo(who: Client, path = '/api/own/looks?limit=200'): Promise<Shown[]> {
  const { status, body } = await who.get(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.looks;
}
const opensShown = async (who: Client = pat, path?: string) =>
  (await shownTo(who, path)).filter(({ what }) => what === 'person').length;
/** As if all of it had been said so many days earlier. */
const earlier = (id: string, days: number) =>
  owner.query(
    `update disclosure_delay set (entered_at, from_at, to_at, review_at) = (entered_at - i, from_at - i, to_at - i, review_at - i)
     from (select $2 * interval '1 day' as i) as by where id = $1`,
    [id, days],
  );
const standing = async (id: string) =>
  (await sam.get('/api/disclosure-delays')).body.delays.find((one: { id: string }) => one.id === id);

test('DIS-7 who is supervised reads who looked at their data, when, at what, why and how often, a page at a time', async () => {
  await opens(ann);
  await ann.get(
    `/api/people/${person}/movement?from=${inDays(-1)}&to=${inDays(0)}&purpose=looking+for+a+fault`,
  );
  const looks = await shownTo(pat);
  expect(looks).toContainEqual(
    expect.objectContaining({
      who: 'Test case-officer',
      roles: ['case-officer'],
      provider: null,
      action: 'open',
      what: 'position history',
      purpose: 'looking for a fault',
      self: false,
      delayed: [],
    }),
  );
  // Their own reading is on record too: one line a day.
  await shownTo(pat);
  const own = (await shownTo(pat)).filter((look) => 'self' in look && look.self === true);
  expect(own).toEqual([expect.objectContaining({ what: 'who looked at my data', count: 3 })]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await pat.get(`/api/own/looks?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    expect(page.body.looks.length).toBeLessThanOrEqual(2);
    for (const look of page.body.looks) seen.push(`${look.what} ${look.action}`);
    cursor = page.body.next;
  } while (cursor !== null && seen.length < 50);
  expect(seen).toHaveLength(looks.length);
  expect((await pat.get('/api/own/looks?cursor=AAAA')).status).toBe(400);
});

test('DIS-7 nobody reads anybody’s but their own, and an account of nobody supervised reads none', async () => {
  const first = person;
  const firstOwn = pat;
  const enrolled = await founder.post('/api/enrolments', lineOf('P-other', { participant: here }));
  const other = enrolled.body.participant.id;
  expect((await firstOwn.get(`/api/people/${other}/looks`)).status).toBe(404);
  expect((await firstOwn.get('/api/own/looks')).body.participant).toBe(first);
  expect((await ann.get('/api/own/looks')).status).toBe(404);
  expect((await admin.get('/api/own/looks')).status).toBe(403);
});

test('DIS-2 an order keeps nothing back before somebody else has confirmed it, with a fresh proof of who they are', async () => {
  const entered = await enter();
  await opens(ann);
  expect(await opensShown()).toBe(1);
  const confirm = (by: Client) => by.post(`/api/disclosure-delays/${entered.body.id}/confirm`);
  expect((await confirm(sam)).body.code).toBe('second-person');
  expect((await confirm(elsewhere)).status).toBe(404);
  expect((await confirm(auditor)).status).toBe(403);
  await owner.query(`update auth.session set proven_at = now() - interval '1 hour'`);
  expect((await confirm(sue)).body.code).toBe('step-up-needed');
  await owner.query('update auth.session set proven_at = now()');
  expect((await confirm(sue)).status).toBe(200);
  expect((await confirm(sue)).body.code).toBe('changed');
  await opens(ann);
  // What was shown by then stays shown.
  expect(await opensShown()).toBe(1);
});

test('DIS-2 the database itself refuses one person as both, those whose looks it is about, and another word on what was said', async () => {
  const id = await inForce();
  const refused = async (sql: string, why: string) =>
    expect(owner.query(`update disclosure_delay set ${sql} where id = $1`, [id])).rejects.toThrow(why);
  await refused('confirmed_by = entered_by', 'changed by nobody');
  await refused('reviewed_by = entered_by, reviewed_at = now()', 'two_people');
  await refused(`reviewed_by = viewer_ids[1], reviewed_at = now()`, 'not_their_own');
  await refused(
    `reviewed_by = confirmed_by, reviewed_at = now() + interval '31 days'`,
    'review_came_in_time',
  );
  await refused(`to_at = from_at + interval '91 days'`, 'longest');
  await refused(`from_at = from_at - interval '3 days'`, 'begins_when_entered');
  await refused('viewer_ids = array[]::uuid[]', 'check');
  const app = await system.database.pool('app').connect();
  await app.query('begin');
  await expect(app.query('update disclosure_delay set to_at = to_at')).rejects.toThrow('permission denied');
  await app.query('rollback');
  app.release();
});

test('DIS-3 what is out of bounds is refused at its place, and a reference is used once', async () => {
  expect(await enter({ to: inDays(91) })).toMatchObject({ status: 422, body: { code: 'too-long' } });
  expect((await enter({ viewers: [] })).status).toBe(400);
  expect((await enter({ viewers: [sam.staffId] })).body.code).toBe('own-look');
  expect((await enter({ viewers: [pat.staffId] })).body.code).toBe('unknown-staff');
  expect((await enter({ viewers: ['0198c0de-0000-7000-8000-000000000000'] })).body.code).toBe(
    'unknown-staff',
  );
  expect((await enter({}, ann)).status).toBe(403);
  expect((await enter({}, elsewhere)).status).toBe(404);
  await inForce();
  expect((await enter()).body.code).toBe('reference-used');
  expect((await enter({ reference: 'another' })).status).toBe(201);
});

test('DIS-1 it keeps back the looks of those whom it names, for the purposes that it names, and nobody else’s', async () => {
  await inForce({ purposes: ['inquiry 7'] });
  const looksAt = (by: Client, purpose: string) =>
    by.get(`/api/people/${person}/movement?from=${inDays(-1)}&to=${inDays(0)}&purpose=${purpose}`);
  for (const by of [ann, ben]) for (const purpose of ['inquiry 7', 'duty']) await looksAt(by, purpose);
  const purposes = (await shownTo(pat))
    .filter(({ what }) => what === 'position history')
    .map((look) => 'purpose' in look && look.purpose);
  expect(purposes.sort()).toEqual(['duty', 'duty', 'inquiry 7']);
});

test('DIS-5 ended early, what was kept back is shown with the order that did, by either way of reading', async () => {
  const id = await inForce();
  await opens(ann);
  await opens(ben);
  expect(await opensShown()).toBe(1);
  expect(await opensShown(pat, `/api/people/${person}/looks`)).toBe(1);
  const ended = await sue.post(`/api/disclosure-delays/${id}/end`, { reason: 'The inquiry is over.' });
  expect(ended.status).toBe(200);
  const looks = (await shownTo(pat)).filter(({ what }) => what === 'person');
  expect(looks.map(({ delayed }) => delayed.length).sort()).toEqual([0, 1]);
  expect(looks.flatMap(({ delayed }) => delayed)).toEqual([
    expect.objectContaining({
      court: 'District Court 5',
      reference: `26-cv-${made}`,
      legalBasis: 'Rule 12 (b)',
    }),
  ]);
  expect(JSON.stringify(looks)).not.toContain('witness');
  expect(
    (await sue.post(`/api/disclosure-delays/${id}/end`, { reason: 'Once more, please.' })).body.code,
  ).toBe('changed');
  await opens(ann);
  expect(await opensShown()).toBe(3);
});

test('DIS-4 with no review by its date it lapses by itself; reviewed in time it goes on to its end', async () => {
  const id = await inForce();
  const reviewed = (by: Client) => by.post(`/api/disclosure-delays/${id}/review`, { note: 'Still needed.' });
  await opens(ann);
  expect(await opensShown()).toBe(0);
  expect((await reviewed(sue)).body.code).toBe('too-early');
  await earlier(id, 20);
  expect((await reviewed(sam)).body.code).toBe('second-person');
  expect((await standing(id)).standing).toBe('in-force');
  await earlier(id, 11);
  expect((await standing(id)).standing).toBe('lapsed');
  expect(await opensShown()).toBe(1);
  expect((await reviewed(sue)).body.code).toBe('changed');

  const other = await inForce({ reference: 'second' });
  await opens(ann);
  await earlier(other, 20);
  expect((await sue.post(`/api/disclosure-delays/${other}/review`, { note: 'Still needed.' })).status).toBe(
    200,
  );
  await earlier(other, 9);
  await owner.query('alter table disclosure_delay disable trigger said_once');
  await owner.query(
    `update disclosure_delay set (review_at, reviewed_at) = (review_at - i, reviewed_at - i)
     from (select interval '2 days' as i) as by where id = $1`,
    [other],
  );
  await owner.query('alter table disclosure_delay enable trigger said_once');
  expect((await standing(other)).standing).toBe('in-force');
  expect(await opensShown()).toBe(1);
});

test('DIS-6 what is kept back stands in the record for staff as ever, and each step in the audit', async () => {
  const id = await inForce();
  await opens(ann);
  for (const who of [sam, auditor, ben])
    expect(await opensShown(who, `/api/people/${person}/looks`)).toBeGreaterThanOrEqual(1);
  await sam.post(`/api/disclosure-delays/${id}/end`, { reason: 'The inquiry is over.' });
  const { rows } = await owner.query(
    `select action, staff_id from audit_entry where entity = 'disclosure_delay' and entity_id = $1 order by id`,
    [id],
  );
  expect(rows).toEqual([
    { action: 'disclosure-delay.entered', staff_id: sam.staffId },
    { action: 'disclosure-delay.confirmed', staff_id: sue.staffId },
    { action: 'disclosure-delay.ended', staff_id: sam.staffId },
  ]);
  // Work on the order is a look like any other, and shows as it happens.
  const { body } = await pat.get('/api/own/looks');
  expect(body.looks).toContainEqual(
    expect.objectContaining({ what: 'record of looks', purpose: 'keeping the access record' }),
  );
});

test('DIS-8 whatever the SQL, who signs in as the person sees neither the looks, nor the order, nor what the audit says of it', async () => {
  const id = await inForce();
  await opens(ann);
  const {
    rows: [programme],
  } = await owner.query('select programme_id as id from participant where id = $1', [person]);
  const read = async (staff: string) => {
    const client = await system.database.pool('app').connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
        [programme.id, staff],
      );
      const counted = await client.query(
        `select (select count(*)::int from access_record where participant_id = $1 and staff_id = $2) as looks,
           (select count(*)::int from disclosure_delay) as orders,
           (select count(*)::int from audit_entry where entity = 'disclosure_delay' and participant_id = $1) as changes`,
        [person, ann.staffId],
      );
      return counted.rows[0];
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  expect(await read(pat.staffId)).toEqual({ looks: 0, orders: 0, changes: 0 });
  expect(await read(auditor.staffId)).toMatchObject({ looks: 1, changes: 2 });
  await earlier(id, 61);
  expect(await read(pat.staffId)).toEqual({ looks: 1, orders: 1, changes: 0 });
});

test('DIS-10 how many orders there are, and of how many people, stands in oversight for those who see the people', async () => {
  const counts = async (who: Client) => (await who.get('/api/oversight/disclosure-delays')).body;
  const before = await counts(auditor);
  await inForce();
  await inForce({ reference: 'second' });
  await enter({ reference: 'third' });
  expect(await counts(auditor)).toEqual({
    ...before,
    inForce: before.inForce + 2,
    waiting: before.waiting + 1,
    people: before.people + 1,
  });
  expect(await counts(elsewhere)).toMatchObject({ inForce: 0, waiting: 0, people: 0 });
  expect((await ann.get('/api/oversight/disclosure-delays')).status).toBe(403);
  expect((await pat.get('/api/disclosure-delays')).status).toBe(403);
  expect((await elsewhere.get('/api/disclosure-delays')).body.delays).toEqual([]);
});
