import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { zonedInstant } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useOrderCommand } from './use-command.ts';

const fieldOf = { from: 'from', to: 'to', reason: 'reason' };

/** A dated permission not to keep a condition, on the participant's behalf. */
export function ExceptionDialog({
  condition,
  close,
}: {
  condition: { id: string; reference: string };
  close: () => void;
}) {
  const zone = useTimezone();
  const kept = useKeptFields(`condition.${condition.id}.exception`, {
    ...{ from: '', to: '', reason: '', grant: false },
  });
  const { from, to, reason, grant } = kept.fields;
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { run, sending, failure } = useOrderCommand();
  const save = async () => {
    const [start, end] = [zonedInstant(from, zone), zonedInstant(to, zone)];
    const wrong: Record<string, string> = {};
    if (start === null) wrong.from = t`Fill this in`;
    if (end === null) wrong.to = t`Fill this in`;
    if (start !== null && end !== null && end <= start) wrong.to = t`The end must come after the beginning`;
    if (reason.trim().length < 3) wrong.reason = t`Write it first`;
    setErrors(wrong);
    if (start === null || end === null || Object.keys(wrong).length > 0) return;
    const text = (at: number) => new Date(at).toISOString();
    const body = { from: text(start), to: text(end), reason: reason.trim(), grant };
    const done = grant ? t`The exception is granted.` : t`The exception waits for a decision.`;
    if (!(await run(`/api/conditions/${condition.id}/exceptions`, body, done))) return;
    kept.forget();
    close();
  };
  const faults: Readonly<Record<string, string | undefined>> = {
    ...fieldFaults(failure, fieldOf),
    ...errors,
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Ask for an exception from ${condition.reference}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Restored of={kept} />
        <DateTimeField
          label={t`From`}
          data-autofocus
          value={from}
          onChange={(value) => kept.set({ from: value })}
          error={faults.from}
        />
        <DateTimeField
          label={t`To`}
          value={to}
          onChange={(value) => kept.set({ to: value })}
          error={faults.to}
        />
        <Textarea
          label={t`What for`}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => kept.set({ reason: event.currentTarget.value })}
          error={faults.reason}
        />
        <Checkbox
          label={t`Grant it at once`}
          checked={grant}
          onChange={(event) => kept.set({ grant: event.currentTarget.checked })}
        />
        {Object.values(faults).every((fault) => fault === undefined) && <Refusal failure={failure} />}
        <Button type="submit" loading={sending}>
          <Trans>Ask for it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
