import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, PasswordInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { staffQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { resetForm, rolesForm } from './form.ts';
import { RoleChoice } from './role-choice.tsx';
import { Sessions } from './sessions.tsx';
import type { StaffEntry } from './view.ts';

type Props = { readonly entry: StaffEntry; readonly close: () => void };

/** One account: its roles from now on, or a new first password for one that was lost. */
export function ChangeStaff({ entry, close }: Props) {
  const name = entry.name;
  return (
    <Modal
      opened
      onClose={close}
      title={t`Account of ${name}`}
      size="xl"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        <Roles entry={entry} close={close} />
        <hr className={entryClasses.line} />
        <Sessions entry={entry} />
        <hr className={entryClasses.line} />
        <Reset entry={entry} close={close} />
      </div>
    </Modal>
  );
}

function useChange(path: string, method: 'PUT' | 'POST', said: string, close: () => void) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send(path, body, method);
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: staffQuery.queryKey });
      say(said);
      close();
    },
  });
}

function Roles({ entry, close }: Props) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { roles: [...entry.roles] as string[] },
    validate: schemaResolver(rolesForm, { sync: true }),
  });
  const change = useChange(`/api/staff/${entry.id}/roles`, 'PUT', t`Roles changed.`, close);
  return (
    <form
      className={entryClasses.form}
      onSubmit={form.onSubmit((values) => change.mutate(values))}
      noValidate
    >
      <RoleChoice key={form.key('roles')} {...form.getInputProps('roles')} />
      <Refusal failure={change.error} />
      <Button type="submit" loading={change.isPending}>
        <Trans>Keep these roles</Trans>
      </Button>
    </form>
  );
}

function Reset({ entry, close }: Props) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: schemaResolver(resetForm, { sync: true }),
  });
  const reset = useChange(
    `/api/staff/${entry.id}/reset`,
    'POST',
    t`New first password set; every session has ended.`,
    close,
  );
  return (
    <form className={entryClasses.form} onSubmit={form.onSubmit((values) => reset.mutate(values))} noValidate>
      <PasswordInput
        label={t`New first password`}
        description={t`For a lost password or authenticator. Ends every session; the second factor is set up anew.`}
        autoComplete="new-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <Refusal failure={reset.error} />
      <Button type="submit" variant="default" loading={reset.isPending}>
        <Trans>Set the password</Trans>
      </Button>
    </form>
  );
}
