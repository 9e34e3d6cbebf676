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

export function raise(
  plan: Plan,
  ordinal: number,
  finding: Finding,
  clock: Millis,
  raisedAt = clock,
): [Entry, AlertChange] {
  const { name, revision } = policyFor(plan, finding.openedBy);
  const to = endOf(finding, clock);
  const entry: Entry = {
    ordinal,
    finding,
    to,
    raisedAt,
    clearedAt: to === null ? null : clock,
    withdrawnAt: null,
    policy: { name, revision },
  };
  return [entry, { change: 'raised', ordinal, facts: factsOf(entry) }];
}

/** The same alert as it is now known; no change where nothing that is on record differs. */
export function revise(entry: Entry, finding: Finding, clock: Millis): [Entry, AlertChange | null] {
  const to = endOf(finding, clock);
  const next: Entry = {
    ...entry,
    finding,
    to,
    clearedAt: to === null ? null : (entry.clearedAt ?? clock),
    withdrawnAt: null,
  };
  const same =
    to === entry.to &&
    entry.withdrawnAt === null &&
    finding.from === entry.finding.from &&
    finding.certainty === entry.finding.certainty &&
    finding.because.length === entry.finding.because.length &&
    // A violation that goes on is no news with every fix; another press is.
    (finding.kind !== 'sos' || finding.readings.length === entry.finding.readings.length);
  if (same) return [next, null];
  const change = to !== null && entry.to === null && entry.withdrawnAt === null ? 'cleared' : 'revised';
  return [next, { change, ordinal: entry.ordinal, facts: factsOf(next) }];
}

export function withdraw(entry: Entry, clock: Millis): [Entry, AlertChange] {
  const next: Entry = { ...entry, withdrawnAt: clock };
  return [next, { change: 'withdrawn', ordinal: entry.ordinal, facts: factsOf(next) }];
}

export const isSame = (a: Finding, b: Finding): boolean =>
  a.kind === b.kind && a.condition === b.condition && a.from === b.from;

const reach = (finding: Finding): number => Math.max(finding.to ?? Number.POSITIVE_INFINITY, finding.extent);

/** MON-4: the same kind and condition with overlapping intervals is the same alert. */
const overlaps = (a: Finding, b: Finding): boolean =>
  a.kind === b.kind && a.condition === b.condition && a.from <= reach(b) && b.from <= reach(a);

/** Kinds about contact itself: judged on arrival, never by going over the readings again. */
export const isOfContact = ({ finding }: Entry): boolean =>
  finding.kind === 'silent' || finding.kind === 'no-position';

/**
 * Compares what evaluating again found with what is on record: the same is revised, new is raised, what no longer stands is
 * withdrawn; where two have become one, the older is kept.
 */
export function reconcile(
  plan: Plan,
  entries: readonly Entry[],
  findings: readonly Finding[],
  nextOrdinal: number,
  clock: Millis,
): { entries: Entry[]; changes: AlertChange[]; nextOrdinal: number } {
  const kept: Entry[] = entries.filter(isOfContact);
  const left = new Set(entries.filter((entry) => !isOfContact(entry)).sort((a, b) => a.ordinal - b.ordinal));
  const changes: AlertChange[] = [];
  let ordinal = nextOrdinal;
  const take = (entry: Entry, finding: Finding): void => {
    left.delete(entry);
    const [next, change] = revise(entry, finding, clock);
    kept.push(next);
    if (change !== null) changes.push(change);
  };
  const unmatched: Finding[] = [];
  for (const finding of findings) {
    const exact = [...left].find((entry) => isSame(entry.finding, finding));
    if (exact === undefined) unmatched.push(finding);
    else take(exact, finding);
  }
  for (const finding of unmatched) {
    const candidates = [...left].filter((entry) => overlaps(entry.finding, finding));
    const chosen = candidates.find(({ withdrawnAt }) => withdrawnAt === null) ?? candidates[0];
    if (chosen !== undefined) {
      take(chosen, finding);
      continue;
    }
    const [entry, change] = raise(plan, ordinal, finding, clock);
    ordinal += 1;
    kept.push(entry);
    changes.push(change);
  }
  for (const entry of left) {
    if (entry.withdrawnAt !== null) {
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
