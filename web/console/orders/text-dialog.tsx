import { t } from '@lingui/core/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { type Stands, useStands, versionless } from '../shell/stands.tsx';
import type { Undo } from '../shell/undo.ts';
import { useOrderCommand } from './use-command.ts';

type Given = {
  readonly version: number;
  readonly text: string;
  readonly choice: string;
  readonly time: string;
};
type Choice = { readonly value: string; readonly label: string };
export type Asked = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What is written. */
  readonly label: string;
  readonly description?: string;
  readonly action: string;
  readonly done: string;
  readonly path: string;
  readonly choice?: { readonly label: string; readonly of: readonly Choice[] };
  /** A time besides, as wall clock of the participant's zone. */
  readonly time?: {
    readonly label: string;
    readonly needed: (choice: string) => boolean;
    readonly field: string;
  };
  /** What it is about, as it stands by now; null: a command that asks for no version. */
  readonly stands: Stands | null;
  readonly body: (given: Given) => object;
  /** What takes it back, whole. */
  readonly undo?: Undo | undefined;
};

type Props = { readonly of: Asked; readonly close: () => void };
/** One decision with its reason. `of` is made anew from what the page reads: what somebody else decides meanwhile is told. */
export function TextDialog({ of, close }: Props) {
  const kept = useKeptFields(of.path, { text: '', time: '', choice: of.choice?.of[0]?.value ?? '' });
  const { text, time, choice } = kept.fields;
  const [tried, setTried] = useState(false);
  const { run, sending, failure } = useOrderCommand();
  const { version, told } = useStands(of.stands ?? versionless, sending);
  const asksTime = of.time?.needed(choice) ?? false;
  const missing = text.trim().length < 3;
  const submit = async () => {
    setTried(true);
    if (missing || (asksTime && time === '')) return;
    const body = of.body({ version, text: text.trim(), choice, time: asksTime ? time : '' });
    if (!(await run(of.path, body, of.done, of.undo))) return;
    kept.forget();
    close();
  };
  const faults = fieldFaults(failure, of.time ? { [of.time.field]: 'time' } : {});
  return (
    <Modal opened onClose={close} title={of.title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Restored of={kept} />
        {told}
        {of.lead}
        {of.choice && (
          <NativeSelect
            label={of.choice.label}
            data={[...of.choice.of]}
            value={choice}
            onChange={(event) => kept.set({ choice: event.currentTarget.value })}
          />
        )}
        {of.time && asksTime && (
          <DateTimeField
            label={of.time.label}
            value={time}
            onChange={(value) => kept.set({ time: value })}
            error={tried && time === '' ? t`Fill this in` : faults.time}
          />
        )}
        <Textarea
          label={of.label}
          description={of.description}
          data-autofocus
          autosize
          minRows={2}
          value={text}
          onChange={(event) => kept.set({ text: event.currentTarget.value })}
          error={tried && missing ? t`Write it first` : null}
        />
        {faults.time === undefined && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>
          {of.action}
        </Button>
      </form>
    </Modal>
  );
}
