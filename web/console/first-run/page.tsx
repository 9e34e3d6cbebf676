import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { formCheck } from '../../ui/form-check.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { useEntry } from '../shell/use-entry.ts';
import { firstRunEmpty, firstRunForm } from './form.ts';
import { timezoneChoices } from './view.ts';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The very first start: one programme and its administrator. */
export function FirstRunPage() {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: firstRunEmpty(ownZone),
    validate: formCheck(firstRunForm),
  });
  const { submit, busy, failure } = useEntry('/api/first-run');
  const plain = { required: true, withAsterisk: false } as const;
  return (
    <Entry
      wide
      title={t`A new Attend`}
      lead={t`Name the programme and make the first account, its administrator. Everything else is set up from inside.`}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit(submit)} noValidate>
        <TextInput
          label={t`Start-up key`}
          description={t`Printed where the server was started. It shows that you may begin.`}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          {...plain}
          key={form.key('key')}
          {...form.getInputProps('key')}
        />
        <fieldset>
          <legend>
            <Trans>Programme</Trans>
          </legend>
          <TextInput
            label={t`Name`}
            placeholder={t`Southside Appearance Programme`}
            {...plain}
            key={form.key('programme.name')}
            {...form.getInputProps('programme.name')}
          />
          <NativeSelect
            label={t`Time zone`}
            description={t`Every time on the console is said in it.`}
            data={[...timezoneChoices(Intl.supportedValuesOf('timeZone'), ownZone)]}
            {...plain}
            key={form.key('programme.timezone')}
            {...form.getInputProps('programme.timezone')}
          />
        </fieldset>
        <fieldset>
          <legend>
            <Trans>Administrator</Trans>
          </legend>
          <TextInput
            label={t`Your name`}
            autoComplete="name"
            {...plain}
            key={form.key('administrator.name')}
            {...form.getInputProps('administrator.name')}
          />
          <TextInput
            label={t`E-mail`}
            type="email"
            autoComplete="username"
            {...plain}
            key={form.key('administrator.email')}
            {...form.getInputProps('administrator.email')}
          />
          <PasswordInput
            label={t`Password`}
            description={t`At least 12 characters. A few words in a row are good.`}
            autoComplete="new-password"
            {...plain}
            key={form.key('administrator.password')}
            {...form.getInputProps('administrator.password')}
          />
        </fieldset>
        <Refusal failure={failure} />
        <Button type="submit" loading={busy} fullWidth>
          <Trans>Create</Trans>
        </Button>
      </form>
    </Entry>
  );
}
