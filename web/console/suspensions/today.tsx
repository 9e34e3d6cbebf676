import type { SuspendedList } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { More } from '../../ui/More.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './part.module.css';
import { suspendedQuery } from './queries.ts';
import { kindWords } from './view.ts';

type Row = SuspendedList['suspended'][number];

/** For whom clocks stand still, and whose hearing somebody has to speak with a court about. Nothing where it is nobody. */
export function SuspendedToday() {
  const list = useInfiniteQuery(suspendedQuery);
  const rows = list.data?.pages.flatMap((page) => page.suspended) ?? [];
  if (list.data && rows.length === 0) return null;
  if (!list.data && !list.error) return null;
  return (
    <div className={classes.today}>
      <Card title={t`Suspended now`} flush>
        {list.data ? (
          <DataTable label={t`Suspended now`} rows={rows} rowId={({ id }) => id} columns={columns()} />
        ) : (
          list.error && <Failed error={list.error} retry={list.refetch} />
        )}
        <More of={list} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
    </div>
  );
}

const columns = (): Column<Row>[] => [
  {
    id: 'person',
    name: t`Person`,
    cell: ({ participant }) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'suspensions' }} preload={false}>
        {participant.name} · <bdi>{participant.reference}</bdi>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  { id: 'why', name: t`Why`, cell: ({ kind }) => kindWords(kind), by: ({ kind }) => kind },
  { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
  {
    id: 'to',
    name: t`Until`,
    cell: ({ to }) => (to ? <Moment at={to} /> : t`not known`),
    by: ({ to }) => to ?? '',
  },
  {
    id: 'hearing',
    name: t`Hearing in this time`,
    cell: ({ hearingAt }) =>
      hearingAt && (
        <Tag tone="medium">
          <Trans>
            <Moment at={hearingAt} />: tell the court
          </Trans>
        </Tag>
      ),
    by: ({ hearingAt }) => hearingAt ?? '',
  },
];
