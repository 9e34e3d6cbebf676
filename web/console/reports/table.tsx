import {
  keyWords,
  numbersWriter,
  numberWriter,
  type Statistics,
  type StatisticTable,
  statisticCsv,
  tableForms,
} from '@attend/contracts/statistics';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import classes from './page.module.css';
import { linesOf, type ReportLine, wordsOf } from './view.ts';

type Props = {
  readonly table: StatisticTable;
  readonly publishable: StatisticTable | undefined;
  readonly month: string;
};

/** One table whole, with what of it would be hidden, a bar for each sum, and how it is counted. */
export function ReportTable({ table, publishable, month }: Props) {
  const words = wordsOf(currentLocale());
  const { title, rows: rowsAre, method } = words.tables[table.name];
  const isOffice = tableForms[table.name].rows === 'office';
  const csv = `data:text/csv;charset=utf-8,${encodeURIComponent(statisticCsv(table, words))}`;
  const write = numberWriter(table, currentLocale());
  const columns: Column<ReportLine>[] = [
    {
      id: 'row',
      name: rowsAre,
      cell: ({ key, isSum }) =>
        isSum ? <strong>{words.all}</strong> : <bdi>{keyWords(words, key, isOffice)}</bdi>,
    },
    ...(table.columns.length === 1
      ? []
      : table.columns.map((key, at) => ({
          id: key,
          name: keyWords(words, key, false),
          cell: ({ cells }: ReportLine) => <Value of={cells[at]} write={write} />,
        }))),
    {
      id: 'all',
      name: words.all,
      cell: ({ total, share, isSum }) => (
        <>
          <Value of={total} write={write} />
          {!isSum && total.value > 0 && (
            <span className={classes.bar} aria-hidden="true">
              <span className={classes.fill} style={{ inlineSize: `${share * 100}%` }} />
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <Card
      title={title}
      flush
      aside={
        <a href={csv} download={`${month}-${table.name}.csv`} aria-label={t`Download as CSV: ${title}`}>
          <Trans>Download as CSV</Trans>
        </a>
      }
    >
      <DataTable
        label={title}
        rows={linesOf(table, publishable)}
        columns={columns}
        rowId={({ key, isSum }) => `${isSum} ${key}`}
        empty={t`Nothing in this month.`}
      />
      <p className={classes.method}>{method}</p>
    </Card>
  );
}

type ValueProps = {
  readonly of: ReportLine['total'] | undefined;
  readonly write: (value: number) => string;
};
function Value({ of, write }: ValueProps) {
  if (of === undefined) return null;
  const number = write(of.value);
  return of.hidden ? (
    <span className={classes.hidden} title={t`It would be hidden.`}>
      {number} <Trans>(hidden)</Trans>
    </span>
  ) : (
    number
  );
}

export function Differences({
  of,
  tables,
}: Pick<Statistics, 'tables'> & { readonly of: Statistics['differences'] }) {
  const words = wordsOf(currentLocale());
  type Line = Statistics['differences'][number];
  const write = numbersWriter(tables, currentLocale());
  const columns: Column<Line>[] = [
    { id: 'table', name: t`Table`, cell: ({ table }) => words.tables[table].title },
    {
      id: 'row',
      name: t`Row`,
      cell: ({ table, row }) =>
        row === null ? words.all : keyWords(words, row, tableForms[table].rows === 'office'),
    },
    {
      id: 'column',
      name: t`Column`,
      cell: ({ column }) => (column === null ? words.all : keyWords(words, column, false)),
    },
    { id: 'before', name: t`As published`, cell: ({ table, before }) => write(table, before) },
    { id: 'after', name: t`In the record now`, cell: ({ table, after }) => write(table, after) },
  ];
  return (
    <Card title={t`What the record says otherwise since`} flush>
      <DataTable
        label={t`What the record says otherwise since`}
        rows={of}
        columns={columns}
        rowId={({ table, row, column }) => JSON.stringify([table, row, column])}
      />
    </Card>
  );
}
