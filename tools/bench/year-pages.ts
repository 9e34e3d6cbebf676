import type { YearLoaded } from './year-load.ts';
import { yearReference } from './year-rows.ts';

/** Whom and what one asking is about: another each time. */
export type YearAsked = {
  readonly person: string;
  readonly reference: string;
  readonly device: string;
  readonly office: string;
  readonly provider: string;
};
export type YearPage = {
  /** As the route table has it; always GET. */
  readonly path: `/api/${string}`;
  readonly params?: (asked: YearAsked) => Readonly<Record<string, string>>;
  readonly query?: (asked: YearAsked) => Readonly<Record<string, string>>;
};

/** What the pages of devices, reviews, providers, costs, statistics and oversight ask for. */
export const yearPages: readonly YearPage[] = [
  { path: '/api/stock' },
  { path: '/api/today/stock' },
  { path: '/api/device-models' },
  { path: '/api/shipments' },
  { path: '/api/devices/{id}/life', params: ({ device }) => ({ id: device }) },
  { path: '/api/reviews', query: () => ({ show: 'due' }) },
  { path: '/api/reviews', query: () => ({ show: 'overdue' }) },
  { path: '/api/reviews', query: () => ({ show: 'proposed' }) },
  { path: '/api/reviews', query: ({ office }) => ({ show: 'due', office }) },
  { path: '/api/people/{id}/review', params: ({ person }) => ({ id: person }) },
  { path: '/api/tier-times' },
  { path: '/api/oversight/quality' },
  { path: '/api/alerts', query: () => ({}) },
];

export function askedOf({ sample, offices, providers }: YearLoaded, at: number): YearAsked {
  const { id, index, device } = sample[at % sample.length] ?? { id: '', index: 0, device: '' };
  return {
    ...{ person: id, reference: yearReference(index), device, office: offices[index % offices.length] ?? '' },
    provider: providers[(index % offices.length) % providers.length] ?? '',
  };
}
