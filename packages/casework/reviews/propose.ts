import type { CivilDay } from '../checkins/calendar.ts';
import { addDays } from '../checkins/calendar.ts';
import { daysAtTier, daysKept, type ReviewFacts } from './facts.ts';
import type { ReviewPolicy } from './policy.ts';
import type { StepDown } from './tiers.ts';
import type { ReviewReason } from './words.ts';

/**
 * RVW-1: what software may say. There is no member by which a step up could be said, and none with a tier above the one that is.
 */
export type Proposal =
  | { readonly kind: 'stay' }
  | ({ readonly kind: 'step-down' } & StepDown)
  | { readonly kind: 'end' };

/** `holds`: policy's condition is met. Of what is counted in days the limit is the least, of what waits the most. */
export type MeasuredReason = {
  readonly code: ReviewReason;
  readonly measured: number;
  readonly limit: number;
  readonly holds: boolean;
};
export type Proposed = { readonly proposal: Proposal; readonly reasons: readonly MeasuredReason[] };

const atLeast = (code: ReviewReason, measured: number, limit: number): MeasuredReason => ({
  ...{ code, measured, limit, holds: measured >= limit },
});
const atMost = (code: ReviewReason, measured: number, limit: number): MeasuredReason => ({
  ...{ code, measured, limit, holds: measured <= limit },
});

function lessThan(facts: ReviewFacts, policy: ReviewPolicy): Exclude<Proposal, { kind: 'stay' }> {
  switch (facts.tier) {
    case 'ankle':
      return { kind: 'step-down', from: 'ankle', to: policy.next.ankle };
    case 'wrist':
      return { kind: 'step-down', from: 'wrist', to: policy.next.wrist };
    case 'phone':
      return { kind: 'step-down', from: 'phone', to: policy.next.phone };
    case 'none':
      return { kind: 'end' };
  }
}

/** RVW-1, RVW-3: less, where every condition of policy is met; else that the level stays. Each reason says what was measured. */
export function proposeLess(facts: ReviewFacts, policy: ReviewPolicy, today: CivilDay): Proposed {
  const { tier } = facts;
  const less = lessThan(facts, policy);
  const waiting = facts.openAlerts.filter((on) => on > addDays(today, -policy.alertWaitDays)).length;
  const reasons = [
    atLeast('days-kept', daysKept(facts, today), policy.keptDays[tier]),
    atLeast('days-at-tier', daysAtTier(facts, today), policy.tierDays[tier]),
    atMost('alerts-waiting', waiting, 0),
    ...(less.kind === 'end' && policy.endWaitsForHearings
      ? [atMost('hearings-to-come', facts.hearingsToCome, 0)]
      : []),
  ];
  return { proposal: reasons.every(({ holds }) => holds) ? less : { kind: 'stay' }, reasons };
}
