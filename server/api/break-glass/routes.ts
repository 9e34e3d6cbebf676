import {
  breakGlassAsk,
  breakGlassList,
  breakGlassLook,
  breakGlassOpened,
  breakGlassReview,
} from '@attend/contracts/break-glass';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { askForRecord, listLooks, reviewLook } from './break-glass.ts';

export const breakGlassRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/break-glass',
    summary:
      'Opens the record of somebody to whom one has no relation, for a limited time and with a reason.',
    permission: 'break-glass.ask',
    body: breakGlassAsk,
    response: breakGlassOpened,
    status: 201,
    access: {
      reads: 'people',
      action: 'open',
      what: 'break-glass',
      purpose: 'break-glass',
      participants: ({ participant }) => [participant],
    },
    handler: (context, { body }) => askForRecord(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/break-glass',
    summary:
      'Who opened records of one’s own people without a relation to them, and what the review decided.',
    permission: 'break-glass.read',
    response: breakGlassList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'list of break-glass looks',
      purpose: 'review of looks',
      participants: ({ looks }) => looks.map(({ person }) => person.id),
    },
    handler: (context) => listLooks(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/break-glass/{id}/review',
    summary: 'Decides whether such a look was justified; never one’s own.',
    permission: 'break-glass.review',
    params: z.object({ id }),
    body: breakGlassReview,
    response: breakGlassLook,
    access: {
      reads: 'people',
      action: 'open',
      what: 'review of a break-glass look',
      purpose: 'review of looks',
      participants: ({ person }) => [person.id],
    },
    handler: (context, { params, body }) => reviewLook(context, params.id, body),
  }),
];
