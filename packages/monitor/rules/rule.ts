import type { AlertKind, Because, Certainty, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import type { Plan } from '../plan.ts';
import type { ParameterName, PolicyValues } from '../policy.ts';

/**
 * One thing a rule found, as far as it knows by now. The same `kind`, `condition` and `from` are the same finding; a later
 * one of them replaces it.
 */
export type Finding = {
  readonly kind: AlertKind;
  readonly condition: string | null;
  readonly from: Millis;
  /** Null while it lasts, as far as readings say. */
  readonly to: Millis | null;
  /** It ends here at the latest (authority, condition, curfew window, exception), whatever readings say. Null: no limit. */
  readonly limit: Millis | null;
  /** Where the limit is reached: when it ended, if readings had begun to say so. Null: at the limit. */
  readonly endsAs: Millis | null;
  /** Time of the observation that opened it, and of the last that supports it. */
  readonly openedBy: Millis;
  readonly extent: Millis;
  readonly certainty: Certainty;
  readonly because: readonly Because[];
  /** Times of the readings it rests on, oldest first, bounded by policy. */
  readonly readings: readonly Millis[];
};

export type Input = {
  readonly observation: Observation;
  readonly plan: Plan;
  readonly values: PolicyValues;
  /** Where the unbroken authority at the observation's time ends, and that over locations. */
  readonly limit: Millis | null;
  readonly locationLimit: Millis | null;
  /** The place of this observation is doubted: it is no evidence towards any zone. Said by `location-doubtful`. */
  readonly doubted: boolean;
};

export type Outcome<State> = {
  readonly state: State;
  readonly findings: readonly Finding[];
  /** This observation's place is no evidence for the rules that follow. */
  readonly doubts?: boolean;
};

/**
 * A rule: a small state machine over observations in their order. States are plain data, never changed in place.
 * `open` gives what a state holds unfinished; `resume` goes on with one of these whose readings are no longer held.
 */
export type Rule<State> = {
  readonly id: string;
  readonly version: number;
  readonly parameters: readonly ParameterName[];
  start(): State;
  evaluate(state: State, input: Input): Outcome<State>;
  open(state: State): readonly Finding[];
  resume(state: State, finding: Finding, plan: Plan): State;
};

export const noFindings: readonly Finding[] = [];

export const has = (observation: Observation, event: Observation['events'][number]): boolean =>
  observation.events.length > 0 && observation.events.includes(event);

/** A finding that one observation opens. */
export function openFinding(
  kind: AlertKind,
  input: Input,
  because: readonly Because[],
  more: Partial<Finding> = {},
): Finding {
  const { at, clock } = input.observation;
  return {
    kind,
    condition: null,
    from: at,
    to: null,
    limit: input.limit,
    endsAs: null,
    openedBy: at,
    extent: at,
    // A stamp that cannot be believed leaves open when it really was.
    certainty: clock === 'stamp' || clock === 'absent' ? 'reported' : 'doubtful',
    because,
    readings: [at],
    ...more,
  };
}

/** Lists one more reading, as far as policy lists them. */
export const withReading = (finding: Finding, at: Millis, values: PolicyValues): Finding => ({
  ...finding,
  extent: at,
  readings: finding.readings.length < values.evidenceReadings ? [...finding.readings, at] : finding.readings,
});

/** It is past its limit by an observation at `at`. */
export const reachedLimit = (finding: Finding, at: Millis): boolean =>
  finding.limit !== null && at >= finding.limit;

export const closeAtLimit = (finding: Finding): Finding => ({
  ...finding,
  to: finding.endsAs ?? finding.limit,
});
