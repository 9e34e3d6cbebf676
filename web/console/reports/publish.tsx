import type { StatisticEdition, Statistics } from '@attend/contracts/statistics';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { Confirm } from '../shell/confirm.tsx';
import { type Stands, usePressedRow } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';

const stale = [['statistics']];

/** What was published of the month, and what is asked to be. */
export function PublishCard({ of }: { readonly of: Statistics }) {
  const staff = useStaff();
  const { run, sending, failure } = useCommand(stale);
  const [asked, setAsked] = useState<StatisticEdition | null>(null);
  const publishes = may(staff, 'statistics.publish');
  const { press, said } = usePressedRow(of.editions, editionStands, failure);
  const decide = (edition: StatisticEdition, decision: 'published' | 'refused') => {
    press(edition);
    void run(
      `/api/statistics/editions/${edition.id}/decision`,
      { version: edition.version, decision },
      decision === 'published' ? t`It is published.` : t`It is refused.`,
    );
  };
  const waits = of.editions.some(({ decision }) => decision === null);
  return (
    <Card title={t`Published`}>
      <p>
        {of.computedAt === null ? (
          <Trans>This month is not worked out yet.</Trans>
        ) : (
          <Trans>
            Worked out <Moment at={of.computedAt} />.
          </Trans>
        )}{' '}
        {of.askedAt !== null && <Tag>{t`to be worked out anew`}</Tag>}
      </p>
      {of.unreconciled.map(({ provider, told }) => (
        <p key={provider}>
          <Tag tone="high">{told ? t`not reconciled` : t`nothing told`}</Tag>{' '}
          <Trans>
            The count of <bdi>{provider}</bdi> stands in the way: see <Link to="/reviews">Reviews</Link>.
          </Trans>
        </p>
      ))}
      {of.costsOpen && of.computedAt !== null && (
        <p>
          <Tag tone="high">{t`costs are open`}</Tag>{' '}
          <Trans>Its costs are not closed and counted yet; until then it cannot be published.</Trans>
        </p>
      )}
      <ul className={classes.editions}>
        {of.editions.map((edition) => (
          <li key={edition.id}>
            <strong>{t`Edition ${edition.number}`}</strong>{' '}
            <Trans>
              asked for <Moment at={edition.askedAt} /> by {edition.askedBy.name}
            </Trans>{' '}
            <Standing of={edition} />
            {publishes && edition.decision === null && edition.askedBy.id !== staff.id && (
              <div className={classes.bars}>
                <Button loading={sending} onClick={() => setAsked(edition)}>
                  <Trans>Publish it…</Trans>
                </Button>
                <Button variant="default" loading={sending} onClick={() => decide(edition, 'refused')}>
                  <Trans>Refuse it</Trans>
                </Button>
              </div>
            )}
            {publishes && edition.decision === null && edition.askedBy.id === staff.id && (
              <Tag>{t`Somebody else decides`}</Tag>
            )}
          </li>
        ))}
      </ul>
      {of.editions.length === 0 && <p>{t`Nothing is published of this month.`}</p>}
      {said}
      <div className={classes.bars}>
        {publishes && !waits && of.computedAt !== null && (
          <Button
            loading={sending}
            onClick={() =>
              void run(
                '/api/statistics/editions',
                { month: of.month },
                t`A second person is asked to publish it.`,
              )
            }
          >
            <Trans>Ask for it to be published</Trans>
          </Button>
        )}
        {publishes && of.askedAt === null && (
          <Button
            variant="default"
            loading={sending}
            onClick={() =>
              void run(
                '/api/statistics/compute',
                { month: of.month },
                t`It is worked out within a quarter of an hour.`,
              )
            }
          >
            <Trans>Work it out anew</Trans>
          </Button>
        )}
        <Button component="a" variant="default" href="/statistics">
          <Trans>The public page</Trans>
        </Button>
      </div>
      <Confirm
        opened={asked !== null}
        title={t`Publish this month?`}
        text={t`Everybody may read it from then on. It is never changed or taken back: a correction comes as another edition.`}
        action={t`Publish it`}
        cancel={() => setAsked(null)}
        confirm={() => {
          if (asked !== null) decide(asked, 'published');
          setAsked(null);
        }}
      />
    </Card>
  );
}

/** What of an edition somebody else may change before it is decided here: it was decided. */
const editionStands = ({ version, decision, decidedBy }: StatisticEdition): Stands => ({
  version,
  facts: {
    decision: decision === null ? null : decision === 'published' ? t`It is published.` : t`It is refused.`,
    decidedBy,
  },
  name: (field) => (field === 'decision' ? t`Decision` : t`Decided by`),
});

function Standing({ of }: { readonly of: StatisticEdition }) {
  if (of.decidedAt === null) return <Tag>{t`waits for a second person`}</Tag>;
  return of.decision === 'published' ? (
    <Trans>
      · published <Moment at={of.decidedAt} /> by {of.decidedBy}
    </Trans>
  ) : (
    <Trans>
      · refused <Moment at={of.decidedAt} /> by {of.decidedBy}
    </Trans>
  );
}
