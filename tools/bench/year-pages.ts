import { monthsBefore } from '@attend/casework';
import { oversightQuestions, unaccountedKinds } from '@attend/contracts/oversight-questions';
import type { YearLoaded } from './year-load.ts';
import { yearReference } from './year-rows.ts';

/** Whom and what one asking is about: another each time. */
export type YearAsked = {
  readonly person: string;
  readonly reference: string;
  readonly device: string;
  readonly office: string;
  readonly provider: string;
  /** The last that is over. */
  readonly month: string;
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
  { path: '/api/today/devices' },
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
  { path: '/api/fittings' },
  { path: '/api/people/{id}/fittings', params: ({ person }) => ({ id: person }) },
  { path: '/api/consumables' },
  { path: '/api/provider-overview', query: ({ month }) => ({ month }) },
  {
    path: '/api/providers/{id}/overview',
    params: ({ provider }) => ({ id: provider }),
    query: ({ month }) => ({ month }),
  },
  { path: '/api/provider-transfers' },
  { path: '/api/provider-audits', query: ({ provider }) => ({ provider }) },
  { path: '/api/provider-counts', query: ({ month }) => ({ month }) },
  ...(['provider', 'tier', 'office', 'outcome'] as const).map((by) => ({
    path: '/api/costs' as const,
    query: () => ({ by }),
  })),
  { path: '/api/cost-settings' },
  { path: '/api/cost-forecast' },
  { path: '/api/rate-cards' },
  { path: '/api/invoices' },
  { path: '/api/statistics' },
  { path: '/api/statistics', query: ({ month }) => ({ month }) },
  { path: '/api/oversight/questions' },
  ...oversightQuestions.map((kind) => ({
    path: '/api/oversight/questions/{kind}' as const,
    params: () => ({ kind }),
  })),
  ...unaccountedKinds.map((kind) => ({
    path: '/api/oversight/devices/{kind}' as const,
    params: () => ({ kind }),
  })),
  { path: '/api/oversight/missed-targets' },
];

export function askedOf({ sample, offices, providers, until }: YearLoaded, at: number): YearAsked {
  const { id, index, device } = sample[at % sample.length] ?? { id: '', index: 0, device: '' };
  return {
    ...{ person: id, reference: yearReference(index), device, office: offices[index % offices.length] ?? '' },
    provider: providers[(index % offices.length) % providers.length] ?? '',
    month: monthsBefore(until, 'UTC', 1)[0] ?? '',
  };
}
