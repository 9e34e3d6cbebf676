import { personRecord, registerChoices } from '@attend/contracts/register';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const registerQuery = (id: string) =>
  queryOptions({
    queryKey: ['register', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/register`, personRecord, { signal }),
    staleTime: 15_000,
    // Each reading is a look on record.
    refetchOnWindowFocus: false,
  });

export const registerChoicesQuery = queryOptions({
  queryKey: ['register-choices'],
  queryFn: ({ signal }) => read('/api/register/choices', registerChoices, { signal }),
  staleTime: 60_000,
});
