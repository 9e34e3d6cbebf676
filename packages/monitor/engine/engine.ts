import type { Millis, Span } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations, hashContent, isSameReading } from '../observation/order.ts';
import type { Plan } from '../plan.ts';
import type { Finding } from '../rules/rule.ts';
import { rememberedContact } from './contact.ts';
import { type Fold, foldOne, openFindings } from './fold.ts';
import { type AlertChange, endOf, isOfContact, isSame, raise, reconcile, revise } from './ledger.ts';
import { judgePosition } from './position.ts';
import { hearContact, hearNothing, nextSilence, noteDowns } from './silence.ts';
import { keep, lateFor, most, mostSeen, mostWhileLate, type State } from './state.ts';

/** What came of observations handed in together. */
export type Observed = {
  /** New ones, in the order of arrival: to be stored. */
  readonly stored: readonly Observation[];
  /** Readings that were there already. */
  readonly duplicates: number;
  readonly changes: readonly AlertChange[];
  /** Older than the state can go back to: load the stored observations and call `rebuild` with these among them. */
  readonly beyond: readonly Observation[];
};

/**
 * Takes observations in the order of their arrival, all of one assignment. Changes `state` in place. Those in order cost one
 * step of each rule; late ones are put in their place and everything after them is evaluated again, once for all.
 */
export function observe(plan: Plan, state: State, arrived: readonly Observation[]): Observed {
  const changes: AlertChange[] = [];
  const stored: Observation[] = [];
  const beyond: Observation[] = [];
  let duplicates = 0;
  let again = false;
  for (const one of arrived) {
    advanceClock(plan, state, one.receivedAt, changes);
    hearContact(plan, state, one.receivedAt, changes);
    const last = state.recent.at(-1);
    const isLate = state.newest !== null && one.at < state.newest;
    if (one.clock === 'stamp' && (last === undefined ? isAfterBase(state, one) : one.at > last.at)) {
      state.recent.push(one);
      stored.push(one);
      if (!again) step(plan, state, one, changes);
    } else {
      const place = placeOf(state, one);
      if (place === 'duplicate') {
        duplicates += 1;
        continue;
      }
      if (place === 'beyond') {
        beyond.push(one);
        continue;
      }
      state.recent.splice(place, 0, one);
      stored.push(one);
      if (isLate) state.lateUntil = state.clock + lateFor;
      again = true;
    }
    if (!isLate) state.newest = one.at;
    judgePosition(plan, state, one, isLate, changes);
  }
  if (again) evaluateAgain(plan, state, changes);
  else if (stored.length > 0) prepareLimits(state);
  if (state.recent.length > (state.clock < state.lateUntil ? mostWhileLate : most)) advanceBase(plan, state);
  return { stored, duplicates, changes, beyond };
}

/** The clock stands at `now`, with no reading. `downs`: when nobody listened. */
export function tick(
  plan: Plan,
  state: State,
  now: Millis,
  downs: readonly Span[] = [],
): readonly AlertChange[] {
  const changes: AlertChange[] = [];
  noteDowns(state, downs);
  advanceClock(plan, state, now, changes);
  hearNothing(plan, state, state.clock, changes);
  prepareLimits(state);
  return changes;
}

/** The next instant at which a tick can change anything; null: none. */
export function nextDue(plan: Plan, state: State): Millis | null {
  const due = Math.min(nextSilence(plan, state)?.due ?? Number.POSITIVE_INFINITY, state.nextLimit);
  return Number.isFinite(due) ? due : null;
}

/** Ordinals of violations that stand: under `zones`, positions are kept while one does. */
export const standingViolations = (state: State): number[] =>
  state.entries
    .filter(
      ({ finding, to, withdrawnAt }) => finding.condition !== null && to === null && withdrawnAt === null,
    )
    .map(({ ordinal }) => ordinal);

const isAfterBase = (state: State, one: Observation): boolean =>
  state.baseAt === null || one.at > state.baseAt;

function advanceClock(plan: Plan, state: State, at: Millis, changes: AlertChange[]): void {
  if (at > state.clock) state.clock = at;
  if (state.clock < state.nextLimit) return;
  state.entries = state.entries.map((entry) => {
    if (entry.to !== null || entry.withdrawnAt !== null || endOf(entry.finding, state.clock) === null)
      return entry;
    const [next, change] = revise(plan, entry, entry.finding, state.clock);
    if (change !== null) changes.push(change);
    return next;
  });
  prepareLimits(state);
}

function prepareLimits(state: State): void {
  state.nextLimit = Number.POSITIVE_INFINITY;
  for (const { finding, to, withdrawnAt } of state.entries) {
    if (to === null && withdrawnAt === null && finding.limit !== null) {
      state.nextLimit = Math.min(state.nextLimit, finding.limit);
    }
  }
}

/** Where a late one, or one with the time of another, belongs among the recent ones. */
function placeOf(state: State, one: Observation): number | 'duplicate' | 'beyond' {
  const { recent } = state;
  if (one.clock !== 'stamp') {
    // Judged at first arrival: whatever came before with the same content was its first arrival.
    if (recent.some((other) => isSameReading(other, one)) || isSeen(state, one)) return 'duplicate';
    if (!isAfterBase(state, one)) return 'beyond';
  } else if (!isAfterBase(state, one)) {
    return isSeen(state, one) ? 'duplicate' : 'beyond';
  }
  let place = recent.length;
  while (place > 0) {
    const other = recent[place - 1];
    if (other === undefined || other.at < one.at) break;
    const order = compareObservations(other, one);
    if (order === 0 && isSameReading(other, one)) return 'duplicate';
    if (order < 0) break;
    place -= 1;
  }
  return place;
}

const isSeen = (state: State, one: Observation): boolean =>
  state.seen.length > 0 && state.seen.includes(hashContent(one));

/** One observation at the end: the hot path. */
function step(plan: Plan, state: State, one: Observation, changes: AlertChange[]): void {
  const { fold, findings } = foldOne(plan, state.fold, one);
  state.fold = fold;
  for (const finding of findings) note(plan, state, finding, changes);
}

function note(plan: Plan, state: State, finding: Finding, changes: AlertChange[]): void {
  const index = state.entries.findIndex((entry) => isSame(entry.finding, finding));
  const entry = state.entries[index];
  if (entry === undefined) {
    const [raised, change] = raise(plan, state.nextOrdinal, finding, state.clock);
    state.nextOrdinal += 1;
    state.entries.push(raised);
    changes.push(change);
    return;
  }
  const [revised, change] = revise(plan, entry, finding, state.clock);
  state.entries[index] = revised;
  if (change !== null) changes.push(change);
}

/** Everything the rules find from `base` over the recent ones: what stood open there, then in order; the last word on each. */
export function findingsSince(
  plan: Plan,
  base: Fold,
  recent: readonly Observation[],
): { fold: Fold; findings: Finding[] } {
  let fold = base;
  const found: Finding[] = openFindings(base);
  for (const one of recent) {
    const next = foldOne(plan, fold, one);
    fold = next.fold;
    for (const finding of next.findings) {
      const known = found.findIndex((other) => isSame(other, finding));
      if (known < 0) found.push(finding);
      else found[known] = finding;
    }
  }
  return { fold, findings: found };
}

function evaluateAgain(plan: Plan, state: State, changes: AlertChange[]): void {
  const { fold, findings } = findingsSince(plan, state.base, state.recent);
  state.fold = fold;
  const compared = reconcile(plan, state.entries, findings, state.nextOrdinal, state.clock);
  state.entries = compared.entries;
  state.nextOrdinal = compared.nextOrdinal;
  changes.push(...compared.changes);
  prepareLimits(state);
}

/** Folds the oldest recent ones into the base, never parting those of one instant, and forgets what can no longer change. */
export function advanceBase(plan: Plan, state: State): void {
  const { recent } = state;
  let count = recent.length - keep;
  while (count > 0 && recent[count - 1]?.at === recent[count]?.at) count -= 1;
  if (count <= 0) return;
  const folded = recent.splice(0, count);
  for (const one of folded) {
    state.base = foldOne(plan, state.base, one).fold;
    state.seen.push(hashContent(one));
  }
  if (state.seen.length > mostSeen) state.seen.splice(0, state.seen.length - mostSeen);
  const baseAt = folded.at(-1)?.at ?? state.baseAt;
  state.baseAt = baseAt;
  state.entries = stillChangeable(state, baseAt);
}

/** Entries that `recent` evaluated again could still produce, or that stand open. */
export function stillChangeable(state: State, baseAt: Millis | null): State['entries'] {
  if (baseAt === null) return state.entries;
  const open = openFindings(state.base);
  const remembered = rememberedContact(state);
  return state.entries.filter((entry) => {
    const { finding, withdrawnAt } = entry;
    if (isOfContact(entry)) {
      return (finding.to === null && withdrawnAt === null) || remembered.includes(entry);
    }
    if (withdrawnAt !== null) return finding.openedBy > baseAt;
    return finding.openedBy > baseAt || open.some((other) => isSame(other, finding));
  });
}
