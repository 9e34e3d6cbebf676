import type { Merge } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useMergesChanged } from './use-decide.ts';

type Props = { readonly of: Merge; readonly close: () => void };

/** They are two people's after all. */
export function UndoDialog({ of, close }: Props) {
  const say = useSay();
  const changed = useMergesChanged();
  const kept = useKeptForm<{ readonly reason: string }>(`merge.${of.id}.undo`, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const undo = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async (body) => {
      const answer = await send(`/api/merges/${of.id}/undo`, body);
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(t`They are two records again.`);
      close();
      await changed();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Part the records`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} onSubmit={form.onSubmit((body) => undo.mutate(body))} noValidate>
        <Restored of={kept} />
        <Textarea
          label={t`Reason`}
          description={t`Each is as it was, with what was written on it meanwhile. Who saw one by the other sees it no longer.`}
          data-autofocus
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={undo.error} />
        <Button type="submit" loading={undo.isPending}>
          <Trans>Part them</Trans>
        </Button>
      </form>
    </Modal>
  );
}
