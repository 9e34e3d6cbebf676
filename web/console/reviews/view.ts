import {
  type ObservationKind,
  type PersonReview,
  type ProposalKind,
  type ReviewCause,
  type ReviewDecision,
  type ReviewReason,
  type ReviewShow,
  type Tier,
  tiers,
  type Verdict,
} from '@attend/contracts/reviews';
import { plural, t } from '@lingui/core/macro';

export const tierWords = (tier: Tier): string =>
  ({
    none: () => t`No device`,
    phone: () => t`Phone`,
    wrist: () => t`Wrist device`,
    ankle: () => t`Ankle device`,
  })[tier]();

/** The same of a word that a list tells. */
export const levelOf = (word: string): string => {
  const tier = tiers.find((one) => one === word);
  return tier === undefined ? word : tierWords(tier);
};

export const showWords = (show: ReviewShow): string =>
  ({
    due: () => t`Due within two weeks`,
    overdue: () => t`Overdue`,
    proposed: () => t`Less is proposed`,
  })[show]();

export const causeWords = (cause: ReviewCause): string =>
  ({
    interval: () => t`by the agency’s interval`,
    order: () => t`by a date of an order`,
    harm: () => t`evidence of harm`,
  })[cause]();

export function proposalWords(kind: ProposalKind, to: Tier | null): string {
  if (kind === 'end') return t`End supervision`;
  if (kind === 'stay') return t({ message: 'Stay', context: 'one person, at their level' });
  if (to === null) return t`Step down`;
  const lower = tierWords(to);
  return t`Step down: ${lower}`;
}

export const decisionWords = (decision: ReviewDecision): string =>
  ({
    stay: () => t`Stays`,
    'step-down': () => t`Stepped down`,
    end: () => t`Ended`,
    'step-up': () => t`Stepped up`,
  })[decision]();

/** What was measured, beside what policy asks: one sentence a reason. */
export function reasonWords({
  code,
  measured,
  limit,
}: {
  code: ReviewReason;
  measured: number;
  limit: number;
}): string {
  switch (code) {
    case 'days-kept':
      return t`Everything kept for ${measured} days; ${limit} are asked for`;
    case 'days-at-tier':
      return t`At this level for ${measured} days; ${limit} are asked for`;
    case 'alerts-waiting':
      return plural(measured, {
        0: 'No alert waits to be looked at',
        one: '# alert waits to be looked at',
        other: '# alerts wait to be looked at',
      });
    case 'hearings-to-come':
      return plural(measured, {
        0: 'No hearing is to come',
        one: '# hearing is to come',
        other: '# hearings are to come',
      });
  }
}

export const kindWords = (kind: ObservationKind): string =>
  ({ 'check-in': () => t`Check-ins`, hearing: () => t`Hearings`, alert: () => t`Alerts` })[kind]();

/** Of an alert it is said otherwise: that one was no violation is nothing that somebody kept. */
export const verdictWords = (verdict: Verdict, kind: ObservationKind): string =>
  ({
    kept: () => (kind === 'alert' ? t`no violation` : t`kept`),
    excused: () => t`excused`,
    'not-kept': () => t`not kept`,
    'not-known': () => t`not known`,
    open: () => t`not decided`,
  })[verdict]();

/** Where on the person's page a record of this kind stands. */
export const partOf = (kind: ObservationKind): 'check-ins' | 'hearings' | 'alerts' =>
  kind === 'check-in' ? 'check-ins' : kind === 'hearing' ? 'hearings' : 'alerts';

/** Days at each tier, over all of its spans, from more to less restrictive. */
export function timeAtTiers(
  spans: NonNullable<PersonReview['standing']>['tiers'],
): { tier: Tier; days: number }[] {
  const order: readonly Tier[] = ['ankle', 'wrist', 'phone', 'none'];
  return order.flatMap((tier) => {
    const own = spans.filter((span) => span.tier === tier);
    return own.length === 0 ? [] : [{ tier, days: own.reduce((sum, { days }) => sum + days, 0) }];
  });
}
