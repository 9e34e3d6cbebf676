import type { AlertSummary, alertList } from '@attend/contracts/alerts';
import type { FeedAlert } from '@attend/contracts/feed';
import type { z } from 'zod';

/** Pure: what an event of the feed does to the lists that are on the screen. */

export type AlertList = z.infer<typeof alertList>;
export type Pages = { readonly pages: readonly AlertList[]; readonly pageParams: readonly unknown[] };
export type ListQuery = {
  readonly show: 'open' | 'closed' | 'withdrawn';
  readonly kind?: AlertSummary['kind'] | undefined;
  readonly severity?: AlertSummary['severity'] | undefined;
  readonly mine?: boolean | undefined;
};

const showing = (alert: AlertSummary): ListQuery['show'] => {
  if (alert.withdrawnAt !== null) return 'withdrawn';
  return alert.status === 'closed' ? 'closed' : 'open';
};

export function belongs(alert: AlertSummary, query: ListQuery, me: string): boolean {
  if (showing(alert) !== query.show) return false;
  if (query.kind && alert.kind !== query.kind) return false;
  if (query.severity && alert.severity !== query.severity) return false;
  return !query.mine || alert.officer?.id === me || alert.acknowledgedBy?.id === me;
}

const weight: Record<AlertSummary['severity'], number> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Somebody may be in need, or about to be out of reach: minutes count, so the newest stands first. */
const pressing = (alert: AlertSummary): boolean =>
  alert.status === 'new' && (alert.kind === 'strap-opened' || alert.kind === 'sos');

/** Most severe first; of the most severe, what nobody has taken up, a cut strap on top; else the oldest first. */
export function compareOpen(a: AlertSummary, b: AlertSummary): number {
  if (weight[a.severity] !== weight[b.severity]) return weight[a.severity] - weight[b.severity];
  if (pressing(a) !== pressing(b)) return pressing(a) ? -1 : 1;
  const age = a.raisedAt.localeCompare(b.raisedAt) || a.id.localeCompare(b.id);
  return pressing(a) ? -age : age;
}

export const rowsOf = (data: Pages | undefined): readonly AlertSummary[] =>
  data?.pages.flatMap((page) => page.alerts) ?? [];

type Counts = AlertList['counts'];
const countOf = (alert: AlertSummary | null): Counts => {
  const open = alert !== null && showing(alert) === 'open';
  const flag = (holds: boolean) => (open && holds ? 1 : 0);
  return {
    open: flag(true),
    new: flag(alert?.status === 'new'),
    critical: flag(alert?.severity === 'critical'),
    high: flag(alert?.severity === 'high'),
  };
};
const combine = (a: Counts, b: Counts, sign: 1 | -1): Counts => ({
  open: Math.max(0, a.open + sign * b.open),
  new: Math.max(0, a.new + sign * b.new),
  critical: Math.max(0, a.critical + sign * b.critical),
  high: Math.max(0, a.high + sign * b.high),
});

/**
 * The list with one changed alert in its place. `before` is the alert as it was known anywhere on this page, null
 * where it was not. An older version than the one shown changes nothing, so events may come twice or late.
 */
export function applyAlert(
  data: Pages,
  query: ListQuery,
  me: string,
  alert: AlertSummary,
  before: AlertSummary | null,
): Pages {
  const known = rowsOf(data).find((row) => row.id === alert.id) ?? null;
  if (known && known.version > alert.version) return data;
  const stays = belongs(alert, query, me);
  const counts = (old: Counts) => combine(combine(old, countOf(known ?? before), -1), countOf(alert), 1);
  const pages = data.pages.map((page, index) => {
    const replaced = page.alerts.flatMap((row) => (row.id === alert.id ? (stays ? [alert] : []) : [row]));
    const added = index === 0 && stays && !known ? [alert, ...replaced] : replaced;
    return { ...page, alerts: added, counts: counts(page.counts) };
  });
  return { ...data, pages };
}

/** Whether an event's count could not be told from what was on the screen: then the counts are read again. */
export const countsUncertain = (event: FeedAlert, before: AlertSummary | null): boolean =>
  before === null && event.change !== 'raised';
