import { id } from '@attend/contracts/instant';
import {
  editionAsk,
  editionChanged,
  editionDecision,
  statisticEdition,
  statistics,
  statisticsAsk,
  statisticsAsked,
  statisticsQuery,
} from '@attend/contracts/statistics';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { askEdition, askForMonth, decideOnEdition, readEdition, readStatistics } from './statistics.ts';

const params = z.object({ id });
const nobody = { access: { reads: 'nobody' } } as const;

/** Monthly tables. Numbers, and nobody. What everybody may read of them stands in public-pages/. */
export const statisticRoutes = [
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/statistics',
    summary: 'What the record says of a month now, as it would be published, and what was published of it.',
    permission: 'statistics.read',
    query: statisticsQuery,
    response: statistics,
    handler: (context, { query }) => readStatistics(context, query.month),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/statistics/editions/{id}',
    summary:
      'An edition as it was published, or is asked to be, and what it shows otherwise than the one before.',
    permission: 'statistics.read',
    params,
    response: statisticEdition,
    handler: (context, { params }) => readEdition(context, params.id),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/statistics/compute',
    summary: 'Has a month worked out anew within a quarter of an hour.',
    permission: 'statistics.publish',
    body: statisticsAsk,
    response: statisticsAsked,
    handler: (context, { body }) => askForMonth(context, body.month),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/statistics/editions',
    summary: 'Asks a second person to publish a month as the record has it now.',
    permission: 'statistics.publish',
    body: editionAsk,
    response: editionChanged,
    status: 201,
    handler: (context, { body }) => askEdition(context, body.month),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/statistics/editions/{id}/decision',
    summary: 'Publishes an edition that another person asked for, or refuses it.',
    permission: 'statistics.publish',
    params,
    body: editionDecision,
    response: editionChanged,
    handler: (context, { params, body }) => decideOnEdition(context, params.id, body),
  }),
];
