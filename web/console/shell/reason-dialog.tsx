import { t } from '@lingui/core/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from './entry.tsx';
import { Restored, useKeptForm } from './kept-form.tsx';
import { type Stands, useStands, versionless } from './stands.tsx';

type Words = {
  readonly title: string;
  readonly label: string;
  readonly description: string;
  readonly action: string;
  readonly done: string;
  /** It cannot be taken back. */
  readonly final?: boolean;
};
type Props = {
  readonly words: Words;
  /** What is asked for, with a reason: `/api/…/entered-in-error`. */
  readonly path: string;
  /** What is read again: the first word of the queries' keys. */
  readonly stale: readonly string[];
  /** As it stands by now, where the record has versions. */
  readonly stands?: Stands;
  readonly close: () => void;
};

/** One command that says why. */
export function ReasonDialog({ words, path, stale, stands, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(path, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const { version, told } = useStands(stands ?? versionless);
  const act = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const seen = stands === undefined ? {} : { version };
      const answer = await send(path, { ...seen, reason: reason.trim() });
      if (!answer.ok) throw answer.error;
      await Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
      say(words.done);
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
    <Modal opened onClose={close} title={words.title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
        <Restored of={kept} />
        {told}
        <Textarea
          label={words.label}
          description={words.description}
          data-autofocus
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={act.error} />
        <Button type="submit" loading={act.isPending} {...(words.final ? { color: 'red.9' } : {})}>
          {words.action}
        </Button>
      </form>
    </Modal>
  );
}
