import {
  type OversightQuestion,
  oversightQuestions,
  type QuestionCounts,
  unaccountedKinds,
} from '@attend/contracts/oversight-questions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { CountedAt } from '../shell/counted-at.tsx';
import { useTitle } from '../shell/title.ts';
import { Devices, People } from './lists.tsx';
import classes from './page.module.css';
import { questionsQuery, targetsQuery } from './queries.ts';
import { Targets } from './targets.tsx';
import { deviceWords, questionWords, targetsTitle } from './view.ts';

/** What an auditor asks, ready. Names come only when somebody asks for them: that is a look. */
export function QuestionsPage() {
  useTitle(t`Questions`);
  const counts = useQuery(questionsQuery);
  const countOf = (kind: OversightQuestion | QuestionCounts['devices'][number]['kind']): number =>
    [...(counts.data?.questions ?? []), ...(counts.data?.devices ?? [])].find((one) => one.kind === kind)
      ?.count ?? 0;
  return (
    <Page
      title={t`Questions`}
      lead={t`How many first, which looks at nobody. Opening a list is recorded with each person in it.`}
    >
      {!counts.data && (counts.error ? <Failed error={counts.error} retry={counts.refetch} /> : <Waiting />)}
      {counts.data && (
        <>
          {/* One sentence: in a page's column each of its pieces would stand on a line of its own. */}
          <p>
            <CountedAt at={counts.data.countedAt} />
          </p>
          {oversightQuestions.map((kind) => (
            <Question key={kind} id={kind} {...questionWords(kind)} count={countOf(kind)}>
              <People kind={kind} />
            </Question>
          ))}
          <MissedTargets />
          {unaccountedKinds.map((kind) => (
            <Question key={kind} id={kind} {...deviceWords(kind)} count={countOf(kind)}>
              <Devices kind={kind} />
            </Question>
          ))}
        </>
      )}
    </Page>
  );
}

/** Providers, and nobody whom they supervise. */
function MissedTargets() {
  const targets = useQuery(targetsQuery);
  if (!targets.data)
    return targets.error ? <Failed error={targets.error} retry={targets.refetch} /> : <Waiting />;
  const { missed } = targets.data;
  const title = targetsTitle();
  return (
    <Question
      id="targets"
      title={title}
      method={t`Targets of contracts in the last twelve months that are over, as they were signed, else as the record was measured last. What is not known counts against nobody.`}
      count={missed.length}
    >
      <Targets of={missed} title={title} />
    </Question>
  );
}

type Props = {
  /** By which *Today* leads here. */
  readonly id: string;
  readonly title: string;
  readonly method: string;
  readonly count: number;
  readonly children: ReactNode;
};
function Question({ id, title, method, count, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div id={id} className={classes.question}>
      <Card
        title={title}
        aside={
          <span className={classes.head}>
            <strong>{count}</strong>
            {count > 0 && (
              <Button
                variant="default"
                size="compact-sm"
                aria-expanded={open}
                aria-label={open ? t`Hide: ${title}` : t`Which… ${title}`}
                onClick={() => setOpen(!open)}
              >
                {open ? <Trans>Hide</Trans> : <Trans>Which…</Trans>}
              </Button>
            )}
          </span>
        }
      >
        <p className={classes.method}>{method}</p>
        {open && children}
      </Card>
    </div>
  );
}
