import {
  type ComplaintShow,
  complaintChoices,
  complaintCounts,
  complaintDetail,
  complaintList,
  complaintPolicy,
} from '@attend/contracts/complaints';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Each reading is a look at whoever stands in it: coming back to the window is no reason for one. */
const still = { staleTime: 15_000, refetchOnWindowFocus: false } as const;

export const complaintsQuery = (show: ComplaintShow, provider?: string) =>
  queryOptions({
    queryKey: ['complaints', 'list', show, provider ?? ''],
    queryFn: ({ signal }) => read('/api/complaints', complaintList, { query: { show, provider }, signal }),
    ...still,
  });
export const complaintQuery = (id: string) =>
  queryOptions({
    queryKey: ['complaints', 'one', id],
    queryFn: ({ signal }) => read(`/api/complaints/${id}`, complaintDetail, { signal }),
    ...still,
  });
export const complaintChoicesQuery = queryOptions({
  queryKey: ['complaints', 'choices'],
  queryFn: ({ signal }) => read('/api/complaint-choices', complaintChoices, { signal }),
  staleTime: 300_000,
});
export const complaintPolicyQuery = queryOptions({
  queryKey: ['complaints', 'policy'],
  queryFn: ({ signal }) => read('/api/complaint-policy', complaintPolicy, { signal }),
});
export const complaintCountsQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['complaints', 'counts', from, to],
    queryFn: ({ signal }) => read('/api/complaint-counts', complaintCounts, { query: { from, to }, signal }),
    ...still,
  });
