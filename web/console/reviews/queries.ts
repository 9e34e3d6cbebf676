import { reviewPolicy, reviewPolicyRevisions } from '@attend/contracts/review-policy';
import { personReview, type ReviewShow, reviewList } from '@attend/contracts/reviews';
import { providerCounts, tierTimes } from '@attend/contracts/tier-counts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Whatever shows levels and what follows from them. */
export const stale = [['reviews'], ['person'], ['orders'], ['needs'], ['log']] as const;

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const reviewsQuery = (show: ReviewShow, office: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['reviews', 'list', show, office ?? ''],
    queryFn: ({ pageParam, signal }) =>
      read('/api/reviews', reviewList, { query: { show, office, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export const personReviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['reviews', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/review`, personReview, { signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

export const reviewPolicyQuery = queryOptions({
  queryKey: ['reviews', 'policy'],
  queryFn: ({ signal }) => read('/api/review-policy', reviewPolicy, { signal }),
  staleTime: 300_000,
});

export const reviewPolicyRevisionsQuery = queryOptions({
  queryKey: ['reviews', 'policy', 'revisions'],
  queryFn: ({ signal }) => read('/api/review-policy/revisions', reviewPolicyRevisions, { signal }),
  staleTime: 60_000,
});

export const tierTimesQuery = queryOptions({
  queryKey: ['reviews', 'tiers'],
  queryFn: ({ signal }) => read('/api/tier-times', tierTimes, { signal }),
  staleTime: 300_000,
});

export const providerCountsQuery = (month: string) =>
  queryOptions({
    queryKey: ['reviews', 'counts', month],
    queryFn: ({ signal }) => read('/api/provider-counts', providerCounts, { query: { month }, signal }),
    staleTime: 30_000,
  });
