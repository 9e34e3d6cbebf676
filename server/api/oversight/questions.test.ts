import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { policy } from '../../access/policy.ts';
import { transaction } from '../../database/connect.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import { countFigures } from '../../figures/count-figures.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import { routes } from '../routes.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const people: Record<string, string> = {};
let supervisor: Client & { staffId: string };
let second: Client & { staffId: string };
let officer: Client;
let auditor: Client & { staffId: string };
let ofOffice: Client & { staffId: string };
let programme = '';

beforeAll(async () => {
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  supervisor = await signInAs(system, admin, ['supervisor'], 'one@example.org');
  second = await signInAs(system, admin, ['supervisor'], 'two@example.org');
  officer = await signInAs(system, admin, ['case-officer']);
  auditor = await signInAs(system, admin, ['auditor']);
  await admin.post('/api/offices', { name: 'Whole' });
  ofOffice = await signInAs(system, admin, ['auditor'], 'of-office@example.org', { office: 'Whole' });
  for (const [at, reference] of ['Q-1', 'Q-2', 'Q-3', 'Q-4'].entries()) {
    const line = lineOf(reference, { device: { id: `35765305121${6000 + at}` } });
    const answer = await supervisor.post('/api/enrolments', line);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    people[reference] = answer.body.participant.id;
  }
  await owner.query(
    `insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at)
     select programme_id, id, current_date - case when reference = 'Q-1' then 10 else -10 end, 'interval', 'ankle', '2026-01-01', now()
     from participant where reference in ('Q-1', 'Q-2')`,
  );
  await owner.query(
    `update supervision_order set status = 'ended', ended_as = 'expired', ended_at = now() - interval '5 days' where participant_id = $1`,
    [people['Q-2']],
  );
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  const key = keyring.create(people['Q-3'] ?? '');
  const [stepUp, review] = [randomUUID(), randomUUID()];
  const words = { reason: 'three missed hearings', told: 'as it was told' };
  await owner.query(
    `insert into step_up (id, programme_id, participant_id, from_tier, to_tier, clause_id, asked_by, decided_at, decided_by, decision, sealed)
     select $1, p.programme_id, p.id, 'phone', 'ankle', l.id, $3, now(), $4, 'approved', $5
     from participant p join order_clause l on l.programme_id = p.programme_id where p.id = $2 order by l.id limit 1`,
    [
      ...[stepUp, people['Q-3'], supervisor.staffId, second.staffId],
      sealRow(key, 'step_up', stepUp, { ...words, lesserMeans: 'reminders', note: null }),
    ],
  );
  // Whether two accounts are one person's is asked within a programme.
  const { rows: programmes } = await owner.query<{ id: string }>('select id from programme');
  programme = programmes[0]?.id ?? '';
  await transaction(owner, { 'attend.programme': programme }, (client) =>
    client.query(
      `insert into review (id, programme_id, participant_id, due_on, cause, tier, tier_since, looked_at, decided_at, decided_by, decision, tier_to, step_up_id, sealed)
     select $1, programme_id, id, current_date, 'interval', 'phone', '2026-01-01', now(), now(), $3, 'step-up', 'ankle', $4, $5 from participant where id = $2`,
      [
        ...[review, people['Q-3'], second.staffId, stepUp],
        sealRow(key, 'review', review, { ...words, facts: null }),
      ],
    ),
  );
  keyring.close();
  await owner.query(
    `insert into alert (programme_id, participant_id, assignment_id, kind, severity, from_at, raised_at, status, closed_at, acknowledged_at)
     select p.programme_id, p.id, a.id, k.kind, 'high', now() - interval '3 days', now() - k.ago, k.status,
       case k.status when 'closed' then now() end, case k.status when 'acknowledged' then now() end
     from participant p join assignment a on a.participant_id = p.id,
       (values ('silent', interval '2 days', 'new'), ('tamper', interval '2 days', 'closed'), ('sos', interval '2 days', 'acknowledged'),
         ('no-position', interval '1 hour', 'new')) k (kind, ago, status)
     where p.reference = 'Q-4'`,
  );
  // One that is lost, one that came from nowhere, one whose wearer's time ended, one long on its way.
  await owner.query(`update assignment set to_at = now() - interval '9 days' where participant_id = $1`, [
    people['Q-4'],
  ]);
  for (const identifier of ['D-lost', 'D-nowhere'])
    await owner.query(
      `insert into device (programme_id, protocol, identifier, technology) select id, 'laipac', $1, 'ankle' from programme`,
      [identifier],
    );
  await owner.query(
    `insert into device_place (programme_id, device_id, kind, from_at, why) select programme_id, id, 'lost', now() - interval '1 day', 'lost' from device where identifier = 'D-lost'`,
  );
});

const countsOf = async (client: Client) => {
  const { status, body } = await client.get('/api/oversight/questions');
  expect(status, JSON.stringify(body)).toBe(200);
  return Object.fromEntries(
    [...body.questions, ...body.devices].map(({ kind, count }: { kind: string; count: number }) => [
      kind,
      count,
    ]),
  );
};
const looked = async (person = '') =>
  (
    await owner.query(
      `select from access_record where staff_id = $1 and participant_id = $2 and what = 'questions of oversight'`,
      [auditor.staffId, person],
    )
  ).rowCount;

test('OVR-6 an auditor’s questions stand ready as counts, and counting looks at nobody', async () => {
  expect(await countsOf(auditor)).toEqual({
    ...{ 'past-review': 1, 'past-order': 1, 'stepped-up': 1, 'never-looked-at': 2 },
    ...{ lost: 1, 'long-in-transit': 0, nowhere: 1, 'not-collected': 1 },
  });
  const { rowCount } = await owner.query(`select from access_record where staff_id = $1`, [auditor.staffId]);
  expect(rowCount).toBe(0);
  expect((await officer.get('/api/oversight/questions')).status).toBe(403);
});

test('RVW-16 an auditor’s counts are what was counted last, and say when; a list is what is so now', async () => {
  const countedAt = Date.now();
  await countFigures(owner, () => countedAt);
  await owner.query('update review set due_on = due_on + 3650 where participant_id = $1', [people['Q-1']]);
  const { body } = await auditor.get('/api/oversight/questions');
  expect(Date.parse(body.countedAt)).toBe(countedAt);
  expect((await countsOf(auditor))['past-review']).toBe(1);
  expect((await auditor.get('/api/oversight/questions/past-review')).body.lines).toEqual([]);
  await owner.query('update review set due_on = due_on - 3650 where participant_id = $1', [people['Q-1']]);
  await owner.query('delete from standing_figure');
  expect((await auditor.get('/api/oversight/questions')).body.countedAt).toBeNull();
});

test.each([
  ['past-review', 'Q-1', { tier: 'ankle', to: null, reason: null }],
  ['past-order', 'Q-2', { tier: 'ankle', at: expect.any(String) }],
  [
    'stepped-up',
    'Q-3',
    {
      tier: 'phone',
      to: 'ankle',
      reason: 'three missed hearings',
      by: ['Test supervisor', 'Test supervisor'],
    },
  ],
  ['never-looked-at', 'Q-4', { alert: expect.stringMatching(/^(silent|tamper)$/) }],
])('OVR-7 whom %s concerns is a list with why, and each is looked at', async (kind, reference, line) => {
  expect(await looked(people[reference])).toBe(0);
  const { status, body } = await auditor.get(`/api/oversight/questions/${kind}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(
    new Set(body.lines.map((one: { participant: { reference: string } }) => one.participant.reference)),
  ).toEqual(new Set([reference]));
  expect(body.lines[0]).toMatchObject(line);
  expect(body.next).toBeNull();
  expect(await looked(people[reference])).toBe(1);
});

test('OVR-7 whoever sees everybody and whoever sees an office are told the same of it, though they are found differently', async () => {
  await owner.query(`update participant set office_id = (select id from office where name = 'Whole')`);
  const named = async (client: Client) =>
    (await client.get('/api/oversight/questions/past-order')).body.lines.map(
      (one: { participant: { reference: string } }) => one.participant.reference,
    );
  expect(await named(auditor)).toEqual(['Q-2']);
  expect(await named(ofOffice)).toEqual(['Q-2']);
  const found = (by: { staffId: string }) =>
    transaction(
      system.database.pool('app'),
      { 'attend.programme': programme, 'attend.staff': by.staffId },
      async (client) =>
        (await client.query('select from past_order_people($1, $2, 10)', ['', people['Q-1']])).rowCount,
    );
  expect(await found(auditor)).toBe(1);
  expect(await found(ofOffice)).toBe(0);
});

test('OVR-8 devices that are unaccounted for are equipment, and say nothing of who had them', async () => {
  const listOf = async (kind: string) => (await auditor.get(`/api/oversight/devices/${kind}`)).body.devices;
  expect(await listOf('lost')).toMatchObject([{ identifier: 'D-lost', technology: 'ankle' }]);
  expect(await listOf('nowhere')).toMatchObject([{ identifier: 'D-nowhere', since: null }]);
  expect(await listOf('not-collected')).toMatchObject([
    { identifier: '357653051216003', since: expect.any(String) },
  ]);
  expect(await listOf('long-in-transit')).toEqual([]);
  expect(JSON.stringify(await listOf('not-collected'))).not.toContain('Q-4');
  expect((await auditor.get('/api/oversight/devices/none-such')).status).toBe(400);
});

test('OVR-9 auditors read, and write nothing but an address of their own calendar and a complaint that they take down', () => {
  const theirs = routes.filter(
    ({ permission, method }) =>
      method !== 'GET' && Object.keys(policy.auditor).some((granted) => granted === permission),
  );
  expect(theirs.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'DELETE /api/calendar-feeds/{id}',
    'POST /api/calendar-feeds',
    'POST /api/calendar-feeds/{id}/renew',
    'POST /api/complaints',
  ]);
});
