import type {
  OversightQuestion,
  QuestionCounts,
  QuestionList,
  UnaccountedDevices,
} from '@attend/contracts/oversight-questions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { kindWords } from '../../ui/words/alerts.ts';
import { dayWords } from '../check-ins/view.ts';
import { tierWords } from '../reviews/view.ts';
import classes from './page.module.css';
import { questionQuery, unaccountedQuery } from './queries.ts';
import { devicesCsv, deviceWords, questionCsv, questionWords } from './view.ts';

type Line = QuestionList['lines'][number];
type Device = UnaccountedDevices['devices'][number];

/** Whom a question concerns. */
export function People({ kind }: { readonly kind: OversightQuestion }) {
  const list = useInfiniteQuery(questionQuery(kind));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { title, at } = questionWords(kind);
  const lines = list.data.pages.flatMap((page) => page.lines);
  const columns: Column<Line>[] = [
    {
      id: 'whom',
      name: t`Participant`,
      cell: ({ participant }) => (
        <Link to="/people/$id" params={{ id: participant.id }} preload={false}>
          {participant.name} · <bdi>{participant.reference}</bdi>
        </Link>
      ),
      by: ({ participant }) => participant.reference,
    },
    {
      id: 'at',
      name: at,
      cell: (line) =>
        line.at === null ? t`not known` : <When at={line.at} isDay={kind === 'past-review'} />,
      by: (line) => line.at ?? '',
    },
    ...(kind === 'never-looked-at'
      ? [
          {
            id: 'alert',
            name: t`Alert`,
            cell: ({ id, alert }: Line) => (
              <Link to="/alerts/$id" params={{ id }} preload={false}>
                {alert === null ? t`not known` : kindWords(alert)}
              </Link>
            ),
            by: ({ alert }: Line) => alert ?? '',
          },
        ]
      : [
          {
            id: 'tier',
            name: t`Level`,
            cell: ({ tier, to }: Line) =>
              [tier, to].flatMap((one) => (one === null ? [] : [tierWords(one)])).join(' → '),
            by: ({ tier }: Line) => tier ?? '',
          },
        ]),
    ...(kind === 'stepped-up'
      ? [
          { id: 'reason', name: t`Reason`, cell: ({ reason }: Line) => <bdi>{reason ?? t`not known`}</bdi> },
          { id: 'by', name: t`Asked, approved`, cell: ({ by }: Line) => by.join(', ') },
        ]
      : []),
  ];
  return (
    <>
      <DataTable label={title} rows={lines} columns={columns} rowId={({ id }) => id} />
      <Below of={list} csv={questionCsv(lines)} name={kind} title={title} />
    </>
  );
}

/** A review is due on a day, wherever it is read. */
const When = ({ at, isDay }: { readonly at: string; readonly isDay: boolean }) =>
  isDay ? dayWords(at.slice(0, 10), currentLocale()) : <Moment at={at} />;

/** Equipment, and nobody. */
export function Devices({ kind }: { readonly kind: QuestionCounts['devices'][number]['kind'] }) {
  const list = useInfiniteQuery(unaccountedQuery(kind));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { title } = deviceWords(kind);
  const devices = list.data.pages.flatMap((page) => page.devices);
  const columns: Column<Device>[] = [
    {
      id: 'device',
      name: t`Device`,
      cell: ({ id, identifier }) => (
        <Link to="/devices/$id" params={{ id }} preload={false}>
          <bdi>{identifier}</bdi>
        </Link>
      ),
      by: ({ identifier }) => identifier,
    },
    {
      id: 'since',
      name: t`Since`,
      cell: ({ since }) => (since === null ? t`not known` : <Moment at={since} />),
      by: ({ since }) => since ?? '',
    },
  ];
  return (
    <>
      <DataTable label={title} rows={devices} columns={columns} rowId={({ id }) => id} />
      <Below of={list} csv={devicesCsv(devices)} name={kind} title={title} />
    </>
  );
}

type BelowProps = {
  readonly of: Parameters<typeof More>[0]['of'];
  readonly csv: string;
  readonly name: string;
  readonly title: string;
};
/** The way on; and once all is there, the file. */
function Below({ of, csv, name, title }: BelowProps) {
  if (of.hasNextPage)
    return (
      <More of={of} className={classes.more}>
        <Trans>Show more</Trans>
      </More>
    );
  return (
    <p className={classes.more}>
      <a
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
        download={`${name}.csv`}
        aria-label={t`Download as CSV: ${title}`}
      >
        <Trans>Download as CSV</Trans>
      </a>
    </p>
  );
}
