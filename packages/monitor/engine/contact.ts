import type { Because, Millis } from '@attend/kernel';
import type { Observation } from '../observation/observation.ts';
import { authorityEnd, levelAt, type Plan, policyFor } from '../plan.ts';
import type { Finding } from '../rules/rule.ts';
import { type AlertChange, endOf, raise, revise } from './ledger.ts';
import type { State } from './state.ts';

/** MON-18, MON-19: the two rules about contact itself. They work on arrival, so a late reading never raises one. */

const seconds = 1000;

/** The instant at which the device's silence becomes an alert, if nothing comes; null where none can. */
export function silentAt(plan: Plan, state: State): Millis | null {
  if (state.lastContact === null || state.silent) return null;
  let at = state.lastContact;
  if (levelAt(plan, at, at) === 'none') {
    const next = plan.monitored.find(({ from }) => from > at);
    if (next === undefined) return null;
    at = next.from;
  }
  const end = authorityEnd(plan, at);
  const { values } = policyFor(plan, at);
  const upload = plan.device.uploadEvery * seconds;
  let left = Math.max(values.silentTimes * upload, values.silentLeast * seconds);
  for (const down of state.downs) {
    const downTo = down.to ?? Number.POSITIVE_INFINITY;
    if (downTo <= at) continue;
    if (at + left < down.from) break;
    left -= Math.max(0, down.from - at);
    at = downTo;
    // Every device comes back at once after we did; each gets its own rhythm to do so.
    left += upload;
  }
  const due = at + left + 1;
  return Number.isFinite(due) && (end === null || due < end) ? due : null;
}

/** The gap that ends at `now` (or still lasts) is judged as if ticks had stood all through it. */
function judgeSilence(
  plan: Plan,
  state: State,
  now: Millis,
  known: (due: Millis) => Millis,
  changes: AlertChange[],
): void {
  const due = silentAt(plan, state);
  if (due === null || due > now || state.lastContact === null) return;
  const from = state.lastContact;
  const { values } = policyFor(plan, from);
  const limit = Math.max(values.silentTimes * plan.device.uploadEvery, values.silentLeast);
  const because: Because = {
    code: 'no-contact',
    seconds: Math.round((due - from) / seconds),
    limit,
    uploadEvery: plan.device.uploadEvery,
  };
  raiseContact(plan, state, 'silent', from, because, known(due), changes);
  state.silent = true;
}

function raiseContact(
  plan: Plan,
  state: State,
  kind: 'silent' | 'no-position',
  from: Millis,
  because: Because,
  raisedAt: Millis,
  changes: AlertChange[],
): void {
  const finding: Finding = {
    kind,
    condition: null,
    from,
    to: null,
    limit: authorityEnd(plan, from),
    endsAs: null,
    openedBy: from,
    extent: from,
    certainty: 'confirmed',
    because: [because],
    readings: [from],
  };
  const [entry, change] = raise(plan, state.nextOrdinal, finding, raisedAt, raisedAt);
  state.nextOrdinal += 1;
  state.entries.push(entry);
  changes.push(change);
}

function endContact(state: State, kind: 'silent' | 'no-position', to: Millis, changes: AlertChange[]): void {
  state.entries = state.entries.flatMap((entry) => {
    const { finding } = entry;
    if (finding.kind !== kind || finding.to !== null) return [entry];
    const ended = { ...finding, to: endOf(finding, to) ?? Math.max(finding.from, to) };
    const [, change] = revise(entry, ended, state.clock);
    if (change !== null) changes.push(change);
    return [];
  });
}

/** Something came at `at`, whatever it was. */
export function hearContact(plan: Plan, state: State, at: Millis, changes: AlertChange[]): void {
  if (state.lastContact !== null && at <= state.lastContact) return;
  judgeSilence(plan, state, at, (due) => due, changes);
  if (state.silent) {
    endContact(state, 'silent', at, changes);
    state.silent = false;
  }
  state.lastContact = at;
  if (state.downs.length > 0) state.downs = state.downs.filter(({ to }) => to === null || to > at);
}

/** The clock stands at `now` and nothing came. */
export function hearNothing(plan: Plan, state: State, now: Millis, changes: AlertChange[]): void {
  judgeSilence(plan, state, now, () => now, changes);
}

const isLocated = ({ level }: Observation): boolean => level === 'trail' || level === 'zones';

/** `isLate`: newer readings had arrived before it. */
export function judgePosition(
  plan: Plan,
  state: State,
  one: Observation,
  isLate: boolean,
  changes: AlertChange[],
): void {
  if (!isLocated(one)) return;
  const { at } = one;
  if (one.place !== null) {
    if (state.lastFix === null || at > state.lastFix) state.lastFix = at;
    if (
      state.entries.some(
        ({ finding }) => finding.kind === 'no-position' && finding.to === null && at >= finding.from,
      )
    ) {
      endContact(state, 'no-position', at, changes);
    }
    return;
  }
  // The first contact ever stands for a fix: before it there is nothing to miss one since.
  state.lastFix ??= at;
  const from = state.lastFix;
  if (isLate || state.entries.some(({ finding }) => finding.kind === 'no-position' && finding.to === null))
    return;
  const { values } = policyFor(plan, at);
  const limit = Math.max(values.noPositionTimes * plan.device.fixEvery, values.noPositionLeast);
  if (at - from <= limit * seconds) return;
  const because: Because = { code: 'no-valid-fix', seconds: Math.round((at - from) / seconds), limit };
  raiseContact(plan, state, 'no-position', from, because, state.clock, changes);
}
