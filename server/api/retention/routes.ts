import { id } from '@attend/contracts/instant';
import {
  retentionHoldCreate,
  retentionHoldEnd,
  retentionHolds,
  retentionOverview,
  retentionRevise,
  retentionRevised,
} from '@attend/contracts/retention';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { placeHold, readHolds, releaseHold } from './holds.ts';
import { readOverview } from './overview.ts';
import { revise } from './revise.ts';

const nobody = { reads: 'nobody' } as const;
const held = z.object({ id, participant: id });

/** When data ends, what goes next and what went. Counts are nobody's data; holds name people. */
export const retentionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/retention',
    summary: 'Terms by kind of data, what goes at the next run, what went, and how many people are on hold.',
    permission: 'retention.read',
    access: nobody,
    response: retentionOverview,
    handler: async (context) => succeed(await readOverview(context)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/retention/revisions',
    summary: 'New terms, with a reason. What ends sooner than before does so from a day later.',
    permission: 'retention.write',
    access: nobody,
    body: retentionRevise,
    response: retentionRevised,
    status: 201,
    handler: (context, { body }) => revise(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/retention/holds',
    summary: 'People whose data does not end for now, with reason and end; ended holds below.',
    permission: 'holds.read',
    access: {
      reads: 'people',
      action: 'list',
      what: 'holds on data',
      purpose: 'holds on data',
      participants: ({ holds }) => holds.map(({ participant }) => participant.id),
    },
    response: retentionHolds,
    handler: async (context) => succeed(await readHolds(context)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/retention/holds',
    summary: 'Nothing of this person ends until the hold does.',
    permission: 'holds.write',
    access: {
      reads: 'people',
      action: 'open',
      what: 'hold on data',
      purpose: 'hold on data',
      participants: ({ participant }) => [participant],
    },
    body: retentionHoldCreate,
    response: held,
    status: 201,
    handler: (context, { body }) => placeHold(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/retention/holds/{id}/end',
    summary: 'Ends a hold before its end: what is past its term goes at the next run.',
    permission: 'holds.write',
    access: {
      reads: 'people',
      action: 'open',
      what: 'hold on data',
      purpose: 'end of a hold on data',
      participants: ({ participant }) => [participant],
    },
    params: z.object({ id }),
    body: retentionHoldEnd,
    response: held,
    handler: (context, { params, body }) => releaseHold(context, params.id, body.reason),
  }),
];
