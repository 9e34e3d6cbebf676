import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { narrow } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Refusal } from '../shell/entry.tsx';
import { passwordEmpty, passwordForm } from './form.ts';

export function PasswordCard() {
  const say = useSay();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: passwordEmpty,
    validate: formCheck(passwordForm),
  });
  const change = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send('/api/password', body);
      if (!answer.ok) throw answer.error;
      form.reset();
      say(t`Password changed; your other sessions have ended.`);
    },
  });
  return (
    <Card title={t`Password`}>
      <form className={narrow} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <PasswordInput
          label={t`Password now`}
          autoComplete="current-password"
          key={form.key('current')}
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t`New password`}
          description={t`At least 12 characters. A few words in a row are good.`}
          autoComplete="new-password"
          key={form.key('next')}
          {...form.getInputProps('next')}
        />
        <Refusal failure={change.error} />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            <Trans>Change</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
