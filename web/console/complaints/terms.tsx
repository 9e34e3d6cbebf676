import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { complaintPolicyQuery } from './queries.ts';

const isDays = (text: string, most: number): boolean => {
  const days = Number(text);
  return text.trim() !== '' && Number.isInteger(days) && days >= 1 && days <= most;
};

/** In how many working days; of what comes in from now on. */
export function Terms() {
  const client = useQueryClient();
  const say = useSay();
  const policy = useQuery(complaintPolicyQuery);
  const kept = useKeptFields('complaint-policy', { acknowledge: '', answer: '', reason: '' });
  const { fields } = kept;
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  if (!policy.data)
    return policy.error ? <Failed error={policy.error} retry={policy.refetch} /> : <Waiting />;
  const { revision, acknowledgeDays, answerDays } = policy.data;
  const wrong = {
    acknowledge: isDays(fields.acknowledge, 30) ? null : t`From 1 to 30 days`,
    answer: isDays(fields.answer, 120) ? null : t`From 1 to 120 days`,
    reason: fields.reason.trim().length < 3 ? t`Write it first` : null,
  };
  const publish = async () => {
    setTried(true);
    if (Object.values(wrong).some((one) => one !== null)) return;
    const days = { acknowledgeDays: Number(fields.acknowledge), answerDays: Number(fields.answer) };
    const body = { revision, ...days, reason: fields.reason.trim() };
    const answer = await send('/api/complaint-policy', body, 'PUT');
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) {
      say(t`Published. It holds from now on.`);
      kept.startAnew();
      setTried(false);
    }
    await client.invalidateQueries({ queryKey: ['complaints', 'policy'] });
  };
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      kept.set({ [name]: event.currentTarget.value }),
    error: tried ? wrong[name] : null,
  });
  return (
    <Card title={t`By when`}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <Restored of={kept} />
        <p>
          <Trans>
            Acknowledged within {acknowledgeDays}, answered within {answerDays} days on which the office is
            open.
          </Trans>
        </p>
        <TextInput label={t`Days to acknowledge`} inputMode="numeric" {...field('acknowledge')} />
        <TextInput label={t`Days to answer`} inputMode="numeric" {...field('answer')} />
        <Textarea label={t`Reason`} autosize minRows={2} {...field('reason')} />
        <Refusal failure={failure} />
        <Button type="submit" variant="default">
          <Trans>Publish it</Trans>
        </Button>
      </form>
    </Card>
  );
}
