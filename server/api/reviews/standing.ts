import { type Assessment, assess } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { LegalRow } from '../../database/repositories/legal.ts';
import { findReviewPolicy, type ReviewPolicyRow } from '../../database/repositories/review-policies.ts';
import {
  loadRecords,
  loadSubjects,
  type RecordRow,
  type SubjectRow,
} from '../../database/repositories/review-subjects.ts';
import type { LookedAt } from '../../database/repositories/reviews.ts';
import type { StaffContext } from '../context.ts';

export type Standing = {
  readonly subject: SubjectRow;
  readonly records: readonly RecordRow[];
  readonly policy: ReviewPolicyRow;
  readonly assessment: Assessment;
};

/** What is on record of one person as it stands now, judged by the policy in force. Null: no order is in force. */
export async function loadStanding(context: StaffContext, person: string): Promise<Standing | null> {
  const { client, programme, now } = context;
  const [subject] = await loadSubjects(client, [person], now());
  if (subject === undefined) return null;
  const records = (await loadRecords(client, [person], now())).get(person) ?? [];
  const policy = await findReviewPolicy(client, programme.id);
  return { subject, records, policy, assessment: assess(subject, records, policy.parameters, now()) };
}

/** Conditions that somebody must keep now, or will have to. */
export const standingConditions = (legal: LegalRow | undefined, now: Millis): LegalRow['conditions'] =>
  (legal?.conditions ?? []).filter(
    ({ endedAt, enteredInError, to }) => endedAt === null && !enteredInError && (to === null || to > now),
  );

/** As it is written beside a decision. */
export function lookedAt({ subject, policy, assessment }: Standing): LookedAt {
  const { due, level, proposal } = assessment;
  return {
    ...{ programmeId: subject.programmeId, participantId: subject.id, dueOn: due.on, cause: due.cause },
    ...{ tier: level.tier, tierSince: level.since, proposal: proposal.kind },
    proposalTo: proposal.kind === 'step-down' ? proposal.to : null,
    policyRevision: policy.revision,
  };
}
