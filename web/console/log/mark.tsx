import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type Stands, useStands, versionless } from '../shell/meanwhile.tsx';

type Props = {
  /** What is asked for: `/api/…/entered-in-error`. */
  readonly path: string;
  /** What is read again: the first word of the queries' keys. */
  readonly stale: readonly string[];
  /** As it stands by now, where the record has versions. */
  readonly stands?: Stands;
  readonly close: () => void;
};

/** One way for every record that can be wrong: it stays as it was written, struck through, and counts no more. */
export function MarkDialog({ path, stale, stands, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(path, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const { version, told } = useStands(stands ?? versionless);
  const mark = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const seen = stands === undefined ? {} : { version };
      const answer = await send(path, { ...seen, reason: reason.trim() });
      if (!answer.ok) throw answer.error;
      await Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
      say(t`Marked as entered in error.`);
      kept.forget();
      close();
    },
    // Behind the dialog stands by now what somebody else has changed.
    onError: (failure) => {
      if (isConflict(failure))
        for (const first of stale) void client.invalidateQueries({ queryKey: [first] });
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
        {told}
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
