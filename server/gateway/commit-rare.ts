import type { PoolClient } from 'pg';
import type { CommitEntry } from './commit-entry.ts';

/** The parts of a commit that most commits do not have. Each writes all its entries in one statement. */

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export async function writeSnapshots(
  client: PoolClient,
  entries: readonly CommitEntry[],
  day: string,
): Promise<void> {
  const ids: number[] = [];
  const programmes: string[] = [];
  const versions: number[] = [];
  const plans: number[] = [];
  const contents: Buffer[] = [];
  for (const { assignmentId, programmeId, version, snapshot } of entries) {
    if (snapshot === null) continue;
    ids.push(assignmentId);
    programmes.push(programmeId);
    versions.push(version + 1);
    plans.push(snapshot.planVersion);
    contents.push(snapshot.content);
  }
  await client.query({
    name: 'gateway-snapshots',
    text: `insert into attend.assignment_snapshot (assignment_id, programme_id, version, day, plan_version, content)
      select w.id, w.programme, w.version, $6::date, w.plan, w.content
      from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::integer[], $5::bytea[]) as w (id, programme, version, plan, content)
      on conflict (assignment_id) do update
        set version = excluded.version, day = excluded.day, plan_version = excluded.plan_version, content = excluded.content`,
    values: [ids, programmes, versions, plans, contents, day],
  });
}

/** In the order of the entries and, within one, of its findings: an alert raised and cleared in one commit tells both. */
export async function writeFindings(client: PoolClient, entries: readonly CommitEntry[]): Promise<void> {
  const rows = entries.flatMap((entry) => entry.findings.map((finding) => ({ entry, finding })));
  const column = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await client.query({
    name: 'gateway-findings',
    text: `select attend.record_finding(programme, participant, assignment, ordinal, kind, condition, from_at, to_at, raised_at,
        cleared_at, withdrawn_at, severity, certainty, policy_name, policy_revision, sealed, closes)
      from (select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
        $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::integer[], $16::bytea[],
        $17::boolean[]) with ordinality as w (programme, participant, assignment, ordinal, kind, condition, from_at, to_at, raised_at,
        cleared_at, withdrawn_at, severity, certainty, policy_name, policy_revision, sealed, closes, place)
        order by place) ordered`,
    values: [
      column((row) => row.entry.programmeId),
      column((row) => row.entry.participantId),
      column((row) => row.entry.assignmentId),
      column((row) => row.finding.ordinal),
      column((row) => row.finding.kind),
      column((row) => row.finding.condition),
      column((row) => instant(row.finding.from)),
      column((row) => instant(row.finding.to)),
      column((row) => instant(row.finding.raisedAt)),
      column((row) => instant(row.finding.clearedAt)),
      column((row) => instant(row.finding.withdrawnAt)),
      column((row) => row.finding.severity),
      column((row) => row.finding.certainty),
      column((row) => row.finding.policyName),
      column((row) => row.finding.policyRevision),
      column((row) => row.finding.sealed),
      column((row) => row.finding.closes),
    ],
  });
}

export async function writeDues(client: PoolClient, entries: readonly CommitEntry[]): Promise<void> {
  const ids = entries.map((entry) => entry.assignmentId);
  const dues = entries.map((entry) => instant(entry.due ?? null));
  await client.query({
    name: 'gateway-dues',
    text: `with w as (select * from unnest($1::bigint[], $2::timestamptz[]) as w (id, due)),
      ended as (delete from attend.assignment_due d using w where w.due is null and d.assignment_id = w.id)
      insert into attend.assignment_due (assignment_id, due_at) select id, due from w where due is not null
      on conflict (assignment_id) do update set due_at = excluded.due_at`,
    values: [ids, dues],
  });
}

/** What is not said leaves what was: a gateway that has just begun does not know it. */
export async function writeHealth(client: PoolClient, entries: readonly CommitEntry[]): Promise<void> {
  await client.query({
    name: 'gateway-health',
    text: `insert into attend.assignment_health (assignment_id, programme_id, last_contact_at, battery_percent, charging, strap)
      select * from unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::smallint[], $5::boolean[], $6::text[])
      on conflict (assignment_id) do update set last_contact_at = greatest(assignment_health.last_contact_at, excluded.last_contact_at),
        battery_percent = coalesce(excluded.battery_percent, assignment_health.battery_percent),
        charging = coalesce(excluded.charging, assignment_health.charging), strap = coalesce(excluded.strap, assignment_health.strap)`,
    values: [
      entries.map((entry) => entry.assignmentId),
      entries.map((entry) => entry.programmeId),
      entries.map((entry) => instant(entry.health?.lastContactAt ?? null)),
      entries.map((entry) => entry.health?.batteryPercent ?? null),
      entries.map((entry) => entry.health?.charging ?? null),
      entries.map((entry) => entry.health?.strap ?? null),
    ],
  });
}

export async function writeRejections(client: PoolClient, entries: readonly CommitEntry[]): Promise<void> {
  const rows = entries.flatMap((entry) => entry.rejections.map((rejection) => ({ entry, rejection })));
  await client.query({
    name: 'gateway-rejections',
    text: `insert into attend.rejection (programme_id, assignment_id, device_id, at, reason, length, hash, sealed)
      select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::timestamptz[], $5::text[], $6::integer[], $7::bytea[], $8::bytea[])`,
    values: [
      rows.map((row) => row.entry.programmeId),
      rows.map((row) => row.entry.assignmentId),
      rows.map((row) => row.rejection.deviceId),
      rows.map((row) => instant(row.rejection.at)),
      rows.map((row) => row.rejection.reason),
      rows.map((row) => row.rejection.length),
      rows.map((row) => row.rejection.hash),
      rows.map((row) => row.rejection.sealed),
    ],
  });
}

export async function writePositions(client: PoolClient, entries: readonly CommitEntry[]): Promise<void> {
  for (const { assignmentId, programmeId, version, positions, withdrawn } of entries) {
    for (const { ordinal, content } of positions) {
      await client.query(
        'insert into attend.violation_position (programme_id, assignment_id, ordinal, version, content) values ($1, $2, $3, $4, $5)',
        [programmeId, assignmentId, ordinal, version + 1, content],
      );
    }
    if (withdrawn.length > 0) {
      await client.query(
        'delete from attend.violation_position where assignment_id = $1 and ordinal = any($2::integer[])',
        [assignmentId, withdrawn],
      );
    }
  }
}
