import type { AlertFacts, Millis, Reading } from '@attend/kernel';
import { gate } from './authority/gate.ts';
import { observe, tick } from './engine/engine.ts';
import { type AlertChange, factsOf } from './engine/ledger.ts';
import { rebuild } from './engine/rebuild.ts';
import { noteDowns } from './engine/silence.ts';
import { type State, startState } from './engine/state.ts';
import type { Observation } from './observation/observation.ts';
import { packObservations, unpackObservations } from './observation/pack.ts';
import type { Plan } from './plan.ts';

/** A replay under way: the engine's state, and all that a server would have on record. Changed in place. */
export type Replay = {
  readonly plan: Plan;
  state: State;
  /** What was stored, packed as a server stores it. */
  readonly uploads: Uint8Array[];
  /** Not yet packed. */
  waiting: Observation[];
  /** Every alert ever raised, by its ordinal, as it last stood. */
  readonly alerts: Map<number, AlertFacts>;
};

const packAt = 512;

export const startReplay = (plan: Plan): Replay => ({
  plan,
  state: startState(),
  uploads: [],
  waiting: [],
  alerts: new Map(),
});

/** One more reading arrives. */
export function replayReading(replay: Replay, reading: Reading, receivedAt: Millis): void {
  const { plan } = replay;
  const { stored, beyond, changes } = observe(plan, replay.state, [gate(plan, reading, receivedAt)]);
  note(replay, changes);
  store(replay, stored);
  if (beyond.length === 0) return;
  const history = [...replay.uploads.flatMap(unpackObservations), ...replay.waiting];
  const onRecord = [...replay.alerts].map(([ordinal, facts]) => ({ ordinal, facts }));
  const fresh = rebuild(plan, replay.state, [...history, ...beyond], onRecord);
  replay.state = fresh.state;
  note(replay, fresh.changes);
  store(replay, beyond);
}

/** The clock stands at `now` and nothing came. */
export function replayTick(replay: Replay, now: Millis): void {
  note(replay, tick(replay.plan, replay.state, now));
}

/** Nobody listened then: no silence is counted in it, also where that is said afterwards. */
export function replayDown(replay: Replay, from: Millis, to: Millis): void {
  noteDowns(replay.state, [{ from, to }]);
  replayTick(replay, replay.state.clock);
}

/** Every alert as it is now known, those taken back among them, in the order in which they were first raised. */
export function alertsOf(replay: Replay): AlertFacts[] {
  // What lasts gathers evidence without that being a change.
  const known = new Map(replay.alerts);
  for (const entry of replay.state.entries) known.set(entry.ordinal, factsOf(entry));
  return [...known].sort(([a], [b]) => a - b).map(([, facts]) => facts);
}

function note(replay: Replay, changes: readonly AlertChange[]): void {
  for (const { ordinal, facts } of changes) replay.alerts.set(ordinal, facts);
}

function store(replay: Replay, observations: readonly Observation[]): void {
  replay.waiting.push(...observations);
  if (replay.waiting.length < packAt) return;
  replay.uploads.push(packObservations(replay.waiting));
  replay.waiting = [];
}
