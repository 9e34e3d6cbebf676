import type { OfficeCalendarView } from '@attend/contracts/office-calendar';
import { closureChanged } from '@attend/contracts/office-calendar';
import { weekdays } from '@attend/kernel';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { request, send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { officeCalendarQuery } from '../check-ins/queries.ts';
import { dayWords } from '../check-ins/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { Closing } from './closing.tsx';
import classes from './hours.module.css';
import { checkHours, type HoursFields, hoursFields, isBeyondForm } from './hours-form.ts';
import { weekdayWords } from './view.ts';
import { Workers } from './workers.tsx';

type Props = { readonly office: string; readonly name: string; readonly close: () => void };

/** When an office sees people, how many at once, and on which days nobody. */
export function HoursDialog({ office, name, close }: Props) {
  const calendar = useQuery(officeCalendarQuery(office));
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t`Hours of ${name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {calendar.data ? (
        <>
          <Hours of={calendar.data} />
          <Closures of={calendar.data} />
          <Workers office={office} />
        </>
      ) : calendar.error ? (
        <Failed error={calendar.error} retry={calendar.refetch} />
      ) : (
        <Waiting />
      )}
    </Modal>
  );
}

const hoursWords = (field: string): string =>
  ({ days: t`Hours`, slotMinutes: t`Minutes that a check-in takes` })[field] ?? t`People at once`;

const hoursText = (field: string, value: unknown): string =>
  field === 'days'
    ? weekdays
        .map((day) => [day, (value as HoursFields['days'])[day]] as const)
        .filter(([, { start }]) => start !== '')
        .map(([day, { start, end }]) => `${weekdayWords(day, 'short')} ${start}–${end}`)
        .join(', ')
    : String(value);

function Hours({ of }: { readonly of: OfficeCalendarView }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<HoursFields>(`office.${of.office.id}.hours`, {
    initialValues: hoursFields(of.hours),
  });
  const { form } = kept;
  const version = useVersion(kept, of.hours?.version ?? 0, hoursFields(of.hours));
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sending, setSending] = useState(false);
  const save = async (values: HoursFields) => {
    const checked = checkHours(values, version);
    if (!checked.ok) return form.setErrors(checked.errors);
    setSending(true);
    const answer = await send(`/api/offices/${of.office.id}/calendar`, checked.body, 'PUT');
    setSending(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok && isConflict(answer.error)) await client.invalidateQueries({ queryKey: ['check-ins'] });
    if (!answer.ok) return;
    say(t`The hours are set.`);
    await client.invalidateQueries({ queryKey: ['check-ins'] });
    kept.forget();
  };
  if (isBeyondForm(of.hours))
    return (
      <p
        className={entryClasses.aside}
      >{t`These hours have breaks in a day and are changed through the API.`}</p>
    );
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Restored of={kept} />
      {weekdays.map((day) => {
        const words = weekdayWords(day);
        return (
          <div key={day} className={classes.day}>
            <TextInput
              type="time"
              label={t`${words} from`}
              {...form.getInputProps(`days.${day}.start`)}
              error={form.errors[day]}
            />
            <TextInput type="time" label={t`${words} to`} {...form.getInputProps(`days.${day}.end`)} />
          </div>
        );
      })}
      <NumberInput
        label={t`Minutes that a check-in takes`}
        min={5}
        max={240}
        {...form.getInputProps('slotMinutes')}
      />
      <NumberInput
        label={t`People at once`}
        description={t`Rooms or workers, whichever are fewer.`}
        min={1}
        max={500}
        {...form.getInputProps('capacity')}
      />
      <Meanwhile of={kept} name={hoursWords} text={hoursText} />
      <Refusal failure={failure} />
      <Button type="submit" loading={sending}>
        <Trans>Set the hours</Trans>
      </Button>
    </form>
  );
}

function Closures({ of }: { readonly of: OfficeCalendarView }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptFields(`office.${of.office.id}.closure`, { on: '', kind: 'holiday', name: '' });
  const { on, kind, name } = kept.fields;
  const change = async (path: string, body: object, done: (booked: number) => string) => {
    const answer = await request(`/api/offices/${of.office.id}/closures${path}`, closureChanged, {
      method: 'POST',
      body,
    });
    if (answer.ok) say(done(answer.value.booked));
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['check-ins'] });
    return answer.ok;
  };
  const add = async () => {
    const booked = (count: number): string =>
      plural(count, {
        0: 'The office is closed on that day.',
        one: 'The office is closed on that day. # person who had a time is told within minutes.',
        other: 'The office is closed on that day. # people who had a time are told within minutes.',
      });
    if (await change('', { on, kind, name }, booked)) kept.startAnew();
  };
  return (
    <section aria-label={t`Holidays and closures`} className={classes.closures}>
      <h3>
        <Trans>Holidays and closures</Trans>
      </h3>
      {of.closures.length === 0 && <p className={entryClasses.aside}>{t`None is to come.`}</p>}
      <ul>
        {of.closures.map((closure) => {
          const day = dayWords(closure.on, currentLocale());
          return (
            <li key={closure.on}>
              <span>
                {day} · {closure.name}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t`Open on ${day} after all`}
                onClick={() =>
                  void change('/remove', { on: closure.on }, () => t`The office is open on ${day}.`)
                }
              >
                <Trans>Remove</Trans>
              </Button>
            </li>
          );
        })}
      </ul>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (on !== '' && name.trim() !== '') void add();
        }}
      >
        <Restored of={kept} />
        <DateField label={t`Day`} value={on} onChange={(value) => kept.set({ on: value })} />
        <NativeSelect
          label={t`What it is`}
          data={[
            { value: 'holiday', label: t`Holiday` },
            { value: 'closure', label: t`Closure` },
          ]}
          value={kind}
          onChange={(event) => kept.set({ kind: event.currentTarget.value })}
        />
        {on !== '' && <Closing office={of.office.id} on={on} />}
        <TextInput
          label={t`Name`}
          value={name}
          onChange={(event) => kept.set({ name: event.currentTarget.value })}
        />
        <Button type="submit" variant="default" disabled={on === '' || name.trim() === ''}>
          <Trans>Close on this day</Trans>
        </Button>
      </form>
    </section>
  );
}
