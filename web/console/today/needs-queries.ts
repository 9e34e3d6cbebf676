import { needList } from '@attend/contracts/today';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';
import type { NeedPart } from './needs-view.ts';

/** Each reading is a look at those who stand in it: every five minutes, and after one's own commands. */
export const needsQuery = (part: NeedPart) =>
  queryOptions({
    queryKey: ['needs', part],
    queryFn: ({ signal }) => read(`/api/today/${part}`, needList, { signal }),
    refetchOnWindowFocus: false,
    refetchInterval: 300_000,
    staleTime: 30_000,
  });
