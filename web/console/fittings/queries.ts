import { consumableView } from '@attend/contracts/consumables';
import { fittingDetail, fittingList, personFittings } from '@attend/contracts/fittings';
import { injuryList, removalList } from '@attend/contracts/removals';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

/** Whatever shows who has which device. */
export const stale = [['needs'], ['fittings'], ['person'], ['stock'], ['devices'], ['reviews']] as const;

/** Each reading is a look on record: coming back to the window is no reason for one. */
const looked = { refetchOnWindowFocus: false, staleTime: 15_000 } as const;

export const fittingsQuery = queryOptions({
  queryKey: ['fittings', 'list'],
  queryFn: ({ signal }) => read('/api/fittings', fittingList, { signal }),
  ...looked,
});
export const personFittingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['fittings', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/fittings`, personFittings, { signal }),
    ...looked,
  });
export const fittingQuery = (id: string) =>
  queryOptions({
    queryKey: ['fittings', 'one', id],
    queryFn: ({ signal }) => read(`/api/fittings/${id}`, fittingDetail, { signal }),
    ...looked,
  });
export const removalsQuery = (id: string) =>
  queryOptions({
    queryKey: ['fittings', 'removals', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/planned-removals`, removalList, { signal }),
    ...looked,
  });
export const injuriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['fittings', 'injuries', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/injuries`, injuryList, { signal }),
    ...looked,
  });
export const consumablesQuery = queryOptions({
  queryKey: ['stock', 'consumables'],
  queryFn: ({ signal }) => read('/api/consumables', consumableView, { signal }),
});
