import type { Invoice } from '@attend/contracts/invoices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { dayWords } from '../check-ins/view.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { InvoiceImport } from './import.tsx';
import classes from './page.module.css';
import { CostParts } from './parts.tsx';
import { invoicesQuery } from './queries.ts';
import { countWords, disputesOpen, linesDiffer, moneyWords, stateWords } from './view.ts';

/** What providers bill, and how it stands to the record. */
export function InvoicesPage() {
  useTitle(t`Invoices`);
  const invoices = useInfiniteQuery(invoicesQuery);
  const writes = may(useStaff(), 'costs.write');
  const providers = invoices.data?.pages[0]?.providers ?? [];
  return (
    <Page title={t`Invoices`} lead={<CostParts />}>
      {writes && invoices.data && <InvoiceImport providers={providers} />}
      <Card title={t`Invoices`} flush>
        {!invoices.data &&
          (invoices.error ? <Failed error={invoices.error} retry={invoices.refetch} /> : <Waiting />)}
        {invoices.data && (
          <DataTable
            label={t`Invoices`}
            rows={invoices.data.pages.flatMap((page) => page.invoices)}
            rowId={({ id }) => id}
            over={({ state }) => state === 'released'}
            empty={t`None yet.`}
            columns={columns()}
          />
        )}
        <More of={invoices} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
    </Page>
  );
}

const columns = (): Column<Invoice>[] => [
  {
    id: 'number',
    name: t`Invoice`,
    cell: ({ id, number, provider }) => (
      <Link to="/costs/invoices/$id" params={{ id }} search={{}}>
        <bdi>{provider.name}</bdi> · <bdi>{number}</bdi>
      </Link>
    ),
    by: ({ number, provider }) => `${provider.name} ${number}`,
  },
  {
    id: 'period',
    name: t`Period`,
    cell: ({ from, to }) => {
      const [first, last] = [dayWords(from, currentLocale()), dayWords(to, currentLocale())];
      return t`${first} to ${last}`;
    },
    by: ({ from }) => from,
  },
  {
    id: 'total',
    name: t`Billed`,
    cell: ({ totalMinor, currency }) => moneyWords(totalMinor, currency),
    by: ({ totalMinor }) => totalMinor,
  },
  { id: 'lines', name: t`Lines`, cell: ({ lines }) => countWords(lines), by: ({ lines }) => lines },
  {
    id: 'compared',
    name: t`Beside the record`,
    cell: ({ compared, currency }) => {
      if (compared === null) return '—';
      const { over, under, unknown } = compared;
      const found = over.lines + under.lines + unknown.lines;
      if (found === 0) return t`every line matches`;
      const amount = moneyWords(over.minor - over.expected, currency);
      return (
        <>
          <Tag tone="medium">{linesDiffer(found)}</Tag>
          <span className={classes.second}>{t`billed over: ${amount}`}</span>
        </>
      );
    },
    by: ({ compared }) => (compared === null ? 0 : compared.over.minor - compared.over.expected),
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ state, openDisputes }) => (
      <>
        {stateWords(state)}
        {openDisputes > 0 && <span className={classes.second}>{disputesOpen(openDisputes)}</span>}
      </>
    ),
    by: ({ state }) => state,
  },
];
