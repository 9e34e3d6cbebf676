import { expect, test } from 'vitest';
import { openRow } from '../../database/repositories/sealed.ts';
import { insertPoint, insertReplyOf } from '../../messages/testing/points.ts';
import { withOrders } from '../orders/testing.ts';
import { signInAs } from '../testing/start.ts';

const { system, owner, keyring, admin, officer, supervisor, inDays, enrol, did, live, planOf } =
  await withOrders();
const provider = did(await admin.post('/api/providers', { name: 'Careful Works' })).body.id;
const caller = await signInAs(system, admin, ['monitoring-worker'], 'caller@example.org', {
  provider: 'Careful Works',
});
const elsewhere = await signInAs(system, admin, ['case-officer'], 'other@example.org', { office: 'North' });

async function supervised(reference: string): Promise<{ person: string; condition: string }> {
  const person = await enrol(reference);
  await live(person, `O-${reference}`);
  const timetable = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '21:00', end: '06:00' }];
  const curfew = { kind: 'curfew', area: { center: [-80.2, 25.8], radius: 100 }, from: inDays(0), timetable };
  const made = did(await officer.post(`/api/people/${person}/conditions`, curfew));
  did(await supervisor.post(`/api/people/${person}/supervision`, { kind: 'provider', provider }));
  return { person, condition: made.body.condition };
}
const byTelephone = { asker: 'employer', way: 'telephone', receivedOn: inDays(-1).slice(0, 10) };
const wish = (over: object = {}) => ({
  ...{ from: inDays(3), to: inDays(4), reason: 'the night shift, says the foreman', asked: byTelephone },
  ...over,
});
const request = (condition: string, over: object = {}, by: typeof officer = officer) =>
  by.post(`/api/conditions/${condition}/exception-requests`, wish(over));
const requestsOf = async (person: string, by: typeof officer = officer) =>
  (await by.get(`/api/people/${person}/exception-requests`)).body.requests;
const decide = (id: string, body: object, by: typeof officer = officer) =>
  by.post(`/api/exceptions/${id}/decision`, { revision: 1, reason: 'the employer wrote', ...body });
const needsOf = async (person: string, by: typeof officer = officer) =>
  (await by.get('/api/today/requests')).body.needs
    .filter(({ participant }: { participant: { id: string } }) => participant.id === person)
    .map(({ kind, words }: { kind: string; words: string }) => [kind, words]);
const freed = async (person: string) => (await planOf(person)).case.conditions[0]?.exceptions ?? [];
async function toldTo(person: string): Promise<{ template: string; text: string }[]> {
  const { rows } = await owner.query(
    'select id, template, sealed from message where participant_id = $1 order by created_at, id',
    [person],
  );
  return rows.map(({ id, template, sealed }) => ({
    ...{ template, text: openRow(keyring.create(person), 'message', id, sealed).text },
  }));
}

test('REQ-1 REQ-2 whoever answers the telephone takes it down, and decides nothing; it waits where officers look', async () => {
  const { person, condition } = await supervised('RQ-1');
  const made = did(await request(condition, {}, caller));
  expect(await freed(person)).toEqual([]);
  expect(await requestsOf(person, caller)).toMatchObject([
    {
      ...{ status: 'asked', late: false, reason: wish().reason, asked: byTelephone, wished: null },
      condition: { reference: 'c1', kind: 'curfew' },
    },
  ]);
  expect(await needsOf(person)).toEqual([['exception-asked', wish().reason]]);
  const { exceptions } = (await officer.get('/api/orders-to-decide')).body;
  expect(exceptions).toContainEqual(expect.objectContaining({ id: made.body.exception }));
  for (const path of ['decision', 'withdraw'])
    expect(
      (await caller.post(`/api/exceptions/${made.body.exception}/${path}`, { revision: 1, ...wish() }))
        .status,
    ).toBe(403);
  expect((await caller.get('/api/today/requests')).status).toBe(403);
  expect(await needsOf(person, elsewhere)).toEqual([]);
  expect((await request(condition, {}, elsewhere)).status).toBe(404);
  expect(await toldTo(person)).toEqual([]);
  const early = { asked: { ...byTelephone, receivedOn: inDays(2).slice(0, 10) } };
  expect((await request(condition, early)).body).toMatchObject({
    code: 'bad-received-day',
    fields: [{ path: 'body.asked.receivedOn' }],
  });
  expect((await request(condition, { asked: null })).status).toBe(400);
});

test('REQ-3 REQ-5 granted for another time, what was asked for stays beside it and the participant is told', async () => {
  const { person, condition } = await supervised('RQ-2');
  const { exception } = did(await request(condition)).body;
  const span = { from: inDays(3), to: inDays(5) };
  const beyond = { decision: 'granted', span: { from: inDays(-9), to: inDays(-8) } };
  expect((await decide(exception, beyond)).body).toMatchObject({ code: 'exception-over' });
  const endless = { decision: 'granted', span: { from: inDays(3), to: inDays(900) } };
  expect((await decide(exception, endless)).body).toMatchObject({
    code: 'bad-exception',
    fields: [{ path: 'body.span.to' }],
  });
  expect((await decide(exception, { decision: 'refused', span })).status).toBe(400);
  did(await decide(exception, { decision: 'granted', span, tell: 'Bring the note of your employer.' }));
  expect(await freed(person)).toMatchObject([{ from: Date.parse(span.from), to: Date.parse(span.to) }]);
  const [row] = await requestsOf(person);
  expect(row).toMatchObject({ status: 'granted', ...span, decisionReason: 'the employer wrote' });
  expect(Date.parse(row.wished.to)).toBeLessThan(Date.parse(span.to));
  const [told, ...more] = await toldTo(person);
  expect(more).toEqual([]);
  expect(told?.template).toBe('exception-granted');
  expect(told?.text).toContain('Bring the note of your employer.');
  expect(told?.text).toMatch(/not the time that was asked for|No es el tiempo que se pidió/);
  expect(told?.text).not.toContain('the employer wrote');
  // The curfew holds again, and they hear from when.
  const back = { revision: 2, reason: 'the shift was called off' };
  did(await officer.post(`/api/exceptions/${exception}/withdraw`, back));
  expect((await toldTo(person)).map(({ template }) => template)).toEqual([
    'exception-granted',
    'exception-taken-back',
  ]);
});

test('REQ-4 REQ-5 what nobody answered in time is late, stays in sight, and can then only be refused', async () => {
  const { person, condition } = await supervised('RQ-3');
  const { exception } = did(await request(condition)).body;
  const move = (from: string, to: string) =>
    owner.query(
      `update condition_exception set from_at = now() + $2::interval, to_at = now() + $3::interval where id = $1`,
      [exception, from, to],
    );
  await move('-1 hour', '1 hour');
  expect(await needsOf(person)).toEqual([['exception-late', wish().reason]]);
  expect(await requestsOf(person)).toMatchObject([{ late: true }]);
  await move('-3 days', '-2 days');
  expect(await freed(person)).toEqual([]);
  expect(await needsOf(person)).toEqual([['exception-late', wish().reason]]);
  expect((await decide(exception, { decision: 'granted' })).body.code).toBe('exception-over');
  did(await decide(exception, { decision: 'refused', reason: 'nobody saw it in time' }));
  expect(await needsOf(person)).toEqual([]);
  expect((await decide(exception, { decision: 'refused' })).status).toBe(409);
  expect((await toldTo(person)).map(({ template }) => template)).toEqual(['exception-refused']);
});

test('REQ-5 one that was asked for and is withdrawn before anybody answered tells nobody anything', async () => {
  const { person, condition } = await supervised('RQ-4');
  const { exception } = did(await request(condition)).body;
  did(await officer.post(`/api/exceptions/${exception}/withdraw`, { revision: 1, reason: 'not needed' }));
  expect(await toldTo(person)).toEqual([]);
  expect(await needsOf(person)).toEqual([]);
});

test('REQ-6 a text message is made a request with its words, and is seen to by that; of nobody else', async () => {
  const { person, condition } = await supervised('RQ-5');
  const other = await supervised('RQ-6');
  const { rows } = await owner.query('select programme_id from participant where id = $1', [person]);
  const of = { programmeId: rows[0].programme_id, participantId: person };
  const contact = await insertPoint(owner, keyring, {
    ...{ ...of, staffId: officer.staffId, address: '+13055550171' },
  });
  const text = 'PASS tomorrow night, my mother is in hospital';
  const said = { meaning: 'other' as const, message: null, text };
  const reply = await insertReplyOf(owner, keyring, { ...of, contact, ...said });
  const waiting = async () =>
    (await officer.get('/api/today/messages')).body.needs.filter(({ id }: { id: string }) => id === reply);
  expect(await waiting()).toMatchObject([{ kind: 'reply-to-read', words: text }]);
  const asked = { asker: 'participant', way: 'sms', receivedOn: inDays(0).slice(0, 10), reply };
  const late = { ...asked, receivedOn: inDays(-1).slice(0, 10) };
  expect((await request(other.condition, { asked: late })).body).toMatchObject({ code: 'not-found' });
  expect(await requestsOf(other.person)).toEqual([]);
  did(await request(condition, { reason: text, asked: late }));
  expect(await waiting()).toEqual([]);
  expect(await needsOf(person)).toEqual([['exception-asked', text]]);
});

test('REQ-7 the contact log says who asked and how, and apart from that what was decided', async () => {
  const { person, condition } = await supervised('RQ-7');
  const { exception } = did(await request(condition)).body;
  did(await decide(exception, { decision: 'refused', reason: 'no shift on that day' }));
  const { items } = (await officer.get(`/api/people/${person}/log?kind=exception`)).body;
  expect(items).toMatchObject([
    {
      text: `${wish().reason} · no shift on that day`,
      fact: { event: 'decided', status: 'refused', asker: null },
    },
    {
      text: wish().reason,
      fact: { event: 'asked', status: 'asked', condition: 'c1', ...byTelephone },
    },
  ]);
});
