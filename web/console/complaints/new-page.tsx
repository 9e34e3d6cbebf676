import { complainants, complaintTaken, complaintTopics } from '@attend/contracts/complaints';
import { requestWays } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { peopleQuery } from '../queries.ts';
import { wayWords } from '../requests/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useTitle } from '../shell/title.ts';
import { checkNew, type NewFields } from './form.ts';
import { complaintChoicesQuery } from './queries.ts';
import { complainantWords, topicWords } from './view.ts';

const fieldOf = Object.fromEntries(['receivedOn', 'words', 'participant'].map((name) => [name, name]));

/** Taken down by whoever hears of it; what comes back is a number for whoever complained. */
export function NewComplaintPage() {
  useTitle(t`Take a complaint down`);
  const [taken, setTaken] = useState<number | null>(null);
  const choices = useQuery(complaintChoicesQuery);
  return (
    <Page
      title={t`Take a complaint down`}
      lead={t`In their own words. A complaint changes nothing in what anybody must keep, and whom it concerns never sees it.`}
    >
      {taken !== null && <Taken number={taken} again={() => setTaken(null)} />}
      {taken === null &&
        !choices.data &&
        (choices.error ? <Failed error={choices.error} retry={choices.refetch} /> : <Waiting />)}
      {taken === null && choices.data && <Form choices={choices.data} done={setTaken} />}
    </Page>
  );
}

const Taken = ({ number, again }: { readonly number: number; readonly again: () => void }) => (
  <Card title={t`It is taken down`}>
    <p role="status">
      <Trans>Tell whoever complained: its number is {number}.</Trans>
    </p>
    <Button variant="default" onClick={again}>
      <Trans>Take another one down</Trans>
    </Button>
  </Card>
);

type Choices = {
  readonly staff: readonly { id: string; name: string }[];
  readonly providers: readonly { id: string; name: string }[];
  readonly offices: readonly { id: string; name: string }[];
};
const optionsOf = (list: Choices['offices'], none: string) => [
  { value: '', label: none },
  ...list.map(({ id, name }) => ({ value: id, label: name })),
];

function Form({ choices, done }: { readonly choices: Choices; readonly done: (number: number) => void }) {
  const zone = useTimezone();
  const client = useQueryClient();
  const kept = useKeptForm<NewFields>('complaint.new', {
    initialValues: {
      ...{ complainant: 'participant', anonymous: false, way: 'telephone', topic: 'staff' },
      ...{ receivedOn: civilDay(serverNow(), zone), words: '', participant: '', name: '', reach: '' },
      ...{ concernedStaff: [], concernedProvider: '', office: '' },
    },
    moments: ['receivedOn'],
  });
  const { form } = kept;
  const take = useMutation<void, ApiFailure, NewFields>({
    mutationFn: async (values) => {
      const checked = checkNew(values);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const answer = await request('/api/complaints', complaintTaken, { method: 'POST', body: checked.body });
      if (!answer.ok) throw answer.error;
      kept.startAnew();
      await client.invalidateQueries({ queryKey: ['complaints', 'list'] });
      done(answer.value.number);
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const field = form.getInputProps;
  const { anonymous } = form.values;
  return (
    <Card title={t`What came in`}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((values) => take.mutate(values))}
      >
        <Restored of={kept} />
        <NativeSelect
          label={t`Who complains`}
          data={complainants.map((value) => ({ value, label: complainantWords(value) }))}
          {...field('complainant')}
        />
        <Checkbox
          label={t`Without a name: nobody knows, or is to know, who`}
          {...field('anonymous', { type: 'checkbox' })}
        />
        {!anonymous && <Person form={form} />}
        {!anonymous && (
          <>
            <TextInput
              label={t`Name, where it is not the participant`}
              autoComplete="off"
              {...field('name')}
            />
            <TextInput label={t`How they are reached`} autoComplete="off" {...field('reach')} />
          </>
        )}
        <NativeSelect
          label={t`How it came`}
          data={requestWays.map((value) => ({ value, label: wayWords(value) }))}
          {...field('way')}
        />
        <DateField label={t`Came in on`} {...field('receivedOn')} />
        <NativeSelect
          label={t`About`}
          data={complaintTopics.map((value) => ({ value, label: topicWords(value) }))}
          {...field('topic')}
        />
        <Textarea
          label={t`In their words`}
          description={t`As they said it. Do not judge it here.`}
          autosize
          minRows={4}
          {...field('words')}
        />
        <MultiSelect
          label={t`Whom of the staff it concerns`}
          description={t`They never see it. You may name yourself.`}
          searchable
          data={choices.staff.map(({ id, name }) => ({ value: id, label: name }))}
          {...field('concernedStaff')}
        />
        <NativeSelect
          label={t`Which provider it concerns`}
          data={optionsOf(choices.providers, t`none`)}
          {...field('concernedProvider')}
        />
        <NativeSelect
          label={t`Office`}
          description={t`Whose open days count. Empty: the participant’s.`}
          data={optionsOf(choices.offices, t`as the participant’s`)}
          {...field('office')}
        />
        <Refusal failure={take.error} />
        <Button type="submit" loading={take.isPending}>
          <Trans>Take it down</Trans>
        </Button>
      </form>
    </Card>
  );
}

type FormOf = ReturnType<typeof useKeptForm<NewFields>>['form'];
/** Found by name or number; chosen from those that are found. */
function Person({ form }: { readonly form: FormOf }) {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const found = useInfiniteQuery({ ...peopleQuery(q), enabled: q !== '' });
  const people = q === '' ? [] : (found.data?.pages.flatMap((page) => page.people) ?? []);
  const nobody = q !== '' && people.length === 0 && !found.isFetching;
  return (
    <>
      <TextInput
        label={t`Name or number of the participant`}
        description={t`Empty: of nobody in particular.`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setQ(typed.trim())}
      />
      <NativeSelect
        label={t`The participant`}
        data={[
          { value: '', label: nobody ? t`Nobody was found` : t`nobody in particular` },
          ...people.map(({ id, name, reference }) => ({ value: id, label: `${name} · ${reference}` })),
        ]}
        {...form.getInputProps('participant')}
      />
    </>
  );
}
