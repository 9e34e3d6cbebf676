import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { formCheck } from '../../ui/form-check.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { resetForm, rolesForm } from './form.ts';
import { Offices } from './offices.tsx';
import { RoleChoice } from './role-choice.tsx';
import { Sessions } from './sessions.tsx';
import { useChange } from './use-change.ts';
import type { StaffEntry } from './view.ts';

type Props = { readonly entry: StaffEntry; readonly close: () => void };

/** One account: its roles and offices from now on, where it is signed in, or a new first password for one that was lost. */
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
        <Offices entry={entry} close={close} />
        <hr className={entryClasses.line} />
        <Sessions entry={entry} />
        <hr className={entryClasses.line} />
        <Reset entry={entry} close={close} />
      </div>
    </Modal>
  );
}

function Roles({ entry, close }: Props) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { roles: [...entry.roles] as string[] },
    validate: formCheck(rolesForm),
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
    validate: formCheck(resetForm),
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
        description={t`For a lost password or authenticator. Ends every session; the second factor is set up anew. Roles come back once a second person has said that it is they.`}
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
