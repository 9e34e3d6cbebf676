import type { Millis, Span } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { hashContent } from '../observation/order.ts';
import type { Plan } from '../plan.ts';
import type { Finding } from '../rules/rule.ts';
import { rememberedContact } from './contact.ts';
import { type Fold, foldOne, openFindings } from './fold.ts';
import { believedOf } from './frozen.ts';
import {
  type AlertChange,
  type Entry,
  endOf,
  isOfContact,
  isSame,
  raise,
  reconcile,
  revise,
} from './ledger.ts';
import { judgePosition } from './position.ts';
import { appendTo, insertInto, listOf, type Place, packSegment, placeIn, refold } from './segments.ts';
import { hearContact, hearNothing, nextSilence, noteDowns } from './silence.ts';
import { baseOf, lateFor, remember, type State } from './state.ts';

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
 * step of each rule; late ones are put in their place, and what follows is evaluated again, once for all, as far as it differs.
 */
export function observe(plan: Plan, state: State, arrived: readonly Observation[]): Observed {
  const changes: AlertChange[] = [];
  const stored: Observation[] = [];
  const beyond: Observation[] = [];
  const { size } = state.memory;
  let duplicates = 0;
  let again = false;
  for (const given of arrived) {
    const one = believedOf(state, given);
    advanceClock(plan, state, one.receivedAt, changes);
    hearContact(plan, state, one.receivedAt, changes);
    const place = placeOf(state, one);
    if (place === 'duplicate') {
      duplicates += 1;
      continue;
    }
    if (place === 'beyond') {
      beyond.push(one);
      continue;
    }
    const isLate = state.newest !== null && one.at < state.newest;
    if (place === 'end') {
      appendTo(state.segments, one, again ? null : state.fold, size);
      if (!again) step(plan, state, one, changes);
    } else {
      insertInto(state.segments, place, one, size);
      again = true;
    }
    if (one.clock !== 'stamp') remember(state.judged, hashContent(one), state.memory.judged);
    stored.push(one);
    if (isLate) state.lateUntil = state.clock + lateFor;
    else state.newest = one.at;
    judgePosition(plan, state, one, isLate, changes);
  }
  if (again) evaluateAgain(plan, state, changes);
  if (changes.length > 0) prepareLimits(state);
  if (stored.length > 0) letGo(state);
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

export function prepareLimits(state: State): void {
  state.nextLimit = Number.POSITIVE_INFINITY;
  for (const { finding, to, withdrawnAt } of state.entries) {
    if (to === null && withdrawnAt === null && finding.limit !== null) {
      state.nextLimit = Math.min(state.nextLimit, finding.limit);
    }
  }
}

/** Where one belongs. A reading that came before is a duplicate, whether it was believed then or is believed now. */
function placeOf(state: State, one: Observation): Place | 'beyond' {
  const { segments, seen, judged, baseAt } = state;
  if (judged.size > 0 && judged.has(hashContent(one))) return 'duplicate';
  if (one.clock !== 'stamp' && one.time !== null) {
    // Its stamp may have been believed when it first came: it stands there, or stood.
    if (seen.size > 0 && seen.has(hashContent(one))) return 'duplicate';
    if (placeIn(segments, { ...one, at: one.time }) === 'duplicate') return 'duplicate';
  }
  if (baseAt !== null && one.at <= baseAt) return seen.has(hashContent(one)) ? 'duplicate' : 'beyond';
  return placeIn(segments, one);
}

/** One observation at the end: the hot path. */
function step(plan: Plan, state: State, one: Observation, changes: AlertChange[]): void {
  const { fold, findings } = foldOne(plan, state.fold, one);
  state.fold = fold;
  for (const finding of findings) note(plan, state, finding, changes);
}

function note(plan: Plan, state: State, finding: Finding, changes: AlertChange[]): void {
  const index = state.entries.findLastIndex((entry) => isSame(entry.finding, finding));
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

/** Gathers what the rules find, the last word on each. */
export function gatherer(plan: Plan, base: Fold) {
  const found = new Map<string, Finding>();
  const put = (finding: Finding): void => {
    found.set(`${finding.kind} ${finding.from} ${finding.condition ?? ''}`, finding);
  };
  openFindings(base).forEach(put);
  const evaluate = (fold: Fold, one: Observation): Fold => {
    const next = foldOne(plan, fold, one);
    next.findings.forEach(put);
    return next.fold;
  };
  return { evaluate, findings: (): Finding[] => [...found.values()] };
}

function evaluateAgain(plan: Plan, state: State, changes: AlertChange[]): void {
  const first = state.segments.find(({ changed }) => changed);
  const { evaluate, findings } = gatherer(plan, first?.before ?? state.fold);
  const stretch = refold(state.segments, evaluate);
  if (stretch === null) return;
  const { before, after, since, until } = stretch;
  if (until === null) state.fold = after;
  // What is open where nothing differs any more goes on as it did: its last word was said later, and stands.
  const lasting = until === null ? [] : openFindings(after);
  const lasts = (finding: Finding): boolean => lasting.some((other) => isSame(other, finding));
  const began = openFindings(before);
  const isConcerned = (entry: Entry): boolean => {
    const { finding } = entry;
    if (isOfContact(entry) || lasts(finding)) return false;
    return (
      (finding.openedBy >= since && (until === null || finding.openedBy < until)) ||
      began.some((other) => isSame(other, finding))
    );
  };
  const concerned = new Set(state.entries.filter(isConcerned));
  const compared = reconcile(
    plan,
    [...concerned],
    findings().filter((finding) => !lasts(finding)),
    state.nextOrdinal,
    state.clock,
  );
  const others = state.entries.filter((entry) => !concerned.has(entry));
  state.entries = [...others, ...compared.entries].sort((a, b) => a.ordinal - b.ordinal);
  state.nextOrdinal = compared.nextOrdinal;
  changes.push(...compared.changes);
}

/** Lets the oldest segments go where more is held than may be, packs the others, and forgets what can no longer change. */
export function letGo(state: State): void {
  const { memory, segments } = state;
  const most = state.clock < state.lateUntil ? memory.mostWhileLate : memory.most;
  let count = segments.reduce((sum, segment) => sum + segment.count, 0);
  if (count > most) {
    for (let oldest = segments[0]; oldest !== undefined && segments.length > 1; oldest = segments[0]) {
      if (count - oldest.count < memory.keep) break;
      const list = listOf(oldest);
      for (const one of list) remember(state.seen, hashContent(one), memory.seen);
      state.baseAt = list.at(-1)?.at ?? state.baseAt;
      count -= oldest.count;
      segments.shift();
    }
    state.entries = stillChangeable(state);
  }
  if (Number.isFinite(memory.most)) {
    for (let at = segments.length - 2; at >= 0; at -= 1) {
      const segment = segments[at];
      if (segment !== undefined && segment.list !== null) packSegment(segment);
    }
  }
}

/** Entries that the segments evaluated again could still produce, or that stand open. */
export function stillChangeable(state: State): State['entries'] {
  const { baseAt } = state;
  if (baseAt === null) return state.entries;
  const open = openFindings(baseOf(state));
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
