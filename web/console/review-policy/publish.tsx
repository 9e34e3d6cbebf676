import type { ReviewPolicyView } from '@attend/contracts/review-policy';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Differences } from './difference.tsx';
import { PolicyFields } from './fields.tsx';
import { checkPolicy, moreIn } from './form.ts';
import { differencesOf, fieldsOf, fieldWords, valueWords } from './view.ts';

const stale = [['reviews']];
const shortest = 3;

/** The policy that stands, to be changed: what is different stands below before it is published. */
export function Publish({ of }: { readonly of: ReviewPolicyView }) {
  const standing = fieldsOf(of.parameters);
  const initial: Record<string, string> = { ...standing, reason: '' };
  const kept = useKeptFields<Record<string, string>>('review-policy', initial);
  const revision = useVersion(kept, of.revision, initial);
  const { run, failure, sending } = useCommand(stale);
  const [tried, setTried] = useState(false);
  const { reason = '', ...typed } = kept.fields;
  const checked = checkPolicy(typed);
  const differences = differencesOf(standing, typed);
  const more = checked.ok ? moreIn(of.parameters, checked.parameters) : new Set<string>();
  const errors = {
    ...(checked.ok || !tried ? {} : checked.errors),
    ...(tried && reason.trim().length < shortest ? { reason: t`Write it first` } : {}),
  };
  const send = async () => {
    setTried(true);
    if (!checked.ok || differences.length === 0 || reason.trim().length < shortest) return;
    const body = { revision, parameters: checked.parameters, reason: reason.trim() };
    const done =
      more.size > 0
        ? t`A second person is asked to publish it. Until then nothing changes.`
        : t`Published. It holds from now on.`;
    if ((await run('/api/review-policy', body, done, 'PUT')) !== null) return;
    kept.startAnew();
    setTried(false);
  };
  return (
    <form
      className={entryClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Restored of={kept} />
      <Meanwhile of={kept} name={fieldWords} text={valueWords} />
      <PolicyFields fields={typed} set={kept.set} errors={errors} />
      <Textarea
        label={t`Reason`}
        description={t`Whoever asks later reads it.`}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => kept.set({ reason: event.currentTarget.value })}
        error={errors.reason}
      />
      <div>
        <h3>{t`What would be different`}</h3>
        <Differences label={t`What would be different`} of={differences} more={more} />
      </div>
      {more.size > 0 && (
        <p className={entryClasses.note}>
          <Trans>It asks for more than the policy that holds: a second person publishes it.</Trans>
        </p>
      )}
      {tried && differences.length === 0 && (
        <p role="alert" className={entryClasses.refusal}>
          <Trans>Nothing is different from the policy that holds.</Trans>
        </p>
      )}
      <Refusal failure={failure} />
      <Button type="submit" loading={sending}>
        {more.size > 0 ? t`Ask a second person to publish it` : t`Publish it`}
      </Button>
    </form>
  );
}
