import type { AlertFacts, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations, isSameReading } from '../observation/order.ts';
import type { Plan } from '../plan.ts';
import { advanceBase, findingsSince, stillChangeable } from './engine.ts';
import { type AlertChange, type Entry, isOfContact, reconcile } from './ledger.ts';
import { type State, startState } from './state.ts';

/** An alert as it stands on record. */
export type OnRecord = { readonly ordinal: number; readonly facts: AlertFacts };

/** In order and each reading once: its first arrival. */
export function inOrder(observations: readonly Observation[]): Observation[] {
  const byArrival = [...observations].sort((a, b) => a.receivedAt - b.receivedAt);
  const judgedOnArrival: Observation[] = [];
  const sorted = byArrival
    .filter((one) => {
      if (one.clock === 'stamp') return true;
      if (judgedOnArrival.some((other) => isSameReading(other, one))) return false;
      judgedOnArrival.push(one);
      return true;
    })
    .sort(compareObservations);
  return sorted.filter((one, index) => {
    const before = sorted[index - 1];
    return before === undefined || one.at !== before.at || !isSameReading(before, one);
  });
}

/**
 * Evaluates an assignment's whole history again: for readings older than a state can go back to, and where a plan has changed
 * for the past. What is on record is compared with what is found. `previous` keeps what only arrival knows (contact, clock).
 */
export function rebuild(
  plan: Plan,
  previous: State | null,
  observations: readonly Observation[],
  onRecord: readonly OnRecord[],
): { state: State; changes: readonly AlertChange[] } {
  const state = startState();
  state.recent = inOrder(observations);
  const latest = observations.reduce((most, { receivedAt }) => Math.max(most, receivedAt), 0);
  state.clock = Math.max(previous?.clock ?? 0, latest);
  state.lastContact = previous?.lastContact ?? (latest === 0 ? null : latest);
  state.silent = previous?.silent ?? onRecord.some(({ facts }) => facts.kind === 'silent' && isOpen(facts));
  state.downs = previous?.downs ?? [];
  state.lastFix = state.recent.findLast(({ place }) => place !== null)?.at ?? previous?.lastFix ?? null;
  state.newest = state.recent.at(-1)?.at ?? null;
  state.lateUntil = previous?.lateUntil ?? 0;
  const { fold, findings } = findingsSince(plan, state.base, state.recent);
  const nextOrdinal = onRecord.reduce(
    (most, { ordinal }) => Math.max(most, ordinal + 1),
    previous?.nextOrdinal ?? 1,
  );
  const compared = reconcile(plan, onRecord.map(entryOf), findings, nextOrdinal, state.clock);
  state.fold = fold;
  state.entries = compared.entries;
  state.nextOrdinal = compared.nextOrdinal;
  advanceBase(plan, state);
  state.entries = stillChangeable(state, state.baseAt).filter(
    (entry) => !isOfContact(entry) || entry.to === null,
  );
  state.nextLimit = state.entries.reduce(
    (least, { finding, to, withdrawnAt }) =>
      to === null && withdrawnAt === null && finding.limit !== null ? Math.min(least, finding.limit) : least,
    Number.POSITIVE_INFINITY,
  );
  return { state, changes: compared.changes };
}

const isOpen = (facts: AlertFacts): boolean => facts.to === null && facts.withdrawnAt === null;

function entryOf({ ordinal, facts }: OnRecord): Entry {
  const {
    kind,
    condition,
    from,
    to,
    certainty,
    because,
    readings,
    raisedAt,
    clearedAt,
    withdrawnAt,
    policy,
  } = facts;
  const lastReading: Millis = readings.at(-1) ?? from;
  return {
    ordinal,
    finding: {
      kind,
      condition,
      from,
      to,
      limit: null,
      endsAs: null,
      openedBy: from,
      extent: to === null ? lastReading : Math.max(to, lastReading),
      certainty,
      because,
      readings,
    },
    to,
    raisedAt,
    clearedAt,
    withdrawnAt,
    policy,
  };
}
