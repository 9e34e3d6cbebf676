import type { BreakGlassLook } from '@attend/contracts/break-glass';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { breakGlassQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { AskCard } from './ask.tsx';
import { Review } from './review.tsx';
import { sortLooks } from './view.ts';

/** Looks without a relation: asking for one, and what came of those at one's own people. */
export function BreakGlassPage() {
  useTitle(t`Break-glass`);
  const me = useStaff();
  return (
    <Page
      title={t`Break-glass`}
      lead={t`Somebody without a relation to a person may open their record for an hour, with a reason. Each time is on record, and a supervisor reviews it.`}
    >
      {/* Whoever reviews came for what waits; whoever asks has nothing else here. */}
      {may(me, 'break-glass.review') && <Looks />}
      {may(me, 'break-glass.ask') && <AskCard />}
      {may(me, 'break-glass.read') && !may(me, 'break-glass.review') && <Looks />}
    </Page>
  );
}

function Looks() {
  const list = useQuery(breakGlassQuery);
  const [reviewing, setReviewing] = useState<BreakGlassLook | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { open, reviewed } = sortLooks(list.data.looks);
  const columns: Column<BreakGlassLook>[] = [
    {
      id: 'person',
      name: t`Person`,
      cell: ({ person }) => (
        <Link to="/people/$id" params={{ id: person.id }}>
          <bdi>{person.name}</bdi>
        </Link>
      ),
    },
    { id: 'who', name: t`Who looked`, cell: ({ staff }) => <bdi>{staff.name}</bdi> },
    { id: 'when', name: t`When`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
    { id: 'reason', name: t`Reason given`, cell: ({ reason }) => <bdi>{reason ?? '—'}</bdi> },
  ];
  return (
    <>
      <Card title={t`Break-glass looks to review`} flush>
        <DataTable
          label={t`Break-glass looks to review`}
          rows={open}
          empty={t`None waits for a review.`}
          rowId={({ id }) => id}
          columns={[
            ...columns,
            {
              id: 'review',
              name: t`Action`,
              acts: true,
              cell: (look) =>
                look.mayReview && (
                  <Button variant="default" size="compact-sm" onClick={() => setReviewing(look)}>
                    <Trans>Review</Trans>
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      <Card title={t`Reviewed looks`} flush>
        <DataTable
          label={t`Reviewed looks`}
          rows={reviewed}
          rowId={({ id }) => id}
          columns={[
            ...columns,
            {
              id: 'decision',
              name: t`Decision`,
              cell: ({ review }) =>
                review?.decision === 'justified' ? (
                  <Tag tone="good">{t`Justified`}</Tag>
                ) : (
                  <Tag tone="high">{t`Not justified`}</Tag>
                ),
            },
            { id: 'note', name: t`Note`, cell: ({ review }) => <bdi>{review?.note ?? '—'}</bdi> },
            { id: 'by', name: t`Reviewed by`, cell: ({ review }) => <bdi>{review?.by.name ?? '—'}</bdi> },
          ]}
        />
      </Card>
      {reviewing && <Review look={reviewing} close={() => setReviewing(null)} />}
    </>
  );
}
