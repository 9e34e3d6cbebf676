import { registerEntryChanged } from '@attend/contracts/register-entries';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { type Undo, undoBy, useDone } from '../shell/undo.ts';
import {
  checkEntry,
  type EntryFields,
  type EntryKind,
  entryBody,
  entryEmpty,
  entryFieldsOf,
  type ShownEntry,
} from './entry-form.ts';
import { faultsOf } from './faults.ts';
import { entryFieldWords, languageChoices, placeWords, uses } from './view.ts';

type Props = {
  readonly person: string;
  readonly kind: EntryKind;
  /** Absent: a new one. */
  readonly of?: ShownEntry | undefined;
  readonly close: () => void;
};

function titleOf(kind: EntryKind, isNew: boolean): string {
  if (kind === 'address') return isNew ? t`Enter an address` : t`Change the address`;
  if (kind === 'attorney') return isNew ? t`Enter an attorney` : t`Change the attorney`;
  return isNew ? t`Enter an emergency contact` : t`Change the emergency contact`;
}

/** The next version says again what the one before said. */
const backTo = (before: { readonly id: string; readonly entry: object }): Undo =>
  undoBy(registerEntryChanged, ({ version }) => ({
    path: `/api/register-entries/${before.id}`,
    body: { version, entry: before.entry },
    method: 'PUT',
    done: t`It stands as it did before.`,
  }));

/** An address, an emergency contact or an attorney, with dates. What was typed stays where the server refuses. */
export function EntryDialog({ person, kind, of, close }: Props) {
  const client = useQueryClient();
  const tell = useDone([['register', person]]);
  const kept = useKeptForm<EntryFields>(`register-entry.${of?.id ?? `${person}.${kind}`}`, {
    initialValues: of ? entryFieldsOf(of) : entryEmpty,
    validate: (fields) => ({ ...checkEntry(kind, fields) }),
  });
  const { form } = kept;
  const version = useVersion(kept, of?.version ?? 0, of ? entryFieldsOf(of) : kept.stands());
  const write = useMutation<void, ApiFailure, EntryFields>({
    mutationFn: async (fields) => {
      const entry = entryBody(kind, fields);
      const before = of ? { id: of.id, entry: entryBody(kind, entryFieldsOf(of)) } : null;
      const answer = of
        ? await send(`/api/register-entries/${of.id}`, { version, entry }, 'PUT')
        : await send(`/api/people/${person}/register-entries`, entry);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['register', person] });
      kept.forget();
      tell(of ? t`Changed.` : t`Entered.`, answer.value, before === null ? undefined : backTo(before));
      close();
    },
    onError: (failure) => {
      form.setErrors(faultsOf(failure));
      // Behind the dialog stands by now what somebody else has changed.
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['register', person] });
    },
  });
  const field = form.getInputProps;
  return (
    <Modal
      opened
      onClose={close}
      title={titleOf(kind, of === undefined)}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((fields) => write.mutate(fields))}
        noValidate
      >
        <Restored of={kept} />
        {kind === 'address' ? <AddressFields form={form} /> : <ContactFields form={form} kind={kind} />}
        <DateField label={t`Since`} description={t`Empty: not known since when`} {...field('from')} />
        <DateField label={t`Last day`} description={t`Empty: until somebody ends it`} {...field('to')} />
        <Textarea label={t`Note`} autosize minRows={2} {...field('note')} />
        <Meanwhile of={kept} name={entryFieldWords} />
        {Object.keys(faultsOf(write.error)).length === 0 && <Refusal failure={write.error} />}
        <Button type="submit" loading={write.isPending}>
          <Trans>Save</Trans>
        </Button>
      </form>
    </Modal>
  );
}

type FieldsProps = { readonly form: UseFormReturnType<EntryFields> };

function AddressFields({ form }: FieldsProps) {
  const field = form.getInputProps;
  return (
    <>
      <NativeSelect
        label={t`What it is to them`}
        data-autofocus
        data={uses.map((value) => ({ value, label: placeWords(value) }))}
        {...field('use')}
      />
      <Textarea label={t`Address`} autosize minRows={3} {...field('text')} />
      <Checkbox
        label={t`Protected`}
        description={t`Shown to who is assigned to this person or stands in, and to nobody else; on no list, map or packet.`}
        {...field('protected', { type: 'checkbox' })}
      />
      {form.values.protected && (
        <Textarea label={t`Why it is protected`} autosize minRows={2} {...field('reason')} />
      )}
    </>
  );
}

function ContactFields({ form, kind }: FieldsProps & { readonly kind: 'emergency-contact' | 'attorney' }) {
  const field = form.getInputProps;
  return (
    <>
      <TextInput label={t`Name`} autoComplete="off" data-autofocus {...field('name')} />
      {kind === 'attorney' ? (
        <>
          <TextInput label={t`Firm or office`} {...field('firm')} />
          <NativeSelect
            label={t`Authority`}
            data={[
              { value: 'participant', label: t`Given by the person` },
              { value: 'court', label: t`Appointed by the court` },
            ]}
            {...field('authority')}
          />
          <TextInput
            label={t`Where the paper is`}
            description={t`Such as: docket 14, or the file’s number`}
            {...field('document')}
          />
        </>
      ) : (
        <TextInput label={t`Who they are to the person`} {...field('relationship')} />
      )}
      <TextInput label={t`Telephone`} autoComplete="off" {...field('phone')} />
      <TextInput label={t`E-mail`} type="email" autoComplete="off" {...field('email')} />
      <NativeSelect
        label={t`Language`}
        data={[{ value: '', label: t`Not known` }, ...languageChoices([form.values.language])]}
        {...field('language')}
      />
    </>
  );
}
