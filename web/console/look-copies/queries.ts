import { lookCopyList } from '@attend/contracts/look-copies';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const lookCopiesQuery = (person: string) =>
  queryOptions({
    queryKey: ['look-copies', person],
    queryFn: ({ signal }) => read(`/api/people/${person}/look-copies`, lookCopyList, { signal }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });
