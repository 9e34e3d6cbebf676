import { type CostGroup, type CostSums, type Costs, costGroups } from '@attend/contracts/costs';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { Refusal } from '../shell/entry.tsx';
import { monthWords } from '../shell/months.ts';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { CustodyCard } from './custody.tsx';
import classes from './page.module.css';
import { CostParts } from './parts.tsx';
import { costsQuery, stale } from './queries.ts';
import { countWords, groupWords, lineName, linesDiffer, moneyWords, perPersonDay } from './view.ts';

/** What devices cost, month by month, from the days on which they were worn. */
export function CostsPage() {
  useTitle(t`Costs`);
  const { month, by = 'provider' } = useSearch({ from: '/costs' });
  const costs = useQuery(costsQuery(month, by));
  return (
    <Page title={t`Costs`} lead={<CostParts />}>
      {!costs.data && (costs.error ? <Failed error={costs.error} retry={costs.refetch} /> : <Waiting />)}
      {costs.data && <Shown of={costs.data} by={by} />}
    </Page>
  );
}

function Shown({ of, by }: { readonly of: Costs; readonly by: CostGroup }) {
  const navigate = useNavigate();
  const go = (search: { month: string | undefined; by: CostGroup }) =>
    void navigate({ to: '/costs', search, replace: true });
  const chosen = of.months.find(({ month }) => month === of.month);
  return (
    <>
      {of.month !== null && (
        <Card
          title={monthWords(of.month)}
          flush
          aside={
            <div className={classes.row}>
              <NativeSelect
                aria-label={t`Month`}
                value={of.month}
                data={[...new Set(of.months.map(({ month }) => month))].map((value) => ({
                  value,
                  label: monthWords(value),
                }))}
                onChange={(event) => go({ month: event.currentTarget.value, by })}
              />
              <NativeSelect
                aria-label={t`Grouped`}
                value={by}
                data={costGroups.map((value) => ({ value, label: groupWords(value) }))}
                onChange={(event) =>
                  go({
                    month: of.month ?? undefined,
                    by: costGroups.find((one) => one === event.currentTarget.value) ?? by,
                  })
                }
              />
            </div>
          }
        >
          <DataTable
            label={groupWords(by)}
            rows={of.lines}
            rowId={({ key, currency }) => `${key} ${currency}`}
            empty={t`Nobody had a device.`}
            longHeads
            columns={groupColumns(by)}
          />
          <p className={classes.note}>
            <Trans>
              A person’s day is one on which they wore a device for any part; of two devices on a day the more
              restrictive counts it. Days are those of the person’s office. Each line is rounded once, and
              totals are the sums of lines.
            </Trans>
          </p>
        </Card>
      )}
      {chosen && <CustodyCard of={chosen} month={chosen.month} />}
      <Months of={of} />
    </>
  );
}

const number = <Row extends object>(id: string, name: string, of: (row: Row) => number): Column<Row> => ({
  id,
  name,
  cell: (row) => countWords(of(row)),
  by: of,
});

/** Columns that each table of sums has. */
const sumColumns = <Row extends CostSums>(): Column<Row>[] => [
  {
    id: 'minor',
    name: t`Cost`,
    cell: ({ minor, currency }) => moneyWords(minor, currency),
    by: ({ minor }) => minor,
  },
  number('days', t`Persons’ days`, ({ personDays }: Row) => personDays),
  {
    id: 'each',
    name: t`Cost of a person’s day`,
    cell: (row) => {
      const each = perPersonDay(row);
      return each === null ? '—' : moneyWords(each, row.currency);
    },
    by: (row) => perPersonDay(row) ?? 0,
  },
  number('credited', t`Not charged: device at fault`, ({ creditedDays }: Row) => creditedDays),
  number('question', t`Charged, fault not decided`, ({ questionDays }: Row) => questionDays),
];

const groupColumns = (by: CostGroup): Column<Costs['lines'][number]>[] => [
  {
    id: 'what',
    name: groupWords(by),
    cell: (line) => <bdi>{lineName(by, line)}</bdi>,
    by: (line) => lineName(by, line),
  },
  ...sumColumns<Costs['lines'][number]>(),
  {
    id: 'unpriced',
    name: t`Days without a rate`,
    cell: ({ unpricedDays }) =>
      unpricedDays > 0 ? <Tag tone="high">{countWords(unpricedDays)}</Tag> : countWords(unpricedDays),
    by: ({ unpricedDays }) => unpricedDays,
  },
];

type Month = Costs['months'][number];
function Months({ of }: { readonly of: Costs }) {
  const writes = may(useStaff(), 'costs.write');
  const { run, sending, failure } = useCommand(stale);
  const columns: Column<Month>[] = [
    { id: 'month', name: t`Month`, cell: ({ month }) => monthWords(month), by: ({ month }) => month },
    ...sumColumns<Month>(),
    {
      id: 'corrections',
      name: t`Of it corrections of earlier months`,
      cell: ({ correctionsMinor, currency }) => moneyWords(correctionsMinor, currency),
      by: ({ correctionsMinor }) => correctionsMinor,
    },
    { id: 'checked', name: t`Worked out again`, cell: (month) => <Checked of={month} /> },
    ...(writes
      ? [
          {
            id: 'act',
            name: t`What can be done`,
            acts: true,
            cell: ({ month }: Month) => {
              const name = monthWords(month);
              return (
                <span className={actions}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    loading={sending}
                    aria-label={t`Work out again: ${name}`}
                    onClick={() =>
                      void run(
                        `/api/cost-months/${month}/check`,
                        {},
                        t`It is worked out again within some minutes.`,
                      )
                    }
                  >
                    <Trans>Work out again</Trans>
                  </Button>
                </span>
              );
            },
          },
        ]
      : []),
  ];
  return (
    <Card title={t`Months that are closed`} flush>
      <DataTable
        label={t`Months that are closed`}
        rows={of.months}
        rowId={({ month, currency }) => `${month} ${currency}`}
        empty={t`None yet. A month is closed some days after it ends, once a rate card is published.`}
        longHeads
        columns={columns}
      />
      <Refusal failure={failure} />
      <p className={classes.note}>
        <Trans>
          A closed month stays as it is. What is found out later stands as a correction in the next month that
          is closed.
        </Trans>
      </p>
    </Card>
  );
}

function Checked({ of: { checkedAt, checkAskedAt, differences } }: { readonly of: Month }) {
  if (checkAskedAt !== null && (checkedAt === null || checkedAt < checkAskedAt)) return t`asked for`;
  if (checkedAt === null) return '—';
  return (
    <>
      {differences === null || differences === 0 ? (
        t`the same`
      ) : (
        <Tag tone="medium">{linesDiffer(differences)}</Tag>
      )}
      <span className={classes.second}>
        <Moment at={checkedAt} />
      </span>
    </>
  );
}
