import { type Because, type Millis, mergeSpans, type Span } from '@attend/kernel';
import { type Plan, policyFor } from '../plan.ts';
import { endContact, openOfContact, raiseContact, rememberedFor, withdrawContact } from './contact.ts';
import type { AlertChange } from './ledger.ts';
import type { State } from './state.ts';

/**
 * MON-18: no contact for longer than this device's own rhythm allows. A silence begins at the last contact, or where authority
 * begins after that; only the time in which we ourselves listened counts, and each gets one `uploadEvery` after a restart.
 */

const seconds = 1000;

/** Seconds of missing contact that policy allows this device, at an instant. */
export function allowedSilence(plan: Plan, at: Millis): number {
  const { silentTimes, silentLeast } = policyFor(plan, at).values;
  return Math.max(silentTimes * plan.device.uploadEvery, silentLeast);
}

/** When a silence that begins at `from` becomes an alert. Infinity: never, as nobody listens any more. */
function dueAfter(plan: Plan, from: Millis, downs: readonly Span[]): Millis {
  let at = from;
  let left = allowedSilence(plan, from) * seconds;
  for (const down of downs) {
    const downTo = down.to ?? Number.POSITIVE_INFINITY;
    if (downTo <= at) continue;
    if (at + left < down.from) break;
    left -= Math.max(0, down.from - at);
    at = downTo;
    // Every device comes back at once after we did; each gets its own rhythm to do so.
    left += plan.device.uploadEvery * seconds;
  }
  return at + left + 1;
}

/** The next silence that is not raised yet: when it begins and when it becomes an alert. Null: none can come. */
export function nextSilence(plan: Plan, state: State): { from: Millis; due: Millis } | null {
  const { last, silentFrom, downs } = state.contact;
  if (last === null) return null;
  for (const span of plan.monitored) {
    const end = span.to ?? Number.POSITIVE_INFINITY;
    const from = Math.max(last, span.from);
    if (from >= end || (silentFrom !== null && from <= silentFrom)) continue;
    const due = dueAfter(plan, from, downs);
    if (due < end) return { from, due };
  }
  return null;
}

/** The gap up to `now` is judged as if ticks had stood all through it; `knownAt` says when the engine knew. */
function judgeSilence(
  plan: Plan,
  state: State,
  now: Millis,
  knownAt: (due: Millis) => Millis,
  changes: AlertChange[],
): void {
  for (
    let next = nextSilence(plan, state);
    next !== null && next.due <= now;
    next = nextSilence(plan, state)
  ) {
    const { from, due } = next;
    const because: Because = {
      code: 'no-contact',
      seconds: Math.floor((due - from) / seconds),
      limit: allowedSilence(plan, from),
      uploadEvery: plan.device.uploadEvery,
    };
    // Of an earlier span of authority: it has ended with that.
    if (openOfContact(state, 'silent') !== undefined) endContact(plan, state, 'silent', from, changes);
    raiseContact(plan, state, 'silent', { from, openedBy: from }, because, knownAt(due), changes);
    state.contact.silentFrom = from;
  }
}

/** Something came at `at`, whatever it was. */
export function hearContact(plan: Plan, state: State, at: Millis, changes: AlertChange[]): void {
  const { contact } = state;
  if (contact.last !== null && at <= contact.last) return;
  reconsiderSilence(plan, state, changes);
  judgeSilence(plan, state, at, (due) => due, changes);
  if (contact.silentFrom !== null) {
    endContact(plan, state, 'silent', at, changes);
    contact.silentFrom = null;
  }
  contact.last = at;
  if (contact.downs.length > 0) contact.downs = contact.downs.filter(({ to }) => to === null || to > at);
}

/** The clock stands at `now` and nothing came. */
export function hearNothing(plan: Plan, state: State, now: Millis, changes: AlertChange[]): void {
  reconsiderSilence(plan, state, changes);
  judgeSilence(plan, state, now, () => now, changes);
}

/** Nobody listened then. What has been raised for want of knowing it is taken back with the next arrival or tick. */
export function noteDowns(state: State, downs: readonly Span[]): void {
  const { contact, clock } = state;
  const recent = downs.filter(({ to }) => to === null || to > clock - rememberedFor);
  if (recent.length > 0) contact.downs = mergeSpans([...contact.downs, ...recent]);
}

/** Takes back the silences that would not have been raised, had it been known when nobody listened. */
function reconsiderSilence(plan: Plan, state: State, changes: AlertChange[]): void {
  const { contact } = state;
  if (contact.downs.length === 0) return;
  const wasOpen = openOfContact(state, 'silent');
  withdrawContact(
    state,
    'silent',
    ({ from }, to) => dueAfter(plan, from, contact.downs) <= (to ?? state.clock),
    changes,
  );
  if (wasOpen !== undefined && openOfContact(state, 'silent') === undefined) contact.silentFrom = null;
}
