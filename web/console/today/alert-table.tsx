import { t } from '@lingui/core/macro';
import { VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useKeys } from '../../ui/keys.ts';
import { asGroup, asHead, asRow, asTable } from '../../ui/table-roles.ts';
import { useMayWork } from '../alert/may-work.ts';
import { useAcknowledge } from '../alert/use-acknowledge.ts';
import classes from './page.module.css';
import { Row } from './row.tsx';
import type { ShownRow } from './use-arranged.ts';
import { neighbour } from './view.ts';

type Props = {
  readonly rows: readonly ShownRow[];
  readonly show: 'open' | 'closed' | 'withdrawn';
  readonly showWaiting: (() => void) | null;
  readonly loadMore: (() => void) | null;
};

const rowHeight = 53;

/** The list itself: only the rows near the window are drawn, so thousands cost no more than twenty. */
export function AlertTable({ rows, show, showWaiting, loadMore }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(body.current ? body.current.getBoundingClientRect().top + scrollY : 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: margin,
    getItemKey: (index) => rows[index]?.alert.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (loadMore && lastIndex > rows.length - 30) loadMore();
  }, [loadMore, lastIndex, rows.length]);

  const { current, setCurrent } = useRowKeys(rows, showWaiting, (index) => virtual.scrollToIndex(index));
  const first = items[0];
  const last = items.at(-1);
  const before = first ? first.start - margin : 0;
  const after = last ? virtual.getTotalSize() - (last.end - margin) : 0;
  return (
    <table className={classes.table} {...asTable} aria-rowcount={loadMore ? -1 : rows.length + 1}>
      <VisuallyHidden component="caption">{t`Alerts`}</VisuallyHidden>
      <thead {...asGroup}>
        <tr className={classes.heads} {...asRow} aria-rowindex={1}>
          {[
            t`Severity`,
            t`What`,
            t`Who`,
            t`Raised`,
            t`Officer`,
            show === 'open' ? t`Status` : t`Outcome`,
          ].map((name) => (
            <th key={name} {...asHead}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...asGroup} ref={body}>
        {before > 0 && <tr className={classes.spacer} aria-hidden style={{ height: before }} />}
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <Row
              key={item.key}
              {...row}
              index={item.index}
              current={row.alert.id === (current ?? rows[0]?.alert.id)}
              onFocus={setCurrent}
              measure={virtual.measureElement}
            />
          );
        })}
        {after > 0 && <tr className={classes.spacer} aria-hidden style={{ height: after }} />}
      </tbody>
    </table>
  );
}

const linkOf = (id: string) => document.querySelector<HTMLAnchorElement>(`a[data-alert="${CSS.escape(id)}"]`);

/** j and k go through the rows, a and c work the one that has the focus. The focus follows its alert, not its place. */
function useRowKeys(
  rows: readonly ShownRow[],
  showWaiting: (() => void) | null,
  scrollTo: (index: number) => void,
) {
  const [current, setCurrent] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const navigate = useNavigate();
  const acknowledge = useAcknowledge();
  const mayWork = useMayWork();
  const order = rows.map((row) => row.alert.id);

  const focus = useCallback(
    (id: string | null) => {
      if (id === null) return;
      const link = linkOf(id);
      if (link) return link.focus();
      wanted.current = id;
      scrollTo(order.indexOf(id));
    },
    [order, scrollTo],
  );
  // A row that had to be scrolled in first gets the focus once it is drawn.
  useEffect(() => {
    const link = wanted.current === null ? null : linkOf(wanted.current);
    if (!link) return;
    wanted.current = null;
    link.focus();
  });
  // Rows that change places may take the focus away from the link that has it: it is given back.
  const held = document.activeElement?.getAttribute('data-alert') ?? null;
  useLayoutEffect(() => {
    if (held !== null && document.activeElement === document.body)
      linkOf(held)?.focus({ preventScroll: true });
  });

  const focused = () =>
    rows.find((row) => row.alert.id === current && linkOf(row.alert.id) === document.activeElement);
  useKeys({
    j: () => focus(neighbour(order, current, 1)),
    k: () => focus(neighbour(order, current, -1)),
    n: () => showWaiting?.(),
    a: () => {
      const row = focused();
      if (row && mayWork && !row.gone) acknowledge(row.alert);
    },
    c: () => {
      const row = focused();
      if (row && mayWork) void navigate({ to: '/alerts/$id', params: { id: row.alert.id }, hash: 'close' });
    },
  });
  return { current, setCurrent };
}
