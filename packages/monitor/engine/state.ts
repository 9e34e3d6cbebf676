import type { Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { type Contact, startContact } from './contact-state.ts';
import { type Fold, startFold } from './fold.ts';
import type { Entry } from './ledger.ts';

/**
 * What the engine goes on from, for one assignment. Held by one owner, who changes it through `observe` and `tick` alone;
 * whoever may have to go back keeps its encoded form.
 */
export type State = {
  /** The latest arrival or tick. */
  clock: Millis;
  /** The rules after everything up to and including `baseAt`; null: nothing has been folded into it. */
  base: Fold;
  baseAt: Millis | null;
  /** What came after, in order: going back is possible as far as here. */
  recent: Observation[];
  /** The rules after all. */
  fold: Fold;
  /** Alerts that evaluating `recent` again could still change, and open ones. Others stand on record alone. */
  entries: Entry[];
  nextOrdinal: number;
  /** Earliest limit of what lasts; Infinity: none. */
  nextLimit: Millis;
  /** Hashes of readings before `recent`, a ring: resends are recognised without their history. */
  seen: number[];
  /** Until then more is kept to go back to: late readings are coming in. */
  lateUntil: Millis;
  contact: Contact;
  /** Event time of the newest reading. */
  newest: Millis | null;
};

export const startState = (): State => ({
  clock: 0,
  base: startFold(),
  baseAt: null,
  recent: [],
  fold: startFold(),
  entries: [],
  nextOrdinal: 1,
  nextLimit: Number.POSITIVE_INFINITY,
  seen: [],
  lateUntil: 0,
  contact: startContact(),
  newest: null,
});

/** Observations kept to go back to: enough for an hour at a fix a minute; more while late ones come in. */
export const keep = 32;
export const most = 64;
export const mostWhileLate = 2_048;
/** How long after a late one more are expected. */
export const lateFor = 30 * 60_000;
/** Hashes of earlier readings. */
export const mostSeen = 128;
