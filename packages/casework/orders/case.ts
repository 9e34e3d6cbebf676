import { type Case, mergeSpans, type RemovalSpan, subtractSpans } from '@attend/kernel';
import { authorityOf, clipAuthority } from './authority.ts';
import { conditionInForce } from './conditions.ts';
import type { AssignmentRecord, ConditionRecord, ExceptionRecord, LegalBasis } from './records.ts';
import type { Span } from './span.ts';

export type CaseRecords = {
  readonly timezone: string;
  readonly assignment: AssignmentRecord;
  /** Custody elsewhere, hospital, death, moved: nothing counts in them. */
  readonly suspensions: readonly Span[];
  readonly enteredInError: boolean;
  readonly basis: LegalBasis;
  readonly conditions: readonly ConditionRecord[];
  readonly exceptions: readonly ExceptionRecord[];
  /** Planned removals, as they hold (FIT-8). */
  readonly removals?: readonly RemovalSpan[];
};

const always: Span = { from: Number.NEGATIVE_INFINITY, to: null };

/** LIF-2: what is left of a span (all time, unless told) where nobody was suspended. In order. */
export const unsuspended = (suspensions: readonly Span[], within: Span = always): Span[] =>
  subtractSpans([within], mergeSpans(suspensions));

/** ORD-9: the time in which anything counts for an assignment: its own dates, less the suspensions. */
export function timeThatCounts(
  records: Pick<CaseRecords, 'assignment' | 'suspensions' | 'enteredInError'>,
): Span[] {
  const { assignment, suspensions, enteredInError } = records;
  return enteredInError ? [] : unsuspended(suspensions, { from: assignment.from, to: assignment.to });
}

/** What `attend replay` would be given for one assignment: what the gateway's engine judges by. */
export function caseOf(records: CaseRecords): Case {
  const within = timeThatCounts(records);
  const { assignment, basis } = records;
  const conditions = [...records.conditions].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  const { removals = [] } = records;
  return {
    timezone: records.timezone,
    device: {
      id: assignment.device,
      technology: assignment.technology,
      fixEvery: assignment.fixEvery,
      uploadEvery: assignment.uploadEvery,
    },
    authority: clipAuthority(authorityOf(basis), within),
    conditions: conditions.flatMap(
      (condition) => conditionInForce(condition, records.exceptions, basis, within) ?? [],
    ),
    ...(removals.length === 0 ? {} : { removals }),
  };
}
