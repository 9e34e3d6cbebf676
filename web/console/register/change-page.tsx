import type { PersonRecordView } from '@attend/contracts/register';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { useTitle } from '../shell/title.ts';
import { faultsOf } from './faults.ts';
import { RegisterFieldset } from './fields.tsx';
import { bodyOf, checkRegister, type FieldName, fieldsOf, type RegisterFields } from './form.ts';
import classes from './page.module.css';
import { registerChoicesQuery, registerQuery } from './queries.ts';
import { fieldWords } from './view.ts';

/** What is known of a person, to be changed. */
export function ChangePersonPage() {
  const { id } = useParams({ from: '/people/$id/change' });
  const record = useQuery({ ...registerQuery(id), staleTime: 0, gcTime: 0 });
  const choices = useQuery(registerChoicesQuery);
  useTitle(record.data ? t`Person ${record.data.reference}` : t`Person`);
  const failed = record.error ?? choices.error;
  if (!record.data || !choices.data)
    return failed ? <Failed error={failed} retry={record.refetch} page /> : <Waiting />;
  const { name } = record.data;
  return (
    <Page
      title={t`Change the record`}
      lead={
        <Link to="/people/$id" params={{ id }}>
          {name}
        </Link>
      }
    >
      <ChangePerson record={record.data} offices={officesWith(record.data, choices.data.offices)} />
    </Page>
  );
}

type Offices = readonly { readonly id: string; readonly name: string }[];
/** The person's own office is offered though it be none of the reader's. */
const officesWith = ({ office }: PersonRecordView, offices: Offices): Offices =>
  office === null || offices.some(({ id }) => id === office.id) ? offices : [...offices, office];

function ChangePerson({ record, offices }: { readonly record: PersonRecordView; readonly offices: Offices }) {
  const { participant: id } = record;
  const kept = useKeptForm<RegisterFields>(`register.${id}`, {
    initialValues: fieldsOf(record),
    validate: (fields) => ({ ...checkRegister(fields) }),
  });
  const { form } = kept;
  // Another reading is learned with its fields, and what changed is told: a version never goes with fields of another.
  const version = useVersion(kept, record.version, fieldsOf(record));
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  const change = useMutation<void, ApiFailure, RegisterFields>({
    mutationFn: async (values) => {
      const body = { ...bodyOf(values), version };
      const answer = await send(`/api/people/${id}/register`, body, 'PUT');
      if (!answer.ok) throw answer.error;
      kept.forget();
      say(t`Changed.`);
      await Promise.all(
        [['register', id], ['person', id], ['people']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      await navigate({ to: '/people/$id', params: { id } });
    },
    onError: (failure) => {
      form.setErrors(faultsOf(failure));
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: registerQuery(id).queryKey });
    },
  });
  return (
    <Card title={t`Who they are`}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Restored of={kept} />
        <RegisterFieldset form={form} offices={offices} />
        <Meanwhile of={kept} name={(field) => fieldWords(field as FieldName)} />
        {Object.keys(faultsOf(change.error)).length === 0 && <Refusal failure={change.error} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={change.isPending}>
            <Trans>Save</Trans>
          </Button>
          <Button
            variant="default"
            onClick={() => {
              kept.forget();
              void navigate({ to: '/people/$id', params: { id } });
            }}
          >
            <Trans>Leave it as it was</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
