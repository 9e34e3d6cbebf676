import type { DisclosureDelay } from '@attend/contracts/disclosure';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { endForm, reviewForm } from './form.ts';

type Props = {
  readonly kind: 'review' | 'end';
  readonly delay: DisclosureDelay;
  readonly close: () => void;
};

/** That an order is still needed, or that it ends, each with a sentence why. */
export function Say({ kind, delay, close }: Props) {
  const client = useQueryClient();
  const tell = useSay();
  const ends = kind === 'end';
  const check = formCheck(reviewForm);
  const checkEnd = formCheck(endForm);
  const kept = useKeptForm(`disclosure.${delay.id}.${kind}`, {
    mode: 'uncontrolled',
    initialValues: { text: '' },
    validate: ({ text }) => {
      const wrong = ends ? checkEnd({ reason: text }).reason : check({ note: text }).note;
      return { text: wrong ?? null };
    },
  });
  const { form } = kept;
  const save = useMutation({
    mutationFn: async ({ text }: { text: string }) => {
      const path = `/api/disclosure-delays/${delay.id}/${kind}`;
      const answer = await send(path, ends ? { reason: text } : { note: text });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['disclosure'] });
      tell(ends ? t`Ended: what it kept back is shown from now on.` : t`Reviewed: it goes on to its end.`);
      kept.forget();
      close();
    },
  });
  const { reference } = delay;
  return (
    <Modal
      opened
      onClose={close}
      title={ends ? t`End the order ${reference}` : t`Is the order ${reference} still needed?`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => save.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <Textarea
          label={ends ? t`Why it ends` : t`Why it is still needed`}
          {...(ends ? {} : { description: t`If it is not, close this and end the order.` })}
          autosize
          minRows={3}
          data-autofocus
          key={form.key('text')}
          {...form.getInputProps('text')}
        />
        <Refusal failure={save.error} />
        <Button type="submit" loading={save.isPending}>
          {ends ? <Trans>End the order</Trans> : <Trans>It is still needed</Trans>}
        </Button>
      </form>
    </Modal>
  );
}
