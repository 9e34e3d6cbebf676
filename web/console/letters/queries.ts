import { letterList, letterOptions } from '@attend/contracts/letters';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Each reading is a look on record. */
const quiet = { refetchOnWindowFocus: false, staleTime: 15_000 } as const;

export const lettersQuery = (id: string) =>
  queryOptions({
    queryKey: ['letters', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/letters`, letterList, { signal }),
    ...quiet,
  });
export const letterOptionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['letters', id, 'options'],
    queryFn: ({ signal }) => read(`/api/people/${id}/letter-options`, letterOptions, { signal }),
    ...quiet,
  });
