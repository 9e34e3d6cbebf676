import type { CostForecast } from '@attend/contracts/costs';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { monthWords } from '../shell/months.ts';
import { useTitle } from '../shell/title.ts';
import classes from './page.module.css';
import { CostParts } from './parts.tsx';
import { forecastQuery, type Mix } from './queries.ts';
import { countWords, moneyWords } from './view.ts';

const technologies = ['ankle', 'wrist', 'phone'] as const;
const nothing: Mix = {
  months: '12',
  people: undefined,
  ankle: undefined,
  wrist: undefined,
  phone: undefined,
};

/** What the next months cost, where people move from today's mix of levels to another. */
export function ForecastPage() {
  useTitle(t`Forecast`);
  const [mix, setMix] = useState<Mix>(nothing);
  const forecast = useQuery(forecastQuery(mix));
  return (
    <Page title={t`Forecast`} lead={<CostParts />}>
      {!forecast.data &&
        (forecast.error ? <Failed error={forecast.error} retry={forecast.refetch} /> : <Waiting />)}
      {forecast.data?.from === null && (
        <p>
          <Trans>No month is closed yet: there is nothing to begin from.</Trans>
        </p>
      )}
      {forecast.data && forecast.data.from !== null && (
        <>
          <Asked of={forecast.data} ask={setMix} />
          <Answer of={forecast.data} from={forecast.data.from} />
        </>
      )}
    </Page>
  );
}

function Asked({ of, ask }: { readonly of: CostForecast; readonly ask: (mix: Mix) => void }) {
  const [typed, setTyped] = useState<Record<keyof Mix, string>>(() => ({
    ...{ months: '12', people: String(of.people.later) },
    ...{ ankle: String(of.later.ankle), wrist: String(of.later.wrist), phone: String(of.later.phone) },
  }));
  const labels: Record<keyof Mix, string> = {
    ...{ months: t`Months`, people: t`People at the end` },
    ...{ ankle: t`Of them: ankle`, wrist: t`Of them: wrist`, phone: t`Of them: phone` },
  };
  const faultOf = (name: keyof Mix): string | null => {
    const isWhole = /^\d{1,7}$/.test(typed[name].trim());
    const count = Number(typed[name]);
    const most = name === 'months' ? 36 : name === 'people' ? 9_999_999 : 1_000_000;
    return isWhole && count >= (name === 'months' ? 1 : 0) && count <= most
      ? null
      : name === 'months'
        ? t`A whole number from 1 to 36`
        : t`A whole number`;
  };
  const names = ['months', 'people', ...technologies] as const;
  const isFine = names.every((name) => faultOf(name) === null);
  return (
    <Card title={t`Where people are to be`}>
      <form
        className={classes.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isFine) ask({ ...typed });
        }}
      >
        <div className={classes.row}>
          {names.map((name) => (
            <TextInput
              key={name}
              label={labels[name]}
              inputMode="numeric"
              value={typed[name]}
              error={faultOf(name)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setTyped((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
          <Button type="submit" disabled={!isFine}>
            <Trans>Work it out</Trans>
          </Button>
        </div>
        <p>
          <Trans>
            The levels are shares: 10, 20 and 70 say the same as 100, 200 and 700. People move in equal steps
            from the mix of the last closed month. No level of anybody follows from this.
          </Trans>
        </p>
      </form>
    </Card>
  );
}

type Total = CostForecast['totals'][number];
function Answer({ of, from }: { readonly of: CostForecast; readonly from: string }) {
  const { currency, lines, totals, rates } = of;
  const columns: Column<Total>[] = [
    { id: 'month', name: t`Month`, cell: ({ month }) => monthWords(month), by: ({ month }) => month },
    ...technologies.map(
      (technology): Column<Total> => ({
        id: technology,
        name: technologyWords(technology),
        cell: ({ month }) => {
          const line = lines.find((one) => one.month === month && one.technology === technology);
          return line === undefined ? (
            t`no rate`
          ) : (
            <>
              {moneyWords(line.minor, currency)}
              <span className={classes.second}>{t`${countWords(line.people)} people`}</span>
            </>
          );
        },
      }),
    ),
    {
      id: 'all',
      name: t`Together`,
      cell: ({ minor, unpriced }) => (
        <>
          {moneyWords(minor, currency)}
          {unpriced > 0 && (
            <span
              className={classes.second}
            >{t`without ${countWords(unpriced)} people, who have no rate`}</span>
          )}
        </>
      ),
      by: ({ minor }) => minor,
    },
  ];
  const [all, month] = [moneyWords(of.minor, currency), monthWords(from)];
  return (
    <Card title={t`What it costs`} flush>
      <DataTable
        label={t`What it costs`}
        rows={totals}
        rowId={({ month }) => month}
        columns={columns}
        empty={t`None.`}
      />
      <p className={classes.note}>
        <Trans>
          Together {all}. People times the month’s days times the price that a day had in {month}, or has by
          its rate card where nobody had one then:
        </Trans>{' '}
        {technologies
          .map((technology) => {
            const rate = rates[technology];
            return `${technologyWords(technology)} ${rate === null ? '—' : moneyWords(rate, currency)}`;
          })
          .join(' · ')}
      </p>
    </Card>
  );
}
