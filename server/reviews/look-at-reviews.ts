import { addDays, assess, type ReviewPolicy, reviewAheadDays } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import { closeReviews, listToLookAt, markReviewsAtRisk } from '../database/repositories/review-clock.ts';
import { findReviewPolicy, type ReviewPolicyRow } from '../database/repositories/review-policies.ts';
import { loadRecords, loadSubjects, type SubjectRow } from '../database/repositories/review-subjects.ts';
import { type LookedAt, writeLooks } from '../database/repositories/reviews.ts';

const page = 500;
const first = '00000000-0000-0000-0000-000000000000';
export type ReviewsSeen = { looked: number; atRisk: number; closed: number };

/**
 * RVW-5, RVW-10: when each person's level is to be looked at, and, once that is near, whether less is to be proposed. As the owner's role,
 * over every programme. It changes nobody's level.
 */
export async function lookAtReviews(pool: Pool, now: () => Millis): Promise<ReviewsSeen> {
  const seen = { looked: 0, atRisk: 0, closed: await closeReviews(pool, now()) };
  const policies = new Map<string, ReviewPolicyRow>();
  for (let after: string | null = first; after !== null; ) {
    const ids: string[] = await listToLookAt(pool, now(), after, page);
    await transaction(pool, {}, async (client) => {
      const subjects = await loadSubjects(client, ids, now());
      for (const { programmeId } of subjects)
        if (!policies.has(programmeId))
          policies.set(programmeId, await findReviewPolicy(client, programmeId));
      const near = subjects.filter((one) => isNear(one, policies.get(one.programmeId), now()));
      const records = await loadRecords(
        client,
        near.map(({ id }) => id),
        now(),
      );
      const nearIds = new Set(near.map(({ id }) => id));
      const looks = subjects.flatMap((subject): LookedAt[] => {
        const policy = policies.get(subject.programmeId);
        if (policy === undefined) return [];
        return [lookOf(subject, policy, records.get(subject.id) ?? [], nearIds.has(subject.id), now())];
      });
      await writeLooks(client, looks, now());
      seen.looked += looks.length;
    });
    after = ids.length < page ? null : (ids.at(-1) ?? null);
  }
  seen.atRisk = await markReviewsAtRisk(pool, now());
  return seen;
}

function isNear(subject: SubjectRow, policy: ReviewPolicyRow | undefined, now: Millis): boolean {
  if (policy === undefined) return false;
  const { due, today } = assess(subject, [], policy.parameters, now);
  return due.on <= addDays(today, reviewAheadDays);
}

type Records = Parameters<typeof assess>[1];
export function lookOf(
  subject: SubjectRow,
  { revision, parameters }: { readonly revision: number; readonly parameters: ReviewPolicy },
  records: Records,
  judged: boolean,
  now: Millis,
): LookedAt {
  const { level, due, proposal } = assess(subject, records, parameters, now);
  return {
    ...{ programmeId: subject.programmeId, participantId: subject.id, dueOn: due.on, cause: due.cause },
    ...{ tier: level.tier, tierSince: level.since },
    proposal: judged ? proposal.kind : null,
    proposalTo: judged && proposal.kind === 'step-down' ? proposal.to : null,
    policyRevision: judged ? revision : null,
  };
}
