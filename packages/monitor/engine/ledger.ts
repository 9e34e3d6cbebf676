import type { AlertFacts, Millis } from '@attend/kernel';
import { type Plan, policyFor } from '../plan.ts';
import { severityOf } from '../policy.ts';
import type { Finding } from '../rules/rule.ts';

/** What was raised, under which number, and when the engine knew: apart from the rules, so that evaluating again can be compared with it. */
export type Entry = {
  readonly ordinal: number;
  readonly finding: Finding;
  readonly to: Millis | null;
  readonly raisedAt: Millis;
  readonly clearedAt: Millis | null;
  readonly withdrawnAt: Millis | null;
  readonly policy: { readonly name: string; readonly revision: number };
};

/** One change of what is on record, with the alert as it stands after it. `ordinal` is its number within the assignment. */
export type AlertChange = {
  readonly change: 'raised' | 'revised' | 'cleared' | 'withdrawn';
  readonly ordinal: number;
  readonly facts: AlertFacts;
};

export function factsOf({ finding, to, raisedAt, clearedAt, withdrawnAt, policy }: Entry): AlertFacts {
  const { kind, condition, from, certainty, because, readings } = finding;
  return {
    kind,
    condition,
    from,
    to,
    raisedAt,
    clearedAt,
    withdrawnAt,
    severity: severityOf[kind],
    certainty,
    because,
    readings,
    policy,
  };
}

/** When it ended, as far as is known at `clock`: by readings, or because its limit has passed. */
export function endOf(finding: Finding, clock: Millis): Millis | null {
  if (finding.to !== null) return finding.to;
  return finding.limit !== null && finding.limit <= clock ? (finding.endsAs ?? finding.limit) : null;
}

/** The policy that judged it: the revision in force at the reading that opened it. */
function policyOf(plan: Plan, { openedBy }: Finding): Entry['policy'] {
  const { name, revision } = policyFor(plan, openedBy);
  return { name, revision };
}

export function raise(plan: Plan, ordinal: number, finding: Finding, clock: Millis): [Entry, AlertChange] {
  const to = endOf(finding, clock);
  const entry: Entry = {
    ordinal,
    finding,
    to,
    raisedAt: clock,
    clearedAt: to === null ? null : clock,
    withdrawnAt: null,
    policy: policyOf(plan, finding),
  };
  return [entry, { change: 'raised', ordinal, facts: factsOf(entry) }];
}

/** The same alert as it is now known; no change where nothing that is on record differs. */
export function revise(
  plan: Plan,
  entry: Entry,
  finding: Finding,
  clock: Millis,
): [Entry, AlertChange | null] {
  const to = endOf(finding, clock);
  const next: Entry = {
    ...entry,
    finding,
    to,
    // An end that turns out to have been another is known from now on: never before it came about.
    clearedAt: to === null ? null : to === entry.to ? entry.clearedAt : clock,
    withdrawnAt: null,
    policy: finding.openedBy === entry.finding.openedBy ? entry.policy : policyOf(plan, finding),
  };
  if (isOnRecord(entry, next)) return [next, null];
  const change = to !== null && entry.to === null && entry.withdrawnAt === null ? 'cleared' : 'revised';
  return [next, { change, ordinal: entry.ordinal, facts: factsOf(next) }];
}

/** What lasts is no news with every reading that says so; another press is, and evidence that turned out otherwise. */
function isOnRecord(entry: Entry, { finding, to, policy }: Entry): boolean {
  const was = entry.finding;
  return (
    to === entry.to &&
    entry.withdrawnAt === null &&
    finding.from === was.from &&
    finding.certainty === was.certainty &&
    policy.revision === entry.policy.revision &&
    policy.name === entry.policy.name &&
    goesOn(was.readings, finding.readings) &&
    (to === null || finding.readings.length === was.readings.length) &&
    (finding.because === was.because || JSON.stringify(finding.because) === JSON.stringify(was.because))
  );
}

const goesOn = (was: readonly Millis[], now: readonly Millis[]): boolean =>
  was === now || (was.length <= now.length && was.every((at, index) => at === now[index]));

export function withdraw(entry: Entry, clock: Millis): [Entry, AlertChange] {
  const next: Entry = { ...entry, withdrawnAt: clock };
  return [next, { change: 'withdrawn', ordinal: entry.ordinal, facts: factsOf(next) }];
}

export const isSame = (a: Finding, b: Finding): boolean =>
  a.kind === b.kind && a.condition === b.condition && a.from === b.from;

const keyOf = ({ kind, condition, from }: Finding): string => `${kind} ${from} ${condition ?? ''}`;

const reach = (finding: Finding): number => Math.max(finding.to ?? Number.POSITIVE_INFINITY, finding.extent);

/** MON-4: the same kind and condition with overlapping intervals is the same alert. */
const overlaps = (a: Finding, b: Finding): boolean =>
  a.kind === b.kind && a.condition === b.condition && a.from <= reach(b) && b.from <= reach(a);

/** Kinds about contact itself: judged on arrival, never by going over the readings again. */
export const isOfContact = ({ finding }: Entry): boolean =>
  finding.kind === 'silent' || finding.kind === 'no-position';

export type Reconciled = {
  readonly entries: Entry[];
  readonly changes: AlertChange[];
  readonly nextOrdinal: number;
};

/**
 * Compares what evaluating again found with what is on record: the same is revised, new is raised, what no longer stands is
 * withdrawn; where two have become one, the older is kept. What began before `since` cannot be found again: it stays.
 */
export function reconcile(
  plan: Plan,
  entries: readonly Entry[],
  findings: readonly Finding[],
  nextOrdinal: number,
  clock: Millis,
  since = Number.NEGATIVE_INFINITY,
): Reconciled {
  const kept: Entry[] = entries.filter(isOfContact);
  const judged = entries.filter((entry) => !isOfContact(entry)).sort((a, b) => a.ordinal - b.ordinal);
  const left = new Set(judged);
  // Of several with one beginning (one withdrawn and raised again) the one that stands, and of these the older.
  const exact = new Map<string, Entry>();
  for (const entry of judged) {
    const key = keyOf(entry.finding);
    const known = exact.get(key);
    if (known === undefined || (known.withdrawnAt !== null && entry.withdrawnAt === null))
      exact.set(key, entry);
  }
  const changes: AlertChange[] = [];
  const take = (entry: Entry, finding: Finding): void => {
    left.delete(entry);
    const [next, change] = revise(plan, entry, finding, clock);
    kept.push(next);
    if (change !== null) changes.push(change);
  };
  const unmatched = findings.filter((finding) => {
    const entry = exact.get(keyOf(finding));
    if (entry === undefined || !left.has(entry)) return true;
    take(entry, finding);
    return false;
  });
  let ordinal = nextOrdinal;
  for (const finding of unmatched) {
    const chosen = findOverlapping(left, finding);
    if (chosen !== null) {
      take(chosen, finding);
      continue;
    }
    const [entry, change] = raise(plan, ordinal, finding, clock);
    ordinal += 1;
    kept.push(entry);
    changes.push(change);
  }
  for (const entry of left) {
    if (entry.withdrawnAt !== null || entry.finding.from < since) {
      kept.push(entry);
      continue;
    }
    const [next, change] = withdraw(entry, clock);
    kept.push(next);
    changes.push(change);
  }
  changes.sort((a, b) => a.ordinal - b.ordinal);
  return { entries: kept, changes, nextOrdinal: ordinal };
}

/** The oldest of those on record that overlap, one that stands before one that was withdrawn. */
function findOverlapping(left: ReadonlySet<Entry>, finding: Finding): Entry | null {
  let found: Entry | null = null;
  for (const entry of left) {
    if (!overlaps(entry.finding, finding)) continue;
    if (entry.withdrawnAt === null) return entry;
    found ??= entry;
  }
  return found;
}
