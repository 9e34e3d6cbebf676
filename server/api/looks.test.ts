import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openSigner } from '../audit/signing.ts';
import { setClock, untilChained } from '../database/testing-audit.ts';
import { insertKeptLike, permitCheckIns, usualHours } from '../database/testing-check-ins.ts';
import { insertInvoiceOf } from '../database/testing-costs.ts';
import { delayOf } from '../database/testing-disclosure.ts';
import { insertHearingOf } from '../database/testing-hearings.ts';
import { insertLetterOf } from '../database/testing-letters.ts';
import { insertToDecide, wholeOrder } from '../database/testing-orders.ts';
import { heldBy, observation, raise, store } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { insertMessageOf, insertPoint, insertReplyOf } from '../messages/testing/points.ts';
import { lineOf } from './enrolment/testing.ts';
import type { AnswerRoute, Route } from './route.ts';
import { routes } from './routes.ts';
import type { Client } from './testing/client.ts';
import { complaintBody, complaintRequests } from './testing/complaint-requests.ts';
import { officeDay } from './testing/day.ts';
import { openEventSource } from './testing/event-source.ts';
import { fileBodyOf, fileRequests } from './testing/file-requests.ts';
import { fittingBody, fittingRequests, makeFitting } from './testing/fitting-requests.ts';
import { helpRequests, makeHelp } from './testing/help-requests.ts';
import { hearingFile, ids, requests } from './testing/look-requests.ts';
import { makeProviderWork, providerRequests, transferBody } from './testing/provider-requests.ts';
import { officeMoveRequests, registerBody, registerRequests } from './testing/register-requests.ts';
import { makeReview, reviewRequests } from './testing/review-requests.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from './testing/start.ts';

/** One person with everything that any route reads, and for each reading route a request that succeeds. */
const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
const reading = routes.filter((route) => route.access.reads === 'people');
let office = '';
let programme = '';
let officer: Client & { staffId: string };
/** Of a provider: who answers what was found in its work. */
let worker: Client & { staffId: string };
let adminId = '';
let colleagueId = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  officer = await signInAs(system, admin, ['supervisor']);
  const enrolled = await officer.post('/api/enrolments', lineOf('L-1'));
  expect(enrolled.status).toBe(200);
  ids.person = enrolled.body.participant.id;
  programme = (await owner.query('select id from programme')).rows[0].id;
  const held = await heldBy(system.database, 'L-1');
  await store(system.database, keyring, held, 1, [observation(Date.parse('2026-03-01T12:00:00Z'))]);
  ids.alert = await raise(system.database, keyring, held);
  const { rows } = await owner.query(
    `insert into unusual_look (programme_id, staff_id, day, kind, participant_id, measured)
     select programme_id, id, current_date, 'namesake', $1, 1 from staff where id <> $2 returning id`,
    [ids.person, officer.staffId],
  );
  ids.unusual = rows[0].id;
  // One that ended by itself, and that nobody ever looked at.
  await owner.query(
    `insert into alert (programme_id, participant_id, assignment_id, kind, severity, from_at, raised_at, status, closed_at)
     select programme_id, participant_id, assignment_id, kind, severity, now() - interval '3 days', now() - interval '2 days', 'closed', now() from alert where id = $1`,
    [ids.alert],
  );
  const devices = await owner.query('select device_id from assignment where participant_id = $1', [
    ids.person,
  ]);
  ids.device = devices.rows[0].device_id;
  const file = { kind: 'people', name: 'people.csv', fingerprint: 'of the sweep' };
  ids.caseload = (await officer.post('/api/caseload-imports', file)).body.id;
  await officer.post(`/api/caseload-imports/${ids.caseload}/parts`, {
    ...{ from: 0, text: 'reference,name\nL-1,Person L-1\n', last: true },
  });
  ids.message = await insertMessageOf(owner, keyring, { ...held, text: 'a message' });
  const point = { ...held, staffId: null, kind: 'email' as const, address: 'l-1@example.org' };
  ids.contact = await insertPoint(owner, keyring, point);
  const said = { meaning: 'help' as const, text: 'I need help', message: null };
  ids.reply = await insertReplyOf(owner, keyring, { ...held, contact: ids.contact, ...said });
  office = (await admin.post('/api/offices', { name: 'Desk' })).body.id;
  await officer.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  const ladder = { revision: 0, ladder: ['call'], reason: 'the sweep tries once' };
  expect((await officer.send('PUT', '/api/check-in-policy', ladder)).status).toBe(200);
  await permitCheckIns(owner, ids.person, officeDay(200));
  const schedule = { office, kind: 'office', rhythm: 'weeks-8', startsOn: officeDay(2) };
  const set = await officer.post(`/api/people/${ids.person}/check-in-schedules`, schedule);
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  ids.schedule = set.body.schedule;
  const { rows: due } = await owner.query('select id from check_in order by due_on limit 1');
  ids.checkIn = due[0].id;
  ids.keptCheckIn = await insertKeptLike(owner, ids.checkIn, officer.staffId);
  ids.entry = await rootEntry();
  Object.assign(ids, await insertToDecide(owner, keyring, ids.person, officer.staffId));
  ids.imported = ids.order;
  const { rows: here } = await owner.query(
    'select programme_id as programme from participant where id = $1',
    [ids.person],
  );
  const of = { programmeId: here[0].programme, participantId: ids.person, staff: officer.staffId };
  Object.assign(ids, await insertLetterOf(owner, keyring, of));
  ids.provider = (await admin.post('/api/providers', { name: 'Provider' })).body.id;
  const bill = { provider: ids.provider, staff: officer.staffId, serial: 'DL-1' };
  ids.invoice = await insertInvoiceOf(owner, { ...bill, year: new Date().getUTCFullYear() });
  worker = await signInAs(system, admin, ['monitoring-worker'], 'worker@example.org', {
    provider: 'Provider',
  });
  const colleague = await signInAs(system, admin, ['supervisor'], 'colleague@example.org');
  colleagueId = colleague.staffId;
  const asked = await colleague.post('/api/break-glass', {
    reference: 'L-1',
    reason: 'the sweep needs a look to review',
  });
  ids.look = asked.body.id;
  for (const name of ['order', 'served', 'misdrawn'] as const) {
    const drawn = await colleague.post(`/api/people/${ids.person}/orders`, wholeOrder(name));
    expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
    ids[name] = drawn.body.order;
  }
  await owner.query('update order_version set approved_by = $2, approved_at = now() where order_id = $1', [
    ids.served,
    officer.staffId,
  ]);
  const { rows: others } = await owner.query(`select id from staff where email = 'ada@example.org'`);
  adminId = others[0].id;
  const entered = await colleague.post('/api/disclosure-delays', {
    ...delayOf('by a colleague'),
    participant: ids.person,
    viewers: [adminId],
  });
  expect(entered.status, JSON.stringify(entered.body)).toBe(201);
  ids.delay = entered.body.id;
});

/** The person's entry, under a signed root: a proof is a look too, and there is none before the day is over. */
async function rootEntry(): Promise<string> {
  const directory = join(system.dataDir, 'keyring');
  const place = { database: system.database, signer: openSigner(directory), directory };
  await setClock(place, new Date(Date.now() + 60_000));
  await untilChained(place);
  await setClock(place, new Date(Date.now() + 86_400_000));
  await untilChained(place);
  await setClock(place, new Date());
  const { rows } = await owner.query<{ id: string }>(
    'select id from audit_entry where participant_id = $1 order by id limit 1',
    [ids.person],
  );
  return rows[0]?.id ?? '';
}

async function newHearing(hoursFromNow: number): Promise<string> {
  const { rows } = await owner.query('select programme_id from participant where id = $1', [ids.person]);
  return insertHearingOf({
    owner,
    keyring,
    programme: rows[0].programme_id,
    person: ids.person,
    inHours: hoursFromNow,
  });
}

type Looked = { what: string; action: string; purpose: string; count: number };
async function looks(person = ids.person, by = officer.staffId): Promise<Looked[]> {
  const { rows } = await owner.query(
    'select what, action, purpose, count from access_record where participant_id = $1 and staff_id = $2',
    [person, by],
  );
  return rows;
}
const total = async (what: string, person = ids.person, by = officer.staffId): Promise<number> =>
  (await looks(person, by)).filter((look) => look.what === what).reduce((sum, { count }) => sum + count, 0);

/** What only the database knows is filled in. */
async function bodyOf(name: string, body: object | undefined, version: number): Promise<object | undefined> {
  if (name === 'POST /api/retention/holds') return { ...body, participant: ids.person };
  if (name === 'POST /api/disclosure-delays') return { ...body, participant: ids.person, viewers: [adminId] };
  if (name === 'GET /api/own/looks')
    await owner.query(
      'insert into participant_account (staff_id, programme_id, participant_id) select $1, programme_id, id from participant where id = $2',
      [officer.staffId, ids.person],
    );
  if (name === 'POST /api/hearing-imports') {
    const { plan } = (await officer.post('/api/hearing-imports/check', hearingFile)).body;
    return { ...body, plan };
  }
  if (name === 'POST /api/notices/preview') {
    await owner.query('update participant set office_id = $2 where id = $1', [ids.person, office]);
    return { ...body, office };
  }
  if (name === 'POST /api/notices') {
    const { audience } = (await officer.post('/api/notices/preview', { to: 'everybody', office })).body;
    return { ...body, office, audience };
  }
  if (name === 'POST /api/caseload-imports/{id}/commit') {
    const checked = await officer.post(`/api/caseload-imports/${ids.caseload}/check`, {});
    return { plan: checked.body.plan };
  }
  if (name === 'POST /api/imported-orders/looked-at') {
    const { body: list } = await officer.get('/api/imported-orders');
    return { orders: list.orders.map(({ id }: { id: string }) => id) };
  }
  if (name in complaintRequests) return complaintBody(name, body, ids.person, officer.staffId);
  if (name in registerRequests || name in officeMoveRequests)
    return registerBody(name, body, { owner, officer, person: ids.person, colleague: colleagueId });
  if (name === 'POST /api/bulk-exceptions/preview') {
    await owner.query('update participant set office_id = $2 where id = $1', [ids.person, office]);
    return { offices: [office] };
  }
  if (name.includes('/api/hearings/')) return body;
  // The list of imported orders was looked at whole, further up.
  if (name === 'POST /api/orders/{id}/looked-at')
    await owner.query('update order_version set looked_at = null, looked_by = null where order_id = $1', [
      ids.imported,
    ]);
  if (name.startsWith('POST /api/orders/')) {
    const { rows } = await owner.query('select revision from supervision_order where id = $1', [
      ids[requests[name]?.id ?? 'order'],
    ]);
    return { ...body, revision: rows[0].revision };
  }
  if (name === 'POST /api/check-ins/{id}/book') {
    const { rows } = await owner.query('select due_on::text as on from check_in where id = $1', [
      ids.checkIn,
    ]);
    const { body: day } = await officer.get(`/api/offices/${office}/slots?on=${rows[0].on}`);
    return { at: day.slots[0].at, version: 1 };
  }
  if (name === 'POST /api/check-ins/{id}/contacts') {
    const { rows } = await owner.query(
      `select id, version, 'right' as answer from contact_point where participant_id = $1 and ended_at is null`,
      [ids.person],
    );
    return { version: 1, contacts: rows };
  }
  // Its window ends: what is asked after is what did not take place.
  if (name === 'POST /api/check-ins/{id}/attempts')
    await owner.query(
      'update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1',
      [ids.checkIn],
    );
  if (name === 'POST /api/people/{id}/walk-in' || name === 'POST /api/people/{id}/check-in-schedules')
    return { ...body, office };
  if (name === 'POST /api/people/{id}/help')
    return { ...body, for: { kind: 'hearing', id: await newHearing(240) } };
  if (name in fittingRequests)
    return fittingBody(name, body, {
      ...{ owner, programme, person: ids.person, staff: officer.staffId, order: ids.imported },
    });
  if (name in fileRequests) return fileBodyOf(name, body, { owner, keyring, officer, ids });
  if (name === 'POST /api/people/{id}/supervision') return { ...body, provider: ids.provider };
  if (name === 'POST /api/people/{id}/supervision/end') {
    const { rows } = await owner.query('select id from provider_supervision where to_at is null');
    return { entry: rows[0].id };
  }
  return body && 'version' in body && name.includes('/alerts/') ? { ...body, version } : body;
}

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const order = Object.keys(requests);
const answering = reading
  // A calendar is opened by its own secret: calendar-feeds/calendar-feeds.test.ts.
  .filter((route): route is AnswerRoute => route.stream !== true && route.calendar !== true)
  .toSorted((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)));

test.each(answering.map((route) => [nameOf(route), route] as const))(
  'ACC-4 %s: the answer shows the person, and one look more is on record, as the table says',
  async (name, route) => {
    if (route.access.reads !== 'people') throw new Error('filtered above');
    const request = requests[name];
    expect(request, `${name} reads people: say here how to ask it`).toBeDefined();
    // What an earlier line of the table has made.
    for (const [of, table] of [
      ['destruction', 'key_destruction'],
      ['hold', 'retention_hold'],
      ['registerEntry', 'register_entry'],
      ['entered', 'contact_entry'],
      ['suspension', 'suspension'],
      ['attempt', 'check_in_attempt'],
      ['complaint', 'complaint'],
      ['lookCopy', 'look_copy'],
    ] as const) {
      const made = await owner.query(`select id from ${table} where participant_id = $1`, [ids.person]);
      ids[of] = made.rows[0]?.id ?? '';
    }
    const used = `select id from contact_point where participant_id = $1 and kind = 'email' and ended_at is null`;
    ids.contact = (await owner.query(used, [ids.person])).rows[0]?.id ?? '';
    const ended =
      'select id from contact_point where participant_id = $1 order by ended_at desc nulls last limit 1';
    ids.endedContact = (await owner.query(ended, [ids.person])).rows[0]?.id ?? '';
    const waiting = await owner.query(
      `select id from message where participant_id = $1 and status = 'planned'`,
      [ids.person],
    );
    const made = await owner.query(
      'select (select id from caseload_move limit 1) as move, (select id from person_link limit 1) as merge, (select id from office_move limit 1) as "officeMove"',
    );
    Object.assign(ids, made.rows[0]);
    ids.planned = waiting.rows[0]?.id ?? '';
    const sketched = await owner.query(`select id from supervision_order where reference = 'sketched'`);
    ids.sketched = sketched.rows[0]?.id ?? '';
    if (request?.id === 'hearing') ids.hearing = await newHearing(name.endsWith('/confirm') ? 1 : -1);
    if (name === 'GET /api/today/hearings') await newHearing(1);
    if (name in helpRequests) {
      const of = { owner, keyring, programme, person: ids.person, staff: officer.staffId };
      Object.assign(ids, await makeHelp(name, of));
    }
    if (name in fittingRequests) {
      const of = { owner, programme, person: ids.person, staff: officer.staffId };
      Object.assign(ids, await makeFitting(name, of));
    }
    const work = { owner, supervisor: officer, person: ids.person, office, provider: ids.provider };
    if (name in providerRequests) Object.assign(ids, await makeProviderWork(name, work));
    if (name in reviewRequests)
      Object.assign(
        ids,
        await makeReview(
          name,
          { owner, keyring, programme, person: ids.person },
          // Nobody takes back what somebody else asked for.
          name.endsWith('/withdrawal') ? officer.staffId : colleagueId,
        ),
      );
    const { rows: days } = await owner.query(
      'select due_on::text as on from check_in order by due_on limit 1',
    );
    const path =
      (name === 'GET /api/check-ins' ? `/api/check-ins?office=${office}&on=${days[0].on}` : request?.path) ??
      route.path.replace('{id}', request?.id ? ids[request.id] : '') + (request?.query ?? '');
    const { rows } = await owner.query('select version from alert where id = $1', [ids.alert]);
    const body =
      name.startsWith('POST /api/provider-transfers') && request?.body !== undefined
        ? await transferBody(name, work)
        : await bodyOf(name, request?.body, rows[0].version);
    const who = route.permission === 'providers.answer' ? worker : officer;
    const isNew = name === 'POST /api/register';
    const before = isNew ? 0 : await total(route.access.what, ids.person, who.staffId);
    const answer = await who.send(route.method, path, body);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: route.status ?? 200 });
    const person = isNew ? answer.body.participant.id : ids.person;
    // A file says whose it is by being theirs.
    if (!route.sendsFile) expect(route.access.participants(answer.body)).toContain(person);
    expect(await total(route.access.what, person, who.staffId)).toBe(before + 1);
  },
);

test('FED-5 the feed’s events are looks too', async () => {
  const stream = reading.find((route) => route.stream);
  if (stream?.access.reads !== 'people') throw new Error('the feed reads people');
  const source = openEventSource(officer, '/api/feed');
  await source.until(({ event }) => event === 'pulse');
  const before = await total(stream.access.what);
  await raise(system.database, keyring, await heldBy(system.database, 'L-1'), { ordinal: 2, kind: 'tamper' });
  const event = await source.until(({ event }) => event === 'alert');
  expect(JSON.stringify(event.data)).toContain(ids.person);
  expect(await total(stream.access.what)).toBe(before + 1);
  source.close();
});

test('ACC-9 what a person reads of looks at them says who, when, why and how often', async () => {
  const { body } = await officer.get(`/api/people/${ids.person}/looks?limit=2`);
  expect(body.looks).toHaveLength(2);
  expect(body.looks[0]).toMatchObject({
    who: 'Test supervisor',
    what: expect.any(String),
    purpose: expect.any(String),
  });
  const seen = new Set<string>();
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page = await officer.get(
      `/api/people/${ids.person}/looks?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
    );
    for (const look of page.body.looks) seen.add(`${look.at} ${look.what} ${look.action}`);
    cursor = page.body.next;
    pages += 1;
  } while (cursor !== null && pages < 90);
  // Each page is a look itself, and joins in front of what was read already.
  expect(seen.size).toBeGreaterThanOrEqual((await looks()).length - pages);
  expect((await officer.get(`/api/people/${ids.person}/looks?cursor=AAAA`)).status).toBe(400);
  const nobody = '0198c0de-0000-7000-8000-000000000000';
  expect((await officer.get(`/api/people/${nobody}/looks`)).status).toBe(404);
});
