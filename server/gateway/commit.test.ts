import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { commitBatch } from './commit.ts';
import type { CommitEntry, FindingRow } from './commit-entry.ts';
import { makeAssignments, type TestAssignment } from './testing/assignments.ts';

const database = await withTestDatabase();
const now = Date.now();

function entryOf(assignment: TestAssignment, version: number, more: Partial<CommitEntry> = {}): CommitEntry {
  return {
    assignmentId: assignment.assignmentId,
    programmeId: assignment.programmeId,
    participantId: assignment.participantId,
    version,
    upload: Buffer.from(`upload ${version}`),
    findings: [],
    snapshot: null,
    due: undefined,
    rejections: [],
    positions: [],
    withdrawn: [],
    health: null,
    ...more,
  };
}

function findingOf(more: Partial<FindingRow> = {}): FindingRow {
  return {
    ordinal: 1,
    kind: 'strap-opened',
    condition: null,
    from: now - 1_000,
    to: null,
    raisedAt: now,
    clearedAt: null,
    withdrawnAt: null,
    severity: 'critical',
    certainty: 'reported',
    policyName: 'standard',
    policyRevision: 1,
    sealed: Buffer.from('because'),
    closes: false,
    ...more,
  };
}

const gateway = database.pool('gateway');
const owner = database.pool('owner');

async function uploadsOf(id: number): Promise<{ version: string; content: string }[]> {
  const { rows } = await owner.query(
    `select version::text, convert_from(content, 'utf8') as content from attend.upload where assignment_id = $1 order by version`,
    [id],
  );
  return rows;
}

async function alertOf(id: number) {
  const { rows } = await owner.query(
    'select * from attend.alert where assignment_id = $1 order by raised_at, id',
    [id],
  );
  return rows;
}

test('GTW-1 a commit writes uploads under the raised version, and only the winners’', async () => {
  const [a, b] = await makeAssignments(owner, 2);
  if (a === undefined || b === undefined) throw new Error('no assignments');
  expect(await commitBatch(gateway, [entryOf(b, 0), entryOf(a, 0)], now)).toEqual(
    new Set([a.assignmentId, b.assignmentId]),
  );
  // b was committed elsewhere meanwhile: its second try from version 0 loses, and nothing of it is written.
  expect(await commitBatch(gateway, [entryOf(a, 1), entryOf(b, 0)], now)).toEqual(new Set([a.assignmentId]));
  expect(await uploadsOf(a.assignmentId)).toEqual([
    { version: '1', content: 'upload 0' },
    { version: '2', content: 'upload 1' },
  ]);
  expect(await uploadsOf(b.assignmentId)).toEqual([{ version: '1', content: 'upload 0' }]);
});

test('GTW-2 two gateways that commit the same states at once: each state is won once a version', async () => {
  const assignments = await makeAssignments(owner, 40);
  const wins = new Map<number, number>();
  for (let version = 0; version < 5; version += 1) {
    const rounds = await Promise.all(
      [assignments, [...assignments].reverse(), assignments].map((order) =>
        commitBatch(
          gateway,
          order.map((assignment) => entryOf(assignment, version)),
          now,
        ),
      ),
    );
    for (const round of rounds) for (const id of round) wins.set(id, (wins.get(id) ?? 0) + 1);
  }
  expect([...wins.values()]).toEqual(assignments.map(() => 5));
});

test('GTW-3 repeats join the open alert as occurrences; the same finding is never doubled', async () => {
  const [a] = await makeAssignments(owner, 1);
  if (a === undefined) throw new Error('no assignment');
  await commitBatch(gateway, [entryOf(a, 0, { findings: [findingOf()] })], now);
  await commitBatch(gateway, [entryOf(a, 1, { findings: [findingOf({ to: now, clearedAt: now })] })], now);
  await commitBatch(
    gateway,
    [entryOf(a, 2, { findings: [findingOf({ ordinal: 2, from: now + 5_000 })] })],
    now,
  );
  const alerts = await alertOf(a.assignmentId);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({
    status: 'new',
    occurrences: 2,
    to_at: null,
    cleared_at: null,
    withdrawn_at: null,
  });
  const { rows } = await owner.query(
    'select kind from attend.alert_transition where alert_id = $1 order by id',
    [alerts[0].id],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['raised', 'cleared', 'joined']);
});

test('GTW-4 an open strap that reads closed again stays open as work; what policy lets close, closes by itself', async () => {
  const [a] = await makeAssignments(owner, 1);
  if (a === undefined) throw new Error('no assignment');
  const battery = { ordinal: 2, kind: 'battery-low', severity: 'low' };
  await commitBatch(gateway, [entryOf(a, 0, { findings: [findingOf(), findingOf(battery)] })], now);
  const cleared = { to: now, clearedAt: now };
  await commitBatch(
    gateway,
    [entryOf(a, 1, { findings: [findingOf(cleared), findingOf({ ...battery, ...cleared, closes: true })] })],
    now,
  );
  const byKind = new Map((await alertOf(a.assignmentId)).map((row) => [row.kind, row]));
  expect(byKind.get('strap-opened')).toMatchObject({ status: 'new', closed_at: null });
  expect(byKind.get('battery-low')).toMatchObject({
    status: 'closed',
    closed_by: null,
    outcome: 'cleared-by-itself',
  });
});

test('GTW-5 a withdrawn alert stays on record; a closed one that grows returns to the list', async () => {
  const [a] = await makeAssignments(owner, 1);
  if (a === undefined) throw new Error('no assignment');
  const zone = { kind: 'curfew-absence', condition: 'c1', severity: 'high', certainty: 'confirmed', to: now };
  await commitBatch(
    gateway,
    [entryOf(a, 0, { findings: [findingOf(zone), findingOf({ ordinal: 2, kind: 'sos', to: now })] })],
    now,
  );
  await owner.query(
    `update attend.alert set status = 'closed', closed_at = now(), outcome = 'no-violation' where kind = 'curfew-absence' and assignment_id = $1`,
    [a.assignmentId],
  );
  await commitBatch(
    gateway,
    [
      entryOf(a, 1, {
        findings: [
          findingOf({ ...zone, from: now - 60_000 }),
          findingOf({ ordinal: 2, kind: 'sos', to: now, withdrawnAt: now }),
        ],
      }),
    ],
    now,
  );
  const byKind = new Map((await alertOf(a.assignmentId)).map((row) => [row.kind, row]));
  expect(byKind.get('curfew-absence')).toMatchObject({ status: 'new', closed_at: null, outcome: null });
  expect(byKind.get('sos').withdrawn_at).not.toBeNull();
});

test('GTW-6 a change of what a plan is made from raises the state’s version and asks for a tick', async () => {
  const [a] = await makeAssignments(owner, 1);
  if (a === undefined) throw new Error('no assignment');
  await owner.query(
    `insert into attend.suspension (programme_id, participant_id, kind, from_at)
     select programme_id, id, 'hospital', now() from attend.participant where id = $1`,
    [a.participantId],
  );
  expect((await commitBatch(gateway, [entryOf(a, 0)], now)).size).toBe(0);
  const { rows } = await owner.query(
    `select s.version::int, s.version > 0 as raised, d.due_at <= now() as due from attend.assignment_state s
      join attend.assignment_due d using (assignment_id) where assignment_id = $1`,
    [a.assignmentId],
  );
  expect(rows[0]).toMatchObject({ raised: true, due: true });
});

test('GTW-7 what a finding tells the feed stands in the same transaction', async () => {
  const [a] = await makeAssignments(owner, 1);
  if (a === undefined) throw new Error('no assignment');
  await commitBatch(gateway, [entryOf(a, 0, { findings: [findingOf()] })], now);
  const [alert] = await alertOf(a.assignmentId);
  const { rows } = await owner.query(
    `select count(*)::int as n from attend.feed_outbox where entity_id = $1`,
    [alert.id],
  );
  const moved = await owner.query(`select count(*)::int as n from attend.feed where entity_id = $1`, [
    alert.id,
  ]);
  expect(rows[0].n + moved.rows[0].n).toBe(1);
});

test('GTW-19 what raises an alert does not wait for the rest of its batch', async () => {
  const [usual, alarmed] = await makeAssignments(owner, 2);
  if (usual === undefined || alarmed === undefined) throw new Error('no assignments');
  const holder = await owner.connect();
  try {
    await holder.query('begin');
    await holder.query('select from attend.assignment_state where assignment_id = $1 for update', [
      usual.assignmentId,
    ]);
    const entries = [entryOf(usual, 0), entryOf(alarmed, 0, { findings: [findingOf()] })];
    const committing = commitBatch(gateway, entries, now);
    await expect.poll(() => alertOf(alarmed.assignmentId)).toHaveLength(1);
    expect(await uploadsOf(alarmed.assignmentId)).toHaveLength(1);
    expect(await uploadsOf(usual.assignmentId)).toHaveLength(0);
    await holder.query('rollback');
    expect(await committing).toEqual(new Set([usual.assignmentId, alarmed.assignmentId]));
    expect(await uploadsOf(usual.assignmentId)).toHaveLength(1);
  } finally {
    holder.release(true);
  }
});

test('a day’s leaf is made once, whoever asks for it first', async () => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const asked = await Promise.all(
    Array.from({ length: 8 }, () => gateway.query('select attend.ensure_upload_day($1) as leaf', [day])),
  );
  expect(new Set(asked.map(({ rows }) => rows[0].leaf)).size).toBe(1);
});
