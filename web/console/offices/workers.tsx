import type { CheckInWorker } from '@attend/contracts/office-calendar';
import { weekdays } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { workersQuery } from '../check-ins/queries.ts';
import { colleaguesQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import classes from './hours.module.css';
import { weekdayWords } from './view.ts';
import { checkWorker, type WorkerFields, workerEmpty } from './worker-form.ts';

/** CHK-19: who holds check-ins here, and when. Without anybody the office's own places hold alone. */
export function Workers({ office }: { readonly office: string }) {
  const list = useQuery(workersQuery(office));
  return (
    <section aria-label={t`Who holds check-ins`} className={classes.closures}>
      <h3>
        <Trans>Who holds check-ins</Trans>
      </h3>
      {list.data ? (
        <>
          {list.data.workers.length === 0 ? (
            <p
              className={entryClasses.aside}
            >{t`Nobody is named: as many are seen at once as stands above. Whoever is named counts, and not while they are away.`}</p>
          ) : (
            <Named office={office} of={list.data.workers} />
          )}
          <Add office={office} />
        </>
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </section>
  );
}

function Named({ office, of }: { readonly office: string; readonly of: readonly CheckInWorker[] }) {
  const client = useQueryClient();
  const say = useSay();
  const end = async (worker: CheckInWorker) => {
    const answer = await send(`/api/check-in-workers/${worker.id}/end`, undefined);
    if (!answer.ok) say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: workersQuery(office).queryKey });
  };
  return (
    <ul>
      {of.map((worker) => {
        const { id, staff, hours, atOnce } = worker;
        const name = staff.name;
        const when = hours
          .map(
            ({ days, start, end: until }) =>
              `${days.map((day) => weekdayWords(day, 'short')).join(', ')} ${start}–${until}`,
          )
          .join('; ');
        return (
          <li key={id}>
            <span>
              {name} · {when} · {t`${atOnce} at once`}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`${name} holds check-ins here no longer`}
              onClick={() => void end(worker)}
            >
              <Trans>Remove</Trans>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function Add({ office }: { readonly office: string }) {
  const client = useQueryClient();
  const say = useSay();
  const colleagues = useQuery(colleaguesQuery);
  const kept = useKeptForm<WorkerFields>(`office.${office}.worker`, { initialValues: workerEmpty });
  const { form } = kept;
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const add = async (values: WorkerFields) => {
    const checked = checkWorker(values);
    if (!checked.ok) return form.setErrors(checked.errors);
    const answer = await send(`/api/offices/${office}/workers`, checked.body);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    say(t`They hold check-ins here.`);
    kept.startAnew();
    await client.invalidateQueries({ queryKey: workersQuery(office).queryKey });
  };
  if (!colleagues.data)
    return colleagues.error ? <Failed error={colleagues.error} retry={colleagues.refetch} /> : <Waiting />;
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void add(values))}>
      <Restored of={kept} />
      <NativeSelect
        label={t`Who`}
        data={[
          { value: '', label: t`Choose…` },
          ...colleagues.data.colleagues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('staff')}
      />
      <Checkbox.Group label={t`Days`} {...form.getInputProps('days')}>
        {weekdays.map((day) => (
          <Checkbox key={day} value={day} label={weekdayWords(day)} mt={4} />
        ))}
      </Checkbox.Group>
      <div className={classes.day}>
        <TextInput type="time" label={t`Works from`} {...form.getInputProps('start')} />
        <TextInput type="time" label={t`Works until`} {...form.getInputProps('end')} />
      </div>
      <NumberInput label={t`Sees at once`} min={1} max={50} {...form.getInputProps('atOnce')} />
      <Refusal failure={failure} />
      <Button type="submit" variant="default">
        <Trans>Add them</Trans>
      </Button>
    </form>
  );
}
