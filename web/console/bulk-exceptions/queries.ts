import { bulkList, bulkOffices } from '@attend/contracts/bulk-exceptions';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** They name nobody; while one is being applied it is read again soon. */
export const bulksQuery = queryOptions({
  queryKey: ['bulk-exceptions', 'list'],
  queryFn: ({ signal }) => read('/api/bulk-exceptions', bulkList, { signal }),
  staleTime: 30_000,
  refetchInterval: (query) =>
    query.state.data?.exceptions.some(({ applied, concerned }) => applied < concerned) ? 10_000 : false,
});

export const bulkOfficesQuery = queryOptions({
  queryKey: ['bulk-exceptions', 'offices'],
  queryFn: ({ signal }) => read('/api/bulk-exceptions/offices', bulkOffices, { signal }),
});
