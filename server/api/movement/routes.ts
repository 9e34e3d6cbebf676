import { id } from '@attend/contracts/instant';
import { movement, movementQuery } from '@attend/contracts/people';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readMovement } from './movement.ts';

export const movementRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/movement',
    summary: 'Where a person was in at most 48 hours, as far as an order permits positions.',
    permission: 'movement.read',
    params: z.object({ id }),
    query: movementQuery,
    response: movement.extend({ participant: id }),
    access: {
      reads: 'people',
      action: 'open',
      what: 'position history',
      purpose: 'supervision',
      participants: ({ participant }) => [participant],
    },
    handler: (context, { params, query }) => readMovement(context, params.id, query),
  }),
];
