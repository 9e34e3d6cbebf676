import type { AlertFacts, Millis, Reading } from '@attend/kernel';
import { gate } from './authority/gate.ts';
import { observe, tick } from './engine/engine.ts';
import { type AlertChange, factsOf } from './engine/ledger.ts';
import { noteDowns } from './engine/silence.ts';
import { type Memory, type State, startState, wholeMemory } from './engine/state.ts';
import type { Plan } from './plan.ts';

/** A replay under way: the engine's state, which holds everything, and all that a server would have on record. Changed in place. */
export type Replay = {
  readonly plan: Plan;
  readonly state: State;
  /** Every alert ever raised, by its ordinal, as it last stood. */
  readonly alerts: Map<number, AlertFacts>;
};

/** `memory`: how much is held to go back to; less than everything cannot be replayed in any order. */
export const startReplay = (plan: Plan, memory: Memory = wholeMemory): Replay => ({
  plan,
  state: startState(memory),
  alerts: new Map(),
});

/** One more reading arrives. */
export function replayReading(replay: Replay, reading: Reading, receivedAt: Millis): void {
  note(replay, observe(replay.plan, replay.state, [gate(replay.plan, reading, receivedAt)]).changes);
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
