import type { ProviderOverview } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTitle } from '../shell/title.ts';
import { MonthChoice, monthOr } from './month.tsx';
import classes from './page.module.css';
import { overviewQuery } from './queries.ts';
import { measureWords, resultTone, resultWords } from './view.ts';

type Line = ProviderOverview['providers'][number];

/** Who is contracted, and whether they delivered: from the record alone. */
export function ProvidersPage() {
  useTitle(t`Providers`);
  const navigate = useNavigate();
  const month = monthOr(useSearch({ from: '/providers' }).month);
  const overview = useQuery(overviewQuery(month));
  return (
    <Page
      title={t`Providers`}
      lead={t`Who is contracted, and what the record says of each target. No provider reports a figure of its own.`}
    >
      <Card
        title={t`Targets`}
        flush
        aside={
          <MonthChoice
            of={month}
            choose={(chosen) => void navigate({ to: '/providers', search: { month: chosen }, replace: true })}
          />
        }
      >
        {!overview.data &&
          (overview.error ? <Failed error={overview.error} retry={overview.refetch} /> : <Waiting />)}
        {overview.data && (
          <DataTable
            label={t`Providers`}
            rows={overview.data.providers}
            rowId={({ provider }) => provider.id}
            empty={t`None is contracted. An administrator enters providers on the page Offices.`}
            columns={columns(month)}
          />
        )}
      </Card>
    </Page>
  );
}

const columns = (month: string): Column<Line>[] => [
  {
    id: 'name',
    name: t`Provider`,
    cell: ({ provider }) => (
      <Link to="/providers/$id" params={{ id: provider.id }} search={{ month }} preload={false}>
        {provider.name}
      </Link>
    ),
    by: ({ provider }) => provider.name,
  },
  { id: 'people', name: t`People`, cell: ({ people }) => people, by: ({ people }) => people },
  { id: 'staff', name: t`Staff`, cell: ({ staff }) => staff, by: ({ staff }) => staff },
  {
    id: 'targets',
    name: t`Targets`,
    cell: ({ contracts, unmeasured }) =>
      contracts.length + unmeasured.length === 0 ? (
        <span className={classes.dim}>{t`no contract in this month`}</span>
      ) : (
        <div className={classes.tags}>
          {contracts.flatMap(({ contract, figures }) =>
            figures.map(({ measure, result }) => {
              const [name, word] = [measureWords(measure), resultWords(result)];
              return (
                <Tag key={`${contract} ${measure}`} tone={resultTone(result)}>
                  {t`${name}: ${word}`}
                </Tag>
              );
            }),
          )}
          {unmeasured.map(({ contract, failed }) => (
            <Tag key={contract} tone={failed ? 'high' : 'medium'}>
              {failed ? t`not measured` : t`being measured`}
            </Tag>
          ))}
        </div>
      ),
    by: ({ contracts }) =>
      contracts.flatMap(({ figures }) => figures).filter(({ result }) => result === 'missed').length,
  },
  {
    id: 'signed',
    name: t({ message: 'Signed', context: 'a month' }),
    cell: ({ contracts }) =>
      contracts.length > 0 && contracts.every(({ statement }) => statement !== null) ? t`yes` : t`no`,
    by: ({ contracts }) => contracts.filter(({ statement }) => statement !== null).length,
  },
];
