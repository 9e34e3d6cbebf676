import type { Case, Millis } from '@attend/kernel';
import { authorityOf, clipAuthority } from './authority.ts';
import { conditionInForce } from './conditions.ts';
import type { AssignmentRecord, ConditionRecord, ExceptionRecord, LegalBasis } from './records.ts';
import { intersect, type Span } from './span.ts';

export type CaseRecords = {
  readonly timezone: string;
  readonly assignment: AssignmentRecord;
  /** Custody elsewhere, hospital, death, moved: nothing counts from then on. */
  readonly suspendedFrom: Millis | null;
  readonly enteredInError: boolean;
  readonly basis: LegalBasis;
  readonly conditions: readonly ConditionRecord[];
  readonly exceptions: readonly ExceptionRecord[];
};

/** ORD-9: the time in which anything counts for an assignment: its own dates, ended by a suspension. */
export function timeThatCounts(
  records: Pick<CaseRecords, 'assignment' | 'suspendedFrom' | 'enteredInError'>,
): Span | null {
  const { assignment, suspendedFrom, enteredInError } = records;
  return enteredInError ? null : intersect(assignment, { from: assignment.from, to: suspendedFrom });
}

/** What `attend replay` would be given for one assignment: what the gateway's engine judges by. */
export function caseOf(records: CaseRecords): Case {
  const within = timeThatCounts(records);
  const { assignment, basis } = records;
  const conditions = [...records.conditions].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  return {
    timezone: records.timezone,
    device: {
      id: assignment.device,
      technology: assignment.technology,
      fixEvery: assignment.fixEvery,
      uploadEvery: assignment.uploadEvery,
    },
    authority: within === null ? [] : clipAuthority(authorityOf(basis), within),
    conditions:
      within === null
        ? []
        : conditions.flatMap(
            (condition) => conditionInForce(condition, records.exceptions, basis, within) ?? [],
          ),
  };
}
