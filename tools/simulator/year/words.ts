import type { AlertOutcome, Appearance, ExcusingReason, ReviewDecision, Tier } from '@attend/casework';
import type { AlertKind, Millis } from '@attend/kernel';

/** What one person wore or carried, without a break. */
export type YearWear = {
  readonly tier: Exclude<Tier, 'none'>;
  readonly from: Millis;
  /** Null: still. */
  readonly to: Millis | null;
  /** Why it ended. */
  readonly ended: 'step-down' | 'step-up' | 'fault' | 'left' | null;
};
export type YearCheckIn = {
  readonly on: Millis;
  readonly status: 'kept' | 'missed' | 'excused' | 'not-known' | 'due';
  readonly reason: ExcusingReason | null;
};
export type YearHearing = {
  readonly at: Millis;
  /** Null: it is to come. */
  readonly appearance: Appearance | null;
  readonly excuse: ExcusingReason | null;
};
export type YearAlert = {
  /** In the list of wear. */
  readonly wear: number;
  readonly kind: AlertKind;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly from: Millis;
  readonly to: Millis;
  readonly raisedAt: Millis;
  /** Null: nobody has looked. */
  readonly acknowledgedAt: Millis | null;
  /** Null: it is open. */
  readonly closedAt: Millis | null;
  readonly outcome: AlertOutcome | null;
  /** Late readings took it back. */
  readonly withdrawnAt: Millis | null;
};
export type YearReview = {
  readonly dueOn: Millis;
  readonly tier: Tier;
  readonly tierSince: Millis;
  /** Null: nobody has decided yet. */
  readonly decidedAt: Millis | null;
  readonly decision: ReviewDecision | null;
  readonly tierTo: Tier | null;
  readonly proposal: 'stay' | 'step-down';
};

/** One person's year in a programme: what happened, and nothing of where it is stored. Instants are milliseconds. */
export type PersonYear = {
  readonly index: number;
  readonly joined: Millis;
  /** Null: still in the programme. */
  readonly left: Millis | null;
  readonly orderEnds: Millis;
  readonly cadenceWeeks: 4 | 8 | 12;
  readonly wear: readonly YearWear[];
  readonly checkIns: readonly YearCheckIn[];
  readonly hearings: readonly YearHearing[];
  readonly alerts: readonly YearAlert[];
  readonly reviews: readonly YearReview[];
};

export type YearOrder = {
  readonly seed: number;
  /** The year's end: what is later has not happened. */
  readonly until: Millis;
};
