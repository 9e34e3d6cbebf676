import type { BreakGlassLook } from '@attend/contracts/break-glass';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { breakGlassQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { reviewForm } from './form.ts';

type Props = { readonly look: BreakGlassLook; readonly close: () => void };

/** A supervisor's decision about one look, with the reason that was given in front of them. */
export function Review({ look, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptFields(`break-glass.${look.id}.review`, { note: '' });
  const { note } = kept.fields;
  const [missing, setMissing] = useState(false);
  const review = useMutation({
    mutationFn: async (decision: 'justified' | 'not-justified') => {
      const read = reviewForm.safeParse({ decision, note });
      setMissing(!read.success);
      if (!read.success) return;
      const answer = await send(`/api/break-glass/${look.id}/review`, read.data);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: breakGlassQuery.queryKey });
      kept.forget();
      say(t`Reviewed.`);
      close();
    },
  });
  const who = look.staff.name;
  return (
    <Modal
      opened
      onClose={close}
      title={t`Was it justified?`}
      size="md"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} onSubmit={(event) => event.preventDefault()} noValidate>
        <p>
          <Trans>
            {who} opened the record of <bdi>{look.person.name}</bdi> and gave this reason:
          </Trans>
        </p>
        <blockquote className={entryClasses.quote}>
          <bdi>{look.reason ?? '—'}</bdi>
        </blockquote>
        <Restored of={kept} />
        <Textarea
          label={t`Note`}
          description={t`What you found, in a sentence.`}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => kept.set({ note: event.currentTarget.value })}
          error={missing ? t`Write the note first` : null}
        />
        <Refusal failure={review.error} />
        <Group>
          <Button onClick={() => review.mutate('justified')} loading={review.isPending}>
            <Trans>Justified</Trans>
          </Button>
          <Button variant="default" onClick={() => review.mutate('not-justified')} loading={review.isPending}>
            <Trans>Not justified</Trans>
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
