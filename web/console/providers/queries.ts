import { auditDetail, auditList, ourFindings } from '@attend/contracts/provider-audits';
import { transferList } from '@attend/contracts/provider-transfers';
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
import { again } from './unmeasured.tsx';

export const stale = [['providers'], ['agency']] as const;
/** Who sees whom is another by then. */
export const staleTransfers = [...stale, ['people'], ['person'], ['supervision']] as const;

export const overviewQuery = (month: string) =>
  queryOptions({
    queryKey: ['providers', 'overview', month],
    queryFn: ({ signal }) => read('/api/provider-overview', providerOverview, { query: { month }, signal }),
    staleTime: 30_000,
    refetchInterval: ({ state }) => again(state.data?.providers ?? []),
  });
export const providerQuery = (id: string, month: string) =>
  queryOptions({
    queryKey: ['providers', 'one', id, month],
    queryFn: ({ signal }) =>
      read(`/api/providers/${id}/overview`, providerDetail, { query: { month }, signal }),
    staleTime: 15_000,
    refetchInterval: ({ state }) => again(state.data === undefined ? [] : [state.data]),
  });
export const ourContractQuery = (month: string) =>
  queryOptions({
    queryKey: ['providers', 'ours', month],
    queryFn: ({ signal }) => read('/api/our-contract', ourContract, { query: { month }, signal }),
    staleTime: 30_000,
    refetchInterval: ({ state }) => again(state.data === undefined ? [] : [state.data]),
  });
export const transfersQuery = (provider: string) =>
  queryOptions({
    queryKey: ['providers', 'transfers', provider],
    queryFn: ({ signal }) => read('/api/provider-transfers', transferList, { query: { provider }, signal }),
    staleTime: 15_000,
  });
export const samplesQuery = (provider: string) =>
  queryOptions({
    queryKey: ['providers', 'samples', provider],
    queryFn: ({ signal }) => read('/api/provider-audits', auditList, { query: { provider }, signal }),
    staleTime: 15_000,
  });
export const ourSamplesQuery = queryOptions({
  queryKey: ['providers', 'our-samples'],
  queryFn: ({ signal }) => read('/api/our-audits', auditList, { signal }),
  staleTime: 30_000,
});
const still = { staleTime: 60_000, refetchOnWindowFocus: false } as const;
export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ['providers', 'sample', id],
    queryFn: ({ signal }) => read(`/api/provider-audits/${id}`, auditDetail, { signal }),
    ...still,
  });
export const ourFindingsQuery = queryOptions({
  queryKey: ['providers', 'our-findings'],
  queryFn: ({ signal }) => read('/api/our-findings', ourFindings, { signal }),
  ...still,
});
/** Each reading is a look at whoever stands in it: coming back to the window is no reason for one. */
export const casesQuery = (id: string, month: string, measure: MeasureKind, state: CaseState | undefined) =>
  queryOptions({
    queryKey: ['providers', 'cases', id, month, measure, state ?? ''],
    queryFn: ({ signal }) =>
      read(`/api/provider-contracts/${id}/cases`, caseList, { query: { month, measure, state }, signal }),
    ...still,
  });
