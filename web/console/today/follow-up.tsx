import { checkInFollowUp, type Need } from '@attend/contracts/today';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { Moment } from '../../ui/When.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import { type Stands, useStands } from '../shell/stands.tsx';

const fields = z.object({ note: checkInFollowUp.shape.note });
type Fields = { note: string };

const factWords = (field: string): string =>
  ({ officer: t`Officer`, standIn: t`Stands in` })[field] ?? t`Since`;
const needStands = ({ version, officer, standIn, at }: Need): Stands => ({
  ...{ version: version ?? 0, facts: { officer, standIn, at }, name: factWords },
  text: (field, value) => (field === 'at' ? <Moment at={String(value)} /> : plainText(field, value)),
});

type Props = {
  readonly of: Need;
  /** The list has it no more. */
  readonly gone: boolean;
  readonly close: () => void;
};

/** What was done about a missed check-in, which stays missed until somebody excuses it; or about an address from which a letter came back. */
export function FollowUp({ of, gone, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<Fields>(`follow-up.${of.id}`, {
    initialValues: { note: '' },
    validate: formCheck(fields),
  });
  const { form } = kept;
  const { version, told } = useStands({ ...needStands(of), gone });
  const record = useMutation<void, ApiFailure, Fields>({
    mutationFn: async ({ note }) => {
      const answer =
        of.kind === 'letter-returned'
          ? await send(`/api/letter-sendings/${of.id}/address-seen-to`, { note })
          : await send(`/api/check-ins/${of.id}/follow-up`, { version, note });
      if (!answer.ok) throw answer.error;
      say(t`It is followed up.`);
      kept.forget();
      close();
      await client.invalidateQueries({ queryKey: ['needs'] });
      await client.invalidateQueries({ queryKey: ['check-ins'] });
    },
    // Behind the dialog stands by now what somebody else has changed.
    onError: (failure) => {
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['needs'] });
    },
  });
  const { name } = of.participant;
  return (
    <Modal
      opened
      onClose={close}
      title={t`What was done about it? ${name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((values) => record.mutate(values))}
      >
        <Restored of={kept} />
        {told}
        <Textarea
          label={t`What was done`}
          // Of an address nothing more is to be known than what was done.
          {...(of.kind === 'check-in-missed'
            ? {
                description: t`The check-in stays missed. Where a reason comes to light, excuse it on the person’s page.`,
              }
            : {})}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('note')}
        />
        <Refusal failure={record.error} />
        <Button type="submit" loading={record.isPending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
