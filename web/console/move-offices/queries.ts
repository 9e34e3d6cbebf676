import { officeMoveChoices, officeMoves } from '@attend/contracts/office-moves';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const officeMoveChoicesQuery = queryOptions({
  queryKey: ['office-moves', 'choices'],
  queryFn: ({ signal }) => read('/api/office-moves/choices', officeMoveChoices, { signal }),
});
export const officeMovesQuery = queryOptions({
  queryKey: ['office-moves', 'moves'],
  queryFn: ({ signal }) => read('/api/office-moves', officeMoves, { signal }),
});

/** What reads otherwise once somebody has moved. */
export const officeMovedKeys = [
  ...['office-moves', 'caseloads', 'people', 'supervision', 'agency', 'check-ins', 'calendar'],
];
