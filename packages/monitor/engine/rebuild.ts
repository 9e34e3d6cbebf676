import type { AlertFacts, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { compareObservations, hashContent } from '../observation/order.ts';
import { authorityEnd, locationEnd, type Plan } from '../plan.ts';
import { type Contact, startContact } from './contact-state.ts';
import { gatherer, letGo, prepareLimits, stillChangeable } from './engine.ts';
import { resumeFold } from './fold.ts';
import { type AlertChange, type Entry, reconcile } from './ledger.ts';
import { fixOf } from './position.ts';
import { appendTo } from './segments.ts';
import { remember, type State, startState } from './state.ts';

/** An alert as it stands on record. */
export type OnRecord = { readonly ordinal: number; readonly facts: AlertFacts };

/** In order and each reading once: its first arrival, which also says whether its stamp was believed. */
export function inOrder(observations: readonly Observation[]): Observation[] {
  const known = new Set<number>();
  return [...observations]
    .sort((a, b) => a.receivedAt - b.receivedAt)
    .filter((one) => {
      const hash = hashContent(one);
      if (known.has(hash)) return false;
      known.add(hash);
      return true;
    })
    .sort(compareObservations);
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
  const state = startState(previous?.memory);
  const ordered = inOrder(observations);
  const latest = observations.reduce((most, { receivedAt }) => Math.max(most, receivedAt), 0);
  state.clock = Math.max(previous?.clock ?? 0, latest);
  state.newest = ordered.at(-1)?.at ?? null;
  state.lateUntil = previous?.lateUntil ?? 0;
  state.frozen = ordered.findLast(({ clock }) => clock === 'frozen')?.time ?? null;
  const entries = onRecord.map((one) => entryOf(plan, one));
  state.fold = resumeFold(
    plan,
    state.fold,
    entries.flatMap(({ finding, withdrawnAt }) =>
      finding.from < since && finding.to === null && withdrawnAt === null ? [finding] : [],
    ),
  );
  const { evaluate, findings } = gatherer(plan, state.fold);
  for (const one of ordered) {
    appendTo(state.segments, one, state.fold, state.memory.size);
    state.fold = evaluate(state.fold, one);
    if (one.clock !== 'stamp') remember(state.judged, hashContent(one), state.memory.judged);
  }
  const nextOrdinal = onRecord.reduce(
    (most, { ordinal }) => Math.max(most, ordinal + 1),
    previous?.nextOrdinal ?? 1,
  );
  const compared = reconcile(plan, entries, findings(), nextOrdinal, state.clock, since);
  state.entries = compared.entries;
  state.nextOrdinal = compared.nextOrdinal;
  state.contact = previous?.contact ?? contactFrom(plan, state, ordered, latest);
  letGo(state);
  state.entries = stillChangeable(state);
  prepareLimits(state);
  return { state, changes: compared.changes };
}

/** What arrival would have left, as far as readings and record still tell it. */
function contactFrom(plan: Plan, state: State, ordered: readonly Observation[], latest: Millis): Contact {
  let last = latest;
  let silentFrom: Millis | null = null;
  for (const { finding, withdrawnAt } of state.entries) {
    if (finding.kind !== 'silent' || withdrawnAt !== null) continue;
    const { from, to, limit } = finding;
    // A message that said nothing new was stored nowhere; where it ended a silence, or one began with it, that tells of it.
    const wasHeard = to !== null && to !== limit;
    last = Math.max(last, wasHeard ? to : from);
    if (!wasHeard && from > (silentFrom ?? from - 1)) silentFrom = from;
  }
  if (silentFrom !== null && last > silentFrom) silentFrom = null;
  return {
    ...startContact(),
    last: last === 0 ? null : last,
    silentFrom,
    missedSince: latestOf(ordered.flatMap((one) => fixOf(one, plan) ?? [])),
    missedFrom: latestOf(
      state.entries.flatMap(({ finding, withdrawnAt }) =>
        finding.kind === 'no-position' && withdrawnAt === null ? [finding.from] : [],
      ),
    ),
    newest: state.newest,
  };
}

const latestOf = (times: readonly Millis[]): Millis | null =>
  times.reduce<Millis | null>((latest, at) => (latest === null || at > latest ? at : latest), null);

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
