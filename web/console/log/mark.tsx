import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';

type Props = {
  /** What is asked for: `/api/…/entered-in-error`. */
  readonly path: string;
  /** What is read again: the first word of the queries' keys. */
  readonly stale: readonly string[];
  /** The version that was seen, where the record has versions. */
  readonly version?: number;
  readonly close: () => void;
};

/** One way for every record that can be wrong: it stays as it was written, struck through, and counts no more. */
export function MarkDialog({ path, stale, version, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(path, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const mark = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const seen = version === undefined ? {} : { version };
      const answer = await send(path, { ...seen, reason: reason.trim() });
      if (!answer.ok) throw answer.error;
      await Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
      say(t`Marked as entered in error.`);
      kept.forget();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Entered in error`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => mark.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <Textarea
          label={t`What is wrong with it`}
          description={t`It stays on record, struck through, with your name and this reason. This cannot be taken back.`}
          data-autofocus
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={mark.error} />
        <Button type="submit" color="red.9" loading={mark.isPending}>
          <Trans>Mark it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
