import { join } from 'node:path';
import { mayCloseByItself } from '@attend/casework';
import { closesByItself } from '@attend/monitor';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, describe, expect, test } from 'vitest';
import { heldBy, keepViolation, observation, raise, store } from '../../database/testing-records.ts';
import { type LineOptions, lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const setup = await withTestApi();
const { database, dataDir } = setup;
const admin = await firstRun(setup);
const officer = await signInAs(setup, admin, ['case-officer']);
const second = await signInAs(setup, admin, ['supervisor']);
const provider = await admin.post('/api/providers', { name: 'Centre' });
const worker = await signInAs(setup, admin, ['monitoring-worker'], 'worker@example.org', {
  provider: 'Centre',
});
const keyring = openKeyring(join(dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = database.pool('owner');

let enrolled = 0;
async function enrolOne(over: LineOptions = {}) {
  enrolled += 1;
  const reference = `P-${enrolled}`;
  const answer = await officer.post('/api/enrolments', lineOf(reference, over));
  expect(answer.status).toBe(200);
  return heldBy(database, reference);
}
async function looks(participant: string) {
  const { rows } = await owner.query(
    'select action, what, purpose, count, staff_id from access_record where participant_id = $1 order by id',
    [participant],
  );
  return rows;
}

test('ALR-6 what the monitor closes by itself is no more than casework lets it', () => {
  expect([...closesByItself].filter((kind) => !mayCloseByItself(kind))).toEqual([]);
});

describe('the list', () => {
  test('ALR-7 open alerts come most severe first, then oldest; each page goes on where the last one ended', async () => {
    const now = Date.now();
    const given = [
      ['low', 5],
      ['critical', 3],
      ['high', 4],
      ['critical', 9],
      ['medium', 1],
    ] as const;
    for (const [severity, age] of given) {
      await raise(database, keyring, await enrolOne(), { severity, from: now - age * 60_000 });
    }
    const whole = await officer.get('/api/alerts');
    const order = (alerts: { severity: string; from: string }[]) =>
      alerts.map((alert) => [alert.severity, Math.round((now - Date.parse(alert.from)) / 60_000)]);
    expect(order(whole.body.alerts)).toEqual([
      ['critical', 9],
      ['critical', 3],
      ['high', 4],
      ['medium', 1],
      ['low', 5],
    ]);
    expect(whole.body.counts).toEqual({ open: 5, new: 5, critical: 2, high: 1 });
    expect(whole.body.next).toBeNull();
    const paged: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await officer.get(`/api/alerts?limit=2${cursor}`);
      paged.push(...page.body.alerts.map((alert: { id: string }) => alert.id));
      if (page.body.next === null) break;
      cursor = `&cursor=${page.body.next}`;
    }
    expect(paged).toEqual(whole.body.alerts.map((alert: { id: string }) => alert.id));
    expect((await officer.get('/api/alerts?cursor=nonsense')).status).toBe(400);
  });

  test('ALR-7 a list is one look a viewer, person and day, with a count', async () => {
    const { body } = await second.get('/api/alerts?limit=1');
    await second.get('/api/alerts?limit=1');
    const seen = (await looks(body.alerts[0].participant.id)).filter(
      (look) => look.staff_id === second.staffId,
    );
    expect(seen).toEqual([
      { action: 'list', what: 'alert list', purpose: 'duty', count: 2, staff_id: second.staffId },
    ]);
  });

  test('ALR-7 «mine» are those of the people I supervise; kind, severity and person narrow it', async () => {
    const held = await enrolOne({ participant: { officer: 'case-officer@example.org' } });
    const id = await raise(database, keyring, held, { kind: 'sos', severity: 'critical' });
    const mine = await officer.get('/api/alerts?mine=true');
    expect(mine.body.alerts.map((alert: { id: string }) => alert.id)).toEqual([id]);
    expect(mine.body.alerts[0].officer).toMatchObject({ id: officer.staffId });
    expect((await second.get('/api/alerts?mine=true')).body.alerts).toEqual([]);
    expect((await officer.get('/api/alerts?kind=sos')).body.alerts).toHaveLength(1);
    expect((await officer.get(`/api/alerts?participant=${held.participantId}`)).body.alerts).toHaveLength(1);
  });
});

describe('work on an alert', () => {
  test('ALR-1 acknowledge, note, close, reopen: each on record with who, when and why', async () => {
    const held = await enrolOne();
    const id = await raise(database, keyring, held);
    const acknowledged = await officer.post(`/api/alerts/${id}/acknowledge`, { version: 2 });
    expect(acknowledged).toMatchObject({
      status: 200,
      body: { status: 'acknowledged', acknowledgedBy: { id: officer.staffId } },
    });
    await officer.post(`/api/alerts/${id}/note`, { note: 'called, no answer' });
    const { version } = acknowledged.body;
    const closed = await officer.post(`/api/alerts/${id}/close`, {
      version,
      outcome: 'device-fault',
      note: 'strap changed',
    });
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed', outcome: 'device-fault' } });
    const reopened = await second.post(`/api/alerts/${id}/reopen`, {
      version: closed.body.version,
      note: 'open again',
    });
    expect(reopened).toMatchObject({
      status: 200,
      body: { status: 'new', outcome: null, acknowledgedBy: null },
    });

    const detail = await officer.get(`/api/alerts/${id}`);
    expect(
      detail.body.transitions.map((one: { kind: string; note: string | null }) => [one.kind, one.note]),
    ).toEqual([
      ['raised', null],
      ['acknowledged', null],
      ['noted', 'called, no answer'],
      ['closed', 'strap changed'],
      ['reopened', 'open again'],
    ]);
    const { rows } = await owner.query(
      `select action, staff_id, after from audit_entry where entity_id = $1 order by id`,
      [id],
    );
    expect(rows.map((row) => [row.action, row.staff_id])).toEqual([
      ['alert.acknowledged', officer.staffId],
      ['alert.noted', officer.staffId],
      ['alert.closed', officer.staffId],
      ['alert.reopened', second.staffId],
    ]);
    expect(rows.every((row) => !row.after.toString('latin1').includes('strap changed'))).toBe(true);
    const feed = await owner.query(
      `select change from feed_outbox where entity_id = $1::text union all select change from feed where entity_id = $1::text`,
      [id],
    );
    expect(feed.rows.map((row) => row.change).sort()).toEqual([
      'acknowledged',
      'closed',
      'noted',
      'raised',
      'reopened',
    ]);
  });

  test('ALR-2 of two officers who close one alert at once one wins; the other is told who did what', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await raise(database, keyring, await enrolOne());
      const { version } = (await officer.get(`/api/alerts/${id}`)).body;
      const close = (who: typeof officer) =>
        who.post(`/api/alerts/${id}/close`, { version, outcome: 'no-violation', note: 'looked' });
      const answers = await Promise.all([close(officer), close(second)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      const lost = answers.find((answer) => answer.status === 409);
      expect(lost?.body).toMatchObject({
        code: 'already-closed',
        detail: expect.stringMatching(/closed by Test .* at 20/),
      });
      const { rows } = await owner.query(
        `select count(*)::int as n from alert_transition where alert_id = $1 and kind = 'closed'`,
        [id],
      );
      expect(rows).toEqual([{ n: 1 }]);
    }
  });

  test('ALR-2 a new occurrence between the look and the closing is not closed unseen', async () => {
    const held = await enrolOne();
    const id = await raise(database, keyring, held);
    const { version } = (await officer.get(`/api/alerts/${id}`)).body;
    await raise(database, keyring, held, { ordinal: 2 });
    const answer = await officer.post(`/api/alerts/${id}/close`, {
      version,
      outcome: 'no-violation',
      note: 'looked',
    });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'changed', detail: expect.stringContaining('joined by the monitor') },
    });
    expect((await officer.post(`/api/alerts/${id}/acknowledge`, { version })).status).toBe(200);
  });

  test('ALR-4 that a condition was not kept is not for the monitoring centre to say', async () => {
    const held = await enrolOne();
    const id = await raise(database, keyring, held);
    await second.post(`/api/people/${held.participantId}/supervision`, {
      kind: 'provider',
      provider: provider.body.id,
    });
    const { version } = (await worker.get(`/api/alerts/${id}`)).body;
    const confirm = { version, outcome: 'violation-confirmed', note: 'cut' };
    expect(await worker.post(`/api/alerts/${id}/close`, confirm)).toMatchObject({
      status: 422,
      body: { code: 'outcome-not-permitted' },
    });
    expect((await officer.post(`/api/alerts/${id}/close`, confirm)).status).toBe(200);
  });

  test('ALR-9 a closed alert is not reopened beside an open one of the same thing', async () => {
    const held = await enrolOne();
    const id = await raise(database, keyring, held, { clearedAt: Date.now(), to: Date.now() });
    const { version } = (await officer.get(`/api/alerts/${id}`)).body;
    const closed = await officer.post(`/api/alerts/${id}/close`, {
      version,
      outcome: 'no-violation',
      note: 'looked',
    });
    expect(await raise(database, keyring, held, { ordinal: 2 })).not.toBe(id);
    const again = await officer.post(`/api/alerts/${id}/reopen`, {
      version: closed.body.version,
      note: 'again',
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'another-open' } });
  });

  test('ALR-10 what is not there, or not mine to work on, is refused and leaves nothing', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect((await officer.post(`/api/alerts/${nobody}/acknowledge`, {})).status).toBe(404);
    expect((await officer.get(`/api/alerts/${nobody}`)).status).toBe(404);
    const id = await raise(database, keyring, await enrolOne());
    const auditor = await signInAs(setup, admin, ['auditor']);
    expect((await auditor.post(`/api/alerts/${id}/acknowledge`, {})).status).toBe(403);
    expect((await admin.get('/api/alerts')).status).toBe(403);
    expect(
      (await officer.post(`/api/alerts/${id}/close`, { version: 2, outcome: 'no-violation', note: ' ' }))
        .status,
    ).toBe(400);
  });
});

describe('an alert’s page', () => {
  const at = Date.now() - 600_000;
  const alertOn = async (location: string) => {
    const supervised = { authority: [{ location, from: '2026-01-01T00:00:00Z', to: null }] };
    const held = await enrolOne({ case: supervised, names: { z1: 'her home' } });
    await store(database, keyring, held, 1, [
      observation(at - 60_000),
      observation(at),
      observation(at + 60_000),
    ]);
    const found = {
      kind: 'exclusion-zone-entered',
      condition: 'z1',
      from: at,
      readings: [at],
      because: [{ code: 'inside', fixes: 3 }],
    };
    return { held, id: await raise(database, keyring, held, found) };
  };

  test('ALR-8 it shows evidence, reasoning, zone and the fixes around it, and the look is on record with its purpose', async () => {
    const { held, id } = await alertOn('trail');
    const { status, body } = await officer.get(`/api/alerts/${id}?purpose=court%20asked`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      condition: { reference: 'z1', name: 'her home' },
      zone: { reference: 'z1', name: 'her home', kind: 'exclusion-zone', area: { radius: 300 } },
      occurrenceList: [
        { ordinal: 1, because: [{ code: 'inside', fixes: 3 }], policy: { name: 'standard', revision: 1 } },
      ],
      movement: { permitted: true },
      lastPlace: { lat: 25.774173, lon: -80.19362 },
    });
    expect(body.movement.fixes.map((fix: { evidence: boolean }) => fix.evidence)).toEqual([
      false,
      true,
      false,
    ]);
    expect((await looks(held.participantId)).at(-1)).toMatchObject({
      action: 'open',
      what: 'alert',
      purpose: 'court asked',
    });
  });

  test.each(['zones', 'status'])(
    'ALR-8 under %s no position is shown, and the page says why',
    async (location) => {
      // Positions stand in these uploads as no gate would let them: reading them must be refused all the same.
      const { id } = await alertOn(location);
      const { body } = await officer.get(`/api/alerts/${id}`);
      expect(body.movement).toMatchObject({
        permitted: false,
        fixes: [],
        why: expect.stringContaining('order permits'),
      });
      expect(body.lastPlace).toBeNull();
      expect(JSON.stringify(body)).not.toContain('25.774173');
    },
  );

  test('ALR-8 under zones the positions that a confirmed violation let be kept are shown, until it is withdrawn', async () => {
    const { held, id } = await alertOn('zones');
    const unknown = { time: null, speed: null, course: null, altitude: null, satellites: null };
    const place = {
      kind: 'position',
      lat: 25.5,
      lon: -80.5,
      source: 'gnss',
      accuracy: 9,
      ...unknown,
    } as const;
    await keepViolation(database, keyring, held, 1, 1, [observation(at, { place })]);
    const shown = await officer.get(`/api/alerts/${id}`);
    expect(shown.body.movement).toMatchObject({
      permitted: true,
      why: expect.stringContaining('this violation'),
      fixes: [{ lat: 25.5, lon: -80.5, evidence: true }],
    });
    expect(shown.body.lastPlace).toMatchObject({ lat: 25.5 });
    const found = {
      kind: 'exclusion-zone-entered',
      condition: 'z1',
      from: at,
      withdrawnAt: Date.now(),
      readings: [at],
    };
    await raise(database, keyring, held, found);
    const after = await officer.get(`/api/alerts/${id}`);
    expect(after.body.withdrawnAt).not.toBeNull();
    expect(JSON.stringify(after.body)).not.toMatch(/(?<!\d:)25\.5/);
  });

  test('ALR-8 once the agreement is withdrawn, what it permitted is not shown any more', async () => {
    const { held, id } = await alertOn('trail');
    await owner.query(
      `update agreement set withdrawn_at = now() where order_version_id in (select v.id from order_version v
       join supervision_order o on o.id = v.order_id where o.participant_id = $1)`,
      [held.participantId],
    );
    const { body } = await officer.get(`/api/alerts/${id}`);
    expect(body.movement).toMatchObject({
      permitted: false,
      fixes: [],
      why: expect.stringContaining('withdrawn'),
    });
    expect(body.lastPlace).toBeNull();
  });
});
