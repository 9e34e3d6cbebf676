import { mergeAsked } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { FindPerson } from '../people/find-person.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useMergesChanged } from './use-decide.ts';

type Fields = { readonly other: string; readonly otherName: string; readonly reason: string };
type Props = { readonly person: string; readonly close: () => void };

/** Which other record is theirs, found by name or number, and why one thinks so. */
export function AskDialog({ person, close }: Props) {
  const say = useSay();
  const changed = useMergesChanged();
  const kept = useKeptForm<Fields>(`merge.${person}`, {
    initialValues: { other: '', otherName: '', reason: '' },
    validate: ({ other, reason }) => ({
      ...(other === '' ? { other: t`Find the other record first` } : {}),
      ...(reason.trim().length < 3 ? { reason: t`Say why` } : {}),
    }),
  });
  const { form } = kept;
  const { other, otherName } = form.values;
  const ask = useMutation<void, ApiFailure, Fields>({
    mutationFn: async ({ other, reason }) => {
      const body = { other, reason };
      const answer = await request(`/api/people/${person}/merges`, mergeAsked, { method: 'POST', body });
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(
        answer.value.inForce ? t`They are one person’s from now on.` : t`A second person has to confirm it.`,
      );
      close();
      await changed();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t`Another record is theirs`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit((fields) => ask.mutate(fields))} noValidate>
        <Restored of={kept} />
        <FindPerson
          label={t`The other record`}
          description={t`It stands under this one; lists and search show this one alone.`}
          except={person}
          found={other === '' ? null : { id: other, name: otherName }}
          choose={(found) => {
            form.setFieldValue('otherName', found?.name ?? '');
            form.setFieldValue('other', found?.id ?? '');
          }}
          error={form.errors.other}
          autofocus
        />
        <Textarea label={t`Reason`} autosize minRows={2} {...form.getInputProps('reason')} />
        <p className={entryClasses.aside}>
          <Trans>Both records stay whole, each under its own key, and can be parted again.</Trans>
        </p>
        <Refusal failure={ask.error} />
        <Button type="submit" loading={ask.isPending}>
          <Trans>They are one person’s</Trans>
        </Button>
      </form>
    </Modal>
  );
}
