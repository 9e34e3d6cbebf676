import { beforeAll, describe, expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const ids = new Map<string, string>();
let admin: Client;
let supervisor: Client & { staffId: string };
let officer: Client & { staffId: string };
let auditor: Client & { staffId: string };

/** As if the officer had opened them, so many days ago at an hour of the programme's clock. */
const opened = (references: readonly string[], daysAgo: number, hour = 10, staffId = officer.staffId) =>
  owner.query(
    `insert into access_record (programme_id, participant_id, staff_id, at, day, action, what, purpose)
     select p.programme_id, p.id, $1, at, at::date, 'open', 'person', 'test'
     from participant p, lateral (select (date_trunc('day', now() at time zone 'America/New_York') - make_interval(days => $3)
       + make_interval(hours => $4)) at time zone 'America/New_York' as at) t
     where p.reference = any($2)`,
    [staffId, references, daysAgo, hour],
  );
const people = Array.from({ length: 45 }, (_, index) => `O-${100 + index}`);

beforeAll(async () => {
  admin = await firstRun(system);
  await withSecondPerson(system, admin);
  supervisor = await signInAs(system, admin, ['supervisor']);
  officer = await signInAs(system, admin, ['case-officer']);
  auditor = await signInAs(system, admin, ['auditor']);
  await owner.query(`update staff set name = 'Rosa Vega' where id = $1`, [officer.staffId]);
  await owner.query(`update staff_role set from_at = now() - interval '90 days'`);
  for (const [index, reference] of people.entries()) {
    const line = lineOf(reference, {
      participant: { name: index === 7 ? 'Marisol Vega' : `Jo Person${index}` },
      device: { id: `35765305121${1000 + index}` },
    });
    const { status, body } = await supervisor.post('/api/enrolments', line);
    expect(status, JSON.stringify(body)).toBe(200);
    ids.set(reference, body.participant.id);
  }
});

const found = async (client = supervisor) => {
  const { status, body } = await client.get('/api/oversight/looks');
  expect(status).toBe(200);
  return (
    body.looks as {
      id: string;
      kind: string;
      staff: { id: string };
      participant: { reference: string } | null;
    }[]
  ).filter(({ staff }) => staff.id === officer.staffId);
};
const kinds = async () =>
  (await found())
    .map(({ kind, participant }) => (participant ? `${kind} ${participant.reference}` : kind))
    .sort();

describe('unusual looks', () => {
  test('OVR-2 a usual day is told nobody; a day of many, at night and of a namesake comes by itself', async () => {
    for (const daysAgo of [20, 18, 16, 14, 12, 9, 8]) await opened(people.slice(0, 3), daysAgo);
    expect(await kinds()).toEqual([]);
    await opened(people.slice(8), 2);
    await opened(people.slice(1, 5), 1, 23);
    await opened(['O-107'], 1);
    expect(await kinds()).toEqual(['hours', 'namesake O-107', 'volume']);
    // Asking again finds the same, once; the auditor sees what the supervisor sees.
    expect(await kinds()).toHaveLength(3);
    expect(await found(auditor)).toHaveLength(3);
  });

  test('OVR-2 outside one’s work is who is of another office and was not worked on', async () => {
    await owner.query(
      `insert into office (programme_id, name, timezone) select programme_id, 'Other', 'America/New_York' from staff where id = $1`,
      [officer.staffId],
    );
    await owner.query(
      `update staff_role set office_id = (select id from office where name = 'Other') where staff_id = $1`,
      [officer.staffId],
    );
    const { rows } = await owner.query(`select id from participant where reference = 'O-120'`);
    await owner.query(
      `insert into supervision (programme_id, participant_id, staff_id, role, from_at) select programme_id, $1, id, 'stand-in', now() - interval '30 days' from staff where id = $2`,
      [rows[0].id, officer.staffId],
    );
    await opened(['O-120', 'O-121'], 3);
    expect(await kinds()).toEqual(expect.arrayContaining(['outside-work O-121']));
    expect(await kinds()).not.toContain('outside-work O-120');
  });

  test('OVR-3 a supervisor decides, with a note, once; nobody about their own, and an auditor not at all', async () => {
    const [one] = (await found()).filter(({ kind }) => kind === 'namesake');
    const path = `/api/oversight/looks/${one?.id}/decision`;
    const decision = { outcome: 'explained', note: 'A cousin of nobody: the name is common here.' };
    expect((await auditor.post(path, decision)).status).toBe(403);
    expect((await officer.post(path, decision)).status).toBe(403);
    expect((await supervisor.post(path, { ...decision, note: ' ' })).status).toBe(400);
    const decided = await supervisor.post(path, decision);
    expect(decided).toMatchObject({
      status: 200,
      body: { ...decision, decidedBy: { id: supervisor.staffId } },
    });
    expect(await supervisor.post(path, decision)).toMatchObject({
      status: 409,
      body: { code: 'already-decided' },
    });
    const { rows } = await owner.query(`select from audit_entry where action = 'unusual-look.decided'`);
    expect(rows).toHaveLength(1);
    await opened(['O-107'], 1, 12, supervisor.staffId);
    await owner.query(`update staff set name = 'Sam Vega' where id = $1`, [supervisor.staffId]);
    const own = (await supervisor.get('/api/oversight/looks')).body.looks.find(
      (look: { staff: { id: string } }) => look.staff.id === supervisor.staffId,
    );
    expect(await supervisor.post(`/api/oversight/looks/${own.id}/decision`, decision)).toMatchObject({
      status: 422,
      body: { code: 'own-look' },
    });
  });
});

test('OVR-4 the scope of a breach says whose data, when and by whom, in pages', async () => {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const ask = (more: string) =>
    supervisor.get(`/api/oversight/breach?from=${at(-30)}&to=${at(1)}&purpose=incident%2012&${more}`);
  const all: { participant: { id: string }; who: string; looks: number; first: string; what: string[] }[] =
    [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const { status, body } = await ask(
      `staff=${officer.staffId}&limit=20${cursor ? `&cursor=${cursor}` : ''}`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    all.push(...body.lines);
    total = body.people;
    cursor = body.next;
  } while (cursor !== null);
  expect(new Set(all.map((line) => line.participant.id)).size).toBe(total);
  // Two of them nobody ever opened.
  expect(total).toBe(43);
  expect(all.every(({ who, what }) => who === 'Rosa Vega' && what.includes('person'))).toBe(true);
  const { rows } = await owner.query('select count(*)::int as n from access_record where staff_id = $1', [
    officer.staffId,
  ]);
  expect(all.reduce((sum, { looks }) => sum + looks, 0)).toBe(rows[0].n);
  // Reading it is a look at everybody in it.
  const { rowCount } = await owner.query(
    `select from access_record where staff_id = $1 and what = 'scope of a breach'`,
    [supervisor.staffId],
  );
  expect(rowCount).toBe(43);
  expect((await ask('cursor=AAAA')).status).toBe(400);
  expect(await supervisor.get(`/api/oversight/breach?from=${at(1)}&to=${at(0)}&purpose=x`)).toMatchObject({
    status: 400,
  });
});

test('OVR-5 gaps in the records are counted, and whom one concerns is a list with looks on record', async () => {
  const { body } = await auditor.get('/api/oversight/quality');
  const counts = Object.fromEntries(
    body.gaps.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
  );
  expect(body.people).toBe(45);
  expect(counts).toMatchObject({ 'no-officer': 45, 'no-agreement': 0, 'device-long-silent': 0 });
  const list = await auditor.get('/api/oversight/quality/no-officer');
  expect(list.body.people.map(({ reference }: { reference: string }) => reference)).toEqual(people);
  const { rowCount } = await owner.query(
    `select from access_record where staff_id = $1 and what = 'gaps in the records'`,
    [auditor.staffId],
  );
  expect(rowCount).toBe(45);
  expect((await officer.get('/api/oversight/quality')).status).toBe(403);
  expect((await auditor.get('/api/oversight/quality/none-such')).status).toBe(400);
});
