import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { insertStaff } from '../../database/testing-records.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import { holding, untilWaiting } from '../testing/in-the-middle.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [north, south] = [await office('North'), await office('South')];
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const ofNorth = await signInAs(system, admin, ['supervisor'], 'north@example.org', { office: 'North' });
const officer = (name: string, more: object = {}) =>
  signInAs(system, admin, ['case-officer'], `${name}@example.org`, more);
const [ana, ben, nora] = [
  await officer('ana'),
  await officer('ben'),
  await officer('nora', { office: 'North' }),
];

let made = 0;
async function person(of: string, at: string | null): Promise<string> {
  made += 1;
  // Numbers alone would be endings of each other; names that sound alike would be doubles.
  const reference = `${String.fromCharCode(65 + made)}-case-${made}`;
  const name = `${'bdfgklmnprst'[made % 12]}ora${'bdfgklmnprst'[Math.floor(made / 12) % 12]}i`;
  const doubles = await whole.post('/api/register/doubles', { names: [name], identifiers: [reference] });
  const doublesSeen = doubles.body.people.map(({ id }: { id: string }) => id);
  const given = { reference, name, office: at, officer: of, doublesSeen };
  const answer = await whole.post('/api/register', given);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer.body.participant.id;
}
const officerOf = async (id: string): Promise<string | undefined> => {
  const { rows } = await owner.query(
    `select staff_id from supervision where participant_id = $1 and role = 'case-officer' and to_at is null`,
    [id],
  );
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows[0]?.staff_id;
};
const preview = async (asked: object, who = whole) =>
  (await who.post('/api/caseload-moves/preview', asked)).body;
const move = async (asked: object, who = whole) => {
  const { plan } = await preview(asked, who);
  return who.post('/api/caseload-moves', { ...asked, plan, reason: 'Ana leaves' });
};
const sizes = async () => {
  const { body } = await whole.get('/api/caseloads');
  const sizeOf = (id: string): number =>
    body.officers.find((one: { id: string }) => one.id === id)?.people ?? 0;
  return [ana, ben, nora].map(({ staffId }) => sizeOf(staffId));
};

test('PPL-18 PPL-19 PPL-20 a caseload is previewed, moved whole with an audit entry each, and moved back', async () => {
  const people = [
    await person(ana.staffId, north),
    await person(ana.staffId, south),
    await person(ana.staffId, null),
  ];
  const other = await person(ben.staffId, north);
  const asked = { from: ana.staffId, to: ben.staffId };
  const seen = await preview(asked);
  expect(seen).toMatchObject({
    ...{ moves: 3, stays: 0, notTheirs: 0, beyond: 0 },
    from: { before: 3, after: 0 },
    to: { before: 1, after: 4 },
  });
  expect(seen.moving.map(({ person: { id } }: { person: { id: string } }) => id).sort()).toEqual(
    [...people].sort(),
  );
  expect(await sizes()).toEqual([3, 1, 0]);
  const moved = await move(asked);
  expect(moved.status).toBe(201);
  expect(await Promise.all(people.map(officerOf))).toEqual(people.map(() => ben.staffId));
  const { rows } = await owner.query(
    `select participant_id, entity, entity_id, request_id, after from audit_entry where action = 'supervision.moved'`,
  );
  expect(rows.map(({ participant_id }) => participant_id).sort()).toEqual([...people].sort());
  for (const row of rows) {
    const key = keyring.create(row.participant_id);
    const identity = `audit_entry/${row.entity}/${row.entity_id}/${row.request_id}/after`;
    expect(unsealJson(key, identity, row.after)).toMatchObject({
      officer: ben.staffId,
      reason: 'Ana leaves',
    });
  }
  // One of them goes on to somebody else: moving back leaves them there.
  const [gone = ''] = people;
  await whole.post(`/api/people/${gone}/supervision`, {
    kind: 'staff',
    staff: nora.staffId,
    role: 'case-officer',
  });
  const undone = await whole.post(`/api/caseload-moves/${moved.body.id}/undo`);
  expect(undone.body).toMatchObject({ stayed: 1, people: expect.arrayContaining(people.slice(1)) });
  expect(await Promise.all([...people, other].map(officerOf))).toEqual([
    nora.staffId,
    ana.staffId,
    ana.staffId,
    ben.staffId,
  ]);
  expect(await whole.post(`/api/caseload-moves/${moved.body.id}/undo`)).toMatchObject({ status: 409 });
  const { moves } = (await whole.get('/api/caseload-moves')).body;
  expect(moves).toMatchObject([
    { undoes: moved.body.id, people: 2 },
    { id: moved.body.id, undone: expect.any(String) },
  ]);
});

test('PPL-18 by office, by a chosen list, and not to where the receiver’s role does not hold', async () => {
  const [a, b] = [await person(ana.staffId, north), await person(ana.staffId, south)];
  const to = { from: ana.staffId, to: nora.staffId };
  expect(await preview({ ...to, people: [a, b, ben.staffId] })).toMatchObject({
    ...{ moves: 1, stays: 1, notTheirs: 1 },
    moving: [{ person: { id: a } }],
    staying: [{ person: { id: b }, office: 'South' }],
  });
  expect(await preview({ ...to, people: [a, b], acrossOffices: true })).toMatchObject({ moves: 2, stays: 0 });
  expect((await move({ ...to, office: south, acrossOffices: true, people: [a, b] })).body.people).toEqual([
    b,
  ]);
  expect([await officerOf(a), await officerOf(b)]).toEqual([ana.staffId, nora.staffId]);
});

test('PPL-18 who is away is shown before anybody moves to them', async () => {
  const from = new Date(Date.now() + 3_600_000).toISOString();
  const to = new Date(Date.now() + 7_200_000).toISOString();
  await whole.post('/api/absences', { staff: ben.staffId, standIn: ana.staffId, from, to });
  const seen = await preview({ from: ana.staffId, to: ben.staffId });
  expect(seen.absences).toMatchObject([{ staff: { id: ben.staffId }, standIn: { id: ana.staffId } }]);
});

test('PPL-19 what changed since the preview moves nobody, and two moves at once move everybody once', async () => {
  await person(ana.staffId, north);
  const asked = { from: ana.staffId, to: ben.staffId };
  const { plan } = await preview(asked);
  const late = await person(ana.staffId, north);
  const commit = (over: object) =>
    whole.post('/api/caseload-moves', { ...asked, plan, reason: 'Ana leaves', ...over });
  expect(await commit({})).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(await officerOf(late)).toBe(ana.staffId);
  const again = (await preview(asked)).plan;
  const both = await Promise.all([commit({ plan: again }), commit({ plan: again })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await officerOf(late)).toBe(ben.staffId);
});

test('PPL-19 a supervisor moves people of their own offices alone; officers and administrators move nobody', async () => {
  const [mine, theirs] = [await person(ana.staffId, north), await person(ana.staffId, south)];
  const asked = { from: ana.staffId, to: ben.staffId };
  const seen = await preview(asked, ofNorth);
  expect(JSON.stringify(seen)).not.toContain(theirs);
  expect(seen.beyond).toBeGreaterThan(0);
  expect((await move(asked, ofNorth)).body.people).toContain(mine);
  expect([await officerOf(mine), await officerOf(theirs)]).toEqual([ben.staffId, ana.staffId]);
  for (const who of [ana, admin])
    expect((await who.post('/api/caseload-moves/preview', asked)).status).toBe(403);
});

test('PPL-18 only who may be an officer receives, a leaver’s people go on, and nothing goes back to a leaver', async () => {
  const leaver = await officer('leaver');
  const id = await person(leaver.staffId, north);
  await admin.post(`/api/staff/${leaver.staffId}/end`);
  const moved = await move({ from: leaver.staffId, to: ben.staffId });
  expect(moved.body.people).toEqual([id]);
  expect((await whole.post(`/api/caseload-moves/${moved.body.id}/undo`)).body.code).toBe('has-left');
  const attorney = await signInAs(system, admin, ['attorney']);
  const ask = (to: string) => whole.post('/api/caseload-moves/preview', { from: ben.staffId, to });
  expect((await ask(attorney.staffId)).body.code).toBe('role-missing');
  expect((await ask(leaver.staffId)).body.code).toBe('role-missing');
  expect((await ask(ben.staffId)).body.code).toBe('same-officer');
});

test('PPL-19 thousands move in one step', async () => {
  const { rows } = await owner.query('select id as programme from programme');
  const programme = rows[0].programme;
  const from = await insertStaff(system.database, programme, 'Many');
  const many = 2_000;
  const { rows: people } = await owner.query(
    `with made as (insert into participant (programme_id, reference, office_id, sealed)
       select $1, 'many-' || n, $2, '' from generate_series(1, $4) n returning id)
     insert into supervision (programme_id, participant_id, staff_id, role, from_at)
       select $1, id, $3, 'case-officer', now() - interval '1 day' from made returning participant_id as id`,
    [programme, north, from, many],
  );
  keyring.createAll(people.map(({ id }) => id));
  // As the preview names it; their records are empty, so that no name is opened and two thousand are made quickly.
  const ids = people.map(({ id }) => id).sort();
  const plan = createHash('sha256')
    .update(JSON.stringify([from, ben.staffId, ids]))
    .digest('base64url');
  const answer = await whole.post('/api/caseload-moves', {
    ...{ from, to: ben.staffId, plan, reason: 'A whole caseload at once' },
  });
  expect(answer.status).toBe(201);
  expect(answer.body.people).toHaveLength(many);
  const { rows: after } = await owner.query(
    `select count(*)::int as moved, (select count(*)::int from audit_entry where action = 'supervision.moved' and participant_id = any($2)) as audited
     from supervision where staff_id = $1 and to_at is null and participant_id = any($2)`,
    [ben.staffId, ids],
  );
  expect(after).toEqual([{ moved: many, audited: many }]);
});

/** Two records of one office and one officer, so that one word makes them one person's. */
async function twoRecords(): Promise<[string, string]> {
  const [kept, other] = [await person(ana.staffId, north), await person(ana.staffId, north)];
  return [kept, other];
}
const merge = (kept: string, other: string) =>
  whole.post(`/api/people/${kept}/merges`, { other, reason: 'The same fingerprint card' });

test('PPL-19 PPL-21 a move waits for a merge in the middle, and takes both records of the person along', async () => {
  const [kept, other] = await twoRecords();
  expect((await merge(kept, other)).body.inForce).toBe(true);
  const asked = { from: ana.staffId, to: ben.staffId, people: [kept] };
  expect(await preview(asked)).toMatchObject({ moves: 2, notTheirs: 0 });
  const [third, fourth] = await twoRecords();
  const alone = { from: ana.staffId, to: ben.staffId, people: [third] };
  const { plan } = await preview(alone);
  let moving: ReturnType<typeof whole.post> | undefined;
  await holding(owner, third, async (client) => {
    moving = whole.post('/api/caseload-moves', { ...alone, plan, reason: 'Ana leaves' });
    await untilWaiting(owner);
    // What the merge in the middle writes.
    await client.query(
      `insert into person_link (programme_id, kept_id, other_id, sealed, asked_by, widens, from_at)
       select programme_id, $1, $2, '', $3, false, now() from participant where id = $1`,
      [third, fourth, whole.staffId],
    );
  });
  // It would be another move by now: nobody goes, and nobody sees the one by the other.
  expect(await moving).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect([await officerOf(third), await officerOf(fourth)]).toEqual([ana.staffId, ana.staffId]);
});

test('PPL-21 a merge waits for a move in the middle, and then takes a second person where it would let somebody see more', async () => {
  const [kept, other] = await twoRecords();
  let merging: ReturnType<typeof whole.post> | undefined;
  await holding(owner, other, async (client) => {
    merging = merge(kept, other);
    await untilWaiting(owner);
    // What a move in the middle writes.
    await client.query('update supervision set staff_id = $2 where participant_id = $1 and to_at is null', [
      other,
      ben.staffId,
    ]);
  });
  expect((await merging)?.body).toMatchObject({ inForce: false });
});

test('PPL-20 PPL-21 a move is taken back with a record that became the person’s since: no officer is let see the other by it', async () => {
  const [kept] = await twoRecords();
  const other = await person(ben.staffId, north);
  const moved = await move({ from: ana.staffId, to: ben.staffId, people: [kept] });
  expect((await merge(kept, other)).body).toMatchObject({ inForce: true });
  const undone = await whole.post(`/api/caseload-moves/${moved.body.id}/undo`);
  expect(undone.body).toMatchObject({ people: [kept, other].sort(), stayed: 0 });
  expect([await officerOf(kept), await officerOf(other)]).toEqual([ana.staffId, ana.staffId]);
});
