import { type Suspension, suspensionKinds } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { wallClock } from '../../ui/time.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { suspensionStands } from './facts.tsx';
import { type BeginFields, checkBegin, checkEnd, type EndFields } from './form.ts';
import { kindWords } from './view.ts';

/** Everything that shows whether clocks run for a person is read again. */
export const stale = ['suspensions', 'person', 'people', 'check-ins', 'messages', 'log'] as const;
const fieldOf = Object.fromEntries(['kind', 'from', 'to', 'note'].map((name) => [name, name]));
const atField = (failure: ApiFailure | null): boolean =>
  Object.keys(fieldFaults(failure, fieldOf)).length > 0;

function useDone(close: () => void): (words: string) => Promise<void> {
  const client = useQueryClient();
  const say = useSay();
  return async (words) => {
    await Promise.all(stale.map((first) => client.invalidateQueries({ queryKey: [first] })));
    say(words);
    close();
  };
}

export function BeginDialog({ person, close }: { readonly person: string; readonly close: () => void }) {
  const timezone = useTimezone();
  const done = useDone(close);
  const kept = useKeptForm<BeginFields>(`suspension.${person}`, {
    moments: ['from'],
    initialValues: { kind: '', from: wallClock(serverNow(), timezone), to: '', note: '' },
    validate: (values) => {
      const checked = checkBegin(values, timezone);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const begin = useMutation<void, ApiFailure, BeginFields>({
    mutationFn: async (values) => {
      const checked = checkBegin(values, timezone);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const answer = await send(`/api/people/${person}/suspensions`, checked.body);
      if (!answer.ok) throw answer.error;
      kept.forget();
      await done(t`Clocks stand still for this person.`);
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const { kind } = form.values;
  const field = form.getInputProps;
  return (
    <Modal opened onClose={close} title={t`Suspend`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => begin.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <NativeSelect
          label={t`Why`}
          data-autofocus
          description={
            kind === 'death' ? t`Nothing is ever sent to them again, and this has no end.` : undefined
          }
          data={toChoose(suspensionKinds.map((value) => ({ value, label: kindWords(value) })))}
          {...field('kind')}
        />
        <DateTimeField label={t`From`} {...field('from')} />
        {kind !== 'death' && (
          <DateTimeField
            label={t`Until`}
            description={t`Where it is known; else somebody says when it has ended.`}
            {...field('to')}
          />
        )}
        <Textarea label={t`How you know, and who told you`} autosize minRows={2} {...field('note')} />
        <p>
          <Trans>
            No location is kept, nothing is expected of the device, nobody asks after check-ins, times that
            were booked are free, and nothing is sent by itself. Tell the court of hearings that fall into it.
          </Trans>
        </p>
        <Refusal failure={atField(begin.error) ? null : begin.error} />
        <Button type="submit" loading={begin.isPending}>
          <Trans>Let clocks stand still</Trans>
        </Button>
      </form>
    </Modal>
  );
}

export function EndDialog({ of, close }: { readonly of: Suspension; readonly close: () => void }) {
  const timezone = useTimezone();
  const done = useDone(close);
  const client = useQueryClient();
  const kept = useKeptForm<EndFields>(`suspension.${of.id}.end`, {
    moments: ['to'],
    initialValues: { to: wallClock(serverNow(), timezone), note: '' },
    validate: (values) => {
      const checked = checkEnd(values, timezone);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const { version, told } = useStands(suspensionStands(of));
  const end = useMutation<void, ApiFailure, EndFields>({
    mutationFn: async (values) => {
      const checked = checkEnd(values, timezone);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const answer = await send(`/api/suspensions/${of.id}/end`, { ...checked.body, version });
      if (!answer.ok) throw answer.error;
      kept.forget();
      await done(t`Clocks go on from then; check-ins are planned again.`);
    },
    onError: (failure) => {
      form.setErrors(fieldFaults(failure, fieldOf));
      // Behind the dialog stands by now what somebody else has changed.
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['suspensions'] });
    },
  });
  return (
    <Modal opened onClose={close} title={t`End the suspension`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} onSubmit={form.onSubmit((values) => end.mutate(values))} noValidate>
        <Restored of={kept} />
        {told}
        <DateTimeField label={t`Ended`} data-autofocus {...form.getInputProps('to')} />
        <Textarea
          label={t`How you know, and who told you`}
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
        <Refusal failure={atField(end.error) ? null : end.error} />
        <Button type="submit" loading={end.isPending}>
          <Trans>Let clocks go on</Trans>
        </Button>
      </form>
    </Modal>
  );
}
