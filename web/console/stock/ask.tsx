import { t } from '@lingui/core/macro';
import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { DateField } from '../../ui/DateField.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile, plainText } from '../shell/meanwhile.tsx';
import { type Stands, useStands, versionless } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { stale } from './queries.ts';

type Fields = Readonly<Record<string, string>>;
export type Option = { readonly value: string; readonly label: string };
export type AskField = {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** What is said where nothing is written; absent: it may stay empty. */
  readonly needed?: string;
} & (
  | { readonly kind: 'text' | 'lines' | 'date' | 'time' | 'number' }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly Option[] }
);

type Props = {
  /** Names the form, and what it is about. */
  readonly keep: string;
  readonly title: string;
  readonly action: string;
  readonly done: string;
  readonly path: string;
  readonly method?: 'POST' | 'PUT';
  readonly initial: Fields;
  readonly fields: (typed: Fields) => readonly AskField[];
  readonly bodyOf: (typed: Fields, version: number) => object;
  /** Of what two may change: the version that its fields were read with. */
  readonly version?: number;
  /** Who changed it last. */
  readonly changedBy?: string | null | undefined;
  /** Of what is decided on a record: what stands of the one that is chosen (FRM-7). Its version is the one sent. */
  readonly stands?: (typed: Fields) => Stands;
  readonly close: () => void;
  /** Once it was done. */
  readonly after?: () => void;
  /** Once it was refused: what it rests on may have to be read again by hand. */
  readonly refused?: (failure: ApiFailure) => Promise<void>;
  /** What shows what it changes: beginnings of query keys; else whatever shows equipment. */
  readonly changes?: readonly (readonly string[])[];
  readonly children?: ReactNode;
};

export const reasonField = (): AskField => ({
  ...{ kind: 'lines', name: 'reason', label: t`Reason`, needed: t`Say why` },
  description: t`About the equipment. It stays on record.`,
});

/** A dialog about equipment: fields as data, kept while they are typed, and the server's word where it refuses. */
export function Ask(props: Props) {
  const { keep, title, action, done, path, method, initial, fields, bodyOf, close, after, children } = props;
  const kept = useKeptFields<Fields>(keep, initial);
  const read = useVersion(kept, props.version ?? 0, initial);
  const [tried, setTried] = useState(false);
  const { run, failure, sending } = useCommand(props.changes ?? stale);
  const seen = useStands(props.stands?.(kept.fields) ?? versionless, sending);
  const version = props.stands === undefined ? read : seen.version;
  const shown = fields(kept.fields);
  const faults: Readonly<Record<string, string | undefined>> = fieldFaults(
    failure,
    Object.fromEntries(shown.map(({ name }) => [name, name])),
  );
  const missing = ({ name, needed }: AskField): string | undefined =>
    needed !== undefined && (kept.fields[name] ?? '').trim() === '' ? needed : undefined;
  const send = async () => {
    setTried(true);
    if (shown.some((field) => missing(field) !== undefined)) return;
    const refused = await run(path, bodyOf(kept.fields, version), done, method);
    if (refused !== null) return props.refused?.(refused);
    kept.forget();
    close();
    after?.();
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Restored of={kept} />
        <Meanwhile
          of={kept}
          name={(name) => shown.find((one) => one.name === name)?.label ?? name}
          text={(name, value) =>
            textOf(
              shown.find((one) => one.name === name),
              value,
            )
          }
          by={props.changedBy}
        />
        {seen.told}
        {children}
        {shown.map((field) => (
          <One
            key={field.name}
            of={field}
            value={kept.fields[field.name] ?? ''}
            set={(value) => kept.set({ [field.name]: value })}
            error={(tried ? missing(field) : undefined) ?? faults[field.name]}
          />
        ))}
        {Object.keys(faults).length === 0 && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>
          {action}
        </Button>
      </form>
    </Modal>
  );
}

/** What was chosen, by its label. */
function textOf(of: AskField | undefined, value: unknown): string {
  const options = of?.kind === 'choice' ? of.options : [];
  return (
    options.find((option) => option.value !== '' && option.value === value)?.label ?? plainText('', value)
  );
}

type OneProps = {
  readonly of: AskField;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly error: string | undefined;
};
function One({ of, value, set, error }: OneProps) {
  const { label, description } = of;
  const shared = { label, value, error, ...(description === undefined ? {} : { description }) };
  const onChange = (event: { currentTarget: { value: string } }) => set(event.currentTarget.value);
  switch (of.kind) {
    case 'choice':
      return <NativeSelect {...shared} data={[...of.options]} onChange={onChange} />;
    case 'choices':
      return (
        <Checkbox.Group
          {...{ label, error }}
          {...(description === undefined ? {} : { description })}
          value={value === '' ? [] : value.split(' ')}
          onChange={(chosen) => set(chosen.join(' '))}
        >
          {of.options.map((option) => (
            <Checkbox key={option.value} value={option.value} label={option.label} mt={6} />
          ))}
        </Checkbox.Group>
      );
    case 'lines':
      return <Textarea {...shared} autosize minRows={2} onChange={onChange} />;
    case 'date':
      return <DateField {...shared} onChange={set} />;
    case 'time':
      return <TextInput {...shared} type="time" onChange={onChange} />;
    case 'number':
    case 'text':
      return (
        <TextInput
          {...shared}
          autoComplete="off"
          spellCheck={false}
          inputMode={of.kind === 'number' ? 'numeric' : 'text'}
          onChange={onChange}
        />
      );
  }
}

type Named = { readonly id: string; readonly name: string };
export const optionsOf = (list: readonly Named[], none?: string): Option[] => [
  ...(none === undefined ? [] : [{ value: '', label: none }]),
  ...list.map(({ id, name }) => ({ value: id, label: name })),
];
/** A whole number, or nothing that the server takes: its own words say what is wrong. */
export const numberOf = (text: string | undefined): number => Number((text ?? '').trim() || 'none');
