import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { countWords } from '../disclosure/view.ts';
import { delayCountsQuery } from '../queries.ts';

/** How much is kept from participants' own view, and by how many orders. */
export function DelaysCard() {
  const counts = useQuery(delayCountsQuery);
  return (
    <Card
      title={t`Kept from participants by order`}
      aside={
        <Link to="/disclosure">
          <Trans>Orders</Trans>
        </Link>
      }
    >
      {!counts.data && (counts.error ? <Failed error={counts.error} retry={counts.refetch} /> : <Waiting />)}
      {counts.data && (
        <>
          <p>{countWords(counts.data)}</p>
          <Facts
            of={[
              [t`Waiting for a second person`, counts.data.waiting],
              [t`To review now`, counts.data.toReview],
              [t`Over or ended`, counts.data.over],
            ]}
          />
        </>
      )}
    </Card>
  );
}
