import type { CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DateField } from '../../ui/DateField.tsx';
import { Failed } from '../../ui/State.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { useStands } from '../shell/stands.tsx';
import { slipWords } from '../shell/undo.ts';
import { checkInStands } from './facts.tsx';
import { slotsQuery } from './queries.ts';
import { Day } from './standing.tsx';
import { useCheckInCommand } from './use-command.ts';
import { clockOf } from './view.ts';

type Props = { readonly of: CheckInView; readonly close: () => void };

/** A time for a check-in, or another one, among the office's free places. */
export function BookDialog({ of, close }: Props) {
  const [on, setOn] = useState(of.dueOn);
  const [at, setAt] = useState('');
  const [sending, setSending] = useState(false);
  const slots = useQuery(slotsQuery(of.office.id, on));
  const command = useCheckInCommand();
  const { version, told } = useStands(checkInStands(of), sending);
  const free = (slots.data?.slots ?? []).filter((slot) => slot.free > 0);
  const zone = of.office.timezone;
  const book = async () => {
    setSending(true);
    const path = `/api/check-ins/${of.id}/book`;
    const before = of.at;
    const said = of.at === null ? t`The check-in has a time.` : t`The check-in is at its new time.`;
    const done = await command(path, { version, at }, said, (after) =>
      before === null
        ? {
            path: `/api/check-ins/${of.id}/free`,
            body: { version: after, reason: slipWords() },
            done: t`The check-in has no time again.`,
          }
        : { path, body: { version: after, at: before }, done: t`The check-in is at its old time again.` },
    );
    setSending(false);
    if (done) close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={of.at === null ? t`Give it a time` : t`Move it`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (at !== '') void book();
        }}
      >
        {told}
        <p className={entryClasses.aside}>
          <Trans>
            May be held from <Day on={of.windowFrom} /> to <Day on={of.windowTo} />.
          </Trans>
        </p>
        <DateField
          label={t`Day`}
          data-autofocus
          min={of.windowFrom}
          max={of.windowTo}
          value={on}
          onChange={(value) => {
            if (value !== '') setOn(value);
            setAt('');
          }}
        />
        {slots.error ? (
          <Failed error={slots.error} retry={slots.refetch} />
        ) : (
          <NativeSelect
            label={t`Time`}
            description={
              slots.data && free.length === 0
                ? t`No place is free on this day, or the office is closed.`
                : t`Times are those of ${zone}.`
            }
            data={[
              { value: '', label: t`Choose…` },
              ...free.map((slot) => ({ value: slot.at, label: clockOf(slot.at, zone) })),
            ]}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
        <Button type="submit" loading={sending} disabled={at === ''}>
          <Trans>Book it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
