import { addDays, type CivilDay } from '../checkins/calendar.ts';
import type { ReviewPolicy } from './policy.ts';
import type { ReviewCause, Tier } from './words.ts';

export type ReviewDue = { readonly on: CivilDay; readonly cause: ReviewCause };

/** A date of an order on which somebody is asked. */
export type AskedReview = { readonly kind: 'review' | 'medical'; readonly on: CivilDay };

/** RVW-5: by the agency's interval since the last look or since the level began, or by what an order asks, whichever is sooner. */
export function dueOf(
  of: { readonly tier: Tier; readonly since: CivilDay; readonly asked: readonly AskedReview[] },
  policy: ReviewPolicy,
): ReviewDue {
  let due: ReviewDue = { on: addDays(of.since, policy.intervalDays[of.tier]), cause: 'interval' };
  for (const { kind, on } of of.asked)
    if (on < due.on) due = { on, cause: kind === 'medical' ? 'harm' : 'order' };
  return due;
}

/** The day itself is in time. */
export const isReviewOverdue = (dueOn: CivilDay, today: CivilDay): boolean => dueOn < today;

/** How long before its day a review stands on the list with a proposal: time to speak with the person. */
export const reviewAheadDays = 14;
