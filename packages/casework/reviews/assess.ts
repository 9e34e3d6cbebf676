import type { Millis, Span } from '@attend/kernel';
import { addDays, type CivilDay, dayOf, laterDay } from '../checkins/calendar.ts';
import { type AskedReview, dueOf, type ReviewDue } from './due.ts';
import { factsOf, type Observation, type ReviewFacts } from './facts.ts';
import type { ReviewPolicy } from './policy.ts';
import { type Proposed, proposeLess } from './propose.ts';
import { isBelow, type TierSpan, tierSpans, type Worn } from './tiers.ts';
import type { Tier } from './words.ts';

/** What of a person's record a review begins with. */
export type ReviewSubject = {
  readonly timezone: string;
  readonly worn: readonly Worn[];
  /** From when an order has stood without end until now: before it there was no level. */
  readonly orderSince: Millis;
  /** The last decision that changed the level; nothing above it is fitted. */
  readonly decided: { readonly tier: Tier; readonly at: Millis } | null;
  /** When somebody last decided a review, whatever they decided. */
  readonly reviewedAt: Millis | null;
  /** Dates of orders on which somebody is asked, and nobody has decided. */
  readonly asked: readonly { readonly kind: 'review' | 'medical'; readonly at: Millis }[];
  readonly suspended: readonly Span[];
  readonly hearingsToCome: number;
};

/** How far back a review reads: longer than any policy asks of days that are kept (a year). */
export const factsReachDays = 400;

export type Level = { readonly tier: Tier; readonly since: CivilDay; readonly spans: readonly TierSpan[] };

/** RVW-2: what the person has; where a decision went below it and the device is not changed yet, what was decided. */
export function levelOf(of: ReviewSubject, now: Millis): Level {
  const spans = tierSpans(of.worn, of.orderSince, now + 1);
  const last = spans.at(-1) ?? { tier: 'none' as const, from: of.orderSince };
  const { decided } = of;
  const lowered = decided !== null && isBelow(decided.tier, last.tier);
  const [tier, since] = lowered ? [decided.tier, decided.at] : [last.tier, last.from];
  return { tier, since: dayOf(since, of.timezone), spans };
}

export type Assessment = Proposed & {
  readonly level: Level;
  readonly facts: ReviewFacts;
  readonly due: ReviewDue;
  readonly today: CivilDay;
};

export function assess(
  of: ReviewSubject,
  observations: readonly Observation[],
  policy: ReviewPolicy,
  now: Millis,
): Assessment {
  const today = dayOf(now, of.timezone);
  const level = levelOf(of, now);
  const day = (at: Millis): CivilDay => dayOf(at, of.timezone);
  const reach = addDays(today, -factsReachDays);
  const facts = factsOf(
    {
      ...{ tier: level.tier, tierSince: level.since, hearingsToCome: of.hearingsToCome },
      from: laterDay(level.since, reach),
      suspended: of.suspended.map(({ from, to }) => ({
        from: day(from),
        to: to === null || to > now ? today : day(to),
      })),
    },
    observations,
  );
  const asked: AskedReview[] = of.asked.map(({ kind, at }) => ({ kind, on: day(at) }));
  const reviewed = of.reviewedAt === null ? null : day(of.reviewedAt);
  const since = reviewed === null ? level.since : laterDay(reviewed, level.since);
  return {
    ...proposeLess(facts, policy, today),
    ...{ level, facts, today, due: dueOf({ tier: level.tier, since, asked }, policy) },
  };
}
