import { entryKinds, resultsOf, visitPlaces } from '@attend/contracts/contact-log';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { wallClock } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { resultWords } from '../check-ins/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { checkEntry, type EntryFields, entryEmpty } from './form.ts';
import { entryKindWords, placeWords } from './view.ts';

const fieldOf = Object.fromEntries(['kind', 'place', 'result', 'at', 'text'].map((name) => [name, name]));

/** What was done with the person outside of the program: it is never changed afterwards, only marked as wrong. */
export function EnterDialog({ person, close }: { readonly person: string; readonly close: () => void }) {
  const timezone = useTimezone();
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<EntryFields>(`log.${person}`, {
    initialValues: entryEmpty(wallClock(serverNow(), timezone)),
    moments: ['at'],
    validate: (values) => {
      const checked = checkEntry(values, timezone);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const enter = useMutation<void, ApiFailure, EntryFields>({
    mutationFn: async (values) => {
      const checked = checkEntry(values, timezone);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const answer = await send(`/api/people/${person}/log`, checked.body);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['log', person] });
      kept.forget();
      say(t`It is on record.`);
      close();
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const { kind } = form.values;
  const field = form.getInputProps;
  return (
    <Modal
      opened
      onClose={close}
      title={t`Enter what was done`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => enter.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <NativeSelect
          label={t`Kind`}
          data-autofocus
          data={entryKinds.map((value) => ({ value, label: entryKindWords(value) }))}
          {...field('kind')}
        />
        {kind === 'visit' && (
          <NativeSelect
            label={t`Where`}
            data={visitPlaces.map((value) => ({ value, label: placeWords(value) }))}
            {...field('place')}
          />
        )}
        {kind !== 'note' && (
          <NativeSelect
            label={t`Result`}
            data={[
              { value: '', label: t`Choose…` },
              ...resultsOf(kind).map((value) => ({ value, label: resultWords(value) })),
            ]}
            {...field('result')}
          />
        )}
        <DateTimeField label={t`When it was`} {...field('at')} />
        <Textarea
          label={t`What was said or seen, and why`}
          description={t`The person may be shown this. It cannot be changed afterwards, only marked as entered in error.`}
          autosize
          minRows={3}
          {...field('text')}
        />
        <Refusal failure={Object.keys(fieldFaults(enter.error, fieldOf)).length > 0 ? null : enter.error} />
        <Button type="submit" loading={enter.isPending}>
          <Trans>Put it on record</Trans>
        </Button>
      </form>
    </Modal>
  );
}
