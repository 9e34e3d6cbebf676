import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { programmeKey } from '../../audit/audit.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import { insertHearingOf } from '../../database/testing-hearings.ts';
import { insertHelpOf } from '../../database/testing-help.ts';
import { insertToDecide } from '../../database/testing-orders.ts';
import { insertReviewOf } from '../../database/testing-reviews.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import { lookAtDates } from '../../orders/look-at-dates.ts';
import { lookAtReviews } from '../../reviews/look-at-reviews.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor']);
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const officer = await signInAs(system, admin, ['case-officer']);
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const reason = 'The court ordered that nothing of this file be kept.';

test('KEY-22 what waited for somebody waits no more: hearings are followed no more, help, reviews, steps up, questions and requests are closed, nothing stands on Today', async () => {
  const curfew = { id: 'c1', kind: 'curfew', area: { center: [-80.19, 25.77], radius: 300 } };
  const span = { from: '2026-01-01T00:00:00Z', to: '2036-12-31T00:00:00Z' };
  const timetable = [{ days: ['mon'], start: '21:00', end: '06:00' }];
  const enrolled = await officer.post(
    '/api/enrolments',
    lineOf('D-1', { case: { conditions: [{ ...curfew, ...span, timetable }] } }),
  );
  expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200);
  const participantId: string = enrolled.body.participant.id;
  const { rows } = await owner.query('select programme_id as id from participant where id = $1', [
    participantId,
  ]);
  const of = { owner, keyring, programme: rows[0].id, person: participantId };
  await insertHelpOf({ ...of, inHours: 30 });
  await insertHelpOf({ ...of, kind: 'child-care', arranged: { by: officer.staffId, supplier: 'the aunt' } });
  // Nobody has said yet what became of it.
  await insertHearingOf({ ...of, inHours: -48 });
  await insertReviewOf({ ...of, staff: officer.staffId });
  await insertToDecide(owner, keyring, participantId, officer.staffId);
  await lookAtReviews(owner, Date.now);
  // Their number bounces, and a reply waits to be read.
  const [point, said] = [randomUUID(), randomUUID()];
  const key = keyring.create(participantId);
  const address = { address: '+13055550100', language: null, note: null };
  await owner.query(
    `insert into contact_point (id, programme_id, participant_id, kind, sealed, address_hash, preference, bounced_at, created_by)
     values ($1, $2, $3, 'phone', $4, '', 1, now(), $5)`,
    [point, rows[0].id, participantId, sealRow(key, 'contact_point', point, address), officer.staffId],
  );
  await owner.query(
    `insert into message_reply (id, programme_id, participant_id, contact_point_id, meaning, sealed, provider_ref)
     values ($1, $2, $3, $4, 'other', $5, 'r-1')`,
    [said, rows[0].id, participantId, point, sealRow(key, 'message_reply', said, { text: 'who is this' })],
  );
  const standing = async () =>
    (
      await owner.query(
        `select (select json_object_agg(status, n) from (select status, count(*) as n from hearing where participant_id = $1 group by 1) h) as hearings,
          (select json_agg(status order by status) from arranged_help where participant_id = $1) as help,
          (select count(*)::int from review where participant_id = $1 and decided_at is null and closed_at is null) as reviews,
          (select count(*)::int from step_up where participant_id = $1 and decided_at is null and closed_at is null) as "stepsUp",
          (select count(*)::int from order_prompt where participant_id = $1 and decided_at is null and closed_at is null) as prompts,
          (select json_agg(e.status) from condition_exception e join condition c on c.id = e.condition_id where c.participant_id = $1) as exceptions`,
        [participantId],
      )
    ).rows[0];
  const lists = ['messages', 'requests', 'help', 'hearings', 'check-ins', 'reviews', 'merges', 'letters'];
  const onToday = async () => {
    const answers = await Promise.all(lists.map((name) => second.get(`/api/today/${name}`)));
    const bodies = answers.map(({ body, status }) => (status === 200 ? JSON.stringify(body) : status));
    return lists.filter((_, index) => String(bodies[index]).includes(participantId));
  };
  expect(await standing()).toEqual({
    ...{ hearings: { scheduled: 3 }, help: ['arranged', 'asked'], reviews: 1, stepsUp: 1, prompts: 1 },
    exceptions: ['asked'],
  });
  expect(await onToday()).toEqual(['messages', 'requests', 'help', 'hearings', 'reviews']);
  const asked = await supervisor.post(`/api/people/${participantId}/destruction`, { reason });
  expect(
    (await second.post(`/api/destructions/${asked.body.id}/decision`, { decision: 'approved' })).status,
  ).toBe(200);
  const after = {
    ...{
      hearings: { 'not-followed': 3 },
      help: ['not-needed', 'not-needed'],
      reviews: 0,
      stepsUp: 0,
      prompts: 0,
    },
    exceptions: ['withdrawn'],
  };
  expect(await standing()).toEqual(after);
  expect(await onToday()).toEqual([]);
  // Nor is any of it begun anew, though an order still stands by its dates.
  await owner.query(`update review set looked_at = now() - interval '2 days' where participant_id = $1`, [
    participantId,
  ]);
  await lookAtReviews(owner, () => Date.now() + 86_400_000);
  await lookAtDates({ pool: owner, keyring, now: () => Date.now() + 3_650 * 86_400_000 });
  expect(await standing()).toEqual(after);
  // How much of each it was, under the programme's key: the person's own is gone.
  const { rows: audited } = await owner.query(
    `select entity, entity_id, request_id, after from audit_entry where entity_id = $1 and action = 'destruction.approved'`,
    [asked.body.id],
  );
  const [entry] = audited;
  const identity = `audit_entry/${entry.entity}/${entry.entity_id}/${entry.request_id}/after`;
  expect(unsealJson(keyring.create(programmeKey(rows[0].id)), identity, entry.after)).toMatchObject({
    closed: { hearings: 3, help: 2, reviews: 1, stepsUp: 1, prompts: 1, exceptions: 1 },
  });
});
