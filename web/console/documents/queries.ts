import { documentList } from '@attend/contracts/documents';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const documentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['documents', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/documents`, documentList, { signal }),
    // Each reading is a look on record.
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
