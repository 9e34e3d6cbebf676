import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { reviewPolicyQuery, reviewPolicyRevisionsQuery } from '../reviews/queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Asked } from './asked.tsx';
import { Publish } from './publish.tsx';
import { Revisions } from './revisions.tsx';
import { Standing } from './standing.tsx';

/** When levels are looked at and when less is proposed: every parameter, what waits, and what held before. */
export function ReviewPolicyPage() {
  useTitle(t`Policy of reviews`);
  const policy = useQuery(reviewPolicyQuery);
  const list = useQuery(reviewPolicyRevisionsQuery);
  const revision = policy.data?.revision;
  // Whoever looks at reviews reads by what they are proposed; who publishes is another matter.
  const publishes = may(useStaff(), 'reviews.policy');
  return (
    <Page
      title={t`Policy of reviews`}
      lead={t`When each level is looked at again, and when less is proposed. It holds for reviews that are looked at from then on. What asks for more than before is published by a second person.`}
    >
      {publishes && policy.data?.asked && <Asked of={policy.data.asked} standing={policy.data.parameters} />}
      <Card title={publishes ? t`Publish another policy` : t`The policy in force`}>
        {policy.data ? (
          <>
            <p>
              <Trans>Revision {revision} holds now.</Trans>
            </p>
            {publishes ? <Publish of={policy.data} /> : <Standing of={policy.data.parameters} />}
          </>
        ) : policy.error ? (
          <Failed error={policy.error} retry={policy.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
      <Card title={t`Policies so far`}>
        {list.data ? (
          <Revisions of={list.data.revisions} />
        ) : list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
    </Page>
  );
}
