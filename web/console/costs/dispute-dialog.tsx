import type { InvoiceLine } from '@attend/contracts/invoices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { CommandDialog } from '../reviews/command-dialog.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useCommand } from '../shell/use-command.ts';
import { stale } from './queries.ts';
import { moneyWords, reasonWords } from './view.ts';

type Props = {
  readonly invoice: string;
  readonly currency: string;
  readonly of: InvoiceLine;
  readonly close: () => void;
};

/** A line that is not accepted as it was billed. */
export function DisputeDialog({ invoice, currency, of, close }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<{ reason: string }>(`invoice-dispute.${invoice}.${of.line}`, {
    initialValues: { reason: of.reasons.map(reasonWords).join('; ') },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Write it first` } : {}),
  });
  const { form } = kept;
  const open = async ({ reason }: { reason: string }) => {
    const body = { line: of.line, reason: reason.trim() };
    if ((await run(`/api/invoices/${invoice}/disputes`, body, t`The line is disputed.`)) !== null) return;
    kept.forget();
    close();
  };
  const [billed, expected] = [moneyWords(of.minor, currency), moneyWords(of.expected, currency)];
  return (
    <CommandDialog
      title={t`Dispute line ${of.line}`}
      action={t`Dispute it`}
      submit={open}
      {...{ close, kept, sending, failure }}
    >
      <Restored of={kept} />
      <p>
        <Trans>
          <bdi>{of.serial}</bdi>: billed {billed}, by the record {expected}.
        </Trans>
      </p>
      <Textarea
        label={t`Reason`}
        description={t`It goes to the provider. Name nobody.`}
        data-autofocus
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
    </CommandDialog>
  );
}
