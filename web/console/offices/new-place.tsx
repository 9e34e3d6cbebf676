import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { agencyQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type Kind, placeEmpty, placeForms, placePaths } from './form.ts';

type Props = { readonly kind: Kind; readonly close: () => void };
const fieldOf = { name: 'name' };

/** A new office of the agency, or a provider that it has contracted. */
export function NewPlace({ kind, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`place.${kind}`, {
    mode: 'uncontrolled',
    initialValues: placeEmpty,
    validate: formCheck(placeForms[kind]),
  });
  const { form } = kept;
  const make = useMutation<void, ApiFailure, typeof placeEmpty>({
    mutationFn: async (values) => {
      const answer = await send(placePaths[kind], values);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: agencyQuery.queryKey });
      const { name } = values;
      say(kind === 'office' ? t`Office ${name} is open.` : t`Provider ${name} is entered.`);
      kept.forget();
      close();
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  return (
    <Modal
      opened
      onClose={close}
      title={kind === 'office' ? t`Open an office` : t`Enter a provider`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => make.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <TextInput
          label={t`Name`}
          description={
            kind === 'office'
              ? t`As it stands on letters. People and staff are placed in it by this name.`
              : t`As in its contract. Its staff see people assigned to them or to it.`
          }
          data-autofocus
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        {Object.keys(fieldFaults(make.error, fieldOf)).length === 0 && <Refusal failure={make.error} />}
        <Button type="submit" loading={make.isPending}>
          {kind === 'office' ? <Trans>Open it</Trans> : <Trans>Enter it</Trans>}
        </Button>
      </form>
    </Modal>
  );
}
