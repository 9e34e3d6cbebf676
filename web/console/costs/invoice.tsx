import type { InvoiceDetail } from '@attend/contracts/invoices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { toldWords } from '../../ui/words/told.ts';
import { dayWords } from '../check-ins/view.ts';
import { usePressedRow } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Disputes } from './disputes.tsx';
import { invoiceStands } from './facts.ts';
import { InvoiceLines } from './lines.tsx';
import classes from './page.module.css';
import { CostParts } from './parts.tsx';
import { invoiceQuery, stale } from './queries.ts';
import { countWords, moneyWords, resultWords, stateWords } from './view.ts';

/** One invoice, from its file to the money. */
export function InvoicePage() {
  const { id } = useParams({ from: '/costs/invoices/$id' });
  const detail = useQuery(invoiceQuery(id));
  const number = detail.data?.invoice.number ?? '';
  useTitle(t`Invoice ${number}`);
  if (!detail.data)
    return detail.error ? <Failed error={detail.error} retry={detail.refetch} page /> : <Waiting />;
  const { invoice } = detail.data;
  const isIn = invoice.takenAt !== null;
  return (
    <Page title={t`Invoice ${number}`} lead={<CostParts />}>
      <Standing of={detail.data} />
      {detail.data.faults.length > 0 && <Faults of={detail.data} />}
      {invoice.compared && <ComparedCard of={invoice} />}
      {isIn && <Disputes of={detail.data} />}
      <InvoiceLines of={detail.data} />
    </Page>
  );
}

type Of = { readonly of: InvoiceDetail };
function Standing({ of }: Of) {
  const { invoice } = of;
  const { currency } = invoice;
  const [first, last] = [dayWords(invoice.from, currentLocale()), dayWords(invoice.to, currentLocale())];
  const differs = invoice.sumMinor !== invoice.totalMinor;
  return (
    <Card title={t`The invoice`}>
      <Facts
        of={[
          [t`Provider`, <bdi key="provider">{invoice.provider.name}</bdi>],
          [t`Period`, t`${first} to ${last}`],
          [t`State`, stateWords(invoice.state)],
          [t`Total, as it says`, moneyWords(invoice.totalMinor, currency)],
          [t`Sum of its lines`, moneyWords(invoice.sumMinor, currency)],
          [t`Lines`, countWords(invoice.lines)],
          [t`File`, <bdi key="file">{invoice.fileName}</bdi>],
          [t`Brought in by`, invoice.begunBy],
          ...(invoice.releaseAskedBy === null
            ? []
            : [[t`Release asked for by`, invoice.releaseAskedBy] as const]),
          ...(invoice.releasedBy === null ? [] : [[t`Released by`, invoice.releasedBy] as const]),
          [t`To be paid`, moneyWords(of.payableMinor, currency)],
        ]}
      />
      {differs && invoice.state === 'staged' && (
        <p role="alert">
          <Trans>The lines sum to another amount than the invoice says: it does not go in as it is.</Trans>
        </p>
      )}
      <Undisputed of={of} />
      <Steps of={of} />
    </Card>
  );
}

/** CST-17: said before money is asked for, and before it leaves. */
function Undisputed({ of: { invoice, undisputed } }: Of) {
  const isOpen = invoice.state === 'compared' || invoice.state === 'release-asked';
  if (!isOpen || undisputed === null || undisputed.lines === 0) return null;
  const [lines, amount] = [countWords(undisputed.lines), moneyWords(undisputed.minor, invoice.currency)];
  return (
    <p role="alert">
      <Tag tone="medium">{t`not disputed`}</Tag>{' '}
      <Trans>
        Lines that are billed over or not known: {lines}. As things stand {amount} more than the record says
        would be paid for them.
      </Trans>
    </p>
  );
}

/** What can be done now. */
function Steps({ of: { invoice, askedByOneself } }: Of) {
  const writes = may(useStaff(), 'costs.write');
  const navigate = useNavigate();
  const { run, sending, failure } = useCommand(stale);
  const { press, said } = usePressedRow([invoice], invoiceStands, failure);
  if (!writes) return null;
  const { id, version, state, faultCount, sumMinor, totalMinor, openDisputes } = invoice;
  const step = async (name: string, done: string, leave = false) => {
    press(invoice);
    const refused = await run(`/api/invoices/${id}/${name}`, { version }, done);
    if (refused === null && leave) await navigate({ to: '/costs/invoices' });
  };
  const button = (name: string, label: string, done: string, primary = false, leave = false) => (
    <Button
      key={name}
      variant={primary ? 'filled' : 'default'}
      loading={sending}
      onClick={() => void step(name, done, leave)}
    >
      {label}
    </Button>
  );
  return (
    <>
      {said}
      <div className={classes.bar}>
        {state === 'staged' &&
          faultCount === 0 &&
          sumMinor === totalMinor &&
          button('take-in', t`Take it in`, t`It is taken in, and compared within some minutes.`, true)}
        {(state === 'staged' || state === 'staging') &&
          button('give-up', t`Give the file up`, t`It is given up.`, false, true)}
        {state === 'compared' && (
          <>
            {openDisputes === 0 &&
              button('ask-release', t`Ask for the release`, t`It waits for a second person.`, true)}
            {button('compare', t`Compare it anew`, t`It is compared within some minutes.`)}
          </>
        )}
        {state === 'release-asked' && (
          <>
            {!askedByOneself && button('release', t`Release the money`, t`It is released.`, true)}
            {button('take-back-release', t`Take the asking back`, t`It is taken back.`)}
          </>
        )}
      </div>
      {state === 'compared' && openDisputes > 0 && (
        <p>
          <Trans>Its release is asked for once no dispute is open.</Trans>
        </p>
      )}
      {state === 'release-asked' && askedByOneself && (
        <p>
          <Trans>You asked for it: somebody else releases it.</Trans>
        </p>
      )}
    </>
  );
}

type Fault = InvoiceDetail['faults'][number];
function Faults({ of: { faults, invoice } }: Of) {
  const columns: Column<Fault>[] = [
    { id: 'line', name: t`Line`, cell: ({ line }) => line, by: ({ line }) => line },
    {
      id: 'column',
      name: t`Column`,
      cell: ({ column }) => (column === null ? '–' : <code>{column}</code>),
      by: ({ column }) => column ?? '',
    },
    {
      id: 'value',
      name: t`What it says`,
      cell: ({ value }) => (value === null ? '–' : <bdi>{value}</bdi>),
      by: ({ value }) => value ?? '',
    },
    { id: 'message', name: t`What is wrong`, cell: toldWords },
  ];
  const all = countWords(invoice.faultCount);
  return (
    <Card title={t`What is wrong with the file`} flush>
      <DataTable
        label={t`What is wrong with the file`}
        rows={faults}
        rowId={({ line, column, code, message }) => `${line} ${column} ${code} ${message}`}
        columns={columns}
      />
      <p className={classes.note}>
        <Trans>
          {all} faults. It goes in whole or not at all: give it up, have it put right, and bring it in again.
        </Trans>
      </p>
    </Card>
  );
}

type Row = {
  readonly result: 'matched' | 'over' | 'under' | 'unknown';
  readonly lines: number;
  readonly minor: number;
  readonly expected: number;
};
function ComparedCard({ of }: { readonly of: InvoiceDetail['invoice'] }) {
  const { compared, currency, comparedAt } = of;
  if (compared === null) return null;
  const rows: Row[] = (['matched', 'over', 'under', 'unknown'] as const).map((result) => ({
    result,
    ...compared[result],
  }));
  const unbilled = moneyWords(compared.unbilled, currency);
  return (
    <Card title={t`Beside the record`} flush aside={comparedAt && <Moment at={comparedAt} />}>
      <DataTable
        label={t`Beside the record`}
        rows={rows}
        rowId={({ result }) => result}
        columns={[
          { id: 'result', name: t`Lines that are`, cell: ({ result }) => resultWords(result) },
          { id: 'lines', name: t`Lines`, cell: ({ lines }) => countWords(lines), by: ({ lines }) => lines },
          {
            id: 'minor',
            name: t`Billed`,
            cell: ({ minor }) => moneyWords(minor, currency),
            by: ({ minor }) => minor,
          },
          {
            id: 'expected',
            name: t`By the record`,
            cell: ({ result, expected }) => (result === 'unknown' ? '—' : moneyWords(expected, currency)),
            by: ({ expected }) => expected,
          },
          {
            id: 'difference',
            name: t`Difference`,
            cell: ({ result, minor, expected }) =>
              result === 'unknown' ? '—' : moneyWords(minor - expected, currency),
            by: ({ minor, expected }) => minor - expected,
          },
        ]}
      />
      <p className={classes.note}>
        <Trans>
          Each line is compared with the days on which this provider’s device was worn in closed months and
          which no earlier line bills. Worn and not billed: {unbilled}.
        </Trans>
      </p>
    </Card>
  );
}
