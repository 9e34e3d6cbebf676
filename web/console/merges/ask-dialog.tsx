import { mergeAsked } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { peopleQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useMergesChanged } from './use-decide.ts';

type Fields = { readonly other: string; readonly reason: string };
type Props = { readonly person: string; readonly close: () => void };

/** Which other record is theirs, found by name or number, and why one thinks so. */
export function AskDialog({ person, close }: Props) {
  const say = useSay();
  const changed = useMergesChanged();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const found = useInfiniteQuery({ ...peopleQuery(q), enabled: q !== '' });
  const people = (found.data?.pages.flatMap((page) => page.people) ?? []).filter(
    ({ id }) => q !== '' && id !== person,
  );
  const kept = useKeptForm<Fields>(`merge.${person}`, {
    initialValues: { other: '', reason: '' },
    validate: ({ other, reason }) => ({
      ...(people.some(({ id }) => id === other) ? {} : { other: t`Find the other record first` }),
      ...(reason.trim().length < 3 ? { reason: t`Say why` } : {}),
    }),
  });
  const { form } = kept;
  const ask = useMutation<void, ApiFailure, Fields>({
    mutationFn: async (body) => {
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
      <form className={entryClasses.form} onSubmit={form.onSubmit((body) => ask.mutate(body))} noValidate>
        <Restored of={kept} />
        <TextInput
          label={t`Name or number of the other record`}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => setQ(typed.trim())}
        />
        <NativeSelect
          label={t`The other record`}
          description={t`It stands under this one; lists and search show this one alone.`}
          data={[
            {
              value: '',
              label: q !== '' && people.length === 0 && !found.isFetching ? t`Nobody was found` : t`Choose…`,
            },
            ...people.map(({ id, name, reference }) => ({ value: id, label: `${name} · ${reference}` })),
          ]}
          {...form.getInputProps('other')}
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
