import type { AlertFacts, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations, isSameReading } from '../observation/order.ts';
import { authorityEnd, locationEnd, type Plan } from '../plan.ts';
import { openOfContact } from './contact.ts';
import { type Contact, startContact } from './contact-state.ts';
import { advanceBase, findingsSince, stillChangeable } from './engine.ts';
import { resumeFold } from './fold.ts';
import { type AlertChange, type Entry, reconcile } from './ledger.ts';
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
 * `since`: readings before it are no longer held (retention): alerts that began before it stay, and open ones go on.
 */
export function rebuild(
  plan: Plan,
  previous: State | null,
  observations: readonly Observation[],
  onRecord: readonly OnRecord[],
  since = Number.NEGATIVE_INFINITY,
): { state: State; changes: readonly AlertChange[] } {
  const state = startState();
  state.recent = inOrder(observations);
  const latest = observations.reduce((most, { receivedAt }) => Math.max(most, receivedAt), 0);
  state.clock = Math.max(previous?.clock ?? 0, latest);
  state.newest = state.recent.at(-1)?.at ?? null;
  state.lateUntil = previous?.lateUntil ?? 0;
  const entries = onRecord.map((one) => entryOf(plan, one));
  state.base = resumeFold(
    plan,
    state.base,
    entries.flatMap(({ finding, withdrawnAt }) =>
      finding.from < since && finding.to === null && withdrawnAt === null ? [finding] : [],
    ),
  );
  const { fold, findings } = findingsSince(plan, state.base, state.recent);
  const nextOrdinal = onRecord.reduce(
    (most, { ordinal }) => Math.max(most, ordinal + 1),
    previous?.nextOrdinal ?? 1,
  );
  const compared = reconcile(plan, entries, findings, nextOrdinal, state.clock, since);
  state.fold = fold;
  state.entries = compared.entries;
  state.nextOrdinal = compared.nextOrdinal;
  state.contact = previous?.contact ?? contactFrom(state, latest);
  advanceBase(plan, state);
  state.entries = stillChangeable(state, state.baseAt);
  state.nextLimit = state.entries.reduce(
    (least, { finding, to, withdrawnAt }) =>
      to === null && withdrawnAt === null && finding.limit !== null ? Math.min(least, finding.limit) : least,
    Number.POSITIVE_INFINITY,
  );
  return { state, changes: compared.changes };
}

/** What arrival would have left, as far as readings and record still tell it. */
function contactFrom(state: State, latest: Millis): Contact {
  const silent = openOfContact(state, 'silent');
  // A message that said nothing new was stored nowhere; where it ended a silence, that tells of it.
  const last = state.entries.reduce(
    (most, { finding, withdrawnAt }) =>
      finding.kind === 'silent' && finding.to !== finding.limit && withdrawnAt === null
        ? Math.max(most, finding.to ?? most)
        : most,
    latest,
  );
  return {
    ...startContact(),
    last: last === 0 ? null : last,
    silentFrom: silent?.finding.from ?? null,
    missedSince: state.recent.findLast(({ place }) => place !== null)?.at ?? null,
    newest: state.newest,
  };
}

/** Where what is on record ends at the latest. */
function limitOf(plan: Plan, { kind, condition, from }: AlertFacts): Millis | null {
  if (condition !== null) {
    const span = plan.conditions.find(({ id }) => id === condition)?.spanAt(from);
    return span === undefined || span === null ? from : span.to;
  }
  const isOfLocation = kind === 'no-position' || kind === 'location-doubtful';
  return isOfLocation ? locationEnd(plan, from) : authorityEnd(plan, from);
}

function entryOf(plan: Plan, { ordinal, facts }: OnRecord): Entry {
  const { kind, condition, from, to, certainty, because, readings } = facts;
  const { raisedAt, clearedAt, withdrawnAt, policy } = facts;
  const last: Millis = readings.at(-1) ?? from;
  const limit = limitOf(plan, facts);
  return {
    ordinal,
    finding: {
      kind,
      condition,
      from,
      to,
      limit,
      endsAs: null,
      openedBy: from,
      extent: Math.max(to ?? last, last),
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
