import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { withOrders } from './testing.ts';

const { owner, officer, supervisor, inDays, enrol, ordersOf, orderOf, did, command, live, planOf } =
  await withOrders();

test('ORD-7 ORD-26 a zone needs its clause, a closed outline, and a beginning that is not past', async () => {
  const person = await enrol('OR-10');
  await live(person, 'O-10');
  const circle = { center: [-80.2, 25.8], radius: 200 };
  const zone = { kind: 'exclusion-zone', name: 'The shop', area: circle, from: inDays(1) };
  const set = (over: object) => officer.post(`/api/people/${person}/conditions`, { ...zone, ...over });
  const made = did(await set({}));
  expect((await planOf(person)).case.conditions).toMatchObject([
    { id: 'z1', kind: 'exclusion-zone', area: circle },
  ]);
  const refused = await set({ kind: 'inclusion-zone' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'clause-missing' } });
  expect(refused.body.detail).toContain('inclusion-zone');
  expect((await set({ to: inDays(900) })).body).toMatchObject({
    code: 'clause-too-short',
    fields: [{ path: 'body.to' }],
  });
  expect((await set({ from: inDays(-2) })).body.code).toBe('in-the-past');
  const bow = [
    [-80, 25],
    [-79, 26],
    [-79, 25],
    [-80, 26],
    [-80, 25],
  ];
  expect((await set({ area: { type: 'Polygon', coordinates: [bow] } })).body).toMatchObject({
    code: 'bad-area',
    detail: 'the ring crosses itself',
    fields: [{ path: 'body.area.coordinates.0' }],
  });
  const end = { revision: 1, reason: 'the shop has closed' };
  did(await officer.post(`/api/conditions/${made.body.condition}/end`, end));
  expect((await planOf(person)).case.conditions).toEqual([]);
});

test('ORD-18 ORD-19 ORD-27 an exception is asked for, granted and taken back, and each reaches the gateways', async () => {
  const person = await enrol('OR-11');
  await live(person, 'O-11');
  const timetable = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '21:00', end: '06:00' }];
  const curfew = { kind: 'curfew', area: { center: [-80.2, 25.8], radius: 100 }, from: inDays(0), timetable };
  const made = did(await officer.post(`/api/people/${person}/conditions`, curfew));
  const { condition } = made.body;
  const ask = (over: object = {}) =>
    officer.post(`/api/conditions/${condition}/exceptions`, {
      ...{ from: inDays(3), to: inDays(4), reason: 'a night shift' },
      ...over,
    });
  const exceptions = async () => (await planOf(person)).case.conditions[0]?.exceptions ?? [];
  const asked = did(await ask());
  expect(await exceptions()).toEqual([]);
  const before = (await planOf(person)).planVersion;
  const decide = (exception: string, body: object) =>
    officer.post(`/api/exceptions/${exception}/decision`, body);
  const grant = { revision: 1, decision: 'granted', reason: 'the employer wrote' };
  did(await decide(asked.body.exception, grant));
  expect(await exceptions()).toMatchObject([{ reason: 'a night shift' }]);
  expect((await planOf(person)).planVersion).toBeGreaterThan(before);
  expect((await decide(asked.body.exception, grant)).status).toBe(409);
  const refused = did(await ask({ from: inDays(5), to: inDays(6) }));
  did(
    await decide(refused.body.exception, { revision: 1, decision: 'refused', reason: 'no shift that day' }),
  );
  const begun = did(await ask({ from: inDays(-1), to: inDays(1), grant: true }));
  const back = { revision: 1, reason: 'the shift was called off' };
  did(await officer.post(`/api/exceptions/${begun.body.exception}/withdraw`, back));
  const [first] = await exceptions();
  expect(first?.to).toBeLessThanOrEqual(Date.now());
  expect(await exceptions()).toHaveLength(2);
  expect((await ask({ from: inDays(-3), to: inDays(-2) })).body).toMatchObject({
    code: 'bad-exception',
    fields: [{ path: 'body.to' }],
  });
  const [order] = await ordersOf(person);
  expect(order.conditions[0].exceptions.map(({ status }: { status: string }) => status)).toEqual([
    'refused',
    'granted',
    'granted',
  ]);
});

test('ORD-17 the coming week of a timetable is shown before it is asked of anybody', async () => {
  const timetable = [{ days: ['sat'], start: '20:00', end: '08:00' }];
  const asked = { timezone: 'America/New_York', from: '2026-03-03T12:00:00Z', timetable };
  const week = did(await officer.post('/api/curfew-preview', asked));
  // The night in which the clocks go forward.
  expect(week.body.windows).toEqual([
    { from: '2026-03-08T01:00:00Z', to: '2026-03-08T12:00:00Z', free: false },
  ]);
  expect((await officer.post('/api/curfew-preview', { ...asked, timezone: 'Nowhere/At_All' })).status).toBe(
    400,
  );
});

test('ORD-24 an order that ends takes authority, conditions and schedules with it from that instant', async () => {
  const person = await enrol('OR-12');
  const id = await live(person, 'O-12');
  const zone = { kind: 'exclusion-zone', area: { center: [-80.2, 25.8], radius: 200 }, from: inDays(0) };
  did(await officer.post(`/api/people/${person}/conditions`, zone));
  const { rowCount } = await owner.query(
    `insert into check_in_schedule (programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after,
       made_until, created_by)
     select l.programme_id, $1, l.id, f.id, 'office', 'weeks-4', current_date, 3, 3, current_date, $2
     from order_clause l join order_version v on v.id = l.order_version_id, office f where v.order_id = $3 and l.kind = 'check-ins'`,
    [person, officer.staffId, id],
  );
  expect(rowCount).toBe(1);
  const before = await planOf(person);
  did(await command(officer, person, id, 'end', { as: 'revoked', reason: 'the court took it back' }));
  const after = await planOf(person);
  expect(after.planVersion).toBeGreaterThan(before.planVersion);
  expect(after.case.authority[0]?.to).toBeLessThanOrEqual(Date.now());
  expect(after.case.conditions.every(({ to }) => to !== null && to <= Date.now())).toBe(true);
  const { rows } = await owner.query(
    'select count(*)::int as n from check_in_schedule where participant_id = $1 and ended_at is null',
    [person],
  );
  expect(rows).toEqual([{ n: 0 }]);
  expect(await orderOf(person, id)).toMatchObject({
    status: 'ended',
    endedAs: 'revoked',
    endReason: 'the court took it back',
  });
  expect((await command(officer, person, id, 'amend')).body.code).toBe('already-decided');
});

test('ORD-23 evidence of harm asks for a review at once, first of all that waits; ORD-20 a decision sets the next review', async () => {
  const person = await enrol('OR-13');
  const id = await live(person, 'O-13');
  const evidence = 'a sore under the strap, seen by Dr. Ruiz';
  did(await command(officer, person, id, 'medical-evidence', { evidence }));
  const { body } = did(await officer.get('/api/orders-to-decide'));
  expect(body.prompts[0]).toMatchObject({ kind: 'medical', evidence, participant: { reference: 'OR-13' } });
  const review = body.prompts.find(
    (one: { kind: string; order: { id: string } }) => one.kind === 'review' && one.order.id === id,
  );
  const decide = (given: object) => officer.post(`/api/order-prompts/${review.id}/decision`, given);
  expect((await decide({ decision: 'stay', note: 'still needed' })).body).toMatchObject({
    code: 'bad-review',
    fields: [{ path: 'body.nextReviewAt' }],
  });
  did(await decide({ decision: 'stay', note: 'still needed', nextReviewAt: inDays(80) }));
  const { prompts } = await orderOf(person, id);
  const reviews = prompts.filter(({ kind }: { kind: string }) => kind === 'review');
  expect(reviews).toMatchObject([
    { decision: null },
    { decision: 'stay', note: 'still needed', atRisk: null },
  ]);
});

test('ORD-25 imported orders wait until a supervisor has looked at them', async () => {
  const made = await officer.post('/api/enrolments', lineOf('OR-14'));
  const person: string = made.body.participant.id;
  const waits = async () => {
    const { orders } = (await supervisor.get('/api/imported-orders')).body;
    return orders.some((one: { participant: { id: string } }) => one.participant.id === person);
  };
  expect(await waits()).toBe(true);
  const [{ id }] = await ordersOf(person);
  expect((await command(officer, person, id, 'looked-at')).status).toBe(403);
  did(await command(supervisor, person, id, 'looked-at'));
  expect(await waits()).toBe(false);
});

test('ORD-28 a file of zones is read and not kept, with what could not be read in it', async () => {
  const corners = '-80.2,25.7 -80.1,25.7 -80.1,25.8 -80.2,25.7';
  const text = `<kml><Placemark><name>Yard</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${corners}</coordinates></LinearRing>
    </outerBoundaryIs></Polygon></Placemark><Placemark><name>Line</name></Placemark></kml>`;
  const read = did(await officer.post('/api/zone-files', { format: 'kml', text }));
  expect(read.body).toMatchObject({
    zones: [{ name: 'Yard' }],
    faults: [{ feature: 'Line', field: 'Polygon' }],
  });
});
