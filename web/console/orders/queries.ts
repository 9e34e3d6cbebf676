import { importedOrderList } from '@attend/contracts/caseload';
import { curfewPreview, zoneFileRead } from '@attend/contracts/order-conditions';
import { orderPolicy, ordersToDecide } from '@attend/contracts/order-decisions';
import { agreementTextView, personOrders } from '@attend/contracts/orders';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';
import { readText } from '../../ui/read-text.ts';

/** Each reading is a look at the person: it is read again by hand, and after one's own changes. */
export const personOrdersQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/orders`, personOrders, { signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });

export const ordersToDecideQuery = queryOptions({
  queryKey: ['orders', 'to-decide'],
  queryFn: ({ signal }) => read('/api/orders-to-decide', ordersToDecide, { signal }),
  refetchOnWindowFocus: false,
  staleTime: 15_000,
});

/** ORD-25 */
export const importedOrdersQuery = infiniteQueryOptions({
  queryKey: ['orders', 'imported'],
  queryFn: ({ pageParam, signal }) =>
    read('/api/imported-orders', importedOrderList, { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  // Each reading is a look on record.
  refetchOnWindowFocus: false,
});

export const agreementTextQuery = (order: string, version: number, language: string, location: string) =>
  queryOptions({
    queryKey: ['orders', 'text', order, version, language, location],
    queryFn: ({ signal }) =>
      read(`/api/orders/${order}/agreement-text`, agreementTextView, {
        query: { version, language, location },
        signal,
      }),
    refetchOnWindowFocus: false,
  });

export const orderPolicyQuery = queryOptions({
  queryKey: ['orders', 'policy'],
  queryFn: ({ signal }) => read('/api/order-policy', orderPolicy, { signal }),
});

export const curfewPreviewQuery = (body: object) =>
  queryOptions({
    queryKey: ['curfew-preview', body],
    queryFn: ({ signal }) => read('/api/curfew-preview', curfewPreview, { method: 'POST', body, signal }),
    retry: false,
  });

/** A file's bytes as the API takes them in JSON. */
const inBase64 = (file: File) =>
  new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });

/** By the ending of its name: a ZIP is a shapefile. */
export async function readZoneFile(file: File, nameField: string | null) {
  const name = file.name.toLowerCase();
  const body = name.endsWith('.zip')
    ? { format: 'shapefile', content: await inBase64(file), nameField }
    : { format: name.endsWith('.kml') ? 'kml' : 'geojson', text: await readText(file) };
  return read('/api/zone-files', zoneFileRead, { method: 'POST', body });
}
