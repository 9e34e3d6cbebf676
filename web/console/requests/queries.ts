import { requestList } from '@attend/contracts/requests';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const requestsQuery = (person: string) =>
  queryOptions({
    queryKey: ['requests', person],
    queryFn: ({ signal }) => read(`/api/people/${person}/exception-requests`, requestList, { signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });
