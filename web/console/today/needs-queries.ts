import { needList } from '@attend/contracts/today';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';
import type { NeedPart } from './needs-view.ts';

/** Each reading is a look at those who stand in it: every five minutes, and after one's own commands. */
export const needsQuery = (part: NeedPart, limit: number) =>
  queryOptions({
    queryKey: ['needs', part, limit],
    queryFn: ({ signal }) => read(`/api/today/${part}?limit=${limit}`, needList, { signal }),
    // What was shown stays until more of it is there.
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchInterval: 300_000,
    staleTime: 30_000,
  });
