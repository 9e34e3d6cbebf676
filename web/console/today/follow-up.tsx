import { checkInFollowUp, type Need } from '@attend/contracts/today';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { schemaResolver } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';

const fields = z.object({ note: checkInFollowUp.shape.note });
type Fields = { note: string };

/** What was done about a missed check-in, which stays missed until somebody excuses it; or about an address from which a letter came back. */
export function FollowUp({ of, close }: { readonly of: Need; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<Fields>(`follow-up.${of.id}`, {
    initialValues: { note: '' },
    validate: schemaResolver(fields, { sync: true }),
  });
  const { form } = kept;
  const record = useMutation<void, ApiFailure, Fields>({
    mutationFn: async ({ note }) => {
      const answer =
        of.kind === 'letter-returned'
          ? await send(`/api/letter-sendings/${of.id}/address-seen-to`, { note })
          : await send(`/api/check-ins/${of.id}/follow-up`, { version: of.version, note });
      if (!answer.ok) throw answer.error;
      say(t`It is followed up.`);
      kept.forget();
      close();
      await client.invalidateQueries({ queryKey: ['needs'] });
      await client.invalidateQueries({ queryKey: ['check-ins'] });
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
