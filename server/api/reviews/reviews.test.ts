import { usualReviewPolicy } from '@attend/casework';
import { describe, expect, test } from 'vitest';
import { planOfPerson } from '../../database/testing-orders.ts';
import { lookAtReviews } from '../../reviews/look-at-reviews.ts';
import { lineOf } from '../enrolment/testing.ts';
import { withOrders } from '../orders/testing.ts';
import { signInAs } from '../testing/start.ts';

const { system, owner, keyring, admin, officer, supervisor, did, inDays } = await withOrders();
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const said = { reason: 'kept everything since spring', told: 'You kept everything.' };

/** Somebody under an order since March 2026 with an ankle device, a zone and a curfew. */
async function enrol(reference: string): Promise<string> {
  const answer = did(await officer.post('/api/enrolments', lineOf(reference)));
  return answer.body.participant.id;
}
const reviewOf = async (person: string) => did(await officer.get(`/api/people/${person}/review`)).body;
async function decide(person: string, body: object, who = officer) {
  const { standing } = await reviewOf(person);
  return who.post(`/api/people/${person}/review/decision`, {
    ...{ review: standing.review?.id ?? null, version: standing.review?.version ?? null },
    ...{ tier: standing.tier, ...said, ...body },
  });
}
const many = async (text: string, values: unknown[]) => (await owner.query(text, values)).rows;
async function alertOf(person: string, outcome: string | null, ago: string) {
  await owner.query(
    `insert into alert (programme_id, participant_id, assignment_id, kind, severity, status, from_at, raised_at, closed_at, closed_by, outcome)
     select a.programme_id, $1, a.id, 'strap-opened', 'high', case when $2::text is null then 'new' else 'closed' end, now() - $3::interval,
       now() - $3::interval, case when $2::text is not null then now() end, $4, $2 from assignment a where a.participant_id = $1`,
    [person, outcome, ago, officer.staffId],
  );
}

describe('what is on record', () => {
  test('RVW-1 RVW-3 less is proposed with its reasons; what a person found not kept ends it, what nobody knows does not', async () => {
    const person = await enrol('RV-1');
    const { standing } = await reviewOf(person);
    expect(standing).toMatchObject({
      ...{ tier: 'ankle', due: { cause: 'interval' } },
      proposal: { kind: 'step-down', to: 'wrist' },
    });
    expect(
      standing.reasons.map(({ code, holds }: { code: string; holds: boolean }) => [code, holds]),
    ).toEqual([
      ['days-kept', true],
      ['days-at-tier', true],
      ['alerts-waiting', true],
    ]);
    await alertOf(person, 'other', '3 days');
    expect((await reviewOf(person)).standing.proposal.kind).toBe('step-down');
    await alertOf(person, 'violation-confirmed', '5 days');
    const after = (await reviewOf(person)).standing;
    expect(after).toMatchObject({
      proposal: { kind: 'stay', to: null },
      facts: { counts: { alert: { 'not-kept': 1, 'not-known': 1 } } },
    });
    expect(after.reasons[0]).toMatchObject({ code: 'days-kept', limit: 90, holds: false });
    expect(after.reasons[0].measured).toBeLessThan(6);
    expect(after.records).toMatchObject([
      { kind: 'alert', verdict: 'not-known', what: 'strap-opened' },
      { kind: 'alert', verdict: 'not-kept' },
    ]);
  });

  test('RVW-2 time at each tier comes from the devices that were theirs', async () => {
    const person = await enrol('RV-2');
    const { standing } = await reviewOf(person);
    const spans = standing.tiers.map(({ tier }: { tier: string }) => tier);
    expect(spans.at(-1)).toBe('ankle');
    // By the clock where they live, and not by UTC's.
    expect([standing.tiers.at(-1).from, standing.tierSince]).toEqual(['2026-01-01T00:00:00Z', '2025-12-31']);
  });
});

describe('deciding', () => {
  test('RVW-6 RVW-7 RVW-11 RVW-13 a step down ends what the lower tier cannot carry, asks for another device, answers the orders, and is told', async () => {
    const person = await enrol('RV-3');
    const policy = {
      ...{ revision: 0, reason: 'a telephone vouches for no zone' },
      parameters: { ...usualReviewPolicy, carries: { ...usualReviewPolicy.carries, phone: ['curfew'] } },
    };
    const published = did(await supervisor.send('PUT', '/api/review-policy', policy));
    expect(published.body.revision).toBe(1);
    const version = await many(
      'select v.id, v.order_id as "orderId", v.programme_id as programme from order_version v join supervision_order o on o.id = v.order_id where o.participant_id = $1',
      [person],
    );
    await owner.query(
      `insert into order_prompt (programme_id, participant_id, order_id, order_version_id, kind, due_at) values
        ($1, $2, $3, $4, 'review', now() - interval '2 days'), ($1, $2, $3, $4, 'medical', now() + interval '1 hour')`,
      [version[0].programme, person, version[0].orderId, version[0].id],
    );
    const before = (await planOfPerson(owner, keyring, person)).planVersion;
    expect((await reviewOf(person)).standing.endsWith).toContainEqual({
      to: 'phone',
      conditions: [expect.objectContaining({ kind: 'exclusion-zone' })],
    });
    const stale = await decide(person, { decision: 'stay', tier: 'wrist' });
    expect(stale.body.code).toBe('version-changed');
    expect((await decide(person, { decision: 'step-down', to: 'ankle' })).body.code).toBe('not-below');
    did(await decide(person, { decision: 'step-down', to: 'phone' }));
    const after = await reviewOf(person);
    expect(after.standing).toMatchObject({ tier: 'phone', review: { version: 1 } });
    expect(after.history).toMatchObject([
      {
        decision: 'step-down',
        tier: 'ankle',
        tierTo: 'phone',
        proposal: 'step-down',
        policyRevision: 1,
        ...said,
      },
    ]);
    expect(after.history[0].ended).toHaveLength(1);
    expect(after.swap).toMatchObject({ tier: 'phone', from: null });
    const conditions = await many(
      'select kind, ended_at is not null as ended, ended_review_id from condition where participant_id = $1 order by kind',
      [person],
    );
    expect(conditions).toMatchObject([
      { kind: 'curfew', ended: false, ended_review_id: null },
      { kind: 'exclusion-zone', ended: true, ended_review_id: after.history[0].id },
    ]);
    expect((await planOfPerson(owner, keyring, person)).planVersion).toBeGreaterThan(before);
    const prompts = await many(
      'select kind, decision, at_risk_from is not null as risk, next_review_at is not null as next from order_prompt where participant_id = $1 and decided_at is not null order by kind',
      [person],
    );
    expect(prompts).toEqual([
      { kind: 'medical', decision: 'step-down', risk: false, next: false },
      { kind: 'review', decision: 'step-down', risk: true, next: true },
    ]);
    const told = await many(`select template from message where participant_id = $1 and key = $2`, [
      person,
      `review/${after.history[0].id}`,
    ]);
    expect(told).toEqual([{ template: 'review-decided' }]);
  });

  test('RVW-6 of two who decide one review the second is told, and nothing is decided twice', async () => {
    const person = await enrol('RV-4');
    await lookAtReviews(owner, Date.now);
    const { standing } = await reviewOf(person);
    const body = { review: standing.review.id, version: 1, tier: 'ankle', decision: 'stay', ...said };
    const path = `/api/people/${person}/review/decision`;
    const answers = await Promise.all([officer.post(path, body), supervisor.post(path, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await reviewOf(person)).history).toHaveLength(1);
  });

  test('RVW-7 an end takes the orders, their conditions and what they ask with it', async () => {
    const person = await enrol('RV-5');
    did(await decide(person, { decision: 'end' }));
    const { standing, history, swap } = await reviewOf(person);
    expect(standing).toBe(null);
    expect(history).toMatchObject([{ decision: 'end', tierTo: 'none' }]);
    expect(swap).toMatchObject({ tier: 'none' });
    expect(
      await many(`select status, ended_as from supervision_order where participant_id = $1`, [person]),
    ).toEqual([{ status: 'ended', ended_as: 'completed' }]);
    expect(
      await many('select 1 from condition where participant_id = $1 and ended_at is null', [person]),
    ).toEqual([]);
    expect((await decide2(person)).body.code).toBe('no-order');
  });
  const decide2 = (person: string) =>
    officer.post(`/api/people/${person}/review/decision`, {
      ...{ review: null, version: null, tier: 'none', decision: 'stay', ...said },
    });
});

describe('more', () => {
  const ask = (person: string, body: object, who = officer) =>
    who.post(`/api/people/${person}/step-ups`, {
      lesserMeans: 'reminders and a later curfew',
      ...said,
      ...body,
    });

  test('RVW-8 a step up names a clause, a reason and lesser means, and is none until a second person approves it', async () => {
    const person = await enrol('RV-6');
    did(await decide(person, { decision: 'step-down', to: 'phone' }));
    expect((await ask(person, { tier: 'ankle', to: 'wrist' })).body.code).toBe('version-changed');
    expect((await ask(person, { tier: 'phone', to: 'none' })).body.code).toBe('not-above');
    expect((await ask(person, { tier: 'phone', to: 'wrist', lesserMeans: '' })).status).toBe(400);
    const asked = did(await ask(person, { tier: 'phone', to: 'wrist' }, supervisor)).body;
    expect((await ask(person, { tier: 'phone', to: 'ankle' })).body.code).toBe('already-asked');
    expect((await reviewOf(person)).standing.tier).toBe('phone');
    const yes = { version: 1, decision: 'approved', note: 'read, and spoken with them' };
    const path = `/api/step-ups/${asked.id}/decision`;
    expect((await officer.post(path, yes)).status).toBe(403);
    expect((await supervisor.post(path, yes)).body.code).toBe('second-person');
    const needsOf = async (who: typeof officer) =>
      did(await who.get('/api/today/reviews')).body.needs.flatMap(
        ({ kind, id }: { kind: string; id: string }) => (id === asked.id ? [kind] : []),
      );
    expect([await needsOf(supervisor), await needsOf(second), await needsOf(officer)]).toEqual([
      [],
      ['step-up-asked'],
      [],
    ]);
    did(await second.post(path, yes));
    expect((await second.post(path, yes)).body.code).toBe('version-changed');
    const { standing, history, swap, stepUps } = await reviewOf(person);
    expect(history[0]).toMatchObject({ decision: 'step-up', tier: 'phone', tierTo: 'wrist' });
    expect(stepUps[0]).toMatchObject({ decision: 'approved', lesserMeans: 'reminders and a later curfew' });
    // They have their ankle device still: it is above what was decided now, too.
    expect([standing.tier, swap?.tier]).toEqual(['wrist', 'wrist']);
  });

  test('RVW-15 whoever asked takes a step up back while it waits, and nobody else does', async () => {
    const person = await enrol('RV-6b');
    did(await decide(person, { decision: 'step-down', to: 'phone' }));
    const asked = did(await ask(person, { tier: 'phone', to: 'wrist' })).body;
    const path = `/api/step-ups/${asked.id}/withdrawal`;
    const back = { version: 1, note: 'they were reached in the meantime' };
    expect((await supervisor.post(path, back)).body.code).toBe('not-the-asker');
    expect((await officer.post(path, { ...back, note: '' })).status).toBe(400);
    expect((await officer.post(path, { ...back, version: 2 })).body.code).toBe('version-changed');
    did(await officer.post(path, back));
    expect((await officer.post(path, { ...back, version: 2 })).body.code).toBe('already-decided');
    const yes = { version: 2, decision: 'approved', note: 'read' };
    expect((await second.post(`/api/step-ups/${asked.id}/decision`, yes)).body.code).toBe('already-decided');
    const { standing, stepUps } = await reviewOf(person);
    expect([standing.tier, stepUps[0].decision, stepUps[0].note]).toEqual(['phone', 'withdrawn', back.note]);
    // Nothing waits any more: it may be asked for again.
    did(await ask(person, { tier: 'phone', to: 'wrist' }));
    await expect(
      owner.query(
        `update step_up set decided_at = now(), decided_by = asked_by, decision = 'refused' where id <> $1`,
        [asked.id],
      ),
    ).rejects.toThrow('step_up_second_person');
  });

  test('RVW-8 a step up that no clause in force permits names the clause that is missing', async () => {
    const person = await enrol('RV-7');
    did(await decide(person, { decision: 'step-down', to: 'phone' }));
    await owner.query(
      `update order_clause l set to_at = now() from order_version v join supervision_order o on o.id = v.order_id
       where v.id = l.order_version_id and o.participant_id = $1 and l.kind like 'technology-%'`,
      [person],
    );
    const refused = await ask(person, { tier: 'phone', to: 'ankle' });
    expect(refused.body).toMatchObject({ code: 'clause-missing' });
    expect(refused.body.detail).toContain('technology-ankle');
  });

  test('RVW-8 the database holds it whatever the SQL: no proposal above, no step up of one person, no device above what was decided', async () => {
    const person = await enrol('RV-8');
    did(await decide(person, { decision: 'step-down', to: 'phone' }));
    const insert = (columns: string, values: string) =>
      owner.query(
        `insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at, ${columns})
         select programme_id, id, current_date, 'interval', 'phone', current_date, now(), ${values} from participant where id = $1`,
        [person],
      );
    await owner.query('delete from review where participant_id = $1 and decided_at is null', [person]);
    await expect(insert('proposal, proposal_to', `'step-down', 'wrist'`)).rejects.toThrow('check constraint');
    await expect(insert('proposal, proposal_to', `'step-up', 'ankle'`)).rejects.toThrow('check constraint');
    await expect(insert('proposal', `'end'`)).rejects.toThrow('check constraint');
    const by = `now(), '${officer.staffId}'`;
    await expect(
      insert('decided_at, decided_by, decision, tier_to', `${by}, 'step-down', 'ankle'`),
    ).rejects.toThrow('check constraint');
    await expect(
      insert('decided_at, decided_by, decision, tier_to', `${by}, 'step-up', 'ankle'`),
    ).rejects.toThrow('one person and approved by another');
    await expect(
      owner.query(
        `insert into assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every)
         select a.programme_id, a.participant_id, (select d.id from device d where d.technology = 'ankle' and d.id <> a.device_id limit 1), now(), 60, 600
         from assignment a where a.participant_id = $1`,
        [person],
      ),
    ).rejects.toThrow('needs a step up');
  });
});

describe('dates', () => {
  test('RVW-5 RVW-10 the job makes what is due, marks what is late, closes what has no order, and the list tells it', async () => {
    const person = await enrol('RV-9');
    const gone = await enrol('RV-10');
    await lookAtReviews(owner, Date.now);
    const line = async (show: string) =>
      did(await officer.get(`/api/reviews?show=${show}&limit=200`)).body.reviews.find(
        ({ participant }: { participant: { id: string } }) => participant.id === person,
      );
    expect(await line('proposed')).toMatchObject({
      proposal: 'step-down',
      proposalTo: 'wrist',
      overdue: true,
    });
    expect((await line('overdue')).atRiskFrom).toBe((await line('due')).dueOn);
    const late = did(await officer.get('/api/today/reviews')).body.needs.filter(
      ({ participant }: { participant: { id: string } }) => participant.id === person,
    );
    expect(late).toMatchObject([{ kind: 'review-late' }]);
    const { rows } = await owner.query('select id from review where participant_id = $1', [person]);
    await expect(
      owner.query('update review set at_risk_from = null where id = $1', [rows[0].id]),
    ).rejects.toThrow('stays marked');
    did(await decide(person, { decision: 'stay' }));
    const { history, standing } = await reviewOf(person);
    expect(history[0].atRiskFrom).toBe(history[0].dueOn);
    expect(standing.due).toMatchObject({ cause: 'interval', overdue: false });
    expect(await line('overdue')).toBe(undefined);
    await owner.query(
      `update supervision_order set status = 'ended', ended_as = 'completed', ended_at = now() where participant_id = $1`,
      [gone],
    );
    expect((await lookAtReviews(owner, Date.now)).closed).toBeGreaterThan(0);
    expect(
      await many('select closed_at is not null as closed from review where participant_id = $1', [gone]),
    ).toEqual([{ closed: true }]);
  });

  test('RVW-5 where other terms are published everybody’s day follows at the job’s next run, and is not worked out again after that', async () => {
    const person = await enrol('RV-30');
    const since = did(await officer.get(`/api/people/${person}/review`)).body.standing.tierSince;
    await lookAtReviews(owner, Date.now);
    expect((await lookAtReviews(owner, Date.now)).looked).toBe(0);
    const { revision, parameters } = did(await supervisor.get('/api/review-policy')).body;
    const intervalDays = { ankle: 10, wrist: 20, phone: 30, none: 365 };
    const terms = { revision, parameters: { ...parameters, intervalDays }, reason: 'sooner, for a test' };
    did(await supervisor.send('PUT', '/api/review-policy', terms));
    expect((await lookAtReviews(owner, Date.now)).looked).toBeGreaterThan(0);
    expect(
      await many(
        `select (due_on - $2::date) as days from review where participant_id = $1 and decided_at is null`,
        [person, since],
      ),
    ).toEqual([{ days: 10 }]);
    expect((await lookAtReviews(owner, Date.now)).looked).toBe(0);
    const back = { ...terms, revision: revision + 1, parameters };
    // More than what holds by then: a second person publishes it (RVW-17).
    const { asked } = did(await supervisor.send('PUT', '/api/review-policy', back)).body;
    const answer = { version: 1, decision: 'published', note: 'as it was before' };
    did(await second.post(`/api/review-policy/asked/${asked.id}/decision`, answer));
  });

  test('RVW-14 the device is changed in a time that is planned, and that it is done says an assignment or a person', async () => {
    const person = await enrol('RV-11');
    did(await decide(person, { decision: 'step-down', to: 'none' }));
    const { swap } = await reviewOf(person);
    const path = `/api/reviews/${swap.review}/swap-window`;
    const window = { version: swap.version, from: inDays(1), to: inDays(1.1) };
    expect((await officer.post(path, { ...window, to: inDays(4) })).body.code).toBe('too-long');
    did(await officer.post(path, window));
    expect((await officer.post(path, window)).body.code).toBe('version-changed');
    expect((await reviewOf(person)).swap).toMatchObject({ from: window.from });
    await owner.query(
      `update review set swap_from = now() - interval '1 hour', swap_to = now() + interval '1 hour' where id = $1`,
      [swap.review],
    );
    await alertOf(person, null, '1 minute');
    await alertOf(person, 'other', '2 days');
    const alerts = await many('select id from alert where participant_id = $1 order by raised_at desc', [
      person,
    ]);
    const planned = await Promise.all(
      alerts.map(async ({ id }) => did(await officer.get(`/api/alerts/${id}`)).body.plannedRemoval !== null),
    );
    // The other one lasts too, and so reaches into the time; once it was over before, it does not.
    expect(planned).toEqual([true, true]);
    await owner.query(`update alert set to_at = raised_at + interval '1 hour' where id = $1`, [
      alerts[1]?.id,
    ]);
    expect(did(await officer.get(`/api/alerts/${alerts[1]?.id}`)).body.plannedRemoval).toBe(null);
    await owner.query('update assignment set to_at = now() where participant_id = $1', [person]);
    expect((await reviewOf(person)).swap).toBe(null);
  });
});
