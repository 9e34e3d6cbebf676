import type { AlertSummary } from '@attend/contracts/alerts';
import { useCallback, useMemo, useRef, useState } from 'react';
import { lastKnown } from '../live/heard.ts';
import { arrange } from './view.ts';

export type ShownRow = {
  readonly alert: AlertSummary;
  /** No longer on this list; kept in its place while somebody is at work here. */
  readonly gone: boolean;
};

/** The rows as they stand on the screen, and how many wait. `list`: another list begins anew. */
export function useArranged(rows: readonly AlertSummary[], busy: boolean, list: string) {
  const shown = useRef<{ list: string; order: readonly string[] }>({ list, order: [] });
  const seen = useRef(new Map<string, AlertSummary>());
  const [asked, setAsked] = useState(0);
  const answered = useRef(0);

  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  for (const row of rows) seen.current.set(row.id, row);
  const before = shown.current.list === list ? shown.current.order : [];
  const hold = busy && asked === answered.current;
  const arrangement = arrange(before, rows, hold);
  shown.current = { list, order: arrangement.order };
  answered.current = asked;

  const showAll = useCallback(() => setAsked((times) => times + 1), []);
  const shownRows = arrangement.order.flatMap((id): ShownRow[] => {
    const present = byId.get(id);
    if (present) return [{ alert: present, gone: false }];
    const last = lastKnown(id) ?? seen.current.get(id);
    return last ? [{ alert: last, gone: true }] : [];
  });
  return { rows: shownRows, waiting: arrangement.waiting.length, showAll };
}
