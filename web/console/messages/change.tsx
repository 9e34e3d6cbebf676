import { type ContactPoint, messageLanguages } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { languageWords } from '../../ui/language.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { changeEmpty, changeForm, changeOf } from './form.ts';

const changeWords = (field: string): string =>
  ({ preference: t`Order`, language: t`Language`, note: t`Note` })[field] ?? t`Number or address`;

/** Order, language and note of a contact point; or another address in its place, since an address is never rewritten. */
export function ChangeContactPoint({ of, close }: { readonly of: ContactPoint; readonly close: () => void }) {
  const client = useQueryClient();
  const kept = useKeptForm(`contact-point.${of.id}`, {
    initialValues: changeEmpty(of),
    validate: formCheck(changeForm),
  });
  const { form } = kept;
  const version = useVersion(kept, of.version, changeEmpty(of));
  const change = useMutation<void, ApiFailure, ReturnType<typeof changeEmpty>>({
    mutationFn: async (values) => {
      const { method, path, body } = changeOf({ id: of.id, version }, values);
      const answer = await send(path, body, method);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['contact-points'] });
      kept.forget();
      close();
    },
    // Behind the dialog stands by now what somebody else has changed.
    onError: (failure) => {
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['contact-points'] });
    },
  });
  const { address } = of;
  const replaces = form.values.address.trim() !== '';
  return (
    <Modal opened onClose={close} title={t`Change ${address}`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => change.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <TextInput
          label={t`Another number or address in its place`}
          description={t`Empty where only what follows changes. This one then ends, and stays on record.`}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('address')}
        />
        {replaces ? (
          <Checkbox
            label={t`I asked, and they agree to be written to there`}
            {...form.getInputProps('consent', { type: 'checkbox' })}
          />
        ) : (
          <>
            <NumberInput label={t`Order`} min={1} max={99} {...form.getInputProps('preference')} />
            <NativeSelect
              label={t`Language`}
              data={[
                { value: '', label: t`As the person’s` },
                ...messageLanguages.map((value) => ({ value, label: languageWords(value) })),
              ]}
              {...form.getInputProps('language')}
            />
            <TextInput label={t`Note`} {...form.getInputProps('note')} />
          </>
        )}
        <Meanwhile of={kept} name={changeWords} />
        <Refusal failure={change.error} />
        <Button type="submit" loading={change.isPending}>
          <Trans>Change it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
