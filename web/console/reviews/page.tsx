import { type ReviewList, type ReviewShow, reviewShows } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { checkInOfficesQuery } from '../check-ins/queries.ts';
import { dayWords } from '../check-ins/view.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { ProviderCountsCard } from './counts.tsx';
import classes from './part.module.css';
import { reviewsQuery } from './queries.ts';
import { TierTimesCard } from './tiers.tsx';
import { causeWords, proposalWords, showWords, tierWords } from './view.ts';

type Line = ReviewList['reviews'][number];

/** Whose level is to be looked at, what is due first, first. */
export function ReviewsPage() {
  useTitle(t`Reviews`);
  const staff = useStaff();
  const { show = 'due', office } = useSearch({ from: '/reviews' });
  return (
    <Page
      title={t`Reviews`}
      lead={t`Is each person’s level still needed? Less is proposed where the agency’s conditions are met; more never is.`}
    >
      {may(staff, 'reviews.read') && <List show={show} office={office} />}
      {may(staff, 'tiers.read') && <TierTimesCard />}
      {may(staff, 'tiers.read') && <ProviderCountsCard />}
      {may(staff, 'reviews.read') && (
        <Card title={t`Policy of reviews`}>
          <p>
            <Trans>When each level is looked at again, and when less is proposed:</Trans>{' '}
            <Link to="/review-policy">
              <Trans>Policy of reviews</Trans>
            </Link>
          </p>
        </Card>
      )}
    </Page>
  );
}

function List({ show, office }: { readonly show: ReviewShow; readonly office: string | undefined }) {
  const navigate = useNavigate();
  const list = useInfiniteQuery(reviewsQuery(show, office));
  const offices = useQuery(checkInOfficesQuery);
  const go = (search: { show: ReviewShow | undefined; office: string | undefined }) =>
    void navigate({ to: '/reviews', search, replace: true });
  return (
    <>
      <div className={classes.shows}>
        <SegmentedControl
          aria-label={t`Which reviews`}
          value={show}
          data={reviewShows.map((value) => ({ value, label: showWords(value) }))}
          onChange={(value) => go({ show: reviewShows.find((one) => one === value), office })}
        />
      </div>
      <Card
        title={showWords(show)}
        flush
        aside={
          <NativeSelect
            aria-label={t`Office`}
            value={office ?? ''}
            data={[
              { value: '', label: t`Every office` },
              ...(offices.data?.offices ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => go({ show, office: event.currentTarget.value || undefined })}
          />
        }
      >
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && (
          <DataTable
            label={showWords(show)}
            rows={list.data.pages.flatMap(({ reviews }) => reviews)}
            rowId={({ id }) => id}
            empty={t`None.`}
            columns={columns()}
          />
        )}
        <More of={list} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
    </>
  );
}

const columns = (): Column<Line>[] => [
  {
    id: 'who',
    name: t`Participant`,
    cell: ({ participant }) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'review' }} preload={false}>
        {participant.name} · <bdi>{participant.reference}</bdi>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  { id: 'office', name: t`Office`, cell: ({ office }) => office ?? '—', by: ({ office }) => office ?? '' },
  {
    id: 'tier',
    name: t`Level`,
    cell: ({ tier, tierSince }) => {
      const since = dayWords(tierSince, currentLocale());
      return (
        <>
          {tierWords(tier)}
          <span className={classes.second}>{t`since ${since}`}</span>
        </>
      );
    },
    by: ({ tier }) => tier,
  },
  {
    id: 'due',
    name: t`By`,
    cell: ({ dueOn, overdue, cause }) => (
      <>
        {dayWords(dueOn, currentLocale())} {overdue && <Tag tone="high">{t`overdue`}</Tag>}
        <span className={classes.second}>{causeWords(cause)}</span>
      </>
    ),
    by: ({ dueOn }) => dueOn,
  },
  {
    id: 'proposal',
    name: t`Proposal`,
    cell: ({ proposal, proposalTo }) =>
      proposal === null ? (
        <span className={classes.dim}>{t`not worked out yet`}</span>
      ) : (
        proposalWords(proposal, proposalTo)
      ),
    by: ({ proposal }) => proposal ?? '',
  },
];
