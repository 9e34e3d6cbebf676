import type { ComplaintDetail } from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import { wayWords } from '../requests/view.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { ActDialog, actWords } from './act-dialog.tsx';
import classes from './page.module.css';
import { complaintQuery } from './queries.ts';
import {
  type Act,
  actsOf,
  complainantWords,
  outcomeWords,
  statusWords,
  stepWords,
  tellingWords,
  topicWords,
} from './view.ts';

/** One complaint: its words, its clock, and every step. */
export function ComplaintPage() {
  const { id } = useParams({ from: '/complaints/$id' });
  const one = useQuery(complaintQuery(id));
  useTitle(one.data ? t`Complaint ${one.data.number}` : t`Complaint`);
  const [act, setAct] = useState<Act | null>(null);
  const works = may(useStaff(), 'complaints.work');
  if (!one.data) return one.error ? <Failed error={one.error} retry={one.refetch} page /> : <Waiting />;
  const of = one.data;
  return (
    <Page
      title={t`Complaint ${of.number}`}
      lead={<Link to="/complaints" className={classes.back}>{t`All complaints`}</Link>}
      action={
        works && (
          <div className={classes.bar}>
            {actsOf(of.status).map((one) => (
              <Button key={one} variant="default" size="compact-md" onClick={() => setAct(one)}>
                {actWords(one).button}
              </Button>
            ))}
          </div>
        )
      }
    >
      <Card title={t`What came in`}>
        <p className={classes.words} dir="auto">
          {of.words ?? t`The key under which it stood was destroyed.`}
        </p>
        <About of={of} />
      </Card>
      <Steps of={of} />
      {act && <ActDialog of={of} act={act} close={() => setAct(null)} />}
    </Page>
  );
}

function About({ of }: { readonly of: ComplaintDetail }) {
  const locale = currentLocale();
  const { participant, concernedStaff, concernedProvider } = of;
  const concerned = [...concernedStaff, ...(concernedProvider ? [concernedProvider] : [])];
  const who = [of.anonymous ? t`without a name` : complainantWords(of.complainant), of.name, of.reach];
  return (
    <Facts
      of={[
        [
          t`State`,
          <span key="state">
            {statusWords(of.status)} {of.overdue && <Tag tone="high">{t`overdue`}</Tag>}
          </span>,
        ],
        ...(of.outcome ? [[t`Outcome`, outcomeWords(of.outcome)] as const] : []),
        ...(of.appealOutcome ? [[t`Outcome of the appeal`, outcomeWords(of.appealOutcome)] as const] : []),
        [t`About`, topicWords(of.topic)],
        [t`Who complains`, who.filter((one) => one !== null).join(' · ')],
        [
          t`Person`,
          participant === null ? (
            t`nobody in particular`
          ) : (
            <Link key="person" to="/people/$id" params={{ id: participant.id }} preload={false}>
              {participant.name} · <bdi>{participant.reference}</bdi>
            </Link>
          ),
        ],
        [t`Whom it concerns`, concerned.map(({ name }) => name).join(', ') || t`nobody of the staff`],
        [t`Office`, of.office?.name ?? t`none`],
        [t`In hand`, of.handler?.name ?? t`nobody`],
        [t`Came in`, `${dayWords(of.receivedOn, locale)}, ${wayWords(of.way)}`],
        [t`Acknowledge by`, dayWords(of.acknowledgeBy, locale)],
        [t`Answer by`, dayWords(of.answerBy, locale)],
        [
          t`Taken down`,
          <span key="taken">
            {of.takenBy.name}, <Moment at={of.takenAt} />
          </span>,
        ],
      ]}
    />
  );
}

const Steps = ({ of }: { readonly of: ComplaintDetail }) => (
  <Card title={t`What was done`}>
    {of.steps.length === 0 && <p className={classes.dim}>{t`Nothing yet.`}</p>}
    <ol className={classes.steps}>
      {of.steps.map(({ id, kind, told, at, by, text }) => (
        <li key={id}>
          <strong>{stepWords(kind)}</strong> <Trans>by {by}</Trans>, <Moment at={at} />
          {told !== null && <span className={classes.second}>{tellingWords(told, kind)}</span>}
          {text !== null && (
            <p className={classes.words} dir="auto">
              {text}
            </p>
          )}
        </li>
      ))}
    </ol>
  </Card>
);
