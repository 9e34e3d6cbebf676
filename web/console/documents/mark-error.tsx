import type { CaseDocument } from '@attend/contracts/documents';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';

type Props = { readonly of: CaseDocument; readonly close: () => void };

/** It stays where it is, and says that it should not be there. */
export function MarkError({ of, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`document-error.${of.id}`, {
    initialValues: { reason: '' },
    validate: { reason: (given) => (given.trim().length < 3 ? t`Say why` : null) },
  });
  const mark = useMutation<void, ApiFailure, string>({
    mutationFn: async (reason) => {
      const answer = await send(`/api/documents/${of.id}/error`, { reason });
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(t`The document is marked.`);
      await client.invalidateQueries({ queryKey: ['documents'] });
      close();
    },
  });
  const { title } = of;
  return (
    <Modal
      opened
      onClose={close}
      title={t`Entered in error: ${title}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={kept.form.onSubmit(({ reason }) => mark.mutate(reason.trim()))}
      >
        <Restored of={kept} />
        <Textarea
          label={t`Why should it not be here?`}
          description={t`It stays in the list, marked with this reason.`}
          data-autofocus
          autosize
          minRows={2}
          {...kept.form.getInputProps('reason')}
        />
        <Refusal failure={mark.error} />
        <Button type="submit" loading={mark.isPending}>
          <Trans>Mark it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
