import type { Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { type Contact, startContact } from './contact-state.ts';
import { type Fold, startFold } from './fold.ts';
import type { Entry } from './ledger.ts';
import { listOf, type Segment } from './segments.ts';

/** How much an engine holds to go back to. */
export type Memory = {
  /** Observations a segment. */
  readonly size: number;
  /** Observations that stay when the oldest segments are let go, and how many there may be before that. */
  readonly keep: number;
  readonly most: number;
  /** The same while late ones are coming in. */
  readonly mostWhileLate: number;
  /** Hashes of readings that were let go, and of readings judged at first arrival. */
  readonly seen: number;
  readonly judged: number;
};

/** A server's, for each of many thousand wearers: an hour at a fix a minute. What lies further back stands in the database. */
export const serverMemory: Memory = {
  size: 16,
  keep: 32,
  most: 64,
  mostWhileLate: 2_048,
  seen: 64,
  judged: 512,
};

/** Everything: for replaying one wearer's file. */
export const wholeMemory: Memory = {
  size: 32,
  keep: Number.POSITIVE_INFINITY,
  most: Number.POSITIVE_INFINITY,
  mostWhileLate: Number.POSITIVE_INFINITY,
  seen: 0,
  judged: Number.POSITIVE_INFINITY,
};

/** How long after a late one more are expected. */
export const lateFor = 30 * 60_000;

/**
 * What the engine goes on from, for one assignment. Held by one owner, who changes it through `observe` and `tick` alone;
 * whoever may have to go back keeps its encoded form.
 */
export type State = {
  readonly memory: Memory;
  /** The latest arrival or tick. */
  clock: Millis;
  /** What came, in order, as far as it is held: going back is possible as far as here. */
  segments: Segment[];
  /** Event time of the last that was let go; null: all is held. */
  baseAt: Millis | null;
  /** The rules after all. */
  fold: Fold;
  /** Alerts that evaluating the segments again could still change, and open ones. Others stand on record alone. */
  entries: Entry[];
  nextOrdinal: number;
  /** Earliest limit of what lasts; Infinity: none. */
  nextLimit: Millis;
  /** Hashes of readings that were let go, oldest first: resends are recognised without their history. */
  seen: Set<number>;
  /** Hashes of readings judged at first arrival: where they stand in the order does not tell that they came again. */
  judged: Set<number>;
  /** Until then more is kept to go back to: late readings are coming in. */
  lateUntil: Millis;
  contact: Contact;
  /** Event time of the newest reading. */
  newest: Millis | null;
  /** The stamp at which the device's clock stands still; null: it has not been seen to. */
  frozen: Millis | null;
};

export const startState = (memory: Memory = serverMemory): State => ({
  memory,
  clock: 0,
  segments: [],
  baseAt: null,
  fold: startFold(),
  entries: [],
  nextOrdinal: 1,
  nextLimit: Number.POSITIVE_INFINITY,
  seen: new Set(),
  judged: new Set(),
  lateUntil: 0,
  contact: startContact(),
  newest: null,
  frozen: null,
});

/** The rules as far back as can be gone. */
export const baseOf = (state: State): Fold => state.segments[0]?.before ?? state.fold;

/** All that is held, in order. */
export const heldBy = (state: State): Observation[] => state.segments.flatMap((segment) => listOf(segment));

/** Remembers a hash, and forgets the oldest where there are too many. */
export function remember(hashes: Set<number>, hash: number, most: number): void {
  hashes.add(hash);
  if (hashes.size <= most) return;
  for (const oldest of hashes) {
    hashes.delete(oldest);
    return;
  }
}
