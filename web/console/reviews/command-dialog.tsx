import { t } from '@lingui/core/macro';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';

type Props<T> = {
  readonly title: string;
  readonly close: () => void;
  /** The form that keeps what is typed; that something was kept is said among the fields. */
  readonly kept: {
    readonly form: {
      onSubmit(handle: (fields: T) => void): (event?: React.FormEvent<HTMLFormElement>) => void;
    };
  };
  readonly submit: (fields: T) => Promise<void>;
  readonly sending: boolean;
  readonly failure: ApiFailure | null;
  /** What the button says. */
  readonly action: string;
  readonly children: ReactNode;
};

/** A dialog that sends one command: its fields, what was refused, and one button. */
export function CommandDialog<T>({
  title,
  close,
  kept,
  submit,
  sending,
  failure,
  action,
  children,
}: Props<T>) {
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={kept.form.onSubmit((fields) => void submit(fields))}
      >
        {children}
        <Refusal failure={failure} />
        <Button type="submit" loading={sending}>
          {action}
        </Button>
      </form>
    </Modal>
  );
}
