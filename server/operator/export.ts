import { levelAt } from '@attend/casework';
import {
  type AuthoritySpan,
  type Fault,
  fail,
  type Millis,
  type Reading,
  type Result,
  succeed,
} from '@attend/kernel';
import type { Observation, Place } from '@attend/monitor/observation/observation';
import { loadAuthority } from '../api/movement/movement.ts';
import { daysFor, firstPage, loadViolationPositions, readPage } from '../api/movement/observations.ts';
import { transaction } from '../database/connect.ts';
import { type FoundOccurrence, loadFindings } from '../database/repositories/alert-history.ts';
import {
  type ExportedAssignment,
  isKnown,
  listAssignmentsOfDevice,
  listAssignmentsOfPerson,
} from '../database/repositories/assignments.ts';
import { recordOperatorLook } from '../database/repositories/operator-looks.ts';
import { listProgrammes } from '../database/repositories/programmes.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { contextOf, type Operator } from './operator.ts';

export type AskedAbout = { readonly kind: 'device' | 'participant'; readonly name: string };

/**
 * What is on record under the name, or a failure that says that nothing is, or that it stands for different people in different
 * programmes. `programme` by its name; null: whichever it is.
 */
export async function findAssignments(
  operator: Operator,
  about: AskedAbout,
  programme: string | null,
): Promise<Result<ExportedAssignment[], Fault>> {
  const { owner } = operator;
  const { kind, name } = about;
  if (!(await isKnown(owner, kind, name)))
    return fail({ code: 'not-found', message: `no ${kind} «${name}» is on record`, path: [kind] });
  const list = kind === 'device' ? listAssignmentsOfDevice : listAssignmentsOfPerson;
  const names = new Map((await listProgrammes(owner)).map((one) => [one.id, one.name]));
  const found = (await list(owner, name)).filter(
    ({ programmeId }) => programme === null || names.get(programmeId) === programme,
  );
  const programmes = [...new Set(found.map(({ programmeId }) => names.get(programmeId)))];
  if (programmes.length > 1) {
    const message = `the ${kind} «${name}» is on record in several programmes: say which with --programme: ${programmes.join(', ')}`;
    return fail({ code: 'which-programme', message, path: ['programme'] });
  }
  return succeed(found);
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
  await transaction(operator.app, contextOf(operator, programmeId), (client) =>
    recordOperatorLook(client, { programmeId, participantId, operator: operator.name, what, purpose }),
  );
}

const begin: Millis = 0;

/**
 * Every reading of an assignment, in order of arrival, a page at a time; each in a transaction of its own, which has ended when it is
 * written: a reader who takes a break must not keep one open. What the orders permit is asked for each page.
 */
export async function exportReadings(
  operator: Operator,
  assignment: ExportedAssignment,
  purpose: string,
  write: (readings: readonly Reading[]) => Promise<void>,
): Promise<void> {
  await record(operator, assignment, 'readings', purpose);
  const { app, keyring } = operator;
  const inTransaction = <T>(work: (client: Queryable) => Promise<T>): Promise<T> =>
    transaction(app, contextOf(operator, assignment.programmeId), work);
  const began = Date.now();
  const days = daysFor(begin, began, began);
  const violations = await inTransaction((client) => loadViolations(client, keyring, assignment));
  for (let after: number | null = firstPage; after !== null; ) {
    const from: number = after;
    const read = await inTransaction(async (client) => {
      const person = { id: assignment.participantId };
      const shown = { authority: await loadAuthority(client, person), violations, now: Date.now() };
      const { observations, next } = await readPage(client, keyring, assignment, days, from);
      return { readings: observations.map((one) => readingOf(one, assignment.device, shown)), next };
    });
    await write(read.readings);
    after = read.next;
  }
}

/** Positions that violations which stand let be kept, by `placeKey`. */
async function loadViolations(
  client: Queryable,
  keyring: Operator['keyring'],
  assignment: ExportedAssignment,
): Promise<Shown['violations']> {
  const { participantId, assignmentId } = assignment;
  const found = await loadFindings(client, keyring, participantId, assignmentId, violationKinds);
  const standing = found.filter((one) => one.withdrawnAt === null).map((one) => one.ordinal);
  const kept = await loadViolationPositions(client, keyring, assignment, standing);
  return new Map(kept.map((one) => [placeKey(one), one]));
}

/** Everything the engine found in an assignment, by the time it happened: each occurrence is an alert of CONTRACTS.md. */
export async function exportFindings(
  operator: Operator,
  assignment: ExportedAssignment,
  purpose: string,
): Promise<FoundOccurrence[]> {
  await record(operator, assignment, 'alerts', purpose);
  return transaction(operator.app, contextOf(operator, assignment.programmeId), (client) =>
    loadFindings(client, operator.keyring, assignment.participantId, assignment.assignmentId),
  );
}
