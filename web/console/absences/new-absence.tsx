import type { Colleague } from '@attend/contracts/agency';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { absencesQuery, colleaguesQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type AbsenceFields, absenceEmpty, checkAbsence } from './form.ts';
import { standInsFor, whoMayBeAway } from './view.ts';

/** Somebody is away, and somebody sees and works whatever is theirs in the meantime. */
export function NewAbsence({ close }: { readonly close: () => void }) {
  const list = useQuery(colleaguesQuery);
  return (
    <Modal opened onClose={close} title={t`Enter an absence`} closeButtonProps={{ 'aria-label': t`Close` }}>
      {list.data ? (
        <AbsenceForm colleagues={list.data.colleagues} close={close} />
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}

type Props = { readonly colleagues: readonly Colleague[]; readonly close: () => void };
const fieldOf = { staff: 'away', standIn: 'standIn', from: 'from', to: 'to' };

function AbsenceForm({ colleagues, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const zone = useTimezone();
  const [empty] = useState(() => absenceEmpty(serverNow(), zone));
  const kept = useKeptForm<AbsenceFields>('absence', {
    initialValues: empty,
    validate: (values) => {
      const checked = checkAbsence(values, zone, serverNow());
      return checked.ok ? {} : checked.errors;
    },
  });
  const { form } = kept;
  const standIns = standInsFor(form.values.away, colleagues);
  const enter = useMutation<void, ApiFailure, AbsenceFields>({
    mutationFn: async (values) => {
      const checked = checkAbsence(values, zone, serverNow());
      if (!checked.ok) return form.setErrors(checked.errors);
      const answer = await send('/api/absences', checked.body);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: absencesQuery.queryKey });
      kept.forget();
      const name = standIns.find(({ value }) => value === values.standIn)?.label ?? '';
      say(t`${name} stands in.`);
      close();
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const choose = [{ value: '', label: t`Choose…` }];
  return (
    <form className={entryClasses.form} onSubmit={form.onSubmit((values) => enter.mutate(values))} noValidate>
      <Restored of={kept} />
      <NativeSelect
        label={t`Who is away`}
        data-autofocus
        data={[...choose, ...whoMayBeAway(colleagues)]}
        {...form.getInputProps('away')}
        onChange={(event) => form.setValues({ away: event.currentTarget.value, standIn: '' })}
      />
      <NativeSelect
        label={t`Who stands in`}
        description={
          form.values.away !== '' && standIns.length === 0
            ? t`Nobody else of the same agency or provider works with people.`
            : t`They see everybody who is assigned to whoever is away.`
        }
        data={[...choose, ...standIns]}
        disabled={standIns.length === 0}
        {...form.getInputProps('standIn')}
      />
      <DateTimeField label={t`From`} {...form.getInputProps('from')} />
      <DateTimeField
        label={t`Until`}
        description={t`Times are those of ${zone}.`}
        {...form.getInputProps('to')}
      />
      {Object.keys(fieldFaults(enter.error, fieldOf)).length === 0 && <Refusal failure={enter.error} />}
      <Button type="submit" loading={enter.isPending}>
        <Trans>Enter the absence</Trans>
      </Button>
    </form>
  );
}
