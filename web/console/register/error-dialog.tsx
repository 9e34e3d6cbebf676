import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import type { ShownEntry } from './entry-form.ts';
import { entryFieldsOf } from './entry-form.ts';
import { entryFieldWords } from './view.ts';

type Props = { readonly person: string; readonly of: ShownEntry; readonly close: () => void };

/** It was never right: it stays on record, marked. */
export function ErrorDialog({ person, of, close }: Props) {
  const client = useQueryClient();
  const kept = useKeptForm(`register-entry.${of.id}.error`, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say what was wrong` } : {}),
  });
  const { form } = kept;
  const { version, told } = useStands({
    ...{ version: of.version, facts: entryFieldsOf(of), name: entryFieldWords },
  });
  const mark = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const answer = await send(`/api/register-entries/${of.id}/error`, { version, reason });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['register', person] });
      kept.forget();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Entered in error`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((fields) => mark.mutate(fields))}
        noValidate
      >
        <Restored of={kept} />
        {told}
        <p className={entryClasses.aside}>
          <Trans>
            It stays on record and is shown as never right. What has only ended gets a last day instead.
          </Trans>
        </p>
        <Textarea label={t`What was wrong`} data-autofocus {...form.getInputProps('reason')} />
        <Refusal failure={mark.error} />
        <Button type="submit" loading={mark.isPending}>
          <Trans>Mark it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
