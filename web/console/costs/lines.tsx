import {
  type InvoiceDetail,
  type InvoiceLine,
  invoiceExport,
  type LineResult,
  lineResults,
} from '@attend/contracts/invoices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { dayWords } from '../check-ins/view.ts';
import { Refusal } from '../shell/entry.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { DisputeDialog } from './dispute-dialog.tsx';
import { saveText } from './download.ts';
import classes from './page.module.css';
import { invoiceLinesQuery } from './queries.ts';
import { countWords, moneyWords, reasonWords, resultWords } from './view.ts';

type Show = LineResult | 'all';
const shows: readonly Show[] = ['all', ...lineResults];

/** All lines of one result, some thousands at a time. */
async function exportLines(id: string, number: string, show: Show): Promise<void> {
  const parts: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const answer: Awaited<ReturnType<typeof readPart>> = await readPart(id, show, after);
    if (!answer.ok) throw answer.error;
    parts.push(answer.value.text);
    after = answer.value.next;
  }
  saveText(`${number.replaceAll(/[^\w.-]+/g, '-')}-${show}.csv`, parts);
}
const readPart = (id: string, show: Show, after: number) =>
  request(`/api/invoices/${id}/export`, invoiceExport, { query: { show, after } });

/** What differs first; where nothing does, all of it. */
const firstToLookAt = ({ compared }: InvoiceDetail['invoice']): Show =>
  (compared === null
    ? undefined
    : (['over', 'unknown', 'under'] as const).find((one) => compared[one].lines > 0)) ?? 'all';

export function InvoiceLines({ of: { invoice } }: { readonly of: InvoiceDetail }) {
  const { show = firstToLookAt(invoice) } = useSearch({ from: '/costs/invoices/$id' });
  const { id, number, version, currency, state } = invoice;
  const navigate = useNavigate();
  const lines = useInfiniteQuery(invoiceLinesQuery(id, show, version));
  const [disputed, setDisputed] = useState<InvoiceLine | null>(null);
  const disputes = may(useStaff(), 'costs.write') && state === 'compared';
  const save = useMutation<void, ApiFailure>({ mutationFn: () => exportLines(id, number, show) });
  const go = (value: string) =>
    void navigate({
      to: '/costs/invoices/$id',
      params: { id },
      search: { show: shows.find((one) => one === value) },
      replace: true,
    });
  return (
    <>
      {invoice.compared && (
        <div className={classes.shows}>
          <SegmentedControl
            aria-label={t`Which lines`}
            value={show}
            data={shows.map((value) => ({ value, label: resultWords(value) }))}
            onChange={go}
          />
        </div>
      )}
      <Card
        title={resultWords(show)}
        flush
        aside={
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save as CSV</Trans>
          </Button>
        }
      >
        <Refusal failure={save.error} />
        {!lines.data && (lines.error ? <Failed error={lines.error} retry={lines.refetch} /> : <Waiting />)}
        {lines.data && (
          <DataTable
            label={resultWords(show)}
            rows={lines.data.pages.flatMap((page) => page.lines)}
            rowId={({ line }) => String(line)}
            empty={t`None.`}
            columns={columns(currency, disputes ? setDisputed : null)}
          />
        )}
        <More of={lines} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
      {disputed && (
        <DisputeDialog invoice={id} currency={currency} of={disputed} close={() => setDisputed(null)} />
      )}
    </>
  );
}

const columns = (currency: string, dispute: ((line: InvoiceLine) => void) | null): Column<InvoiceLine>[] => [
  { id: 'line', name: t`Line`, cell: ({ line }) => line, by: ({ line }) => line },
  {
    id: 'serial',
    name: t`Serial number`,
    cell: ({ serial, wearers }) => (
      <>
        <bdi>{serial}</bdi>
        {wearers.map(({ id, reference }) => (
          <span key={id} className={classes.second}>
            <Link to="/people/$id" params={{ id }} search={{}} preload={false}>
              <bdi>{reference}</bdi>
            </Link>
          </span>
        ))}
      </>
    ),
    by: ({ serial }) => serial,
  },
  {
    id: 'span',
    name: t`Days`,
    cell: ({ from, to, days }) => {
      const [first, last] = [dayWords(from, currentLocale()), dayWords(to, currentLocale())];
      const count = countWords(days / 100);
      return (
        <>
          {t`${first} to ${last}`}
          <span className={classes.second}>{t`billed: ${count}`}</span>
        </>
      );
    },
    by: ({ from }) => from,
  },
  { id: 'rate', name: t`Rate`, cell: ({ rate }) => moneyWords(rate, currency), by: ({ rate }) => rate },
  {
    id: 'minor',
    name: t`Billed`,
    cell: ({ minor }) => moneyWords(minor, currency),
    by: ({ minor }) => minor,
  },
  {
    id: 'expected',
    name: t`By the record`,
    cell: ({ result, expected, expectedParts }) => {
      if (result === 'unknown') return t`not known`;
      const count = expectedParts === null ? null : countWords(expectedParts / 24);
      return (
        <>
          {moneyWords(expected, currency)}
          {count !== null && <span className={classes.second}>{t`days: ${count}`}</span>}
        </>
      );
    },
    by: ({ expected }) => expected,
  },
  {
    id: 'result',
    name: t`Result`,
    cell: ({ result, reasons, dispute: disputed }) => (
      <>
        <Tag tone={result === 'matched' ? 'low' : result === 'over' ? 'high' : 'medium'}>
          {resultWords(result)}
        </Tag>
        {reasons.length > 0 && <span className={classes.second}>{reasons.map(reasonWords).join('; ')}</span>}
        {disputed !== null && <span className={classes.second}>{t`disputed`}</span>}
      </>
    ),
    by: ({ result }) => result,
  },
  ...(dispute === null
    ? []
    : [
        {
          id: 'act',
          name: t`What can be done`,
          acts: true,
          cell: (line: InvoiceLine) =>
            line.dispute !== null || line.result === 'matched' ? null : (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t`Dispute… ${line.line}`}
                onClick={() => dispute(line)}
              >
                <Trans>Dispute…</Trans>
              </Button>
            ),
        },
      ]),
];
