import type { AlertSummary } from '@attend/contracts/alerts';
import type { FeedAlert } from '@attend/contracts/feed';
import { type AlertList, applyAlert, type ListQuery, type Pages } from './lists.ts';

/**
 * What the feed said lately. A list that was asked for before an event and answered after it would undo the event on
 * the screen: what was heard since the asking is applied to the answer once more (`applyAlert` may be repeated).
 */
type Heard = { readonly number: number; readonly alert: AlertSummary; readonly before: AlertSummary | null };
const kept = 2_000;

let last = 0;
let recent: Heard[] = [];
const latest = new Map<string, AlertSummary>();

export const marker = (): number => last;
export const lastKnown = (id: string): AlertSummary | null => latest.get(id) ?? null;

export function hear({ alert }: FeedAlert, before: AlertSummary | null): void {
  last += 1;
  recent = [...recent.slice(-kept), { number: last, alert, before }];
  latest.delete(alert.id);
  latest.set(alert.id, alert);
  if (latest.size > kept) latest.delete(latest.keys().next().value ?? '');
}

export function caughtUp(
  page: AlertList,
  since: number,
  query: ListQuery,
  me: string,
  first: boolean,
): AlertList {
  let data: Pages = { pages: [page], pageParams: [null] };
  for (const { number, alert, before } of recent) {
    const shown = page.alerts.some((row) => row.id === alert.id);
    if (number > since && (first || shown)) data = applyAlert(data, query, me, alert, before);
  }
  return data.pages[0] ?? page;
}

/** Another person signed in on this tab: nothing of the last one's is kept. */
export function forget(): void {
  recent = [];
  latest.clear();
}
