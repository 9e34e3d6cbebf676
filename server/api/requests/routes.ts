import { id } from '@attend/contracts/instant';
import { exceptionChanged, exceptionRequest } from '@attend/contracts/order-conditions';
import { requestList } from '@attend/contracts/requests';
import { z } from 'zod';
import { askException } from '../orders/exceptions.ts';
import { ofOrder } from '../orders/routes.ts';
import { defineRoute } from '../route.ts';
import { readRequests } from './read.ts';

const params = z.object({ id });

/** What people ask for, by whichever way it comes. */
export const requestRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/exception-requests',
    summary: 'Exceptions that somebody asked for, and from what one may ask.',
    permission: 'people.read',
    params,
    response: requestList,
    access: ofOrder,
    handler: (context, input) => readRequests(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/conditions/{id}/exception-requests',
    summary:
      'An exception that somebody asked for, by telephone, paper, in person or in writing; it waits for an officer.',
    permission: 'requests.write',
    params,
    body: exceptionRequest,
    response: exceptionChanged,
    status: 201,
    access: ofOrder,
    handler: (context, input) => askException(context, input.params.id, { ...input.body, grant: false }),
  }),
];
