import {
  alertRates,
  costPerDay,
  keyWords,
  numberWriter,
  type Statistics,
} from '@attend/contracts/statistics';
import { t } from '@lingui/core/macro';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTitle } from '../shell/title.ts';
import classes from './page.module.css';
import { PublishCard } from './publish.tsx';
import { statisticsQuery } from './queries.ts';
import { Differences, ReportTable } from './table.tsx';
import { wordsOf } from './view.ts';

const monthWords = (month: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  );

/** The monthly tables, as the record has them now and as they were published. */
export function ReportsPage() {
  useTitle(t`Reports`);
  const navigate = useNavigate();
  const { month } = useSearch({ from: '/reports' });
  const report = useQuery(statisticsQuery(month));
  const words = wordsOf(currentLocale());
  return (
    <Page
      title={t`Reports`}
      lead={t`What the record says of a month. Small numbers are shown here and hidden where everybody reads.`}
    >
      {!report.data && (report.error ? <Failed error={report.error} retry={report.refetch} /> : <Waiting />)}
      {report.data && (
        <>
          <NativeSelect
            label={t`Month`}
            maw="16rem"
            value={report.data.month}
            data={report.data.months.map((value) => ({ value, label: monthWords(value) }))}
            onChange={(event) =>
              void navigate({ to: '/reports', search: { month: event.currentTarget.value }, replace: true })
            }
          />
          <PublishCard of={report.data} />
          {report.data.differences.length > 0 && (
            <Differences of={report.data.differences} tables={report.data.tables} />
          )}
          {report.data.tables.map((table) => (
            <ReportTable
              key={table.name}
              table={table}
              month={report.data.month}
              publishable={report.data.publishable.find(({ name }) => name === table.name)}
            />
          ))}
          {report.data.tables.length > 0 && <Rates of={report.data} />}
          {report.data.tables.length > 0 && <PerDay of={report.data} />}
          <Card title={t`What holds for every table`}>
            <ul>
              {words.general.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Card>
        </>
      )}
    </Page>
  );
}

type Rate = ReturnType<typeof alertRates>[number];
function Rates({ of }: { readonly of: Statistics }) {
  const words = wordsOf(currentLocale());
  const { title, rows, column, method } = words.rates;
  const columns: Column<Rate>[] = [
    { id: 'row', name: rows, cell: ({ row }) => keyWords(words, row, false) },
    {
      id: 'rate',
      name: column,
      cell: ({ rate }) => (rate === null ? '—' : new Intl.NumberFormat(currentLocale()).format(rate)),
    },
  ];
  return (
    <Card title={title} flush>
      <DataTable label={title} rows={alertRates(of.tables)} columns={columns} rowId={({ row }) => row} />
      <p className={classes.method}>{method}</p>
    </Card>
  );
}

type PerDayRow = ReturnType<typeof costPerDay>[number];
/** From the tables whole, as staff see them; the public page has them of what it shows (STA-14). */
function PerDay({ of }: { readonly of: Statistics }) {
  const words = wordsOf(currentLocale());
  const { title, rows, column, method } = words.perDay;
  const write = numberWriter(of.tables.find(({ name }) => name === 'cost') ?? {}, currentLocale());
  const columns: Column<PerDayRow>[] = [
    { id: 'row', name: rows, cell: ({ row }) => (row === null ? words.all : keyWords(words, row, false)) },
    { id: 'cost', name: column, cell: ({ minor }) => (minor === null ? '—' : write(minor)) },
  ];
  return (
    <Card title={title} flush>
      <DataTable
        label={title}
        rows={costPerDay(of.tables)}
        columns={columns}
        rowId={({ row }) => row ?? ''}
      />
      <p className={classes.method}>{method}</p>
    </Card>
  );
}
