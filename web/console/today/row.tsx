import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { memo, type Ref } from 'react';
import { SeverityBadge, Tag } from '../../ui/Severity.tsx';
import { asCell, asRow } from '../../ui/table-roles.ts';
import { Ago, Moment } from '../../ui/When.tsx';
import { kindWords, outcomeWords, statusWords } from '../../ui/words/alerts.ts';
import { technologyWords } from '../../ui/words/devices.ts';
import classes from './page.module.css';
import type { ShownRow } from './use-arranged.ts';
import { raisedLater } from './view.ts';

type Props = ShownRow & {
  readonly index: number;
  /** Has the one place in the tab order. */
  readonly current: boolean;
  readonly onFocus: (id: string) => void;
  readonly measure: Ref<HTMLTableRowElement>;
};

/** One alert: how severe, what, who, how long it has waited and since when it lasts, whose, and how far. The link covers the whole row. */
export const Row = memo(function Row({ alert, gone, index, current, onFocus, measure }: Props) {
  const times = alert.occurrences;
  const details = [
    alert.condition ? (alert.condition.name ?? alert.condition.reference) : technologyWords(alert.technology),
    times > 1 ? plural(times, { one: '# time', other: '# times' }) : null,
  ].filter((part) => part !== null);
  return (
    <tr
      ref={measure}
      data-index={index}
      data-severity={alert.severity}
      data-kind={alert.kind}
      aria-rowindex={index + 2}
      className={`${classes.row} ${gone ? classes.gone : ''} ${alert.status === 'new' ? classes.fresh : ''}`}
      {...asRow}
    >
      <td {...asCell} className={classes.severity}>
        <SeverityBadge severity={alert.severity} />
      </td>
      <td {...asCell} className={classes.what}>
        <Link
          to="/alerts/$id"
          params={{ id: alert.id }}
          className={classes.open}
          data-alert={alert.id}
          tabIndex={current ? 0 : -1}
          onFocus={() => onFocus(alert.id)}
          preload={false}
        >
          {kindWords(alert.kind)}
        </Link>
        <span className={classes.second}>{details.join(' · ')}</span>
      </td>
      <td {...asCell} className={classes.who}>
        <span className={classes.first}>{alert.participant.name}</span>
        <span className={classes.second}>
          {alert.participant.reference}
          {alert.office ? ` · ${alert.office}` : ''}
        </span>
      </td>
      <td {...asCell} className={classes.since}>
        <span className={classes.first}>
          <Ago at={alert.raisedAt} />
        </span>
        <span className={classes.second}>
          {raisedLater(alert) ? (
            <Trans>
              since <Moment at={alert.from} />
            </Trans>
          ) : (
            <Moment at={alert.from} />
          )}
        </span>
      </td>
      <td {...asCell} className={classes.officer}>
        {alert.officer ? alert.officer.name : <span className={classes.dim}>{t`No officer`}</span>}
      </td>
      <td {...asCell} className={classes.status}>
        <Status alert={alert} gone={gone} />
      </td>
    </tr>
  );
});

function Status({ alert, gone }: ShownRow) {
  if (alert.withdrawnAt !== null) return <Tag>{t`Taken back`}</Tag>;
  if (alert.status === 'closed') {
    return (
      <>
        <Tag tone={gone ? 'good' : 'plain'}>{t`Closed`}</Tag>
        {alert.outcome && <span className={classes.second}>{outcomeWords(alert.outcome)}</span>}
      </>
    );
  }
  return (
    <>
      <Tag tone={alert.status === 'new' ? 'fresh' : 'good'}>{statusWords(alert.status)}</Tag>
      {alert.acknowledgedBy && <span className={classes.second}>{alert.acknowledgedBy.name}</span>}
      {alert.clearedAt !== null && alert.to !== alert.from && !alert.acknowledgedBy && (
        <span className={classes.second}>
          <Trans>Has ended</Trans>
        </span>
      )}
    </>
  );
}
