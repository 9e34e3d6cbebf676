import { caseloadMoves, caseloads } from '@attend/contracts/caseloads';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const caseloadsQuery = queryOptions({
  queryKey: ['caseloads', 'sizes'],
  queryFn: ({ signal }) => read('/api/caseloads', caseloads, { signal }),
});
export const caseloadMovesQuery = queryOptions({
  queryKey: ['caseloads', 'moves'],
  queryFn: ({ signal }) => read('/api/caseload-moves', caseloadMoves, { signal }),
});

/** What reads otherwise once somebody has moved. */
export const movedKeys = ['caseloads', 'people', 'supervision'];
