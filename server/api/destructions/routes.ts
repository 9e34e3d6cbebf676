import {
  destructionAsk,
  destructionAsked,
  destructionDecision,
  destructionList,
} from '@attend/contracts/destructions';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { askDestruction, decideOnDestruction, readDestructions } from './destructions.ts';

export const destructionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/destructions',
    summary: 'Whose keys were asked to be destroyed, by whom, and what was decided.',
    permission: 'people.destroy',
    response: destructionList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'list of destroyed keys',
      purpose: 'ending data',
      participants: ({ destructions }) => destructions.map(({ participant }) => participant.id),
    },
    handler: (context) => readDestructions(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/destruction',
    summary: 'Asks that a person’s key be destroyed; somebody else has to approve it.',
    permission: 'people.destroy',
    params: z.object({ id }),
    body: destructionAsk,
    response: destructionAsked,
    status: 201,
    access: {
      reads: 'people',
      action: 'open',
      what: 'end of their key',
      purpose: 'ending data',
      participants: ({ participantId }) => [participantId],
    },
    handler: (context, { params, body }) => askDestruction(context, params.id, body.reason),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/destructions/{id}/decision',
    summary: 'Approves or refuses, by another person than who asked; approved, the key is destroyed at once.',
    permission: 'people.destroy',
    params: z.object({ id }),
    body: destructionDecision,
    response: destructionAsked,
    access: {
      reads: 'people',
      action: 'open',
      what: 'end of their key',
      purpose: 'ending data',
      participants: ({ participantId }) => [participantId],
    },
    handler: (context, { params, body }) => decideOnDestruction(context, params.id, body.decision),
  }),
];
