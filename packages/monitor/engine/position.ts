import type { Because, Millis } from '@attend/kernel';
import { fixTimeOf, isStale } from '../authority/gate.ts';
import type { Observation } from '../observation/observation.ts';
import { type Plan, policyFor } from '../plan.ts';
import type { Finding } from '../rules/rule.ts';
import { endContact, openOfContact, raiseContact } from './contact.ts';
import { type AlertChange, type Entry, revise, withdraw } from './ledger.ts';
import { allowedSilence } from './silence.ts';
import type { State } from './state.ts';

/**
 * MON-19: contact, but no valid fix for longer than policy allows. It counts from the last valid fix, within authority over
 * locations; time without contact does not count, as that is silence.
 */

const seconds = 1000;

function allowedSeconds(plan: Plan, at: Millis): number {
  const { noPositionTimes, noPositionLeast } = policyFor(plan, at).values;
  return Math.max(noPositionTimes * plan.device.fixEvery, noPositionLeast);
}

/** Event time of the fix that an observation tells of: an old place sent again tells of its own time. Null: of none. */
export function fixOf(observation: Observation, plan: Plan): Millis | null {
  const { place, at } = observation;
  if (place === null) return null;
  if (place.kind === 'sides') return place.stale ? null : at;
  const time = fixTimeOf(place.time, observation);
  if (!isStale(time, at, policyFor(plan, at).values)) return at;
  return time !== null && time < at ? time : null;
}

/** One more observation, in the order of arrival. `isLate`: newer ones had arrived before it. */
export function judgePosition(
  plan: Plan,
  state: State,
  one: Observation,
  isLate: boolean,
  changes: AlertChange[],
): void {
  const { contact } = state;
  const { at, level } = one;
  const before = contact.newest;
  if (before === null || at > before) contact.newest = at;
  if (level !== 'trail' && level !== 'zones') return;
  const fixAt = fixOf(one, plan);
  if (fixAt !== null) {
    if (contact.missedSince === null || fixAt > contact.missedSince) contact.missedSince = fixAt;
    endMissing(plan, state, fixAt, changes);
  }
  const span = plan.locatedAt(at);
  if (fixAt === at || isLate || span === null) return;
  // The first contact stands for a fix, and so does the first after a silence or after authority began.
  const wasAway = before === null || at - before > allowedSilence(plan, at) * seconds;
  if (contact.missedSince === null || wasAway) contact.missedSince = Math.max(contact.missedSince ?? at, at);
  contact.missedSince = Math.max(contact.missedSince, span.from);
  const from = contact.missedSince;
  const limit = allowedSeconds(plan, at);
  if (at - from <= limit * seconds) return;
  const open = openOfContact(state, 'no-position');
  if (open !== undefined) {
    if (open.finding.limit === null || at < open.finding.limit) return;
    // Of an earlier authority: it has ended with that, and what is missed under this one is another alert.
    endContact(plan, state, 'no-position', open.finding.limit, changes);
  }
  // It has ended with its authority, and readings from within that still come: it is told already.
  if (contact.missedFrom !== null && from <= contact.missedFrom) return;
  contact.missedFrom = from;
  const because: Because = { code: 'no-valid-fix', seconds: Math.round((at - from) / seconds), limit };
  raiseContact(plan, state, 'no-position', { from, openedBy: at }, because, state.clock, changes);
}

/** A fix ends what lasted up to it; one that came late takes back what would never have been raised. */
function endMissing(plan: Plan, state: State, fixAt: Millis, changes: AlertChange[]): void {
  if (!state.entries.some(isMissing)) return;
  const allowed = allowedSeconds(plan, fixAt) * seconds;
  state.entries = state.entries.map((entry) => {
    if (!isMissing(entry)) return entry;
    const left = leftOf(entry.finding, fixAt, state.contact.newest ?? fixAt, allowed);
    if (left === entry.finding) return entry;
    // From there on it is told already.
    const { missedFrom } = state.contact;
    if (left !== null && missedFrom === entry.finding.from) state.contact.missedFrom = left.from;
    const [next, change] =
      left === null ? withdraw(entry, state.clock) : revise(plan, entry, left, state.clock);
    if (change !== null) changes.push(change);
    return next;
  });
}

const isMissing = ({ finding, withdrawnAt }: Entry): boolean =>
  finding.kind === 'no-position' && withdrawnAt === null;

/** What is left of one once a fix is known: it begins later, ends earlier, stands as it was; null: it was none. */
function leftOf(finding: Finding, fixAt: Millis, newest: Millis, allowed: Millis): Finding | null {
  const { from, to, limit } = finding;
  // The fix it counts from, told again, says nothing new.
  if (fixAt <= from) return finding;
  const end = to ?? limit;
  if (end !== null && fixAt >= end) return to === null ? { ...finding, to: end } : finding;
  const before = fixAt - from;
  const after = Math.min(end ?? newest, newest) - fixAt;
  if (before <= allowed) return after > allowed ? { ...finding, from: fixAt, readings: [fixAt] } : null;
  return to === null || after <= allowed ? { ...finding, to: fixAt } : finding;
}
