import { breakGlassOpened } from '@attend/contracts/break-glass';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { narrow } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { askEmpty, askForm } from './form.ts';

/** Opens the record of somebody who is nobody's here, and goes there. */
export function AskCard() {
  const say = useSay();
  const navigate = useNavigate();
  const check = formCheck(askForm);
  const kept = useKeptForm('break-glass', {
    mode: 'uncontrolled',
    initialValues: askEmpty,
    validate: (values) => check(values),
  });
  const { form } = kept;
  const ask = useMutation({
    mutationFn: async (values: typeof askEmpty) => {
      const answer = await send('/api/break-glass', values);
      if (!answer.ok) throw answer.error;
      const { participant } = breakGlassOpened.parse(answer.value);
      kept.startAnew();
      say(t`Open for an hour. Their officer and your supervisors are told.`);
      await navigate({ to: '/people/$id', params: { id: participant } });
    },
  });
  return (
    <Card title={t`Open a record`}>
      <form className={narrow} onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
        <Restored of={kept} />
        <TextInput
          label={t`The agency’s number for the person`}
          description={t`The whole number, as it stands on their papers.`}
          autoComplete="off"
          key={form.key('reference')}
          {...form.getInputProps('reference')}
        />
        <Textarea
          label={t`Why it cannot wait for somebody who works with them`}
          description={t`A supervisor reads it and decides whether it held.`}
          autosize
          minRows={2}
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={ask.error} />
        <div>
          <Button type="submit" loading={ask.isPending}>
            <Trans>Open for one hour</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
