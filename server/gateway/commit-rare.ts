import type { PoolClient } from 'pg';
import type { CommitEntry } from './commit-entry.ts';

/** The parts of a commit that most entries do not have. Each writes all its entries in one statement. */

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

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
