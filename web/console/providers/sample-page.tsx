import type { AuditDetail } from '@attend/contracts/provider-audits';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import { monthWords } from '../shell/months.ts';
import { type Stands, usePressedRow } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';
import { sampleQuery, stale } from './queries.ts';
import { Sampled } from './sampled.tsx';
import { foundRateWords, kindWords } from './view.ts';

/** A sample: how it was drawn, what was found in each case, and what the provider answered. */
export function SamplePage() {
  const { id } = useParams({ from: '/provider-audits/$id' });
  const sample = useQuery(sampleQuery(id));
  useTitle(t`Sample`);
  if (!sample.data)
    return sample.error ? <Failed error={sample.error} retry={sample.refetch} page /> : <Waiting />;
  const { provider, kind, month } = sample.data;
  return (
    <Page
      title={t`Sample`}
      lead={
        <>
          <Link to="/providers/$id" params={{ id: provider.id }} search={{ month }}>
            {provider.name}
          </Link>
          {' · '}
          {[kindWords(kind), monthWords(month)].join(' · ')}
        </>
      }
    >
      <One of={sample.data} />
    </Page>
  );
}

/** What of a sample somebody else may change before it is closed here: what was found, or that it is closed. */
function sampleStands({ version, found, closedAt, closedBy }: AuditDetail): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ inOrder: t`In order`, notInOrder: t`Not in order`, notKnown: t`Not known` },
    ...{ open: t`To look into`, closedAt: t`Closed` },
  };
  const { inOrder, notInOrder, notKnown, open } = found;
  return {
    version,
    by: closedBy,
    facts: { inOrder, notInOrder, notKnown, open, closedAt },
    name: (field) => names[field] ?? field,
    text: (field, value) =>
      field === 'closedAt' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
  };
}

const Closed = ({ at, by }: { readonly at: string; readonly by: string | null }) => (
  <>
    <Moment at={at} />
    {by !== null && <span className={classes.second}>{t`by ${by}`}</span>}
  </>
);

function One({ of }: { readonly of: AuditDetail }) {
  const audits = may(useStaff(), 'providers.audit') && of.closedAt === null;
  const { run, sending, failure } = useCommand(stale);
  const { press, said } = usePressedRow([of], sampleStands, failure);
  const { found, beyond } = of;
  return (
    <>
      <Card title={t`Found`}>
        <Facts
          of={[
            [t`Rate`, foundRateWords(found)],
            [t`In order`, found.inOrder],
            [t`Not in order`, found.notInOrder],
            [t`Not known`, found.notKnown],
            [t`To look into`, found.open],
            [t`Drawn`, <Moment key="drawn" at={of.drawnAt} />],
            [t`By`, of.drawnBy],
            ...(of.closedAt === null
              ? []
              : [[t`Closed`, <Closed key="closed" at={of.closedAt} by={of.closedBy} />] as const]),
            [t`Cases`, t`${of.size} of ${of.population}`],
            [
              t`Seed`,
              <bdi key="seed" className={classes.hash}>
                {of.seed}
              </bdi>,
            ],
            [
              t`Hash of the list`,
              <bdi key="hash" className={classes.hash}>
                {of.populationHash}
              </bdi>,
            ],
          ]}
        />
        <p className={classes.second}>
          <Trans>
            The rate is of what is known; in brackets the interval in which the true share lies 95 times of
            100. Whoever has seed and list draws the same cases.
          </Trans>
        </p>
        {audits && (
          <Button
            loading={sending}
            disabled={found.open > 0}
            onClick={() => {
              press(of);
              const path = `/api/provider-audits/${of.id}/close`;
              void run(path, { version: of.version }, t`The sample is closed.`);
            }}
          >
            <Trans>Close it</Trans>
          </Button>
        )}
        {audits && found.open > 0 && (
          <p className={classes.second}>
            {plural(found.open, {
              one: 'It is closed once # more case was looked into.',
              other: 'It is closed once # more cases were looked into.',
            })}
          </p>
        )}
        {said}
      </Card>
      <Card title={t`Cases of the sample`} flush>
        <Sampled rows={of.cases} acts={audits ? 'find' : null} empty={t`None that you may see.`} />
        {beyond > 0 && (
          <p className={classes.foot}>
            {plural(beyond, {
              one: '# more is of a person whom you may not see.',
              other: '# more are of people whom you may not see.',
            })}
          </p>
        )}
      </Card>
    </>
  );
}
