import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { formCheck } from '../../ui/form-check.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { useEntry } from '../shell/use-entry.ts';
import { signInEmpty, signInForm } from './form.ts';
import { OtherWays } from './other-ways.tsx';

/** Sign in. `ended`: a session of this tab has just ended, and nothing that was typed is lost. */
export function SignInPage({ ended }: { readonly ended: boolean }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: signInEmpty,
    validate: formCheck(signInForm),
  });
  const { submit, busy, failure } = useEntry('/api/sign-in');
  return (
    <Entry title={t`Sign in`} lead={t`With the e-mail address and password of your staff account.`}>
      {ended && (
        <p className={entryClasses.note} role="status">
          <Trans>Your session has ended. Sign in to go on where you were; drafts of notes are kept.</Trans>
        </p>
      )}
      <OtherWays />
      <form className={entryClasses.form} onSubmit={form.onSubmit(submit)} noValidate>
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t`Password`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={busy} fullWidth>
          <Trans>Sign in</Trans>
        </Button>
      </form>
    </Entry>
  );
}
