import { contactLog, type LogKind } from '@attend/contracts/contact-log';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export type LogAsked = {
  readonly kind: LogKind | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

const pageSize = 50;
export const logQueryOf = (id: string, asked: LogAsked) =>
  infiniteQueryOptions({
    queryKey: ['log', id, asked],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/people/${id}/log`, contactLog, {
        query: { ...asked, cursor: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Each page that is read is a look on record: coming back to the window is no reason for one.
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });
