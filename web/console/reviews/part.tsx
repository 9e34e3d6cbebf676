import type { PersonReview } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { dayWords } from '../check-ins/view.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { Figures, Records } from './figures.tsx';
import { higherTiers } from './form.ts';
import { History } from './history.tsx';
import classes from './part.module.css';
import { personReviewQuery } from './queries.ts';
import { StepUpDialog, WaitingStepUp } from './step-up.tsx';
import { SwapCard } from './swap.tsx';
import { causeWords, proposalWords, reasonWords, tierWords } from './view.ts';

/** Whether one person's level is still needed: what is on record, what follows from policy, and what a person decides. */
export function ReviewPart({ id }: { readonly id: string }) {
  const review = useQuery(personReviewQuery(id));
  if (!review.data)
    return review.error ? <Failed error={review.error} retry={review.refetch} /> : <Waiting />;
  const of = review.data;
  const waiting = of.stepUps.find(({ decision }) => decision === null);
  return (
    <div className={classes.stack}>
      {of.swap && <SwapCard of={of.swap} mayWrite={of.may.decide} />}
      {waiting && <WaitingStepUp of={waiting} mayApprove={of.may.approve} />}
      {of.standing === null ? (
        <Card title={t`Review`}>
          <p>
            <Trans>No order is in force: there is no level to review.</Trans>
          </p>
        </Card>
      ) : (
        <>
          <Level of={of} standing={of.standing} waits={waiting !== undefined} />
          <Figures of={of.standing} />
          <Records person={id} of={of.standing} />
        </>
      )}
      <History of={of} />
    </div>
  );
}

type Standing = NonNullable<PersonReview['standing']>;
type LevelProps = { readonly of: PersonReview; readonly standing: Standing; readonly waits: boolean };

function Level({ of, standing, waits }: LevelProps) {
  const [doing, setDoing] = useState<'decide' | 'step-up' | null>(null);
  const { proposal, reasons, due } = standing;
  const tier = tierWords(standing.tier);
  const since = dayWords(standing.tierSince, currentLocale());
  const by = dayWords(due.on, currentLocale());
  return (
    <Card title={t`Is the level still needed?`}>
      <p>
        <strong>{tier}</strong> <span className={classes.dim}>{t`since ${since}`}</span>
      </p>
      <p>
        <Trans>To be decided by {by}</Trans> <span className={classes.dim}>({causeWords(due.cause)})</span>{' '}
        {due.overdue && <Tag tone="high">{t`overdue`}</Tag>}
      </p>
      <p>
        <Trans>Proposal:</Trans> <strong>{proposalWords(proposal.kind, proposal.to)}</strong>
      </p>
      <ul className={classes.reasons} aria-label={t`Reasons`}>
        {reasons.map((reason) => (
          <li key={reason.code}>
            {reasonWords(reason)} · {reason.holds ? t`met` : <Tag tone="medium">{t`not met`}</Tag>}
          </li>
        ))}
      </ul>
      <p className={classes.dim}>
        {standing.policyRevision === 0 ? (
          <Trans>Judged by the program’s own policy. What is not known counts against nobody.</Trans>
        ) : (
          <Trans>
            Judged by revision {standing.policyRevision} of the agency’s policy. What is not known counts
            against nobody.
          </Trans>
        )}
      </p>
      {of.may.decide && (
        <div className={classes.bar}>
          <Button onClick={() => setDoing('decide')}>
            <Trans>Decide…</Trans>
          </Button>
          {higherTiers(standing.tier).length > 0 && !waits && (
            <Button variant="default" onClick={() => setDoing('step-up')}>
              <Trans>Ask for a step up…</Trans>
            </Button>
          )}
        </div>
      )}
      {doing === 'decide' && <DecideDialog of={of} standing={standing} close={() => setDoing(null)} />}
      {doing === 'step-up' && <StepUpDialog of={of} standing={standing} close={() => setDoing(null)} />}
    </Card>
  );
}
