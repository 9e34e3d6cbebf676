import type { WaitingPhoto } from '@attend/contracts/photos';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, Radio, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { PhotoImage } from './image.tsx';
import classes from './page.module.css';
import {
  checkDecision,
  consequenceWords,
  type DecisionFields,
  decisionBody,
  decisionEmpty,
  decisionsOpen,
  decisionWords,
} from './view.ts';

type Props = { readonly of: WaitingPhoto; readonly close: () => void };

/** A photo beside the one that is known to be the person's, and what somebody sees. */
export function Compare({ of, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<DecisionFields>(`photo.${of.id}`, {
    initialValues: decisionEmpty,
    validate: (fields) => checkDecision(fields, of),
  });
  const { form } = kept;
  const decide = useMutation<void, ApiFailure, DecisionFields>({
    mutationFn: async (fields) => {
      const answer = await send(`/api/check-in-photos/${of.id}/decision`, decisionBody(fields));
      // It stands differently by now, or it is decided.
      await client.invalidateQueries({ queryKey: ['photos'] });
      await client.invalidateQueries({ queryKey: ['check-ins'] });
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(t`What you saw is on record.`);
      close();
    },
  });
  const { name } = of.participant;
  const { decision } = form.values;
  return (
    <Modal opened onClose={close} size="xl" title={name} closeButtonProps={{ 'aria-label': t`Close` }}>
      <div className={classes.pair}>
        {of.reference ? (
          <PhotoImage path={`/api/reference-photos/${of.reference.id}/image`} caption={t`Reference photo`} />
        ) : (
          <p className={classes.none}>
            <Trans>There is no reference photo of this person. Add one on their page, under Photos.</Trans>
          </p>
        )}
        <PhotoImage path={`/api/check-in-photos/${of.id}/image`} caption={t`Photo of the check-in`} />
      </div>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((fields) => decide.mutate(fields))}
      >
        <Restored of={kept} />
        <Radio.Group label={t`What do you see?`} {...form.getInputProps('decision')}>
          <div className={classes.choices}>
            {decisionsOpen(of).map((value) => (
              <Radio key={value} value={value} label={decisionWords(value)} />
            ))}
          </div>
        </Radio.Group>
        {decision !== '' && <p className={classes.dim}>{consequenceWords(decision)}</p>}
        <Textarea label={t`Note`} autosize minRows={2} {...form.getInputProps('note')} />
        {of.own && (
          <Checkbox
            label={t`I uploaded this photo myself, and nobody else is there to compare it`}
            {...form.getInputProps('alone', { type: 'checkbox' })}
          />
        )}
        <Refusal failure={decide.error} />
        <Button type="submit" loading={decide.isPending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
