import type { Millis } from './time.ts';

/** CONTRACTS.md, «attend replay»: the kinds of alert. */
export const alertKinds = [
  'strap-opened',
  'case-opened',
  'tamper',
  'not-worn',
  'sos',
  'battery-low',
  'battery-critical',
  'powered-off',
  'silent',
  'no-position',
  'exclusion-zone-entered',
  'inclusion-zone-left',
  'curfew-absence',
  'location-doubtful',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** How sure the observation itself is; never a judgement of the person. */
export const certainties = ['confirmed', 'reported', 'doubtful'] as const;
export type Certainty = (typeof certainties)[number];

/** One typed reason: a stable code and the measured values with the limits they met (numbers in SI units, or words). */
export type Because = { readonly code: string; readonly [measure: string]: string | number | boolean | null };

/** What one alert says. Times are event times but `raisedAt`, `clearedAt`, `withdrawnAt`: when the engine knew. */
export type AlertFacts = {
  readonly kind: AlertKind;
  readonly condition: string | null;
  readonly from: Millis;
  readonly to: Millis | null;
  readonly raisedAt: Millis;
  readonly clearedAt: Millis | null;
  readonly withdrawnAt: Millis | null;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly because: readonly Because[];
  /** Times of the readings it rests on, oldest first; bounded by policy. */
  readonly readings: readonly Millis[];
  readonly policy: { readonly name: string; readonly revision: number };
};
