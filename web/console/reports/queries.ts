import { statistics } from '@attend/contracts/statistics';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Of the last month that is over, where none is said. */
export const statisticsQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['statistics', month ?? ''],
    queryFn: ({ signal }) => read('/api/statistics', statistics, { query: { month }, signal }),
    staleTime: 60_000,
  });
