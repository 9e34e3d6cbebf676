import { checkInKinds, checkInRhythms } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { checkSchedule, type ScheduleFields, scheduleEmpty } from './form.ts';
import { checkInOfficesQuery } from './queries.ts';
import { kindWords, rhythmWords } from './view.ts';

type Props = { readonly person: string; readonly close: () => void };
const fieldOf = { office: 'office', startsOn: 'startsOn', endsOn: 'endsOn', dates: 'dates' };

/** A schedule that a clause of an order in force permits; the refusal says which clause is missing. */
export function NewSchedule({ person, close }: Props) {
  const offices = useQuery(checkInOfficesQuery);
  return (
    <Modal opened onClose={close} title={t`Set a schedule`} closeButtonProps={{ 'aria-label': t`Close` }}>
      {offices.data ? (
        <ScheduleForm person={person} close={close} offices={offices.data.offices} />
      ) : offices.error ? (
        <Failed error={offices.error} retry={offices.refetch} />
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}

type FormProps = Props & { readonly offices: readonly { readonly id: string; readonly name: string }[] };

function ScheduleForm({ person, close, offices }: FormProps) {
  const client = useQueryClient();
  const say = useSay();
  const zone = useTimezone();
  const [empty] = useState(() => scheduleEmpty(civilDay(serverNow(), zone)));
  const kept = useKeptForm<ScheduleFields>(`schedule.${person}`, {
    moments: ['startsOn'],
    initialValues: empty,
    validate: (values) => {
      const checked = checkSchedule(values);
      return checked.ok ? {} : checked.errors;
    },
  });
  const { form } = kept;
  const set = useMutation<void, ApiFailure, ScheduleFields>({
    mutationFn: async (values) => {
      const checked = checkSchedule(values);
      if (!checked.ok) return form.setErrors(checked.errors);
      const answer = await send(`/api/people/${person}/check-in-schedules`, checked.body);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['check-ins'] });
      say(t`The schedule is set.`);
      kept.forget();
      close();
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const ordered = form.values.rhythm === 'ordered';
  return (
    <form className={entryClasses.form} onSubmit={form.onSubmit((values) => set.mutate(values))} noValidate>
      <Restored of={kept} />
      <NativeSelect
        label={t`Office`}
        data-autofocus
        data={[
          { value: '', label: t`Choose…` },
          ...offices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('office')}
      />
      <NativeSelect
        label={t`How`}
        data={checkInKinds.map((value) => ({ value, label: kindWords(value) }))}
        {...form.getInputProps('kind')}
      />
      <NativeSelect
        label={t`Rhythm`}
        data={checkInRhythms.map((value) => ({ value, label: rhythmWords(value) }))}
        {...form.getInputProps('rhythm')}
      />
      {ordered ? (
        <Textarea
          label={t`Dates`}
          description={t`One a line, as 2026-03-31.`}
          autosize
          minRows={3}
          {...form.getInputProps('dates')}
        />
      ) : (
        <DateField
          label={t`First day`}
          description={t`The others are counted from it. A closed day becomes the next open one.`}
          {...form.getInputProps('startsOn')}
        />
      )}
      <NumberInput
        label={t`Days before that are as good`}
        min={0}
        max={60}
        {...form.getInputProps('daysBefore')}
      />
      <NumberInput
        label={t`Days after that are as good`}
        min={0}
        max={60}
        {...form.getInputProps('daysAfter')}
      />
      <DateField
        label={t`Ends before`}
        description={t`Empty: with the clause that permits it.`}
        {...form.getInputProps('endsOn')}
      />
      {Object.keys(fieldFaults(set.error, fieldOf)).length === 0 && <Refusal failure={set.error} />}
      <Button type="submit" loading={set.isPending}>
        <Trans>Set the schedule</Trans>
      </Button>
    </form>
  );
}
