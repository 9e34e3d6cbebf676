import { checkInDays, hearingDays } from '@attend/contracts/calendar';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export type SpanAsked = { readonly office: string; readonly from: string; readonly days: number };

export const hearingDaysQuery = (query: SpanAsked) =>
  queryOptions({
    queryKey: ['hearings', 'calendar', query],
    queryFn: ({ signal }) => read('/api/calendar/hearings', hearingDays, { query, signal }),
    staleTime: 15_000,
  });

export const checkInDaysQuery = (query: SpanAsked) =>
  queryOptions({
    queryKey: ['check-ins', 'days', query],
    queryFn: ({ signal }) => read('/api/calendar/check-ins', checkInDays, { query, signal }),
    staleTime: 15_000,
  });
