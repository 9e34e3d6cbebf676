import { type CostGroup, costForecast, costSettings, costs, rateCardList } from '@attend/contracts/costs';
import { invoiceDetail, invoiceLines, invoiceList, type LineResult } from '@attend/contracts/invoices';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Whatever shows costs. */
export const stale = [['costs']] as const;

export const costsQuery = (month: string | undefined, by: CostGroup) =>
  queryOptions({
    queryKey: ['costs', 'months', month ?? '', by],
    queryFn: ({ signal }) => read('/api/costs', costs, { query: { month, by }, signal }),
    staleTime: 60_000,
  });
export const costSettingsQuery = queryOptions({
  queryKey: ['costs', 'settings'],
  queryFn: ({ signal }) => read('/api/cost-settings', costSettings, { signal }),
  staleTime: 300_000,
});
export const rateCardsQuery = queryOptions({
  queryKey: ['costs', 'rates'],
  queryFn: ({ signal }) => read('/api/rate-cards', rateCardList, { signal }),
  staleTime: 30_000,
});

export type Mix = Readonly<Record<'months' | 'people' | 'ankle' | 'wrist' | 'phone', string | undefined>>;
export const forecastQuery = (mix: Mix) =>
  queryOptions({
    queryKey: ['costs', 'forecast', mix],
    queryFn: ({ signal }) => read('/api/cost-forecast', costForecast, { query: mix, signal }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

export const invoicesQuery = infiniteQueryOptions({
  queryKey: ['costs', 'invoices'],
  queryFn: ({ pageParam, signal }) =>
    read('/api/invoices', invoiceList, { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  staleTime: 15_000,
});

/** While it waits to be compared the page looks again by itself. */
const whileComparing = 5_000;
export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: ['costs', 'invoice', id],
    queryFn: ({ signal }) => read(`/api/invoices/${id}`, invoiceDetail, { signal }),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.invoice.state === 'comparing' ? whileComparing : false),
  });
/** Each reading is a look on record where it names people: coming back to the window is no reason for one. */
export const invoiceLinesQuery = (id: string, show: LineResult | 'all', version: number) =>
  infiniteQueryOptions({
    queryKey: ['costs', 'invoice-lines', id, show, version],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/invoices/${id}/lines`, invoiceLines, { query: { show, after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
