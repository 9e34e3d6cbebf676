import type { Dispute, InvoiceDetail } from '@attend/contracts/invoices';
import { formatMinor, parseMinor } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { usePressedRow, useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { disputeStands } from './facts.ts';
import classes from './page.module.css';
import { stale } from './queries.ts';
import { disputeWords, moneyWords } from './view.ts';

type Step = 'answer' | 'settle' | 'withdraw';
/** What is done with an end that somebody asked for. */
type Decide = (name: 'confirm-end' | 'take-back-end', of: Dispute) => void;
type Asked = { readonly step: Step; readonly of: Dispute };

/** Lines that are not accepted as they were billed, and what came of it. */
export function Disputes({ of: { disputes, invoice } }: { readonly of: InvoiceDetail }) {
  const writes = may(useStaff(), 'costs.write');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { currency } = invoice;
  const { run, failure } = useCommand(stale);
  const { press, said } = usePressedRow(disputes, (of) => disputeStands(of, currency), failure);
  const decide: Decide = (name, of) => {
    const { id, version } = of;
    press(of);
    const done = name === 'confirm-end' ? t`It is confirmed.` : t`It is taken back.`;
    void run(`/api/invoice-disputes/${id}/${name}`, { version }, done);
  };
  const close = () => setAsked(null);
  const now = asked && disputes.find(({ id }) => id === asked.of.id);
  return (
    <Card title={t`Disputes`} flush>
      {said}
      <DataTable
        label={t`Disputes`}
        rows={disputes}
        rowId={({ id }) => id}
        over={({ endedAt }) => endedAt !== null}
        empty={t`No line is disputed.`}
        columns={columns(currency, writes ? { ask: setAsked, decide } : null)}
      />
      {asked?.step === 'answer' && <AnswerDialog of={now ?? asked.of} currency={currency} close={close} />}
      {asked?.step === 'settle' && (
        <EndDialog of={now ?? asked.of} settles currency={currency} close={close} />
      )}
      {asked?.step === 'withdraw' && (
        <EndDialog of={now ?? asked.of} settles={false} currency={currency} close={close} />
      )}
    </Card>
  );
}

const stepWords = (step: Step): string =>
  ({ answer: () => t`Their answer…`, settle: () => t`Settle…`, withdraw: () => t`Withdraw…` })[step]();
type Acts = { readonly ask: (asked: Asked) => void; readonly decide: Decide };
const columns = (currency: string, acts: Acts | null): Column<Dispute>[] => [
  {
    id: 'line',
    name: t`Line`,
    cell: ({ line, serial, billedMinor }) => (
      <>
        {line} · <bdi>{serial}</bdi>
        <span className={classes.second}>{moneyWords(billedMinor, currency)}</span>
      </>
    ),
    by: ({ line }) => line,
  },
  {
    id: 'reason',
    name: t`Reason`,
    cell: ({ reason, openedBy }) => (
      <>
        <bdi>{reason}</bdi>
        <span className={classes.second}>{openedBy}</span>
      </>
    ),
  },
  {
    id: 'answer',
    name: t`Their answer`,
    cell: ({ answer }) => (answer === null ? '—' : <bdi>{answer}</bdi>),
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ state, settledMinor, note, asked, endedAt }) => (
      <>
        {disputeWords(state)}
        {settledMinor !== null && `: ${moneyWords(settledMinor, currency)}`}
        {asked !== null && endedAt === null && <AskedEnd {...{ asked, currency }} />}
        {note !== null && (
          <span className={classes.second}>
            <bdi>{note}</bdi>
          </span>
        )}
      </>
    ),
    by: ({ state }) => state,
  },
  ...(acts === null
    ? []
    : [
        {
          id: 'act',
          name: t`What can be done`,
          acts: true,
          cell: (of: Dispute) =>
            of.endedAt !== null ? null : of.asked !== null ? (
              <span className={actions}>
                {!of.asked.byOneself && (
                  <Button
                    size="compact-sm"
                    aria-label={t`Confirm ${of.line}`}
                    onClick={() => acts.decide('confirm-end', of)}
                  >
                    {t`Confirm`}
                  </Button>
                )}
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t`Take it back ${of.line}`}
                  onClick={() => acts.decide('take-back-end', of)}
                >
                  {t`Take it back`}
                </Button>
              </span>
            ) : (
              <span className={actions}>
                {(['answer', 'settle', 'withdraw'] as const).map((step) => (
                  <Button
                    key={step}
                    variant="default"
                    size="compact-sm"
                    aria-label={`${stepWords(step)} ${of.line}`}
                    onClick={() => acts.ask({ step, of })}
                  >
                    {stepWords(step)}
                  </Button>
                ))}
              </span>
            ),
        },
      ]),
];

type AskedProps = { readonly asked: NonNullable<Dispute['asked']>; readonly currency: string };
function AskedEnd({ asked, currency }: AskedProps) {
  const { by, minor } = asked;
  const paid = minor === null ? null : moneyWords(minor, currency);
  return (
    <span className={classes.second}>
      {paid === null ? (
        <Trans>
          <bdi>{by}</bdi> asks to withdraw it: the line is paid as billed.
        </Trans>
      ) : (
        <Trans>
          <bdi>{by}</bdi> asks to settle it at {paid}.
        </Trans>
      )}{' '}
      <bdi>{asked.note}</bdi>
    </span>
  );
}

type AnswerProps = { readonly of: Dispute; readonly currency: string; readonly close: () => void };
function AnswerDialog({ of, currency, close }: AnswerProps) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<{ answer: string }>(`dispute-answer.${of.id}`, {
    initialValues: { answer: of.answer ?? '' },
    validate: ({ answer }) => (answer.trim() === '' ? { answer: t`Write it first` } : {}),
  });
  const { version, told } = useStands(disputeStands(of, currency), sending);
  const save = async ({ answer }: { answer: string }) => {
    const body = { version, answer: answer.trim() };
    if ((await run(`/api/invoice-disputes/${of.id}/answer`, body, t`It is on record.`)) !== null) return;
    kept.forget();
    close();
  };
  return (
    <CommandDialog
      title={t`The provider’s answer`}
      action={t`Put it on record`}
      submit={save}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {told}
      <Textarea
        label={t`Their answer`}
        data-autofocus
        autosize
        minRows={3}
        {...kept.form.getInputProps('answer')}
      />
    </CommandDialog>
  );
}

type EndProps = AnswerProps & { readonly settles: boolean };
function EndDialog({ of, settles, currency, close }: EndProps) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<{ paid: string; note: string }>(`dispute-end.${of.id}.${settles}`, {
    initialValues: { paid: settles ? formatMinor(0) : '', note: '' },
    validate: ({ paid, note }) => {
      const read = parseMinor(paid);
      return {
        ...(!settles || (read.ok && read.value >= 0) ? {} : { paid: t`Write an amount, as 152 or 2.75` }),
        ...(note.trim().length < 3 ? { note: t`Write it first` } : {}),
      };
    },
  });
  const { version, told } = useStands(disputeStands(of, currency), sending);
  const save = async ({ paid, note }: { paid: string; note: string }) => {
    const read = parseMinor(paid);
    const body = { version, note: note.trim(), ...(settles && read.ok ? { settledMinor: read.value } : {}) };
    const path = `/api/invoice-disputes/${of.id}/${settles ? 'settle' : 'withdraw'}`;
    if ((await run(path, body, t`It waits for a second person.`)) !== null) return;
    kept.forget();
    close();
  };
  const billed = moneyWords(of.billedMinor, currency);
  return (
    <CommandDialog
      title={settles ? t`Settle the dispute` : t`Withdraw the dispute`}
      action={settles ? t`Ask to settle it` : t`Ask to withdraw it`}
      submit={save}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      {told}
      <p>
        <Trans>Billed: {billed}. Somebody else confirms it.</Trans>
      </p>
      {settles && (
        <TextInput
          label={t`What is paid for the line`}
          description={t`Never more than was billed.`}
          inputMode="decimal"
          data-autofocus
          {...kept.form.getInputProps('paid')}
        />
      )}
      <Textarea label={t`Note`} autosize minRows={2} {...kept.form.getInputProps('note')} />
    </CommandDialog>
  );
}
