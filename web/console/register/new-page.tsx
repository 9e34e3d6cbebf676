import { type DoublesFound, doublesFound, personRegistered } from '@attend/contracts/register';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useTitle } from '../shell/title.ts';
import { Doubles } from './doubles.tsx';
import { faultsOf } from './faults.ts';
import { RegisterFieldset } from './fields.tsx';
import { bodyOf, checkRegister, type NewFields, registerEmpty } from './form.ts';
import classes from './page.module.css';
import { registerChoicesQuery } from './queries.ts';

/** Somebody who is not on record yet. */
export function NewPersonPage() {
  useTitle(t`Register a person`);
  const choices = useQuery(registerChoicesQuery);
  return (
    <Page
      title={t`Register a person`}
      lead={t`Nothing is asked about nationality or immigration status. Everything is kept under the person’s own key.`}
    >
      {choices.data ? (
        <NewPerson offices={choices.data.offices} officers={choices.data.officers} />
      ) : choices.error ? (
        <Failed error={choices.error} retry={choices.refetch} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

type Named = readonly { readonly id: string; readonly name: string }[];
type Props = { readonly offices: Named; readonly officers: Named };

function NewPerson({ offices, officers }: Props) {
  const empty: NewFields = {
    ...registerEmpty,
    office: offices.length === 1 ? (offices[0]?.id ?? '') : '',
    officer: '',
  };
  const kept = useKeptForm<NewFields>('register.new', {
    initialValues: empty,
    validate: (fields) => ({ ...checkRegister(fields) }),
  });
  const { form } = kept;
  const [doubles, setDoubles] = useState<DoublesFound | null>(null);
  const register = useRegister(setDoubles, kept.forget);
  const seen = doubles?.people.map(({ id }) => id) ?? [];
  const submit = form.onSubmit((values) =>
    register.mutate({ values, seen }, { onError: (failure) => form.setErrors(faultsOf(failure)) }),
  );
  return (
    <Card title={t`Who they are`}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Restored of={kept} />
        <RegisterFieldset form={form} offices={offices} />
        <NativeSelect
          label={t`Officer`}
          data={[
            { value: '', label: t`No officer yet` },
            ...officers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('officer')}
        />
        {doubles && doubles.people.length > 0 && <Doubles of={doubles} />}
        {Object.keys(faultsOf(register.error)).length === 0 && <Refusal failure={register.error} />}
        <div>
          <Button type="submit" loading={register.isPending}>
            {seen.length > 0 ? <Trans>They are none of these: register them</Trans> : <Trans>Register</Trans>}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type Try = { readonly values: NewFields; readonly seen: readonly string[] };

/** First a look for doubles; where there are none, or they were looked at, the person is registered. */
function useRegister(warn: (found: DoublesFound) => void, clear: () => void) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useSay();
  return useMutation<void, ApiFailure, Try>({
    mutationFn: async ({ values, seen }) => {
      const fields = bodyOf(values);
      const asked = {
        names: [
          fields.name,
          ...(fields.preferredName === null ? [] : [fields.preferredName]),
          ...fields.otherNames,
        ],
        identifiers: [fields.reference, ...fields.identifiers.map(({ value }) => value)],
      };
      const found = await request('/api/register/doubles', doublesFound, { method: 'POST', body: asked });
      if (!found.ok) throw found.error;
      if (found.value.people.some(({ id }) => !seen.includes(id))) return warn(found.value);
      const body = { ...fields, officer: values.officer === '' ? null : values.officer, doublesSeen: seen };
      const answer = await request('/api/register', personRegistered, { method: 'POST', body });
      if (!answer.ok) throw answer.error;
      clear();
      say(t`Registered.`);
      await client.invalidateQueries({ queryKey: ['people'] });
      await navigate({ to: '/people/$id', params: { id: answer.value.participant.id } });
    },
  });
}
