import type { QualityReport } from '@attend/contracts/oversight';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { gapQuery, qualityQuery } from '../queries.ts';
import { CountedAt } from '../shell/counted-at.tsx';
import classes from './page.module.css';
import { gapWords } from './view.ts';

type Gap = QualityReport['gaps'][number];

/** What is missing in the records. Names come only when somebody asks for them: that is a look. */
export function QualityCard() {
  const report = useQuery(qualityQuery);
  const [open, setOpen] = useState<Gap['kind'] | null>(null);
  return (
    <Card title={t`Gaps in the records`}>
      {!report.data && (report.error ? <Failed error={report.error} retry={report.refetch} /> : <Waiting />)}
      <ul className={classes.gaps}>
        {report.data?.gaps.map(({ kind, count }) => (
          <li key={kind}>
            <span>{gapWords(kind)}</span>
            <strong>{count}</strong>
            {count > 0 && (
              <Button
                variant="default"
                size="compact-sm"
                aria-expanded={open === kind}
                aria-label={t`Who: ${gapWords(kind)}`}
                onClick={() => setOpen(open === kind ? null : kind)}
              >
                {open === kind ? <Trans>Hide</Trans> : <Trans>Who…</Trans>}
              </Button>
            )}
            {open === kind && <Whom kind={kind} />}
          </li>
        ))}
      </ul>
      {report.data?.countedAt && (
        <p className={classes.total}>
          <CountedAt at={report.data.countedAt} />
        </p>
      )}
    </Card>
  );
}

function Whom({ kind }: { readonly kind: Gap['kind'] }) {
  const people = useInfiniteQuery(gapQuery(kind));
  if (!people.data)
    return people.error ? <Failed error={people.error} retry={people.refetch} /> : <Waiting />;
  return (
    <div className={classes.whom}>
      <ul>
        {people.data.pages
          .flatMap((page) => page.people)
          .map((person) => (
            <li key={person.id}>
              {/* Straight to where what is missing is put right. */}
              <Link
                to="/people/$id"
                params={{ id: person.id }}
                search={kind === 'no-officer' ? { part: 'supervision' } : {}}
              >
                <bdi>{person.reference}</bdi> · {person.name}
              </Link>
            </li>
          ))}
      </ul>
      {people.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </div>
  );
}
