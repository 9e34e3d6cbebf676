import { mergeList } from '@attend/contracts/merges';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: ['merges', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/merges`, mergeList, { signal }),
    // Each reading is a look at both.
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
