import { letterTemplateList } from '@attend/contracts/letter-templates';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const letterTemplatesQuery = queryOptions({
  queryKey: ['letter-templates'],
  queryFn: ({ signal }) => read('/api/letter-templates', letterTemplateList, { signal }),
  staleTime: 15_000,
});
