import type { ComplaintLine } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { dayWords } from '../check-ins/view.ts';
import classes from './page.module.css';
import { complainantWords, lastOutcome, outcomeWords, statusWords, topicWords } from './view.ts';

type Props = { readonly label: string; readonly empty: string; readonly rows: readonly ComplaintLine[] };
export const ComplaintTable = ({ label, empty, rows }: Props) => (
  <DataTable label={label} rows={rows} rowId={({ id }) => id} empty={empty} columns={columns()} />
);

const columns = (): Column<ComplaintLine>[] => [
  {
    id: 'number',
    name: t`Number`,
    cell: ({ id, number }) => (
      <Link to="/complaints/$id" params={{ id }} preload={false}>
        <Trans>No. {number}</Trans>
      </Link>
    ),
    by: ({ number }) => number,
  },
  {
    id: 'about',
    name: t`About`,
    cell: ({ topic, complainant, anonymous }) => (
      <>
        {topicWords(topic)}
        <span className={classes.second}>
          {anonymous ? t`without a name` : complainantWords(complainant)}
        </span>
      </>
    ),
    by: ({ topic }) => topic,
  },
  {
    id: 'person',
    name: t`Person`,
    cell: ({ participant }) =>
      participant === null ? (
        <span className={classes.dim}>{t`nobody in particular`}</span>
      ) : (
        <>
          {participant.name} · <bdi>{participant.reference}</bdi>
        </>
      ),
    by: ({ participant }) => participant?.name ?? '',
  },
  {
    id: 'received',
    name: t`Came in on`,
    cell: ({ receivedOn }) => dayWords(receivedOn, currentLocale()),
    by: ({ receivedOn }) => receivedOn,
  },
  { id: 'state', name: t`State`, cell: (row) => <State of={row} />, by: ({ status }) => status },
  {
    id: 'due',
    name: t`By`,
    cell: ({ due, overdue }) =>
      due === null ? null : (
        <>
          {dayWords(due, currentLocale())} {overdue && <Tag tone="high">{t`overdue`}</Tag>}
        </>
      ),
    by: ({ due }) => due ?? '',
  },
  {
    id: 'handler',
    name: t`In hand`,
    cell: ({ handler }) => handler?.name ?? <span className={classes.dim}>{t`nobody`}</span>,
    by: ({ handler }) => handler?.name ?? '',
  },
];

export function State({ of }: { readonly of: ComplaintLine }) {
  const outcome = lastOutcome(of);
  return (
    <>
      {statusWords(of.status)}
      {outcome !== null && <span className={classes.second}>{outcomeWords(outcome)}</span>}
    </>
  );
}
