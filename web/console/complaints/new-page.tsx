import { complainants, complaintTaken, complaintTopics } from '@attend/contracts/complaints';
import { requestWays } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
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
import { FindPerson } from '../people/find-person.tsx';
import { personQuery } from '../queries.ts';
import { wayWords } from '../requests/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useTitle } from '../shell/title.ts';
import { checkNew, foundOf, type NewFields } from './form.ts';
import classes from './page.module.css';
import { complaintChoicesQuery } from './queries.ts';
import { complainantWords, topicWords } from './view.ts';

const fieldOf = Object.fromEntries(['receivedOn', 'words', 'participant'].map((name) => [name, name]));

/** Taken down by whoever hears of it; what comes back is a number for whoever complained. */
export function NewComplaintPage() {
  useTitle(t`Take a complaint down`);
  const [taken, setTaken] = useState<number | null>(null);
  const choices = useQuery(complaintChoicesQuery);
  const { participant } = useSearch({ from: '/complaints/new' });
  const whose = useQuery({ ...personQuery(participant ?? ''), enabled: participant !== undefined });
  // Who may not read the person may take the complaint down all the same (CPL-1): they are found anew, or named in its words.
  const isReady = participant === undefined || whose.data !== undefined || whose.isError;
  return (
    <Page
      title={t`Take a complaint down`}
      lead={t`In their own words. A complaint changes nothing in what anybody must keep, and whom it concerns never sees it.`}
    >
      {taken !== null && <Taken number={taken} again={() => setTaken(null)} />}
      {taken === null &&
        !(choices.data && isReady) &&
        (choices.error ? <Failed error={choices.error} retry={choices.refetch} /> : <Waiting />)}
      {taken === null && choices.data && isReady && (
        <Form choices={choices.data} whose={whose.data?.person ?? null} done={setTaken} />
      )}
    </Page>
  );
}

const Taken = ({ number, again }: { readonly number: number; readonly again: () => void }) => (
  <Card title={t`It is taken down`}>
    <p role="status">
      <Trans>Tell whoever complained: its number is {number}.</Trans>
    </p>
    <p>
      <Trans>
        Whoever works with complaints, and whom it does not concern, sees it. You may not find it in your own
        list.
      </Trans>
    </p>
    <div className={classes.bar}>
      <Button renderRoot={(props) => <Link to="/complaints" {...props} />}>
        <Trans>All complaints</Trans>
      </Button>
      <Button variant="default" onClick={again}>
        <Trans>Take another one down</Trans>
      </Button>
    </div>
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

type FormProps = {
  readonly choices: Choices;
  readonly whose: { readonly id: string; readonly name: string; readonly reference: string } | null;
  readonly done: (number: number) => void;
};
function Form({ choices, whose, done }: FormProps) {
  const today = civilDay(serverNow(), useTimezone());
  const client = useQueryClient();
  const kept = useKeptForm<NewFields>(`complaint.new.${whose?.id ?? ''}`, {
    initialValues: {
      ...{ complainant: 'participant', anonymous: false, way: 'telephone', topic: 'staff' },
      ...{ receivedOn: today, words: '', reach: '', name: '' },
      ...{ participant: whose?.id ?? '', concernedStaff: [], concernedProvider: '', office: '' },
      participantName: whose === null ? '' : `${whose.name} · ${whose.reference}`,
    },
    moments: ['receivedOn'],
  });
  const { form } = kept;
  const take = useMutation<void, ApiFailure, NewFields>({
    mutationFn: async (values) => {
      const checked = checkNew(values, today);
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
        {!anonymous && (
          <FindPerson
            label={t`The participant`}
            description={t`Leave it empty where it is about nobody in particular.`}
            found={foundOf(form.values)}
            choose={(found) => {
              form.setFieldValue('participantName', found?.name ?? '');
              form.setFieldValue('participant', found?.id ?? '');
            }}
            error={form.errors.participant}
          />
        )}
        {!anonymous && (
          <>
            {form.values.complainant !== 'participant' && (
              <TextInput label={t`Name of whoever complains`} autoComplete="off" {...field('name')} />
            )}
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
