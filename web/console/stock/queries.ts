import { deviceModelDetail, deviceModelList } from '@attend/contracts/device-models';
import {
  type ShipmentShow,
  shipmentDetail,
  shipmentList,
  supplyOrderList,
} from '@attend/contracts/shipments';
import { deviceLife, shelfList, stockBelow, stockView } from '@attend/contracts/stock';
import { stockCountDetail, stockCountList } from '@attend/contracts/stock-counts';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** What any move of a device may change. */
export const stale = [['stock'], ['devices'], ['fittings'], ['person']] as const;

export const stockQuery = queryOptions({
  queryKey: ['stock', 'figures'],
  queryFn: ({ signal }) => read('/api/stock', stockView, { signal }),
});
/** STK-14: at whose shelves the viewer packs, receives, counts and fits. */
export const shelvesQuery = queryOptions({
  queryKey: ['stock', 'shelves'],
  queryFn: ({ signal }) => read('/api/stock/shelves', shelfList, { signal }),
  staleTime: 60_000,
});
export const belowQuery = queryOptions({
  queryKey: ['stock', 'below'],
  queryFn: ({ signal }) => read('/api/today/stock', stockBelow, { signal }),
});
export const modelsQuery = queryOptions({
  queryKey: ['stock', 'models'],
  queryFn: ({ signal }) => read('/api/device-models', deviceModelList, { signal }),
});
export const modelQuery = (id: string) =>
  queryOptions({
    queryKey: ['stock', 'model', id],
    queryFn: ({ signal }) => read(`/api/device-models/${id}`, deviceModelDetail, { signal }),
  });
export const shipmentsQuery = (show: ShipmentShow) =>
  queryOptions({
    queryKey: ['stock', 'shipments', show],
    queryFn: ({ signal }) => read('/api/shipments', shipmentList, { query: { show }, signal }),
  });
export const shipmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['stock', 'shipment', id],
    queryFn: ({ signal }) => read(`/api/shipments/${id}`, shipmentDetail, { signal }),
  });
export const ordersQuery = queryOptions({
  queryKey: ['stock', 'orders'],
  queryFn: ({ signal }) => read('/api/supply-orders', supplyOrderList, { signal }),
});
export const countsQuery = queryOptions({
  queryKey: ['stock', 'counts'],
  queryFn: ({ signal }) => read('/api/stock-counts', stockCountList, { signal }),
});
export const countQuery = (id: string) =>
  queryOptions({
    queryKey: ['stock', 'count', id],
    queryFn: ({ signal }) => read(`/api/stock-counts/${id}`, stockCountDetail, { signal }),
  });
export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['devices', 'life', id],
    queryFn: ({ signal }) => read(`/api/devices/${id}/life`, deviceLife, { signal }),
    // With whom it was is a look at them.
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
