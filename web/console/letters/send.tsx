import { type LetterSendingView, type LetterView, type LetterWay, waysOf } from '@attend/contracts/letters';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { wayWords } from './view.ts';

type Fields = { readonly way: LetterWay; readonly on: string; readonly note: string };
type Props = {
  readonly letter: LetterView;
  /** Null: that it left is said; else that it came back. */
  readonly sending: LetterSendingView | null;
  readonly close: () => void;
};

/** How it went, as whoever did it says: the program sends nothing. */
export function HowItWent({ letter, sending, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const today = civilDay(serverNow(), useTimezone());
  const ways = waysOf(letter.recipient.kind);
  const kept = useKeptForm<Fields>(
    sending === null ? `letter.${letter.id}.left` : `letter-sending.${sending.id}.return`,
    {
      initialValues: { way: ways[0] ?? 'posted', on: today, note: '' },
      moments: ['on'],
      validate: {
        on: (given) =>
          given === '' ? t`Say on which day` : given > today ? t`This day is still to come` : null,
      },
    },
  );
  const { form } = kept;
  const record = useMutation<void, ApiFailure, Fields>({
    mutationFn: async ({ way, on, note }) => {
      const said = { on, note: note.trim() === '' ? null : note.trim() };
      const answer =
        sending === null
          ? await send(`/api/letters/${letter.id}/sendings`, { way, ...said })
          : await send(`/api/letter-sendings/${sending.id}/return`, said);
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(sending === null ? t`It is on record how the letter went.` : t`That it came back is on record.`);
      for (const key of ['letters', 'log', 'check-ins', 'needs'])
        await client.invalidateQueries({ queryKey: [key] });
      close();
    },
  });
  const { title } = letter;
  return (
    <Modal
      opened
      onClose={close}
      title={sending === null ? t`How it went: ${title}` : t`It came back: ${title}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((fields) => record.mutate(fields))}
      >
        <Restored of={kept} />
        {sending === null && (
          <NativeSelect
            label={t`How did it leave?`}
            data-autofocus
            data={ways.map((value) => ({ value, label: wayWords(value) }))}
            {...form.getInputProps('way')}
          />
        )}
        <DateField
          label={t`On which day?`}
          {...(sending === null ? {} : { 'data-autofocus': true })}
          {...form.getInputProps('on')}
        />
        <Textarea label={t`Note`} autosize minRows={2} maxLength={1_000} {...form.getInputProps('note')} />
        <Refusal failure={record.error} />
        <Button type="submit" loading={record.isPending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
