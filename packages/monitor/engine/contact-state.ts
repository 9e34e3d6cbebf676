import type { Millis, Span } from '@attend/kernel';

/**
 * What the two rules about contact itself go on from: `silent` and `no-position`. They work on arrival, so a late reading
 * never raises one, and going over the readings again does not touch them.
 */
export type Contact = {
  /** Arrival of the last message, whatever it was. */
  last: Millis | null;
  /** `from` of the latest silence raised since then; null: none. */
  silentFrom: Millis | null;
  /** When nobody listened, in order, joined; what lies before the last contact is forgotten. */
  downs: readonly Span[];
  /** Since when (event time) a position is missed, and the newest reading's event time. */
  missedSince: Millis | null;
  /** `from` of the latest missing position that was raised; null: none. */
  missedFrom: Millis | null;
  newest: Millis | null;
};

export const startContact = (): Contact => ({
  last: null,
  silentFrom: null,
  downs: [],
  missedSince: null,
  missedFrom: null,
  newest: null,
});
