import type { CaseState, MeasureKind } from '../words.ts';

export type Measure = {
  readonly kind: MeasureKind;
  /**
   * `share`: at least so many tenths of a per cent of what is known were kept. `per-hundred`: for each hundred people at most so many
   * tenths were not kept.
   */
  readonly target: 'share' | 'per-hundred';
  /** What counts as in time, where time is asked: its unit, and what a contract may choose. */
  readonly limit: {
    readonly unit: 'hours' | 'minutes';
    readonly least: number;
    readonly most: number;
  } | null;
  /** What the record says of a case (migration 0054, in these words: a test holds the two the same), and what that means. */
  readonly states: Readonly<Record<string, CaseState>>;
};

/** A word that the measure does not know counts for nobody. */
export const stateOf = (measure: Measure, said: string): CaseState => measure.states[said] ?? 'not-known';
