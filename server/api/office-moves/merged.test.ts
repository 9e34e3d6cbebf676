import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { holding, untilWaiting } from '../testing/in-the-middle.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
let made = 0;

async function office(): Promise<{ id: string; name: string }> {
  made += 1;
  const name = `Office ${made}`;
  return { id: (await admin.post('/api/offices', { name })).body.id, name };
}
async function person(at: { name: string }): Promise<string> {
  made += 1;
  const reference = `OM-${String.fromCharCode(65 + (made % 26))}${made}`;
  const answer = await whole.post('/api/enrolments', lineOf(reference, { participant: { office: at.name } }));
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body.participant.id;
}
const officeOf = async (id: string): Promise<string> =>
  (await owner.query('select office_id from participant where id = $1', [id])).rows[0].office_id;
const ask = (from: { id: string }, to: { id: string }, over: object = {}) => ({
  ...{ from: from.id, to: to.id, officers: { kind: 'none' } },
  ...over,
});
const preview = async (asked: object) => (await whole.post('/api/office-moves/preview', asked)).body;
const move = async (asked: object) => {
  const { plan } = await preview(asked);
  return whole.post('/api/office-moves', { ...asked, plan, reason: 'The lease is over' });
};
const undo = (id: string) => whole.post(`/api/office-moves/${id}/undo`);

/** Two records of one office that nobody wears a device of, so that one word makes them one person's. */
async function twoRecords(at: { name: string }): Promise<[string, string]> {
  const both: [string, string] = [await person(at), await person(at)];
  await owner.query('update assignment set to_at = now() where participant_id = any($1)', [both]);
  await owner.query(
    `update supervision_order set status = 'ended', ended_at = now(), ended_as = 'completed' where participant_id = $1`,
    [both[1]],
  );
  return both;
}
const merge = (kept: string, other: string) =>
  whole.post(`/api/people/${kept}/merges`, { other, reason: 'The same fingerprint card' });

test('PPL-26 PPL-21 a move between offices waits for a merge in the middle, and moves nobody by a plan of before it', async () => {
  const [north, south] = [await office(), await office()];
  const [kept, other] = await twoRecords(north);
  const asked = ask(north, south, { people: [kept] });
  const { plan } = await preview(asked);
  let moving: ReturnType<typeof whole.post> | undefined;
  await holding(owner, kept, async (client) => {
    moving = whole.post('/api/office-moves', { ...asked, plan, reason: 'The lease is over' });
    await untilWaiting(owner);
    // What the merge in the middle writes.
    await client.query(
      `with l as (insert into person_link (programme_id, kept_id, other_id, sealed, asked_by, widens, from_at)
         select programme_id, $1, $2, '', $3, false, now() from participant where id = $1)
       update participant set merged_into = $1 where id = $2`,
      [kept, other, whole.staffId],
    );
  });
  expect(await moving).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(await Promise.all([kept, other].map(officeOf))).toEqual([north.id, north.id]);
  // Seen again, both go.
  expect((await move(asked)).body.people).toEqual([kept, other].sort());
});

test('PPL-21 PPL-26 a merge waits for a move between offices in the middle, and then takes a second person', async () => {
  const [north, south] = [await office(), await office()];
  const [kept, other] = await twoRecords(north);
  let merging: ReturnType<typeof whole.post> | undefined;
  await holding(owner, other, async (client) => {
    merging = merge(kept, other);
    await untilWaiting(owner);
    // What the move in the middle writes: from now on each of the two offices would see the other’s by it.
    await client.query('update participant set office_id = $2, version = version + 1 where id = $1', [
      other,
      south.id,
    ]);
  });
  const answer = await merging;
  expect(answer?.body, JSON.stringify(answer?.body)).toMatchObject({ inForce: false });
});

test('PPL-28 PPL-26 a move is taken back with a record that became the person’s since: neither office sees the other’s by it', async () => {
  const [north, south] = [await office(), await office()];
  const [kept] = await twoRecords(north);
  const [, other] = await twoRecords(south);
  const moved = await move(ask(north, south, { people: [kept] }));
  expect(moved.status).toBe(201);
  const merged = await merge(kept, other);
  expect(merged.body, JSON.stringify(merged.body)).toMatchObject({ inForce: true });
  expect((await undo(moved.body.id)).body).toMatchObject({ people: [kept, other].sort(), stayed: 0 });
  expect(await Promise.all([kept, other].map(officeOf))).toEqual([north.id, north.id]);
});
