import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
let made = 0;

async function office(over: object | null = {}): Promise<{ id: string; name: string }> {
  made += 1;
  const name = `Office ${made}`;
  const { id } = (await admin.post('/api/offices', { name })).body;
  if (over !== null)
    await whole.send('PUT', `/api/offices/${id}/calendar`, { ...usualHours, ...over, version: 0 });
  return { id, name };
}
const officer = (name: string, at?: string) =>
  signInAs(system, admin, ['case-officer'], `${name}@example.org`, at === undefined ? {} : { office: at });

async function person(at: { name: string }, of?: { staffId: string }): Promise<string> {
  made += 1;
  const reference = `OM-${String.fromCharCode(65 + (made % 26))}${made}`;
  const answer = await whole.post('/api/enrolments', lineOf(reference, { participant: { office: at.name } }));
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  const { id } = answer.body.participant;
  if (of) {
    await whole.post(`/api/people/${id}/supervision`, {
      kind: 'staff',
      role: 'case-officer',
      staff: of.staffId,
    });
    await owner.query(
      `update supervision set from_at = now() - interval '1 day' where participant_id = $1 and staff_id = $2`,
      [id, of.staffId],
    );
  }
  return id;
}
/** With check-ins every four weeks from a day on, at an office. */
async function scheduled(id: string, at: { id: string }, startsOn = officeDay(3)): Promise<string> {
  await permitCheckIns(owner, id, officeDay(300));
  const asked = { office: at.id, kind: 'office', rhythm: 'weeks-4', startsOn, daysBefore: 2, daysAfter: 2 };
  const set = await whole.post(`/api/people/${id}/check-in-schedules`, asked);
  expect(set, JSON.stringify(set.body)).toMatchObject({ status: 201 });
  return set.body.schedule;
}
const checkInsOf = async (id: string) =>
  (
    await owner.query(
      `select id, office_id as office, status, due_on::text as on, window_to::text as "to", slot_at as at, version from check_in
       where participant_id = $1 order by due_on`,
      [id],
    )
  ).rows;
const officeOf = async (id: string): Promise<string> =>
  (await owner.query('select office_id from participant where id = $1', [id])).rows[0].office_id;
const officerOf = async (id: string): Promise<string | undefined> =>
  (
    await owner.query(
      `select staff_id from supervision where participant_id = $1 and role = 'case-officer' and to_at is null`,
      [id],
    )
  ).rows[0]?.staff_id;
const ask = (from: { id: string }, to: { id: string }, over: object = {}) => ({
  ...{ from: from.id, to: to.id, officers: { kind: 'none' } },
  ...over,
});
const preview = async (asked: object, who = whole) => {
  const answer = await who.post('/api/office-moves/preview', asked);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body;
};
const move = async (asked: object, who = whole) => {
  const { plan } = await preview(asked, who);
  return who.post('/api/office-moves', { ...asked, plan, reason: 'The lease is over' });
};
const undo = (id: string, who = whole) => who.post(`/api/office-moves/${id}/undo`);
async function book(id: string, nth = 0): Promise<string> {
  const row = (await checkInsOf(id))[nth];
  const { slots } = (await whole.get(`/api/offices/${row.office}/slots?on=${row.on}`)).body;
  const booked = await whole.post(`/api/check-ins/${row.id}/book`, { version: row.version, at: slots[2].at });
  expect(booked, JSON.stringify(booked.body)).toMatchObject({ status: 200 });
  return slots[2].at;
}
const messagesOf = async (id: string): Promise<string[]> =>
  (
    await owner.query('select template from message where participant_id = $1 order by template', [id])
  ).rows.map(({ template }) => template);

test('PPL-25 PPL-26 an office is previewed with what goes along, moved whole, and can be ended then', async () => {
  const [north, south] = [await office(), await office()];
  const ana = await officer('ana');
  const [a, b] = [await person(north, ana), await person(north)];
  await scheduled(a, north);
  await book(a);
  expect(
    (await admin.post(`/api/offices/${north.id}/end`, { on: officeDay(-1), reason: 'over' })).body.code,
  ).toBe('still-used');
  const asked = ask(north, south, { officers: { kind: 'keep' } });
  const seen = await preview(asked);
  expect(seen).toMatchObject({
    ...{ moves: 2, notHere: 0, beyond: 0, losing: [], otherZone: null },
    officers: { kept: 1, given: 0, without: 1 },
    from: { office: { name: north.name }, before: 2, after: 0 },
    to: { office: { name: south.name }, before: 0, after: 2 },
    follows: { schedules: 1, checkIns: { late: 0, otherDay: 0, sameTime: 1, timeLost: 0 } },
    untouched: { devices: 2 },
  });
  expect(seen.follows.checkIns.sameDay).toBeGreaterThan(5);
  expect(seen.moving.map(({ person: { id } }: { person: { id: string } }) => id).sort()).toEqual(
    [a, b].sort(),
  );
  const moved = await move(asked);
  expect(moved, JSON.stringify(moved.body)).toMatchObject({ status: 201 });
  expect([await officeOf(a), await officeOf(b), await officerOf(a)]).toEqual([
    south.id,
    south.id,
    ana.staffId,
  ]);
  const { rows } = await owner.query(
    `select participant_id, entity, entity_id, request_id, after from audit_entry where action = 'participant.office-moved' and participant_id = any($1)`,
    [[a, b]],
  );
  expect(rows).toHaveLength(2);
  for (const row of rows) {
    const identity = `audit_entry/${row.entity}/${row.entity_id}/${row.request_id}/after`;
    expect(unsealJson(keyring.create(row.participant_id), identity, row.after)).toMatchObject({
      ...{ office: south.id, reason: 'The lease is over' },
    });
  }
  const looks = await owner.query(
    `select count(*)::int as n from access_record where participant_id = any($1) and what = 'people of an office'`,
    [[a, b]],
  );
  expect(looks.rows).toEqual([{ n: 2 }]);
  expect(
    (await admin.post(`/api/offices/${north.id}/end`, { on: officeDay(-1), reason: 'over' })).status,
  ).toBe(200);
});

test('PPL-26 walls follow at once: who works in the new office alone sees them, who works in the old one no more', async () => {
  const [north, south] = [await office(), await office()];
  const [ofNorth, ofSouth] = [await officer('n1', north.name), await officer('s1', south.name)];
  const id = await person(north);
  const seenBy = async (who: typeof ofNorth) => (await who.get(`/api/people/${id}`)).status;
  expect([await seenBy(ofNorth), await seenBy(ofSouth)]).toEqual([200, 404]);
  await move(ask(north, south));
  expect([await seenBy(ofNorth), await seenBy(ofSouth)]).toEqual([404, 200]);
});

test('PPL-25 one officer’s people, chosen ones, and one officer for all; only who may be one there', async () => {
  const [north, south] = [await office(), await office()];
  const [bea, cal, dan] = [await officer('bea'), await officer('cal', north.name), await officer('dan')];
  const [a, b, c] = [await person(north, bea), await person(north, bea), await person(north, cal)];
  const one = (who: { staffId: string }) => ({ officers: { kind: 'one', officer: who.staffId } });
  expect(await preview(ask(north, south, { officer: bea.staffId, ...one(dan) }))).toMatchObject({
    ...{ moves: 2, officers: { kept: 0, given: 2, without: 0 } },
  });
  // Cal's role holds in the other office alone.
  const refused = await whole.post('/api/office-moves/preview', ask(north, south, one(cal)));
  expect(refused.body).toMatchObject({ code: 'role-missing', fields: [{ path: 'body.officers.officer' }] });
  expect(
    await preview(ask(north, south, { people: [a, c, bea.staffId], officers: { kind: 'keep' } })),
  ).toMatchObject({
    ...{ moves: 2, notHere: 1, officers: { kept: 1, given: 0, without: 1 } },
  });
  const moved = await move(ask(north, south, { people: [a, c], ...one(dan) }));
  expect(moved.body.people).toEqual([a, c].sort());
  expect([await officerOf(a), await officerOf(b), await officerOf(c)]).toEqual([
    dan.staffId,
    bea.staffId,
    dan.staffId,
  ]);
  expect([await officeOf(a), await officeOf(b)]).toEqual([south.id, north.id]);
});

test('PPL-27 PPL-29 a booked time is kept while the new office has room, else lost; reminders begin anew and each is told', async () => {
  const [north, south] = [await office(), await office({ capacity: 1 })];
  const [a, b, c] = [await person(north), await person(north), await person(south)];
  for (const id of [a, b]) await scheduled(id, north);
  await scheduled(c, south);
  const at = await book(a);
  await book(b);
  const open = await preview(ask(north, south));
  expect(open).toMatchObject({ follows: { checkIns: { sameTime: 1, timeLost: 1 } }, losing: [{ at }] });
  // The one place goes to somebody of the new office meanwhile.
  await book(c);
  const late = await whole.post('/api/office-moves', {
    ...ask(north, south),
    plan: open.plan,
    reason: 'late',
  });
  expect(late).toMatchObject({ status: 409, body: { code: 'changed' } });
  await owner.query(`update office_calendar set capacity = 2 where office_id = $1`, [south.id]);
  const moved = await move(ask(north, south));
  expect(moved.status).toBe(201);
  const first = await Promise.all([a, b].map(async (id) => (await checkInsOf(id))[0]));
  expect(first.map(({ office, status }) => [office, status]).sort()).toEqual([
    [south.id, 'booked'],
    [south.id, 'due'],
  ]);
  const { rows } = await owner.query('select office_id as office, taken from office_slot where taken > 0');
  expect(rows.filter((row) => row.office === north.id)).toEqual([]);
  expect(rows.filter((row) => row.office === south.id)).toEqual([{ office: south.id, taken: 2 }]);
  const told = await Promise.all([a, b].map(messagesOf));
  expect(told.sort()).toEqual([['check-in-time-lost', 'office-changed'], ['office-changed']]);
  for (const id of [a, b]) for (const row of await checkInsOf(id)) expect(row.office).toBe(south.id);
  const schedules = await owner.query(
    'select office_id as office from check_in_schedule where participant_id = any($1)',
    [[a, b]],
  );
  expect(schedules.rows).toEqual([{ office: south.id }, { office: south.id }]);
});

test('PPL-27 the new office needs hours; what falls on its closed days goes to its next open one', async () => {
  const [north, south] = [await office(), await office(null)];
  const a = await person(north);
  await scheduled(a, north);
  const refused = await whole.post('/api/office-moves/preview', ask(north, south));
  expect(refused).toMatchObject({ status: 422, body: { code: 'no-hours' } });
  await whole.send('PUT', `/api/offices/${south.id}/calendar`, { ...usualHours, version: 0 });
  const [first] = await checkInsOf(a);
  await whole.post(`/api/offices/${south.id}/closures`, { on: first.on, kind: 'closure', name: 'Painting' });
  expect((await preview(ask(north, south))).follows.checkIns.otherDay).toBe(1);
  await move(ask(north, south));
  const next = Temporal.PlainDate.from(first.on).add({ days: 1 }).toString();
  expect((await checkInsOf(a))[0]).toMatchObject({ on: next, to: first.to, office: south.id });
});

test('PPL-26 what changed since the preview moves nobody, and two moves at once move everybody once', async () => {
  const [north, south] = [await office(), await office()];
  await person(north);
  const { plan } = await preview(ask(north, south));
  const late = await person(north);
  const commit = (of: string) =>
    whole.post('/api/office-moves', { ...ask(north, south), plan: of, reason: 'now' });
  expect(await commit(plan)).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(await officeOf(late)).toBe(north.id);
  const again = (await preview(ask(north, south))).plan;
  const both = await Promise.all([commit(again), commit(again)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await officeOf(late)).toBe(south.id);
});

test('PPL-25 a supervisor moves people between offices of their own alone; officers and administrators move nobody', async () => {
  const [north, south] = [await office(), await office()];
  await person(north);
  const ofNorth = await signInAs(system, admin, ['supervisor'], 'sup-north@example.org', {
    office: north.name,
  });
  const asked = ask(north, south);
  for (const [who, from] of [
    [ofNorth, asked],
    [ofNorth, ask(south, north)],
  ] as const)
    expect((await who.post('/api/office-moves/preview', from)).body.code).toBe('unknown-office');
  for (const who of [await officer('nobody'), admin])
    expect((await who.post('/api/office-moves/preview', asked)).status).toBe(403);
  expect((await whole.post('/api/office-moves/preview', ask(north, north))).body.code).toBe('same-office');
});

test('PPL-28 a move goes back once, with officers and schedules; who is of a third office or was given another officer stays so', async () => {
  const [north, south, west] = [await office(), await office(), await office()];
  const [eve, fay, gus] = [await officer('eve'), await officer('fay'), await officer('gus')];
  const [a, b, c] = [await person(north, eve), await person(north, eve), await person(north, eve)];
  await scheduled(a, north);
  const there = await scheduled(b, south);
  const asked = ask(north, south, { officers: { kind: 'one', officer: fay.staffId } });
  const moved = await move(asked);
  expect(moved.status).toBe(201);
  await owner.query(`update supervision set from_at = now() - interval '1 hour' where staff_id = $1`, [
    fay.staffId,
  ]);
  await whole.post(`/api/people/${b}/supervision`, {
    kind: 'staff',
    role: 'case-officer',
    staff: gus.staffId,
  });
  await owner.query(`update supervision set from_at = now() - interval '1 hour' where staff_id = $1`, [
    gus.staffId,
  ]);
  await move(ask(south, west, { people: [c] }));
  const undone = await undo(moved.body.id);
  expect(undone, JSON.stringify(undone.body)).toMatchObject({ status: 200, body: { stayed: 1 } });
  expect(undone.body.people).toEqual([a, b].sort());
  expect(await Promise.all([a, b, c].map(officeOf))).toEqual([north.id, north.id, west.id]);
  expect(await Promise.all([a, b].map(officerOf))).toEqual([eve.staffId, gus.staffId]);
  // A schedule that stood at the other office before stays there.
  const { rows } = await owner.query('select office_id as office from check_in_schedule where id = $1', [
    there,
  ]);
  expect(rows).toEqual([{ office: south.id }]);
  for (const row of await checkInsOf(a)) expect(row.office).toBe(north.id);
  expect(await undo(moved.body.id)).toMatchObject({ status: 409 });
  expect((await whole.get('/api/office-moves')).body.moves).toContainEqual(
    expect.objectContaining({ id: moved.body.id, undone: expect.any(String), officer: expect.any(String) }),
  );
});

test('PPL-26 records that are one person’s and of the same office go together', async () => {
  const [north, south] = [await office(), await office()];
  const [kept, other] = [await person(north), await person(north)];
  await owner.query('update assignment set to_at = now() where participant_id = $1', [other]);
  await owner.query(
    `with l as (insert into person_link (programme_id, kept_id, other_id, sealed, asked_by, widens, from_at)
       select programme_id, $1, $2, '', $3, false, now() from participant where id = $1)
     update participant set merged_into = $1 where id = $2`,
    [kept, other, whole.staffId],
  );
  const moved = await move(ask(north, south, { people: [kept] }));
  expect(moved.body.people).toEqual([kept, other].sort());
});

test('PPL-27 an undecided time of yesterday goes along, also where the other office was full then', async () => {
  const [north, south] = [await office(), await office({ capacity: 1 })];
  const [a, b] = [await person(north), await person(south)];
  for (const [id, at] of [
    [a, north],
    [b, south],
  ] as const) {
    await scheduled(id, at);
    await book(id);
    await owner.query(
      `update check_in set slot_at = slot_at - interval '30 days', due_on = due_on - 30, window_from = window_from - 30, window_to = window_to - 30
       where participant_id = $1 and status = 'booked'`,
      [id],
    );
  }
  expect((await preview(ask(north, south))).follows.checkIns).toMatchObject({ late: 1, sameTime: 0 });
  expect((await move(ask(north, south))).status).toBe(201);
  expect((await checkInsOf(a))[0]).toMatchObject({ office: south.id, status: 'booked' });
});
