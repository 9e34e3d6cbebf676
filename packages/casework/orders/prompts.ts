import { day, type Millis } from '@attend/kernel';
import type { Span } from './span.ts';
import type { PromptKind } from './words.ts';

/** DESIGN.md, «Orders»: ninety days before an order's end and before every review date. */
export const promptAhead: Millis = 90 * day;
/** Evidence of harm is looked at on the same day. */
export const medicalWithin: Millis = day;

export type DuePrompt = { readonly kind: PromptKind; readonly dueAt: Millis };

/** ORD-20: what somebody is asked to decide of a version in force. `reviewAt`: the next one, as the last review set it. */
export function promptsOf(force: Span, reviewAt: Millis | null, now: Millis): DuePrompt[] {
  if (now < force.from || (force.to !== null && force.to <= now)) return [];
  const due: DuePrompt[] = [];
  if (reviewAt !== null && reviewAt - promptAhead <= now) due.push({ kind: 'review', dueAt: reviewAt });
  if (force.to !== null && force.to - promptAhead <= now) due.push({ kind: 'order-end', dueAt: force.to });
  return due;
}

export type PromptState = {
  readonly kind: PromptKind;
  readonly dueAt: Millis;
  readonly askedAt: Millis;
  readonly decidedAt: Millis | null;
};

/** ORD-21: from when a span is at risk, since nobody decided by the date. Deciding later ends the span and does not erase it. */
export const atRiskFrom = (prompt: PromptState, now: Millis): Millis | null =>
  (prompt.decidedAt ?? now) > prompt.dueAt && prompt.kind !== 'order-end' ? prompt.dueAt : null;

/**
 * ORD-22: whether restriction lapses as nobody decided: so many days after the date, or after somebody was first asked where that came
 * later. Null: policy lets it never lapse. An order's end needs no lapse: it ends by itself.
 */
export function hasLapsed(prompt: PromptState, lapseDays: number | null, now: Millis): boolean {
  if (prompt.decidedAt !== null || prompt.kind === 'order-end' || lapseDays === null) return false;
  return now >= Math.max(prompt.dueAt, prompt.askedAt) + lapseDays * day;
}

const places: Readonly<Record<PromptKind, number>> = { medical: 0, review: 1, 'order-end': 2 };
/** Evidence of harm first, then what is due first. */
export const compareNeed = (a: DuePrompt, b: DuePrompt): number =>
  Number(b.kind === 'medical') - Number(a.kind === 'medical') ||
  a.dueAt - b.dueAt ||
  places[a.kind] - places[b.kind];

/** Where no policy is published: a month to notice, after the date or after somebody was first asked. */
export const usualLapseDays = 30;
