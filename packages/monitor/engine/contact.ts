import type { AlertKind, Because, Millis } from '@attend/kernel';
import { authorityEnd, locationEnd, type Plan } from '../plan.ts';
import type { Finding } from '../rules/rule.ts';
import { type AlertChange, endOf, isOfContact, raise, revise, withdraw } from './ledger.ts';
import type { State } from './state.ts';

type ContactKind = Extract<AlertKind, 'silent' | 'no-position'>;

/** The open alert of a kind about contact, as it stands on record. */
export const openOfContact = (state: State, kind: ContactKind) =>
  state.entries.find(
    ({ finding, withdrawnAt }) => finding.kind === kind && finding.to === null && withdrawnAt === null,
  );

export function raiseContact(
  plan: Plan,
  state: State,
  kind: ContactKind,
  span: { readonly from: Millis; readonly openedBy: Millis },
  because: Because,
  raisedAt: Millis,
  changes: AlertChange[],
): void {
  const { from, openedBy } = span;
  const finding: Finding = {
    kind,
    condition: null,
    from,
    to: null,
    limit: kind === 'silent' ? authorityEnd(plan, from) : locationEnd(plan, from),
    endsAs: null,
    openedBy,
    extent: openedBy,
    certainty: 'confirmed',
    because: [because],
    readings: [from],
  };
  const [entry, change] = raise(plan, state.nextOrdinal, finding, raisedAt);
  state.nextOrdinal += 1;
  state.entries.push(entry);
  changes.push(change);
}

/** Ends the open ones of a kind at `to`, or at their limit where that came first. */
export function endContact(
  plan: Plan,
  state: State,
  kind: ContactKind,
  to: Millis,
  changes: AlertChange[],
): void {
  state.entries = state.entries.map((entry) => {
    const { finding } = entry;
    if (finding.kind !== kind || finding.to !== null || entry.withdrawnAt !== null) return entry;
    const end = endOf(finding, to) ?? Math.max(finding.from, to);
    const [next, change] = revise(plan, entry, { ...finding, to: end }, state.clock);
    if (change !== null) changes.push(change);
    return next;
  });
}

/** Takes back those of a kind that `holds` no longer speaks for. */
export function withdrawContact(
  state: State,
  kind: ContactKind,
  holds: (finding: Finding, to: Millis | null) => boolean,
  changes: AlertChange[],
): void {
  state.entries = state.entries.map((entry) => {
    if (entry.finding.kind !== kind || entry.withdrawnAt !== null) return entry;
    if (holds(entry.finding, entry.finding.to)) return entry;
    const [next, change] = withdraw(entry, state.clock);
    changes.push(change);
    return next;
  });
}

/**
 * How long an ended one can still be taken back: a word about when nobody listened, or a fix that shows that none was missing,
 * may come somewhat later.
 */
export const rememberedFor = 24 * 3_600_000;
const mostRemembered = 4;

/** Ended ones that are to be remembered beside the open ones. */
export function rememberedContact(state: State): State['entries'] {
  const ended = state.entries.filter(
    (entry) =>
      isOfContact(entry) &&
      entry.finding.to !== null &&
      entry.withdrawnAt === null &&
      entry.finding.to > state.clock - rememberedFor,
  );
  return (['silent', 'no-position'] as const).flatMap((kind) =>
    ended.filter(({ finding }) => finding.kind === kind).slice(-mostRemembered),
  );
}
