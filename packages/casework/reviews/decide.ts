import {
  type Failure,
  fail,
  type Result,
  succeed,
  tell,
  type Wording,
  type ZoneConditionKind,
} from '@attend/kernel';
import type { ReviewPolicy } from './policy.ts';
import { stepDownOf } from './tiers.ts';
import type { ProposalKind, Tier } from './words.ts';

/** What one person's word is enough for. */
export type DecidedReview = { readonly decision: ProposalKind; readonly to: Tier };

const refuse = (code: string, wording: Wording, path?: string): Result<never> =>
  fail({ code, ...tell(wording), ...(path === undefined ? {} : { path: [path] }) } satisfies Failure);

/** RVW-6: stay, a step down, an end. Whatever leads up is refused here: it is asked for, with a reason and a second person. */
export function permitReviewDecision(
  tier: Tier,
  decided: { decision: ProposalKind; to: Tier | null },
): Result<DecidedReview> {
  switch (decided.decision) {
    case 'stay':
      return succeed({ decision: 'stay', to: tier });
    case 'end':
      return succeed({ decision: 'end', to: 'none' });
    case 'step-down': {
      const step = decided.to === null ? null : stepDownOf(tier, decided.to);
      return step === null
        ? refuse('not-below', 'A step down leads to a level below the one that is.', 'to')
        : succeed({ decision: 'step-down', to: step.to });
    }
  }
}

/** RVW-7: conditions that the tier which follows carries no longer. Of an end: all. */
export const endedWith = <C extends { readonly kind: ZoneConditionKind }>(
  { decision, to }: DecidedReview,
  policy: ReviewPolicy,
  conditions: readonly C[],
): C[] =>
  decision === 'stay'
    ? []
    : conditions.filter(({ kind }) => decision === 'end' || !policy.carries[to].includes(kind));
