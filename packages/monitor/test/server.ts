import type { AlertFacts, Millis } from '@attend/kernel';
import { gate } from '../authority/gate.ts';
import { decodeState, encodeState } from '../engine/encode.ts';
import { observe, tick } from '../engine/engine.ts';
import { type AlertChange, factsOf } from '../engine/ledger.ts';
import { rebuild } from '../engine/rebuild.ts';
import { noteDowns } from '../engine/silence.ts';
import { type Memory, type State, serverMemory, startState } from '../engine/state.ts';
import type { Observation } from '../observation/observation.ts';
import { isSameReading } from '../observation/order.ts';
import { packObservations, unpackObservations } from '../observation/pack.ts';
import type { Plan } from '../plan.ts';
import type { Arrival } from './delivery.ts';

/** What a server has durable, and the state in its memory; worked as the gateway works it. */
export type Served = {
  readonly plan: Plan;
  state: State;
  readonly uploads: Uint8Array[];
  readonly record: Map<number, AlertFacts>;
  /** What was wrong with a change, said once: the first thing a database would have refused. */
  fault: string | null;
  duplicates: number;
  rebuilds: number;
};

export const startServed = (plan: Plan, memory: Memory = serverMemory): Served => ({
  plan,
  state: startState(memory),
  uploads: [],
  record: new Map(),
  fault: null,
  duplicates: 0,
  rebuilds: 0,
});

const isOfContact = ({ facts }: AlertChange): boolean =>
  facts.kind === 'silent' || facts.kind === 'no-position';

const historyOf = (served: Served): Observation[] => served.uploads.flatMap((one) => unpackObservations(one));

/** Several arrivals in one commit. */
export function serve(served: Served, arrivals: readonly Arrival[]): void {
  const { plan, state } = served;
  const observed = observe(
    plan,
    state,
    arrivals.map(({ reading, receivedAt }) => gate(plan, reading, receivedAt)),
  );
  served.duplicates += observed.duplicates;
  if (observed.beyond.length === 0) {
    commit(served, observed.stored, observed.changes);
    return;
  }
  served.rebuilds += 1;
  const history = historyOf(served);
  const heard = observed.changes.filter(isOfContact);
  const known = new Map([...served.record, ...heard.map(({ ordinal, facts }) => [ordinal, facts] as const)]);
  const fresh = rebuild(
    plan,
    state,
    [...history, ...observed.stored, ...observed.beyond],
    [...known].map(([ordinal, facts]) => ({ ordinal, facts })),
  );
  served.state = fresh.state;
  const unknown: Observation[] = [];
  for (const one of observed.beyond) {
    if (![...history, ...observed.stored, ...unknown].some((other) => isSameReading(other, one)))
      unknown.push(one);
  }
  commit(served, [...observed.stored, ...unknown], [...heard, ...fresh.changes]);
}

export function serveTick(served: Served, now: Millis): void {
  commit(served, [], tick(served.plan, served.state, now));
}

export function serveDown(served: Served, from: Millis, to: Millis): void {
  noteDowns(served.state, [{ from, to }]);
}

/** Another process takes over: all it has is what is durable. */
export function takeOver(served: Served): void {
  const state = decodeState(served.plan, encodeState(served.state), served.state.memory);
  if (state === null) served.fault ??= 'an encoded state is of another layout';
  else served.state = state;
}

/** The state was lost, or the plan's past has changed: everything again. */
export function serveAgain(served: Served, keepsState: boolean): void {
  const { memory } = served.state;
  const fresh = rebuild(
    served.plan,
    keepsState ? served.state : null,
    historyOf(served),
    [...served.record].map(([ordinal, facts]) => ({ ordinal, facts })),
  );
  served.state = { ...fresh.state, memory };
  commit(served, [], fresh.changes);
}

/** Every alert as it is now known: what lasts gathers evidence without that being written each time. */
export const knownAlerts = ({ record, state }: Served): AlertFacts[] => [
  ...new Map([...record, ...state.entries.map((entry) => [entry.ordinal, factsOf(entry)] as const)]).values(),
];

function commit(served: Served, stored: readonly Observation[], changes: readonly AlertChange[]): void {
  if (stored.length > 0) served.uploads.push(packObservations(stored));
  for (const change of changes) {
    const { ordinal, facts } = change;
    const known = served.record.get(ordinal);
    if ((change.change === 'raised') !== (known === undefined)) {
      served.fault ??= `${change.change} ${facts.kind} ${ordinal}, which is ${known === undefined ? 'unknown' : 'known'}`;
    }
    if (change.change === 'withdrawn' && facts.withdrawnAt === null)
      served.fault ??= `${ordinal} withdrawn, but not`;
    served.record.set(ordinal, facts);
  }
}

/** Alerts of one kind and condition that stand beside each other though they overlap: they should be one. */
export function doubled(record: Iterable<AlertFacts>): string[] {
  const standing = [...record].filter(({ withdrawnAt }) => withdrawnAt === null);
  const found: string[] = [];
  for (const [index, one] of standing.entries()) {
    for (const other of standing.slice(index + 1)) {
      if (one.kind !== other.kind || one.condition !== other.condition) continue;
      const end = Number.POSITIVE_INFINITY;
      // Touching is no overlap: one ends where the next begins.
      if (one.from < (other.to ?? end) && other.from < (one.to ?? end))
        found.push(`${one.kind} ${one.from} ${other.from}`);
      if (one.from === other.from) found.push(`${one.kind} twice from ${one.from}`);
    }
  }
  return found;
}
