import { useQuery } from '@tanstack/react-query';
import { may, useStaff } from '../signed-in.tsx';
import { shelvesQuery } from './queries.ts';

type Office = { readonly id: string; readonly name: string };
const none: readonly Office[] = [];

/** STK-14: offices at whose shelves the viewer does something; none while that is not known. */
export function useOwnShelves(): readonly Office[] {
  const asks = may(useStaff(), 'stock.write');
  const shelves = useQuery({ ...shelvesQuery, enabled: asks });
  return asks ? (shelves.data?.offices ?? none) : none;
}

/** Whether one of these is the viewer's; null stands for the supplier. */
export const isOwn = (own: readonly Office[], ...offices: readonly (Office | null)[]): boolean =>
  offices.some((office) => office !== null && own.some(({ id }) => id === office.id));
