import {
  type CaseState,
  caseList,
  type MeasureKind,
  ourContract,
  providerDetail,
  providerOverview,
} from '@attend/contracts/providers';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const stale = [['providers'], ['agency']] as const;

export const overviewQuery = (month: string) =>
  queryOptions({
    queryKey: ['providers', 'overview', month],
    queryFn: ({ signal }) => read('/api/provider-overview', providerOverview, { query: { month }, signal }),
    staleTime: 30_000,
  });
export const providerQuery = (id: string, month: string) =>
  queryOptions({
    queryKey: ['providers', 'one', id, month],
    queryFn: ({ signal }) =>
      read(`/api/providers/${id}/overview`, providerDetail, { query: { month }, signal }),
    staleTime: 15_000,
  });
export const ourContractQuery = (month: string) =>
  queryOptions({
    queryKey: ['providers', 'ours', month],
    queryFn: ({ signal }) => read('/api/our-contract', ourContract, { query: { month }, signal }),
    staleTime: 30_000,
  });
/** Each reading is a look at whoever stands in it: coming back to the window is no reason for one. */
export const casesQuery = (id: string, month: string, measure: MeasureKind, state: CaseState | undefined) =>
  queryOptions({
    queryKey: ['providers', 'cases', id, month, measure, state ?? ''],
    queryFn: ({ signal }) =>
      read(`/api/provider-contracts/${id}/cases`, caseList, { query: { month, measure, state }, signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
