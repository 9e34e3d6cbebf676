import { type ArrangedHelp, type HelpOutcome, helpOutcomes } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { currentLocale } from '../../ui/language.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { helpStands } from './facts.tsx';
import { useHelpCommand } from './queries.ts';
import { kindWords, outcomeWords, targetWords } from './view.ts';

type Fields = { as: HelpOutcome | ''; reason: string };

type Props = { readonly of: ArrangedHelp; readonly gone: boolean; readonly close: () => void };

/** What came of it. */
export function SettleDialog({ of, gone, close }: Props) {
  const choices = helpOutcomes.filter((as) => as !== 'provided' || of.status === 'arranged');
  const kept = useKeptForm<Fields>(`help.settle.${of.id}`, {
    initialValues: { as: '', reason: '' },
    validate: ({ as, reason }) => ({
      ...(as === '' ? { as: chooseFirst() } : {}),
      ...(as !== 'provided' && reason.trim().length < 3 ? { reason: t`Say why` } : {}),
    }),
  });
  const { form } = kept;
  const settle = useHelpCommand(close, kept.forget);
  const { version, told } = useStands(helpStands(of, gone && !settle.isPending));
  return (
    <Modal
      opened
      onClose={close}
      title={t`What came of the help?`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit(({ as, reason }) =>
          settle.mutate({
            path: `/api/help/${of.id}/settle`,
            body: { version, as, reason: reason.trim() || null },
            done: t`It is on record.`,
          }),
        )}
      >
        <Restored of={kept} />
        {told}
        <p>
          {kindWords(of.kind)} · {targetWords(of.target, currentLocale())}
        </p>
        <NativeSelect
          label={t`What came of it`}
          data-autofocus
          data={toChoose(choices.map((value) => ({ value, label: outcomeWords(value) })))}
          {...form.getInputProps('as')}
        />
        <Textarea
          label={t`Reason`}
          description={of.status === 'arranged' ? t`Call off whoever was to come.` : undefined}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={settle.error} />
        <Button type="submit" loading={settle.isPending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
