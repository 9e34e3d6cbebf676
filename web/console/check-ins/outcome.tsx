import type { CheckInView } from '@attend/contracts/check-ins';
import { excusingReasons } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { serverNow } from '../../ui/clock.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { entryClasses } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { ContactQuestions } from './contacts.tsx';
import { checkInStands } from './facts.tsx';
import { checkOutcome, type OutcomeFields, outcomeBody, outcomeEmpty } from './form.ts';
import { useCheckInCommand } from './use-command.ts';
import { hasBegun, isOpen, reasonWords, statusWords } from './view.ts';

type Props = { readonly of: CheckInView; readonly person: string; readonly close: () => void };

/** What came of a check-in. Excusing reasons stand apart, and what nobody knows counts against nobody. */
export function OutcomeDialog({ of, person, close }: Props) {
  const may =
    isOpen(of) && hasBegun(of, serverNow())
      ? (['kept', 'excused', 'not-known'] as const)
      : (['excused'] as const);
  const kept = useKeptForm<OutcomeFields>(`check-in.${of.id}.outcome`, {
    initialValues: outcomeEmpty,
    validate: checkOutcome,
  });
  const { form } = kept;
  const [sending, setSending] = useState(false);
  const command = useCheckInCommand();
  const { version, told } = useStands(checkInStands(of), sending);
  const { status } = form.values;
  const record = async (values: OutcomeFields) => {
    setSending(true);
    const done = await command(
      `/api/check-ins/${of.id}/outcome`,
      outcomeBody(values, version),
      t`The outcome is on record.`,
    );
    setSending(false);
    if (!done) return;
    kept.forget();
    close();
  };
  return (
    <Modal opened onClose={close} title={t`What came of it`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((values) => void record(values))}
      >
        <Restored of={kept} />
        {told}
        <NativeSelect
          label={t`Outcome`}
          data-autofocus
          description={status === 'not-known' ? t`Counts neither for nor against the person.` : undefined}
          data={toChoose(may.map((value) => ({ value, label: statusWords(value) })))}
          {...form.getInputProps('status')}
        />
        {status === 'excused' && (
          <NativeSelect
            label={t`Reason`}
            data={[
              { value: '', label: t`Choose…` },
              ...excusingReasons.map((value) => ({ value, label: reasonWords(value) })),
            ]}
            {...form.getInputProps('reason')}
          />
        )}
        {status === 'kept' && (
          <ContactQuestions
            person={person}
            answers={form.values.contacts}
            set={(contacts) => form.setFieldValue('contacts', contacts)}
            fault={form.errors.contacts}
          />
        )}
        <Textarea label={t`Note`} autosize minRows={2} {...form.getInputProps('note')} />
        <Button type="submit" loading={sending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
