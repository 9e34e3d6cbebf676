import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { formCheck } from '../../ui/form-check.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { SignOutLink } from '../shell/sign-out.tsx';
import { useEntry } from '../shell/use-entry.ts';
import { secondFactorEmpty, secondFactorForm } from './form.ts';

/** The password was right: now the code. */
export function SecondFactorPage() {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: secondFactorEmpty,
    validate: formCheck(secondFactorForm),
  });
  const { submit, busy, failure } = useEntry('/api/sign-in/second-factor');
  return (
    <Entry
      title={t`Your code`}
      lead={t`Open your authenticator app and type the six digits it shows for Attend. A backup code works too, once.`}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit(submit)} noValidate>
        <TextInput
          label={t`Code`}
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          key={form.key('code')}
          {...form.getInputProps('code')}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={busy} fullWidth>
          <Trans>Go on</Trans>
        </Button>
        <SignOutLink>
          <Trans>Use another account</Trans>
        </SignOutLink>
      </form>
    </Entry>
  );
}
