import { suspendedList, suspensionList } from '@attend/contracts/suspensions';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const suspensionsOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['suspensions', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/suspensions`, suspensionList, { signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

export const suspendedQuery = infiniteQueryOptions({
  queryKey: ['suspensions', 'now'],
  queryFn: ({ pageParam, signal }) =>
    read('/api/suspensions', suspendedList, { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  staleTime: 300_000,
  refetchOnWindowFocus: false,
});
