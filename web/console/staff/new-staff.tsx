import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { staffQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { staffBody, staffEmpty, staffForm } from './form.ts';
import { RoleChoice } from './role-choice.tsx';

type Props = { readonly opened: boolean; readonly close: () => void };

/** An account with a first password; its owner sets up the second factor at the first sign-in. */
export function NewStaff({ opened, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const check = schemaResolver(staffForm, { sync: true });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: staffEmpty,
    validate: (values) => check(staffBody(values)),
  });
  const create = useMutation({
    mutationFn: async (values: typeof staffEmpty) => {
      const answer = await send('/api/staff', staffBody(values));
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: staffQuery.queryKey });
      say(t`Account made. Hand over the password in person.`);
      form.reset();
      close();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t`New account`}
      size="md"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => create.mutate(values))}
        noValidate
      >
        <TextInput label={t`Name`} data-autofocus key={form.key('name')} {...form.getInputProps('name')} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="off"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <RoleChoice key={form.key('roles')} {...form.getInputProps('roles')} />
        <TextInput
          label={t`Office`}
          description={t`Empty: every office`}
          key={form.key('office')}
          {...form.getInputProps('office')}
        />
        <PasswordInput
          label={t`First password`}
          description={t`At least 12 characters. Hand it over in person.`}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Refusal failure={create.error} />
        <Button type="submit" loading={create.isPending}>
          <Trans>Make the account</Trans>
        </Button>
      </form>
    </Modal>
  );
}
