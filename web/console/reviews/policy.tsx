import type { ReviewPolicyView } from '@attend/contracts/review-policy';
import { type Tier, tiers } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { type Stands, useStands, versionless } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { reviewPolicyQuery } from './queries.ts';
import { tierWords } from './view.ts';

const stale = [['reviews']];
const isDays = (text: string): boolean =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 365;

/** FRM-7: each number that this form shows. */
function policyStands({ revision, parameters }: ReviewPolicyView): Stands {
  const { intervalDays, keptDays } = parameters;
  const facts = Object.fromEntries(
    tiers.flatMap((tier) => [
      [`interval.${tier}`, intervalDays[tier]],
      [`kept.${tier}`, keptDays[tier]],
    ]),
  );
  // Nothing is told of the moment before it was read.
  return { about: 'policy', version: revision, facts, name: fieldName };
}
function fieldName(field: string): string {
  const tier = tiers.find((one) => field.endsWith(`.${one}`));
  const name = tier === undefined ? '' : tierWords(tier);
  return field.startsWith('interval.')
    ? t`${name}: looked at every so many days`
    : t`${name}: days kept before less is proposed`;
}

/** By when each level is looked at, and how long everything must have been kept. The rest of the policy stays as it is. */
export function Policy() {
  const policy = useQuery(reviewPolicyQuery);
  const empty = Object.fromEntries(
    tiers.flatMap((tier) => [
      [`interval.${tier}`, ''],
      [`kept.${tier}`, ''],
    ]),
  );
  const kept = useKeptFields<Record<string, string>>('review-policy', { ...empty, reason: '' });
  const [tried, setTried] = useState(false);
  const { run, failure, sending } = useCommand(stale);
  const seen = useStands(policy.data === undefined ? versionless : policyStands(policy.data), sending);
  if (!policy.data)
    return policy.error ? <Failed error={policy.error} retry={policy.refetch} /> : <Waiting />;
  const { revision, parameters } = policy.data;
  const typedOf = (name: string): string => kept.fields[name] ?? '';
  const days = (kind: 'interval' | 'kept', tier: Tier): number => {
    const typed = typedOf(`${kind}.${tier}`);
    const stands = kind === 'interval' ? parameters.intervalDays : parameters.keptDays;
    return isDays(typed) ? Number(typed) : stands[tier];
  };
  const wrong = (name: string): string | null =>
    typedOf(name).trim() === '' || isDays(typedOf(name)) ? null : t`From 1 to 365 days`;
  const names = tiers.flatMap((tier) => [`interval.${tier}`, `kept.${tier}`]);
  const publish = async () => {
    setTried(true);
    if (names.some((name) => wrong(name) !== null) || typedOf('reason').trim().length < 3) return;
    const all = (kind: 'interval' | 'kept') => ({
      ...{ none: days(kind, 'none'), phone: days(kind, 'phone') },
      ...{ wrist: days(kind, 'wrist'), ankle: days(kind, 'ankle') },
    });
    const changed = { ...parameters, intervalDays: all('interval'), keptDays: all('kept') };
    const body = { revision: seen.version, parameters: changed, reason: typedOf('reason').trim() };
    if ((await run('/api/review-policy', body, t`Published. It holds from now on.`, 'PUT')) !== null) return;
    kept.startAnew();
    setTried(false);
  };
  const field = (name: string) => ({
    value: typedOf(name),
    onChange: (event: { currentTarget: { value: string } }) =>
      kept.set({ [name]: event.currentTarget.value }),
    error: tried ? wrong(name) : null,
  });
  return (
    <Card title={t`When levels are looked at`}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <Restored of={kept} />
        {seen.told}
        <p>
          <Trans>What is left empty stays as it is. Revision {revision} holds now.</Trans>
        </p>
        {tiers.toReversed().map((tier) => {
          const name = tierWords(tier);
          const every = parameters.intervalDays[tier];
          const long = parameters.keptDays[tier];
          return (
            <Fragment key={tier}>
              <TextInput
                label={t`${name}: looked at every so many days`}
                description={t`now ${every}`}
                inputMode="numeric"
                {...field(`interval.${tier}`)}
              />
              <TextInput
                label={t`${name}: days kept before less is proposed`}
                description={t`now ${long}`}
                inputMode="numeric"
                {...field(`kept.${tier}`)}
              />
            </Fragment>
          );
        })}
        <Textarea
          label={t`Reason`}
          autosize
          minRows={2}
          value={typedOf('reason')}
          onChange={(event) => kept.set({ reason: event.currentTarget.value })}
          error={tried && typedOf('reason').trim().length < 3 ? t`Write it first` : null}
        />
        <Refusal failure={failure} />
        <Button type="submit" variant="default">
          <Trans>Publish it</Trans>
        </Button>
      </form>
    </Card>
  );
}
