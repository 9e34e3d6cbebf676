import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lineOf } from '../api/enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../api/testing/start.ts';
import { wholeOrder } from '../database/testing-orders.ts';
import { openKeyring } from '../keys/keyring.ts';
import { lookAtDates } from './look-at-dates.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();
/** The clock as the job reads it, some days from now. */
const look = (days: number) => lookAtDates({ pool: owner, keyring, now: () => Date.now() + days * day });

/** An order in force from now for 200 days. */
async function live(reference: string, over: object = {}): Promise<{ person: string; order: string }> {
  const bare = lineOf(reference, { case: { authority: [], conditions: [] } });
  const person: string = (await officer.post('/api/enrolments', bare)).body.participant.id;
  // What an import brings is not what this is about.
  await owner.query(
    `update supervision_order set status = 'ended', ended_as = 'completed', ended_at = now() where participant_id = $1`,
    [person],
  );
  const drawn = await officer.post(`/api/people/${person}/orders`, wholeOrder(reference, over));
  expect(drawn.status, JSON.stringify(drawn.body)).toBe(201);
  const { order } = drawn.body;
  await supervisor.post(`/api/orders/${order}/approve`, { revision: 2, note: 'read and agreed' });
  const served = await officer.post(`/api/orders/${order}/service`, { revision: 3, reference: 'docket 1' });
  expect(served.status, JSON.stringify(served.body)).toBe(200);
  return { person, order };
}
const orderOf = async ({ person, order }: { person: string; order: string }) =>
  (await officer.get(`/api/people/${person}/orders`)).body.orders.find(
    ({ id }: { id: string }) => id === order,
  );
const kindsOf = async (of: { person: string; order: string }) =>
  (await orderOf(of)).prompts.map(({ kind, decision }: { kind: string; decision: string | null }) => [
    kind,
    decision,
  ]);

test('ORD-20 somebody is asked ninety days before a review and an end, once each', async () => {
  const of = await live('LD-1', { reviewAt: inDays(150) });
  await look(0);
  expect(await kindsOf(of)).toEqual([]);
  await look(61);
  expect(await kindsOf(of)).toEqual([['review', null]]);
  await look(111);
  await look(111);
  expect(await kindsOf(of)).toEqual([
    ['order-end', null],
    ['review', null],
  ]);
});

test('ORD-20 ORD-21 the next review is asked for as the last set it; a span at risk stays marked after a later decision', async () => {
  const of = await live('LD-2', { reviewAt: inDays(60) });
  // As if the date had passed two days ago.
  await owner.query(
    `with v as (update order_version set review_at = now() - interval '2 days' where order_id = $1 returning id, review_at)
     update order_prompt q set due_at = v.review_at from v where q.order_version_id = v.id and q.kind = 'review'`,
    [of.order],
  );
  await look(0);
  const [prompt] = (await orderOf(of)).prompts;
  expect(prompt.atRisk).toMatchObject({ to: null });
  const decision = { decision: 'stay', note: 'looked at late', nextReviewAt: inDays(120) };
  const decided = await officer.post(`/api/order-prompts/${prompt.id}/decision`, decision);
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  await look(31);
  const { prompts } = await orderOf(of);
  const reviews = prompts.filter(
    ({ kind, dueAt }: { kind: string; dueAt: string }) =>
      kind === 'review' && Date.parse(dueAt) === Date.parse(decision.nextReviewAt),
  );
  const late = prompts.find(({ id }: { id: string }) => id === prompt.id);
  expect(late).toMatchObject({ decision: 'stay', atRisk: { from: prompt.dueAt, to: late.decidedAt } });
  expect(reviews).toHaveLength(1);
  await expect(
    owner.query('update order_prompt set at_risk_from = null where id = $1', [prompt.id]),
  ).rejects.toThrow('stays marked');
});

test('ORD-22 where nobody decides the order lapses as policy says, and not before', async () => {
  const never = await supervisor.send('PUT', '/api/order-policy', {
    revision: 0,
    lapseDays: null,
    reason: 'at first',
  });
  expect(never.status, JSON.stringify(never.body)).toBe(200);
  const of = await live('LD-3', { reviewAt: inDays(60) });
  await look(120);
  expect(await orderOf(of)).toMatchObject({ status: 'active' });
  await supervisor.send('PUT', '/api/order-policy', { revision: 1, lapseDays: 20, reason: 'twenty days' });
  expect(
    (await supervisor.send('PUT', '/api/order-policy', { revision: 1, lapseDays: 9, reason: 'late' })).status,
  ).toBe(409);
  await look(79);
  expect(await orderOf(of)).toMatchObject({ status: 'active' });
  expect((await look(81)).lapsed).toBe(1);
  expect(await orderOf(of)).toMatchObject({
    status: 'ended',
    endedAs: 'expired',
    endReason: 'nobody decided by the date',
  });
  const { rows } = await owner.query(
    `select operator from audit_entry where action = 'order.lapsed' and entity_id = $1`,
    [of.order],
  );
  expect(rows).toEqual([{ operator: 'dates of orders' }]);
});

test('ORD-24 an order whose last day has passed ends as expired, on that day', async () => {
  const of = await live('LD-4', { to: inDays(30), reviewAt: inDays(30) });
  await look(29);
  expect(await orderOf(of)).toMatchObject({ status: 'active' });
  await look(31);
  const order = await orderOf(of);
  expect(order).toMatchObject({ status: 'ended', endedAs: 'expired' });
  expect(order.endedAt).toBe(order.versions[0].to);
});

test('ORD-20 of a version that a later one replaced nobody is asked any more', async () => {
  const of = await live('LD-5', { reviewAt: inDays(60) });
  const send = async (path: string, body: object = {}) => {
    const { revision } = await orderOf(of);
    const answer = await officer.post(`/api/orders/${of.order}/${path}`, { revision, ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  await send('amend');
  await send('draft', { reviewAt: inDays(40) });
  await send('take-effect');
  const { prompts } = await orderOf(of);
  expect(prompts.map(({ closed }: { closed: boolean }) => closed)).toEqual([true, false]);
});
