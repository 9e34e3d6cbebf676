import { oversightQuestions, unaccountedKinds } from '@attend/contracts/oversight-questions';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { CountedAt } from '../shell/counted-at.tsx';
import classes from './page.module.css';
import { questionsQuery, targetsQuery } from './queries.ts';
import { deviceWords, questionWords, summaryOf, targetsTitle } from './view.ts';

/** OVR-11: where whoever oversees and works no alerts begins: what there is to ask about, as counts, each leading to its question. */
export function QuestionsToday() {
  const counts = useQuery(questionsQuery);
  const targets = useQuery(targetsQuery);
  const failed = counts.error ?? targets.error;
  const titles: Readonly<Record<string, string>> = {
    ...Object.fromEntries(oversightQuestions.map((kind) => [kind, questionWords(kind).title])),
    ...Object.fromEntries(unaccountedKinds.map((kind) => [kind, deviceWords(kind).title])),
    targets: targetsTitle(),
  };
  const { asked, none } =
    counts.data && targets.data ? summaryOf(counts.data, targets.data.missed.length) : { asked: [], none: 0 };
  return (
    <div className={classes.today}>
      <Card
        title={t`Questions`}
        aside={
          <Link to="/oversight/questions">
            <Trans>All of them, with their lists</Trans>
          </Link>
        }
      >
        {failed && <Failed error={failed} retry={counts.error ? counts.refetch : targets.refetch} />}
        {!failed && !(counts.data && targets.data) && <Waiting />}
        {counts.data && targets.data && (
          <>
            <Facts
              of={asked.map(({ kind, count }) => [
                titles[kind] ?? kind,
                <Link
                  key={kind}
                  to="/oversight/questions"
                  hash={kind}
                  aria-label={`${titles[kind]}: ${count}`}
                >
                  {count}
                </Link>,
              ])}
            />
            <p>
              {none > 0 &&
                plural(none, {
                  one: '# question concerns nobody and nothing.',
                  other: '# questions concern nobody and nothing.',
                })}{' '}
              <CountedAt at={counts.data.countedAt} />
            </p>
          </>
        )}
      </Card>
    </div>
  );
}
