import type { AlertSummary } from '@attend/contracts/alerts';
import { compareOpen, type ListQuery } from '../live/lists.ts';
import type { TodaySearch } from './form.ts';

export const queryOf = (search: TodaySearch): ListQuery => ({
  show: search.show ?? 'open',
  ...(search.severity ? { severity: search.severity } : {}),
  ...(search.kind ? { kind: search.kind } : {}),
  ...(search.mine ? { mine: true } : {}),
});

/** Whether what happened had gone on before it was known: the list is in order of what waits, and says both then. */
export const raisedLater = ({ from, raisedAt }: Pick<AlertSummary, 'from' | 'raisedAt'>): boolean =>
  Date.parse(raisedAt) - Date.parse(from) >= 60_000;

export const isFiltered = (search: TodaySearch): boolean =>
  search.severity !== undefined || search.kind !== undefined || search.mine === true;

/** The order for the screen: what is open by urgency; what is over as the server gives it, newest first. */
export const ordered = (rows: readonly AlertSummary[], show: ListQuery['show']): readonly AlertSummary[] =>
  show === 'open' ? [...rows].sort(compareOpen) : rows;

export type Arrangement = {
  /** Ids in the order of the screen. */
  readonly order: readonly string[];
  /** Ids that came while somebody was busy in the list; shown when they say so, or have left it. */
  readonly waiting: readonly string[];
};

/**
 * While somebody's pointer or focus is in the list no row moves: new ones wait, and one that left stays in its place,
 * marked, until then. Otherwise the list is simply in order.
 */
export function arrange(
  before: readonly string[],
  rows: readonly AlertSummary[],
  busy: boolean,
): Arrangement {
  const now = rows.map((row) => row.id);
  if (!busy || before.length === 0) return { order: now, waiting: [] };
  const shown = new Set(before);
  return { order: before, waiting: now.filter((id) => !shown.has(id)) };
}

/** The row to have the focus after `id` by `step`, staying within the list. */
export function neighbour(order: readonly string[], id: string | null, step: 1 | -1): string | null {
  if (order.length === 0) return null;
  const at = id === null ? -1 : order.indexOf(id);
  if (at === -1) return order[0] ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
}
