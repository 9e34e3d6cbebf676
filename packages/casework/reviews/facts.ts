import { type AlertOutcome, alertOutcomes } from '../alerts/work.ts';
import { addDays, type CivilDay, laterDay } from '../checkins/calendar.ts';
import type { CheckInStatus } from '../checkins/words.ts';
import type { ExcusingReason } from '../excuses.ts';
import { type Appearance, countsAgainst, keptBy } from '../hearings/hearing.ts';
import type { ObservationKind, Tier, Verdict } from './words.ts';

/** One thing on record, by the day it was for. */
export type Observation = {
  readonly kind: ObservationKind;
  readonly id: string;
  readonly on: CivilDay;
  readonly verdict: Verdict;
};

export const verdictOfCheckIn = (status: CheckInStatus): Verdict => {
  switch (status) {
    case 'kept':
    case 'excused':
    case 'not-known':
      return status;
    case 'missed':
      return 'not-kept';
    case 'due':
    case 'booked':
    case 'ended':
      return 'open';
  }
};

export const verdictOfHearing = (appearance: Appearance | null, excuse: ExcusingReason | null): Verdict => {
  if (countsAgainst(appearance, excuse)) return 'not-kept';
  return keptBy(appearance) === 'not-kept' ? 'excused' : keptBy(appearance) === 'kept' ? 'kept' : 'not-known';
};

const excused = (outcome: AlertOutcome): boolean => outcome.startsWith('excused-');
/** RVW-4: an alert is an observation; only a person who closed it as a confirmed violation says that something was not kept. */
export function verdictOfAlert(closed: boolean, outcome: string | null): Verdict {
  if (!closed) return 'open';
  const known = alertOutcomes.find((one) => one === outcome);
  if (known === undefined || known === 'other') return 'not-known';
  if (known === 'violation-confirmed') return 'not-kept';
  return excused(known) ? 'excused' : 'kept';
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;
export type ReviewFacts = {
  readonly tier: Tier;
  /** Since when without a break. */
  readonly tierSince: CivilDay;
  /** From this day on what is on record was read. */
  readonly from: CivilDay;
  readonly counts: Readonly<Record<ObservationKind, VerdictCounts>>;
  /** The last day of which a person found that something was not kept. */
  readonly lastNotKept: CivilDay | null;
  /** Of alerts that nobody has decided: the days on which they were raised. */
  readonly openAlerts: readonly CivilDay[];
  readonly hearingsToCome: number;
  /** In which clocks stood still, since the tier began. */
  readonly suspended: readonly { readonly from: CivilDay; readonly to: CivilDay }[];
};

const none = (): Record<Verdict, number> => ({ kept: 0, excused: 0, 'not-kept': 0, 'not-known': 0, open: 0 });

export function factsOf(
  of: Pick<ReviewFacts, 'tier' | 'tierSince' | 'from' | 'hearingsToCome' | 'suspended'>,
  observations: readonly Observation[],
): ReviewFacts {
  const counts = { 'check-in': none(), hearing: none(), alert: none() };
  const openAlerts: CivilDay[] = [];
  let lastNotKept: CivilDay | null = null;
  for (const { kind, on, verdict } of observations) {
    if (on < of.from) continue;
    counts[kind][verdict] += 1;
    if (kind === 'alert' && verdict === 'open') openAlerts.push(on);
    if (verdict === 'not-kept' && (lastNotKept === null || on > lastNotKept)) lastNotKept = on;
  }
  return { ...of, counts, lastNotKept, openAlerts };
}

export const daysBetween = (from: CivilDay, to: CivilDay): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** Days of [from, to) on which clocks ran. Spans of suspension do not overlap (LIF). */
function runningDays(facts: ReviewFacts, from: CivilDay, to: CivilDay): number {
  let days = Math.max(0, daysBetween(from, to));
  for (const span of facts.suspended) {
    const [start, end] = [laterDay(span.from, from), span.to < to ? span.to : to];
    if (start < end) days -= daysBetween(start, end);
  }
  return days;
}

/**
 * RVW-3: days that were kept: since the tier began, or since the day after the last thing that a person found not kept. Not known,
 * excused and open end no row of days. Days on which clocks stood still are not counted, for or against.
 */
export function daysKept(facts: ReviewFacts, today: CivilDay): number {
  const since = facts.lastNotKept === null ? facts.from : laterDay(facts.from, addDays(facts.lastNotKept, 1));
  return runningDays(facts, laterDay(since, facts.tierSince), today);
}

export const daysAtTier = (facts: ReviewFacts, today: CivilDay): number =>
  runningDays(facts, facts.tierSince, today);
