import { id } from '@attend/contracts/instant';
import {
  providerCountChanged,
  providerCountExplain,
  providerCountPublish,
  providerCountQuery,
  providerCounts,
  providerCountTell,
  tierTimes,
} from '@attend/contracts/tier-counts';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { explainCount, publishCount, readProviderCounts, readTierTimes, tellCount } from './counts.ts';

const params = z.object({ id });
const nobody = { access: { reads: 'nobody' } } as const;

/** How many have what, and what contractors say of it. Numbers, and nobody. */
export const tierCountRoutes = [
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/tier-times',
    summary:
      'How many people have what, by office: how long on average and at most, and how many reviews are late.',
    permission: 'tiers.read',
    response: tierTimes,
    handler: (context) => readTierTimes(context),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/provider-counts',
    summary: 'What each provider counted at a month’s end, line by line beside the record.',
    permission: 'tiers.read',
    query: providerCountQuery,
    response: providerCounts,
    handler: (context, { query }) => readProviderCounts(context, query.month),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-counts',
    summary: 'Takes a provider’s count of a month: a CSV file of office, tier and people.',
    permission: 'tiers.publish',
    body: providerCountTell,
    response: providerCountChanged,
    status: 201,
    handler: (context, { body }) => tellCount(context, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-counts/{id}/explain',
    summary: 'Says why a line differs from the record.',
    permission: 'tiers.publish',
    params,
    body: providerCountExplain,
    response: providerCountChanged,
    handler: (context, { params, body }) => explainCount(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-counts/{id}/publish',
    summary: 'Publishes a month’s table, once every difference is corrected or explained.',
    permission: 'tiers.publish',
    params,
    body: providerCountPublish,
    response: providerCountChanged,
    handler: (context, { params, body }) => publishCount(context, params.id, body.version),
  }),
];
