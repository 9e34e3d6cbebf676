import { dayList, personCheckIns } from '@attend/contracts/check-ins';
import {
  checkInOffices,
  checkInPolicyRevisions,
  checkInWorkers,
  closingPreview,
  officeCalendar,
  slotList,
} from '@attend/contracts/office-calendar';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const checkInOfficesQuery = queryOptions({
  queryKey: ['check-in-offices'],
  queryFn: ({ signal }) => read('/api/check-in-offices', checkInOffices, { signal }),
});

/** Each reading is a look at those who stand in it: it is read again by hand, and after one's own changes. */
export const dayListQuery = (office: string, on: string) =>
  queryOptions({
    queryKey: ['check-ins', 'day', office, on],
    queryFn: ({ signal }) => read('/api/check-ins', dayList, { query: { office, on }, signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });

export const personCheckInsQuery = (id: string) =>
  queryOptions({
    queryKey: ['check-ins', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/check-ins`, personCheckIns, { signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });

export const slotsQuery = (office: string, on: string) =>
  queryOptions({
    queryKey: ['check-ins', 'slots', office, on],
    queryFn: ({ signal }) => read(`/api/offices/${office}/slots`, slotList, { query: { on }, signal }),
    staleTime: 5_000,
  });

export const officeCalendarQuery = (office: string) =>
  queryOptions({
    queryKey: ['check-ins', 'calendar', office],
    queryFn: ({ signal }) => read(`/api/offices/${office}/calendar`, officeCalendar, { signal }),
  });

/** What closing a day would move: numbers alone. */
export const closingQuery = (office: string, on: string) =>
  queryOptions({
    queryKey: ['check-ins', 'closing', office, on],
    queryFn: ({ signal }) =>
      read(`/api/offices/${office}/closing`, closingPreview, { query: { on }, signal }),
    staleTime: 5_000,
  });

export const workersQuery = (office: string) =>
  queryOptions({
    queryKey: ['check-ins', 'workers', office],
    queryFn: ({ signal }) => read(`/api/offices/${office}/workers`, checkInWorkers, { signal }),
  });

export const contactOrderQuery = queryOptions({
  queryKey: ['check-ins', 'contact-order'],
  queryFn: ({ signal }) => read('/api/check-in-policy/revisions', checkInPolicyRevisions, { signal }),
});
