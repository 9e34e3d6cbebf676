import { levelAt } from '@attend/casework';
import { type AuthoritySpan, fail, type Millis, type Reading, type Result, succeed } from '@attend/kernel';
import type { Observation, Place } from '@attend/monitor/observation/observation';
import { loadAuthority } from '../api/movement/movement.ts';
import { daysFor, loadViolationPositions, readObservations } from '../api/movement/observations.ts';
import { transaction } from '../database/connect.ts';
import { type FoundOccurrence, loadFindings } from '../database/repositories/alert-history.ts';
import {
  type ExportedAssignment,
  isKnown,
  listAssignmentsOfDevice,
  listAssignmentsOfPerson,
} from '../database/repositories/assignments.ts';
import { recordOperatorLook } from '../database/repositories/operator-looks.ts';
import type { Operator } from './operator.ts';

export type AskedAbout = { readonly kind: 'device' | 'participant'; readonly name: string };

/** What is on record under the name, or a failure that says that nothing is. */
export async function findAssignments(
  operator: Operator,
  about: AskedAbout,
): Promise<Result<ExportedAssignment[]>> {
  const { owner } = operator;
  if (!(await isKnown(owner, about.kind, about.name))) {
    return fail({
      code: 'not-found',
      message: `no ${about.kind} «${about.name}» is on record`,
      path: [about.kind],
    });
  }
  const list = about.kind === 'device' ? listAssignmentsOfDevice : listAssignmentsOfPerson;
  return succeed(await list(owner, about.name));
}

/** What a person's orders permit to show of stored observations. */
type Shown = {
  readonly authority: readonly AuthoritySpan[];
  /** Positions that a confirmed violation let be kept, by `placeKey`. */
  readonly violations: ReadonlyMap<string, Observation>;
  readonly now: Millis;
};

/** Kinds whose confirmation lets positions be kept under `zones`. */
const violationKinds = ['exclusion-zone-entered', 'inclusion-zone-left', 'curfew-absence'] as const;

const placeKey = (one: Observation): string => `${one.at} ${one.sequence}`;

function placeOf(one: Observation, { authority, violations, now }: Shown): Place | null {
  const level = levelAt(authority, one.at, now);
  const place =
    level === 'trail' ? one.place : level === 'zones' ? violations.get(placeKey(one))?.place : null;
  return place?.kind === 'position' ? place : null;
}

/** A stored observation in the contract's form. Its place only where authority held at its time and stands now. */
export function readingOf(one: Observation, device: string, shown: Shown): Reading {
  const { percent, charging } = one;
  const place = placeOf(one, shown);
  let fix: Reading['fix'] = null;
  if (place !== null) {
    const { kind: _kind, ...rest } = place;
    fix = rest;
  }
  return {
    device,
    time: one.time,
    receivedAt: one.receivedAt,
    fix,
    battery: percent === null && charging === null ? null : { percent, charging },
    strap: one.strap,
    case: one.case,
    worn: one.worn,
    events: one.events,
    live: one.live,
    sequence: one.sequence,
    mock: one.mock,
  };
}

/** Puts the look on record in a transaction of its own, before anything is read: an export that breaks off was still a look. */
async function record(
  operator: Operator,
  assignment: ExportedAssignment,
  what: string,
  purpose: string,
): Promise<void> {
  const { programmeId, participantId } = assignment;
  await transaction(operator.app, { 'attend.programme': programmeId }, (client) =>
    recordOperatorLook(client, { programmeId, participantId, operator: operator.name, what, purpose }),
  );
}

const begin: Millis = 0;

/** Every reading of an assignment, in order of arrival, a page at a time. */
export async function exportReadings(
  operator: Operator,
  assignment: ExportedAssignment,
  purpose: string,
  write: (readings: readonly Reading[]) => Promise<void>,
): Promise<void> {
  await record(operator, assignment, 'readings', purpose);
  const now = Date.now();
  const person = { id: assignment.participantId, suspendedFrom: assignment.suspendedFrom };
  await transaction(operator.app, { 'attend.programme': assignment.programmeId }, async (client) => {
    const authority = await loadAuthority(client, person);
    const { participantId, assignmentId } = assignment;
    const found = await loadFindings(client, operator.keyring, participantId, assignmentId, violationKinds);
    const standing = found.filter((one) => one.withdrawnAt === null).map((one) => one.ordinal);
    const kept = await loadViolationPositions(client, operator.keyring, assignment, standing);
    const shown = { authority, violations: new Map(kept.map((one) => [placeKey(one), one])), now };
    for await (const page of readObservations(
      client,
      operator.keyring,
      assignment,
      daysFor(begin, now, now),
    )) {
      await write(page.map((one) => readingOf(one, assignment.device, shown)));
    }
  });
}

/** Everything the engine found in an assignment, by the time it happened: each occurrence is an alert of CONTRACTS.md. */
export async function exportFindings(
  operator: Operator,
  assignment: ExportedAssignment,
  purpose: string,
): Promise<FoundOccurrence[]> {
  await record(operator, assignment, 'alerts', purpose);
  return transaction(operator.app, { 'attend.programme': assignment.programmeId }, (client) =>
    loadFindings(client, operator.keyring, assignment.participantId, assignment.assignmentId),
  );
}
