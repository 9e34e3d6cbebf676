import type { KeyObject } from 'node:crypto';
import { caseOf } from '@attend/casework';
import type { Case, Millis, RemovalSpan, Span, Technology } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { type LegalRow, loadLegal, openLegal } from './legal.ts';
import { loadRemovals } from './planned-removals.ts';
import { millis, type Queryable } from './queryable.ts';
import { openRecord } from './record-fault.ts';
import { loadSuspendedSpans } from './suspensions.ts';

/** A published revision of a programme's policy: parameters that differ from the standard, and the date from which they hold. */
export type PolicyRow = {
  readonly name: string;
  readonly revision: number;
  readonly from: Millis;
  readonly parameters: unknown;
};

/** What one assignment is judged by. */
export type Plan = {
  readonly assignmentId: number;
  readonly programmeId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly primary: boolean;
  /** Compare with `assignment.plan_version`: another one means that this is stale. */
  readonly planVersion: number;
  readonly case: Case;
  /** When a person had nothing taken of the device. Oldest first. */
  readonly unheard: readonly { readonly from: Millis; readonly to: Millis | null }[];
  /** Oldest first; empty where the programme published none and the standard policy holds. */
  readonly policies: readonly PolicyRow[];
};

type AssignmentRow = {
  id: string;
  programme_id: string;
  participant_id: string;
  device_id: string;
  is_primary: boolean;
  plan_version: number;
  from: Millis;
  to: Millis | null;
  fix_every: number;
  upload_every: number;
  identifier: string;
  technology: Technology;
  in_error: boolean;
  timezone: string;
  unheard: { from: Millis; to: Millis | null }[];
};

const assignments = `
select a.id, a.programme_id, a.participant_id, a.device_id, a.is_primary, a.plan_version,
  ${millis('a.from_at')} as from, ${millis('a.to_at')} as to, a.fix_every, a.upload_every,
  d.identifier, d.technology,
  p.entered_in_error_at is not null as in_error, coalesce(p.timezone, o.timezone, g.timezone) as timezone,
  (select coalesce(json_agg(json_build_object('from', ${millis('q.from_at')}, 'to', ${millis('q.to_at')}) order by q.from_at), '[]')
    from device_quarantine q where q.device_id = a.device_id) as unheard
from assignment a
join participant p on p.id = a.participant_id
join device d on d.id = a.device_id
join programme g on g.id = a.programme_id
left join office o on o.id = p.office_id
where a.id = any($1::bigint[])`;

const policies = `
select programme_id, name, revision, ${millis('from_at')} as from, parameters
from policy_revision where programme_id = any($1::uuid[]) order by from_at, revision`;

async function loadPolicies(
  client: Queryable,
  programmeIds: readonly string[],
): Promise<Map<string, PolicyRow[]>> {
  const { rows } = await client.query<PolicyRow & { programme_id: string }>({
    name: 'plan-policies',
    text: policies,
    values: [programmeIds],
  });
  const byProgramme = new Map<string, PolicyRow[]>();
  for (const { programme_id, ...policy } of rows) {
    const list = byProgramme.get(programme_id);
    if (list === undefined) byProgramme.set(programme_id, [policy]);
    else list.push(policy);
  }
  return byProgramme;
}

/**
 * The plans of any number of assignments, in five queries. An assignment that does not exist, or whose person's key was
 * destroyed, is missing in the answer: nothing is kept of it but contact. Throws RecordFault for the first that does not open.
 */
export async function loadPlans(
  client: Queryable,
  keyring: Keyring,
  assignmentIds: readonly number[],
): Promise<Map<number, Plan>> {
  const { rows } = await client.query<AssignmentRow>({
    name: 'plan-assignments',
    text: assignments,
    values: [assignmentIds],
  });
  const people = [...new Set(rows.map((row) => row.participant_id))];
  const legal = await loadLegal(client, people);
  const suspensions = await loadSuspendedSpans(client, people);
  const removals = await loadRemovals(client, people);
  const revisions = await loadPolicies(client, [...new Set(rows.map((row) => row.programme_id))]);
  const plans = new Map<number, Plan>();
  for (const row of rows) {
    const id = Number(row.id);
    const basis = legal.get(row.participant_id);
    const supervised = openRecord(id, 'the plan', () => {
      const key = keyring.find(row.participant_id);
      return key === null || basis === undefined
        ? null
        : openCase(row, basis, key, {
            suspensions: suspensions.get(row.participant_id) ?? [],
            removals: removals.get(row.participant_id) ?? [],
          });
    });
    if (supervised === null) continue;
    plans.set(id, {
      assignmentId: id,
      programmeId: row.programme_id,
      participantId: row.participant_id,
      deviceId: row.device_id,
      primary: row.is_primary,
      planVersion: row.plan_version,
      unheard: row.unheard,
      policies: revisions.get(row.programme_id) ?? [],
      case: supervised,
    });
  }
  return plans;
}

type Spans = { readonly suspensions: readonly Span[]; readonly removals: readonly RemovalSpan[] };
const openCase = (row: AssignmentRow, basis: LegalRow, key: KeyObject, spans: Spans): Case =>
  caseOf({
    timezone: row.timezone,
    assignment: {
      from: row.from,
      to: row.to,
      device: row.identifier,
      technology: row.technology,
      fixEvery: row.fix_every,
      uploadEvery: row.upload_every,
    },
    ...spans,
    enteredInError: row.in_error,
    basis,
    ...openLegal(basis, key),
  });
