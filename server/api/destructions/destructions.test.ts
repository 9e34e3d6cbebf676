import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { programmeKey } from '../../audit/audit.ts';
import { occurrenceIdentity } from '../../database/repositories/alert-history.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { heldBy, observation, raise, store } from '../../database/testing-records.ts';
import { startGateway } from '../../gateway/gateway.ts';
import { frameOf, readingOf, TestLine } from '../../gateway/testing/line.ts';
import { unpackUpload } from '../../gateway/upload.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const supervisor = await signInAs(system, admin, ['supervisor']);
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const officer = await signInAs(system, admin, ['case-officer']);
const owner = system.database.pool('owner');
const directory = join(system.dataDir, 'keyring');
const keyring = openKeyring(directory);
const log = pino({ level: 'silent' });
// Two gateways with keyrings of their own, as two processes have.
const rings = [openKeyring(directory), openKeyring(directory)];
const gateways = await Promise.all(
  rings.map((ring) =>
    startGateway({
      database: system.database.gateway,
      keyring: ring,
      host: '127.0.0.1',
      ports: { laipac: 0 },
      log,
    }),
  ),
);
const copies = mkdtempSync(join(tmpdir(), 'attend-copy-'));
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop();
  for (const ring of [keyring, ...rings]) ring.close();
  rmSync(copies, { recursive: true });
});
const reason = 'The court ordered that nothing of this file be kept.';
let people = 0;

/** Somebody with a name, readings, an alert with evidence and a note, all of it on record. */
async function person() {
  people += 1;
  const reference = `D-${people}`;
  const device = String(70_000_000 + people);
  const line = lineOf(reference, {
    device: { id: device },
    case: {
      device: { id: device, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
      conditions: [],
    },
  });
  const enrolled = await officer.post('/api/enrolments', line);
  if (enrolled.status !== 200) throw new Error(JSON.stringify(enrolled.body));
  const held = await heldBy(system.database, reference);
  const alert = await raise(system.database, keyring, held);
  await officer.post(`/api/alerts/${alert}/note`, { note: 'spoke with the aunt' });
  return { ...held, reference, device, alert };
}
const ask = (id: string) => supervisor.post(`/api/people/${id}/destruction`, { reason });
const approve = (id: string, by = second) =>
  by.post(`/api/destructions/${id}/decision`, { decision: 'approved' });
async function destroy(id: string): Promise<void> {
  const asked = await ask(id);
  expect(asked.status).toBe(201);
  expect((await approve(asked.body.id)).status).toBe(200);
}

test('RET-3 while a person is on hold two people cannot end their key either; afterwards they can', async () => {
  const { participantId } = await person();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const hold = await supervisor.post('/api/retention/holds', {
    ...{ participant: participantId, until, reason: 'The appeal needs the record as it is.' },
  });
  expect(hold.status).toBeLessThan(300);
  const { id } = (await ask(participantId)).body;
  expect(await approve(id)).toMatchObject({ status: 422, body: { code: 'on-hold' } });
  expect(keyring.find(participantId)).not.toBeNull();
  await owner.query(`update retention_hold set until_at = now() where participant_id = $1`, [participantId]);
  expect((await approve(id)).status).toBe(200);
});

test('KEY-12 a key is destroyed by two people: one asks with a reason, another approves, and both stand in the audit', async () => {
  const who = await person();
  expect((await officer.post(`/api/people/${who.participantId}/destruction`, { reason })).status).toBe(403);
  expect(
    (await supervisor.post(`/api/people/${who.participantId}/destruction`, { reason: 'x' })).status,
  ).toBe(400);
  const asked = await ask(who.participantId);
  expect(asked.status).toBe(201);
  expect((await ask(who.participantId)).body.code).toBe('exists');
  expect(await approve(asked.body.id, supervisor)).toMatchObject({
    status: 422,
    body: { code: 'second-person' },
  });
  expect(keyring.find(who.participantId)).not.toBeNull();
  expect((await approve(asked.body.id)).status).toBe(200);
  expect(await approve(asked.body.id)).toMatchObject({ status: 409, body: { code: 'changed' } });
  const { destructions } = (await second.get('/api/destructions')).body;
  expect(destructions[0]).toMatchObject({
    participant: { id: who.participantId, reference: who.reference },
    reason,
    askedBy: { id: supervisor.staffId },
    decision: 'approved',
    destroyedAt: expect.any(String),
  });
  const { rows } = await owner.query(
    `select action, staff_id = $2 as by_asker from audit_entry where entity = 'key_destruction' and entity_id = $1 order by id`,
    [asked.body.id, supervisor.staffId],
  );
  expect(rows).toEqual([
    { action: 'destruction.asked', by_asker: true },
    { action: 'destruction.approved', by_asker: false },
  ]);
});

test('KEY-12 the database itself refuses one person as both; a refused one may be asked for again', async () => {
  const who = await person();
  const asked = await ask(who.participantId);
  await expect(
    owner.query(
      `update key_destruction set decision = 'approved', decided_by = asked_by, decided_at = now() where id = $1`,
      [asked.body.id],
    ),
  ).rejects.toThrow('two_people');
  const refused = await supervisor.post(`/api/destructions/${asked.body.id}/decision`, {
    decision: 'refused',
  });
  expect(refused.status).toBe(200);
  expect(keyring.find(who.participantId)).not.toBeNull();
  expect((await ask(who.participantId)).status).toBe(201);
});

test('KEY-13 from the approval on nothing of the person is readable in any process, and nothing can be written', async () => {
  const who = await person();
  await store(system.database, keyring, who, 1, [observation(Date.now() - 60_000)]);
  for (const ring of rings) expect(ring.find(who.participantId)).not.toBeNull();
  expect((await officer.get(`/api/people?q=${who.reference}`)).body.people).toHaveLength(1);
  await destroy(who.participantId);
  for (const ring of [keyring, ...rings]) expect(ring.find(who.participantId)).toBeNull();
  const detail = (await officer.get(`/api/people/${who.participantId}`)).body;
  expect(detail.person).toMatchObject({ name: '—', destroyed: true });
  expect(detail).toMatchObject({ authority: null, conditions: [], openAlerts: [] });
  expect((await officer.get(`/api/people?q=${who.reference}`)).body.people).toEqual([]);
  const alert = (await officer.get(`/api/alerts/${who.alert}`)).body;
  expect(JSON.stringify(alert)).not.toContain('aunt');
  const span = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
  const movement = await officer.get(
    `/api/people/${who.participantId}/movement?${new URLSearchParams({ ...span, purpose: 'test' })}`,
  );
  expect(movement.status).toBe(200);
  expect(movement.body.points).toEqual([]);
  expect(await officer.post(`/api/alerts/${who.alert}/note`, { note: 'more' })).toMatchObject({
    status: 410,
    body: { code: 'person-destroyed' },
  });
  expect(
    (await owner.query('select from participant_search where participant_id = $1', [who.participantId]))
      .rowCount,
  ).toBe(0);
});

test('KEY-14 what the device sends from then on is acknowledged and dropped, on every gateway', async () => {
  const who = await person();
  const lines = gateways.map((gateway) => new TestLine(gateway.ports.laipac ?? 0));
  const now = Math.floor(Date.now() / 1000) * 1000;
  for (const [index, line] of lines.entries()) {
    line.send(frameOf(readingOf(who.device, now - (10 - index) * 60_000)));
    await line.answered(1);
  }
  const stored = async () =>
    (await owner.query('select from upload where assignment_id = $1', [who.assignmentId])).rowCount;
  const before = await stored();
  expect(before).toBe(2);
  await destroy(who.participantId);
  for (const [index, line] of lines.entries()) {
    line.send(
      frameOf(readingOf(who.device, now - (3 - index) * 60_000)),
      frameOf(readingOf(who.device, now)),
    );
    expect(await line.answered(3)).toHaveLength(3);
    line.end();
  }
  expect(await stored()).toBe(before);
});

test('KEY-15 a copy from before does not open with the present keyring: readings, evidence, notes, audit, names, kept answers', async () => {
  const who = await person();
  await store(system.database, keyring, who, 1, [observation(Date.now() - 60_000)]);
  // With a key of its own the write's answer is kept too.
  const noted = await officer.send(
    'POST',
    `/api/alerts/${who.alert}/note`,
    { note: 'kept' },
    { 'idempotency-key': 'one-write' },
  );
  expect(noted.status).toBe(200);
  const sealed = async () => ({
    participant: (await owner.query('select sealed from participant where id = $1', [who.participantId]))
      .rows[0].sealed,
    upload: (await owner.query('select content from upload where assignment_id = $1', [who.assignmentId]))
      .rows[0].content,
    evidence: (
      await owner.query('select sealed from alert_occurrence where assignment_id = $1', [who.assignmentId])
    ).rows[0].sealed,
    audit: (
      await owner.query(
        'select entity, entity_id, request_id, after from audit_entry where participant_id = $1 and after is not null',
        [who.participantId],
      )
    ).rows,
    answer: (await owner.query(`select response, actor, key from idempotency_key where key = 'one-write'`))
      .rows[0],
  });
  const copy = await sealed();
  const openAll = (ring: ReturnType<typeof openKeyring>) => {
    const key = ring.find(who.participantId);
    if (key === null) return 'nothing opens';
    return {
      name: openRow(key, 'participant', who.participantId, copy.participant).name,
      readings: unpackUpload(key, who.assignmentId, 1, copy.upload).length,
      evidence: unsealJson(key, occurrenceIdentity(who.assignmentId, 1), copy.evidence),
      audit: copy.audit.map((row) =>
        unsealJson(key, `audit_entry/${row.entity}/${row.entity_id}/${row.request_id}/after`, row.after),
      ).length,
      answer: unsealJson(
        key,
        `idempotency_key/${copy.answer.actor}/one-write/response`,
        copy.answer.response,
      ),
    };
  };
  expect(openAll(keyring)).toMatchObject({
    name: `Person ${who.reference}`,
    readings: 1,
    evidence: { readings: expect.any(Array) },
    audit: copy.audit.length,
    answer: { participant: { id: who.participantId } },
  });
  expect(copy.audit.length).toBeGreaterThan(0);
  await destroy(who.participantId);
  expect(openAll(keyring)).toBe('nothing opens');
  const present = openKeyring(directory);
  expect(openAll(present)).toBe('nothing opens');
  present.close();
  const again = await officer.send(
    'POST',
    `/api/alerts/${who.alert}/note`,
    { note: 'kept' },
    { 'idempotency-key': 'one-write' },
  );
  expect(again).toMatchObject({ status: 410, body: { code: 'person-destroyed' } });
});

test('KEY-16 a keyring brought back from before a destruction loses the key again when a process starts with it', async () => {
  const who = await person();
  const old = join(copies, 'keyring');
  cpSync(directory, old, { recursive: true });
  await destroy(who.participantId);
  const restored = openKeyring(old);
  expect(restored.find(who.participantId)).not.toBeNull();
  const gateway = await startGateway({
    database: system.database.gateway,
    keyring: restored,
    host: '127.0.0.1',
    ports: {},
    log,
  });
  expect(restored.find(who.participantId)).toBeNull();
  await gateway.stop();
  restored.close();
});

test('KEY-16 a process that died between the approval and the deed: the next one does it', async () => {
  const who = await person();
  const asked = await ask(who.participantId);
  await owner.query(
    `update key_destruction set decision = 'approved', decided_by = (select id from staff where id <> asked_by limit 1), decided_at = now() where id = $1`,
    [asked.body.id],
  );
  expect(keyring.find(who.participantId)).not.toBeNull();
  await system.startAnother();
  expect(keyring.find(who.participantId)).toBeNull();
  const { rows } = await owner.query(
    'select destroyed_at is not null as done from key_destruction where id = $1',
    [asked.body.id],
  );
  expect(rows).toEqual([{ done: true }]);
});

test('KEY-21 an answer that tells of several people ends with the first of them, also in a copy from before', async () => {
  const [one, other] = [await person(), await person()];
  const ids = [one, other].map(({ participantId }) => participantId).sort();
  const to = await signInAs(system, admin, ['case-officer'], 'to@example.org');
  for (const id of ids) {
    const begun = { kind: 'staff', role: 'case-officer', staff: officer.staffId };
    await supervisor.post(`/api/people/${id}/supervision`, begun);
  }
  const asked = { from: officer.staffId, to: to.staffId, people: ids };
  const ask = () =>
    supervisor.send('POST', '/api/caseload-moves/preview', asked, { 'idempotency-key': 'of-several' });
  const first = await ask();
  expect(first.body.moving).toHaveLength(2);
  expect((await ask()).body).toEqual(first.body);
  const copy = (await owner.query(`select * from idempotency_key where key = 'of-several'`)).rows[0];
  expect(copy.participant_ids).toEqual(ids);
  const identity = `idempotency_key/${copy.actor}/of-several/response`;
  const programme = programmeKey((await owner.query('select id from programme')).rows[0].id);
  for (const key of [keyring.create(programme), ...ids.map((id) => keyring.create(id))])
    expect(() => unsealJson(key, identity, copy.response)).toThrow();
  await destroy(one.participantId);
  expect(await ask()).toMatchObject({ status: 410, body: { code: 'person-destroyed' } });
});

test('KEY-13 whose key has ended is asked for nothing more: schedules, check-ins and their places, and what was planned to be told', async () => {
  const { participantId } = await person();
  const { rows } = await owner.query(
    `with o as (insert into office (programme_id, name, timezone) select programme_id, 'Ended', 'America/New_York' from participant where id = $1 returning *),
       k as (insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity) select id, programme_id, '[]', 30, 2 from o)
     select id from o`,
    [participantId],
  );
  const office = rows[0].id;
  await owner.query(
    `with h as (insert into check_in_schedule (programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after, made_until, created_by)
       select p.programme_id, p.id, (select id from order_clause order by id limit 1), $2, 'office', 'weeks-4', current_date, 3, 3, current_date, $3
       from participant p where p.id = $1 returning *)
     insert into check_in (programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, slot_at)
       select programme_id, participant_id, id, office_id, kind, current_date + 1, current_date + 1, current_date, current_date + 3, 'booked', now() + interval '1 day' from h`,
    [participantId, office, officer.staffId],
  );
  await supervisor.post(`/api/people/${participantId}/messages`, { text: 'Come as agreed.' });
  const taken = async () =>
    (
      await owner.query('select coalesce(sum(taken), 0)::int as n from office_slot where office_id = $1', [
        office,
      ])
    ).rows[0].n;
  expect(await taken()).toBe(1);
  await destroy(participantId);
  expect(await taken()).toBe(0);
  const left = await owner.query(
    `select (select count(*)::int from check_in_schedule where participant_id = $1 and ended_at is null) as schedules,
       (select count(*)::int from check_in where participant_id = $1 and status in ('due', 'booked')) as "checkIns",
       (select count(*)::int from message where participant_id = $1 and status = 'planned') as messages`,
    [participantId],
  );
  expect(left.rows).toEqual([{ schedules: 0, checkIns: 0, messages: 0 }]);
});
