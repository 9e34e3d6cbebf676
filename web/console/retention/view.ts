import type { RetentionHold, RetentionOverview } from '@attend/contracts/retention';
import { plural, t } from '@lingui/core/macro';

export type Kind = RetentionOverview['kinds'][number];
export type Receipt = RetentionOverview['receipts'][number];

/** What a kind is called, and why its term is what it is. The reasons stand numbered in docs/rules/retention.md. */
export function kindWords(kind: Kind['kind']): { readonly name: string; readonly why: string } {
  const words: Record<Kind['kind'], { readonly name: string; readonly why: string }> = {
    readings: {
      name: t`Readings and positions`,
      why: t`As long as an order usually lasts; counted from the day of receipt.`,
    },
    'violation-positions': {
      name: t`Positions kept under zones`,
      why: t`Kept because a violation was confirmed; counted from its end.`,
    },
    rejections: { name: t`Rejected messages`, why: t`To find a fault of a device. They may hold a place.` },
    alerts: {
      name: t`Alerts with their evidence`,
      why: t`For appeals and complaints; counted from closing.`,
    },
    'device-flags': {
      name: t`What looked wrong about devices`,
      why: t`As long as alerts rest on what a device said; counted from somebody’s look at it.`,
    },
    hearings: {
      name: t`Hearings`,
      why: t`For complaints and claims; counted from the hearing. What is to come stays.`,
    },
    'check-ins': {
      name: t`Check-ins`,
      why: t`For complaints and claims; counted from the decision. What nobody decided stays as work.`,
    },
    'arranged-help': {
      name: t`Help with getting there`,
      why: t`As hearings and check-ins, with which it ends at the latest. What is open stays as work.`,
    },
    'contact-entries': {
      name: t`Calls, visits, letters and notes`,
      why: t`As check-ins; counted from when they happened.`,
    },
    messages: {
      name: t`Messages`,
      why: t`Whether somebody was told is asked at the next hearings; counted from sending.`,
    },
    replies: {
      name: t`Answers to messages`,
      why: t`As messages. What asks for help stays until somebody has seen to it.`,
    },
    complaints: {
      name: t`Complaints`,
      why: t`May be asked for again when the matter itself is; counted from the last answer. What nobody answered stays as work.`,
    },
    'look-copies': {
      name: t`Records of looks on paper`,
      why: t`That one was handed over, and how it was known to whom; counted from that day. What it held is not kept.`,
    },
    'case-documents': {
      name: t`Documents of cases`,
      why: t`For appeals and complaints; counted from the day it was added, and never while an order stands.`,
    },
    'check-in-photos': {
      name: t`Photos of check-ins`,
      why: t`A face, kept for one comparison by eye. What was decided stays.`,
    },
    'reference-photos': {
      name: t`Reference photos`,
      why: t`Counted from when it was replaced, or no order stands any more.`,
    },
    'access-records': {
      name: t`Who looked at whom`,
      why: t`For complaints and claims; at least as long as what was looked at. Its hash stays in the audit.`,
    },
    'audit-values': {
      name: t`Values in the audit`,
      why: t`What stood before and after a change; who changed what stays, and so do the hashes.`,
    },
    'unused-files': { name: t`Files that nothing was made of`, why: t`A form that was left.` },
    'idempotency-keys': { name: t`Answers kept for repeats`, why: t`A repeated write comes within hours.` },
    sessions: { name: t`Ended sessions`, why: t`Nothing reads them any more.` },
    feed: { name: t`Live feed`, why: t`Screens that were away for longer read their lists again.` },
    'unknown-devices': {
      name: t`Unknown devices that knocked`,
      why: t`Long enough to see whether one of ours is missing.`,
    },
    listening: {
      name: t`When gateways listened`,
      why: t`Says whether we listened while a device was silent.`,
    },
  };
  return words[kind];
}

export function termWords({ days }: Pick<Kind, 'days'>): string {
  return t`${plural(days, { one: '# day', other: '# days' })}`;
}

/** What goes next, in words; null: nothing is counted. */
export function nextWords({ next }: Kind): string | null {
  if (next === null) return null;
  const rows = next.rows.toLocaleString('en-US').replaceAll(',', '\u202f');
  if (next.rows === 0 && next.held === 0) return t`nothing`;
  if (next.held === 0) return t`${rows} entries, ${sizeWords(next.bytes)}`;
  return t`${rows} entries, ${sizeWords(next.bytes)}; ${next.held} stay on hold`;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** Null: it went well, or none ran yet. */
export function lastRunTrouble({ lastRun }: RetentionOverview): string | null {
  if (lastRun === null) return null;
  if (lastRun.failures.length > 0)
    return t`The last run could not remove everything; the next one tries again: ${lastRun.failures.join('; ')}`;
  return lastRun.ended === null ? t`A run began and has not ended: it still runs, or was cut off.` : null;
}

/** The newest revision that was made, in force or not: what a further one comes after. */
export const newestRevision = ({ revisions }: RetentionOverview): number =>
  Math.max(0, ...revisions.map(({ revision }) => revision));

/** Standing ones first, by their end. */
export const holdsInOrder = (holds: readonly RetentionHold[]): readonly RetentionHold[] =>
  [...holds].sort(
    (a, b) => Number(b.standing) - Number(a.standing) || Date.parse(a.until) - Date.parse(b.until),
  );
