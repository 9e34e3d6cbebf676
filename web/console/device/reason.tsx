import { t } from '@lingui/core/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { reasonEmpty, reasonForm } from './form.ts';

type Props = {
  readonly path: string;
  readonly title: string;
  readonly action: string;
  readonly said: string;
  readonly close: () => void;
  /** What follows from it. */
  readonly children: ReactNode;
};

/** A decision about a device, with its reason. */
export function WithReason({ path, title, action, said, close, children }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(path, {
    mode: 'uncontrolled',
    initialValues: reasonEmpty,
    validate: formCheck(reasonForm),
  });
  const { form } = kept;
  const decide = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send(path, body);
      await client.invalidateQueries({ queryKey: ['devices'] });
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(said);
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => decide.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        {children}
        <Textarea
          label={t`Reason`}
          description={t`About the equipment. It stays on record.`}
          autosize
          minRows={2}
          data-autofocus
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={decide.error} />
        <Button type="submit" loading={decide.isPending}>
          {action}
        </Button>
      </form>
    </Modal>
  );
}
