import type { ComplaintPolicyView } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { complaintPolicyQuery } from './queries.ts';

const stale = [['complaints', 'policy']];

const isDays = (text: string, most: number): boolean => {
  const days = Number(text);
  return text.trim() !== '' && Number.isInteger(days) && days >= 1 && days <= most;
};

/** In how many working days; of what comes in from now on. */
export function Terms() {
  const policy = useQuery(complaintPolicyQuery);
  if (!policy.data)
    return policy.error ? <Failed error={policy.error} retry={policy.refetch} /> : <Waiting />;
  return <TermsForm of={policy.data} />;
}

const factWords = (field: string): string =>
  field === 'answerDays' ? t`Days to answer` : t`Days to acknowledge`;

function TermsForm({ of: { revision, acknowledgeDays, answerDays } }: { readonly of: ComplaintPolicyView }) {
  const kept = useKeptFields('complaint-policy', { acknowledge: '', answer: '', reason: '' });
  const { fields } = kept;
  const [tried, setTried] = useState(false);
  const { run, sending, failure } = useCommand(stale);
  const facts = { acknowledgeDays, answerDays };
  const { version, told } = useStands({ version: revision, facts, name: factWords }, sending);
  const wrong = {
    acknowledge: isDays(fields.acknowledge, 30) ? null : t`From 1 to 30 days`,
    answer: isDays(fields.answer, 120) ? null : t`From 1 to 120 days`,
    reason: fields.reason.trim().length < 3 ? t`Write it first` : null,
  };
  const publish = async () => {
    setTried(true);
    if (Object.values(wrong).some((one) => one !== null)) return;
    const days = { acknowledgeDays: Number(fields.acknowledge), answerDays: Number(fields.answer) };
    const body = { revision: version, ...days, reason: fields.reason.trim() };
    const published = await run('/api/complaint-policy', body, t`Published. It holds from now on.`, 'PUT');
    if (published !== null) return;
    kept.startAnew();
    setTried(false);
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
        {told}
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
