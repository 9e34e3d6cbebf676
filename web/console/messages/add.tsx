import { messageLanguages } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { languageWords } from '../../ui/language.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { pointBody, pointEmpty, pointForm } from './form.ts';
import { kindWords } from './view.ts';

type Props = { readonly person: string; readonly preference: number; readonly close: () => void };

/** A number or an address that the person gives, with what they said to being written to. */
export function AddContactPoint({ person, preference, close }: Props) {
  const client = useQueryClient();
  const kept = useKeptForm(`contact-point.new.${person}`, {
    initialValues: pointEmpty,
    validate: formCheck(pointForm),
  });
  const { form } = kept;
  const add = useMutation({
    mutationFn: async (values: typeof pointEmpty) => {
      const answer = await send(`/api/people/${person}/contact-points`, pointBody(values, preference));
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['contact-points'] });
      kept.forget();
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t`Where else are they reached?`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
        <Restored of={kept} />
        <NativeSelect
          label={t`Kind`}
          data={(['phone', 'email'] as const).map((value) => ({ value, label: kindWords(value) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput
          label={t`Number or address`}
          description={t`A number from abroad begins with + and its country.`}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('address')}
        />
        <NativeSelect
          label={t`Language`}
          data={[
            { value: '', label: t`As the person’s` },
            ...messageLanguages.map((value) => ({ value, label: languageWords(value) })),
          ]}
          {...form.getInputProps('language')}
        />
        <TextInput label={t`Note`} description={t`Such as: their sister’s`} {...form.getInputProps('note')} />
        <Checkbox
          label={t`I asked, and they agree to be written to there`}
          {...form.getInputProps('consent', { type: 'checkbox' })}
        />
        <Refusal failure={add.error} />
        <Button type="submit" loading={add.isPending}>
          <Trans>Add</Trans>
        </Button>
      </form>
    </Modal>
  );
}
