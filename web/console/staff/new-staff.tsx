import { invitationMade } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { accountRequestsQuery, agencyQuery, staffQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { staffBody, staffEmpty, staffForm } from './form.ts';
import type { Invited } from './invitation-link.tsx';
import { RoleChoice } from './role-choice.tsx';

type Props = {
  readonly opened: boolean;
  readonly close: () => void;
  readonly made: (invitation: Invited) => void;
};

const namesOf = (places: readonly { readonly name: string }[] = []) =>
  places.map(({ name }) => ({ value: name, label: name }));

/** An invitation: its owner chooses how to sign in, and so makes the account. */
export function NewStaff({ opened, close, made }: Props) {
  const client = useQueryClient();
  const agency = useQuery(agencyQuery);
  const check = formCheck(staffForm);
  const kept = useKeptForm('staff', {
    mode: 'uncontrolled',
    initialValues: staffEmpty,
    validate: (values) => check(staffBody(values)),
  });
  const { form } = kept;
  const create = useMutation({
    mutationFn: async (values: typeof staffEmpty) => {
      const body = staffBody(values);
      const answer = await request('/api/staff', invitationMade, { method: 'POST', body });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: staffQuery.queryKey });
      await client.invalidateQueries({ queryKey: agencyQuery.queryKey });
      await client.invalidateQueries({ queryKey: accountRequestsQuery.queryKey });
      kept.startAnew();
      made({ ...answer.value, name: body.name });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t`Invite somebody`}
      size="md"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => create.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <TextInput label={t`Name`} data-autofocus key={form.key('name')} {...form.getInputProps('name')} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="off"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <RoleChoice key={form.key('roles')} {...form.getInputProps('roles')} />
        <NativeSelect
          label={t`Office`}
          data={[{ value: '', label: t`Every office` }, ...namesOf(agency.data?.offices)]}
          key={form.key('office')}
          {...form.getInputProps('office')}
        />
        <NativeSelect
          label={t`Provider`}
          description={t`A provider’s staff see people assigned to them or to it, whatever the office.`}
          data={[{ value: '', label: t`None: the agency’s own` }, ...namesOf(agency.data?.providers)]}
          key={form.key('provider')}
          {...form.getInputProps('provider')}
        />
        <Refusal failure={create.error} />
        <Button type="submit" loading={create.isPending}>
          <Trans>Invite</Trans>
        </Button>
      </form>
    </Modal>
  );
}
