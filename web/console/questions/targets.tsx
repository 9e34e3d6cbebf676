import type { MissedTargets } from '@attend/contracts/oversight-questions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { figureWords, measureWords, targetWords } from '../providers/view.ts';
import { monthWords } from '../shell/months.ts';
import classes from './page.module.css';
import { targetsCsv } from './view.ts';

type Line = MissedTargets['missed'][number];

/** Which contract missed what; the cases behind it are a page of their own, and a look. */
export function Targets({ of, title }: { readonly of: readonly Line[]; readonly title: string }) {
  const columns: Column<Line>[] = [
    {
      id: 'provider',
      name: t`Provider`,
      cell: ({ provider, reference, month }) => (
        <Link to="/providers/$id" params={{ id: provider.id }} search={{ month }} preload={false}>
          <bdi>{provider.name}</bdi> · <bdi>{reference}</bdi>
        </Link>
      ),
      by: ({ provider }) => provider.name,
    },
    { id: 'month', name: t`Month`, cell: ({ month }) => monthWords(month), by: ({ month }) => month },
    { id: 'measure', name: t`Service`, cell: ({ measure }) => measureWords(measure) },
    { id: 'target', name: t`Target`, cell: (line) => targetWords(line) },
    {
      id: 'figure',
      name: t`Figure`,
      cell: (line) => (
        <>
          {figureWords(line)}{' '}
          {!line.certain && <Tag>{t`could be otherwise if all that is not known were known`}</Tag>}
        </>
      ),
    },
    {
      id: 'standing',
      name: t`Standing`,
      cell: ({ signed, at }) =>
        signed ? (
          <Trans>
            signed <Moment at={at} />
          </Trans>
        ) : (
          <Trans>
            measured <Moment at={at} />
          </Trans>
        ),
    },
    {
      id: 'cases',
      name: t`Not kept`,
      cell: ({ contract, month, measure, notKept }) => {
        const service = measureWords(measure);
        const when = monthWords(month);
        return (
          <Link
            to="/provider-contracts/$id/cases"
            params={{ id: contract }}
            search={{ month, measure, state: 'not-kept' }}
            aria-label={t`${service}, ${when}: ${notKept} cases that were not kept`}
            preload={false}
          >
            {notKept}
          </Link>
        );
      },
      by: ({ notKept }) => notKept,
    },
  ];
  return (
    <>
      <DataTable
        label={title}
        rows={of}
        columns={columns}
        rowId={({ contract, month, measure }) => `${contract} ${month} ${measure}`}
      />
      <p className={classes.more}>
        <a
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(targetsCsv(of))}`}
          download="missed-targets.csv"
          aria-label={t`Download as CSV: ${title}`}
        >
          <Trans>Download as CSV</Trans>
        </a>
      </p>
    </>
  );
}
