import { t } from '@lingui/core/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { currentLocale } from '../../ui/language.tsx';
import { Metres } from '../../ui/Metres.tsx';
import { asCell, asGroup, asHead, asRow, asTable } from '../../ui/table-roles.ts';
import { formatSpan } from '../../ui/time.ts';
import { DayAndTime } from '../../ui/When.tsx';
import { sourceWords } from '../../ui/words/devices.ts';
import classes from './movement.module.css';
import { gapWords, type MovementRow } from './view.ts';

type Props = {
  readonly rows: readonly MovementRow[];
  /** The fix that is pointed at. */
  readonly at: number;
  readonly choose: (index: number) => void;
};

/** Every fix with its time, place, accuracy and source; every gap with its length and its reason. */
export function FixTable({ rows, at, choose }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => holder.current,
    estimateSize: () => 37,
    overscan: 12,
  });
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'fix' && row.index === at);
    if (index !== -1) virtual.scrollToIndex(index, { align: 'auto' });
  }, [at, rows, virtual]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.table} ref={holder} tabIndex={0} aria-label={t`Fixes in order of time`}>
      <table {...asTable} aria-rowcount={rows.length + 1}>
        <thead {...asGroup}>
          <tr {...asRow} aria-rowindex={1}>
            {[t`Time`, t`Position`, t`Within`, t`Source`].map((name) => (
              <th key={name} {...asHead}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...asGroup}>
          {before > 0 && <tr aria-hidden className={classes.spacer} style={{ height: before }} />}
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return row.kind === 'gap' ? (
              <Gap key={item.key} row={row} index={item.index} />
            ) : (
              <Fix key={item.key} row={row} index={item.index} current={row.index === at} choose={choose} />
            );
          })}
          {after > 0 && <tr aria-hidden className={classes.spacer} style={{ height: after }} />}
        </tbody>
      </table>
    </section>
  );
}

type FixProps = {
  readonly row: Extract<MovementRow, { kind: 'fix' }>;
  readonly index: number;
  readonly current: boolean;
  readonly choose: (index: number) => void;
};

function Fix({ row: { point, index: fix }, index, current, choose }: FixProps) {
  return (
    <tr
      {...asRow}
      aria-rowindex={index + 2}
      aria-current={current ? true : undefined}
      className={point.doubtful ? classes.doubtful : undefined}
    >
      <td {...asCell}>
        <button type="button" tabIndex={current ? 0 : -1} onClick={() => choose(fix)}>
          <DayAndTime at={point.time} className={classes.day} />
        </button>
      </td>
      <td {...asCell}>
        <bdi>
          {point.lat.toFixed(5)}, {point.lon.toFixed(5)}
        </bdi>
        {point.doubtful && <> · {t`doubtful`}</>}
      </td>
      <td {...asCell}>
        <Metres value={point.accuracy} />
      </td>
      <td {...asCell}>{sourceWords(point.source)}</td>
    </tr>
  );
}

function Gap({
  row,
  index,
}: {
  readonly row: Extract<MovementRow, { kind: 'gap' }>;
  readonly index: number;
}) {
  const span = formatSpan(Date.parse(row.gap.to) - Date.parse(row.gap.from), currentLocale());
  return (
    <tr {...asRow} aria-rowindex={index + 2} className={classes.gap} data-gap={row.gap.why}>
      <td {...asCell}>
        <DayAndTime at={row.gap.from} className={classes.day} />
      </td>
      <td {...asCell} aria-colspan={3} colSpan={3}>
        {gapWords(row.gap.why)} · {span}
      </td>
    </tr>
  );
}
