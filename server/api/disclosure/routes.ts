import {
  delayChanged,
  delayCounts,
  delayEnd,
  delayEntry,
  delayList,
  delayReview,
  ownLookList,
} from '@attend/contracts/disclosure';
import { cursor, id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { confirm, countDelays, end, enterDelay, readDelays, review } from './delays.ts';
import { readOwnLooks } from './own-looks.ts';

/**
 * Work on such an order is a look like any other, and the person sees it as it happens: as what it is, work on the record of
 * looks, and not whose looks it keeps back.
 */
const record = { reads: 'people', what: 'record of looks', purpose: 'keeping the access record' } as const;
const working = {
  ...record,
  action: 'open',
  participants: ({ participant }: z.output<typeof delayChanged>) => [participant],
} as const;
const one = z.object({ id });

/** Who looked at my data; and the court's orders, the only thing that may delay its answer. */
export const disclosureRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/own/looks',
    summary: 'Who looked at my data, when, at what and why; newest first. For participants.',
    permission: 'looks.read',
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: ownLookList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'who looked at my data',
      purpose: 'reading about oneself',
      participants: ({ participant }) => [participant],
    },
    handler: (context, { query }) => readOwnLooks(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosure-delays',
    summary: 'Orders under which looks are kept from a participant’s own view for a time.',
    permission: 'delays.read',
    response: delayList,
    access: {
      ...record,
      action: 'list',
      participants: ({ delays }) => delays.map(({ participant }) => participant.id),
    },
    handler: (context) => readDelays(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/disclosure-delays',
    summary: 'How many such orders there are, and of how many people.',
    permission: 'delays.read',
    response: delayCounts,
    access: { reads: 'nobody' },
    handler: (context) => countDelays(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosure-delays',
    summary: 'Puts a court’s order on record. It keeps nothing back before somebody else has confirmed it.',
    permission: 'delays.write',
    body: delayEntry,
    response: delayChanged,
    status: 201,
    access: working,
    handler: (context, { body }) => enterDelay(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosure-delays/{id}/confirm',
    summary: 'Confirms an order, by another person than who entered it: from now on it holds.',
    permission: 'delays.write',
    stepUp: true,
    params: one,
    response: delayChanged,
    access: working,
    handler: (context, { params }) => confirm(context, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosure-delays/{id}/review',
    summary: 'Says that an order is still needed, by its review’s date; without it the order lapses then.',
    permission: 'delays.write',
    params: one,
    body: delayReview,
    response: delayChanged,
    access: working,
    handler: (context, { params, body }) => review(context, params.id, body.note),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosure-delays/{id}/end',
    summary:
      'Ends an order: what it kept back is shown from now on. Before it is confirmed, this refuses it.',
    permission: 'delays.write',
    params: one,
    body: delayEnd,
    response: delayChanged,
    access: working,
    handler: (context, { params, body }) => end(context, params.id, body.reason),
  }),
];
