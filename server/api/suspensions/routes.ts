import { markVersionInError } from '@attend/contracts/error-mark';
import { id } from '@attend/contracts/instant';
import {
  suspendedList,
  suspendedQuery,
  suspensionBegin,
  suspensionChanged,
  suspensionEnd,
  suspensionList,
} from '@attend/contracts/suspensions';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { markSuspension, resume, suspend } from './commands.ts';
import { readSuspended, readSuspensionsOf } from './read.ts';

const params = z.object({ id });
const looked = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'suspensions',
  participants: ({ participant }: { participant: string }) => [participant],
};
const deciding = { ...looked, purpose: 'deciding about a suspension' };

/** Custody elsewhere, hospital, death, moved: clocks stand still. */
export const suspensionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/suspensions',
    summary: 'When clocks stood still for a person, and why; those entered in error too.',
    permission: 'people.read',
    access: { ...looked, purpose: 'supervision' },
    params,
    response: suspensionList,
    handler: (context, input) => readSuspensionsOf(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/suspensions',
    summary: 'Nothing counts, is asked for or sent from an instant on, until one that is known or not.',
    permission: 'suspensions.write',
    access: deciding,
    params,
    body: suspensionBegin,
    response: suspensionChanged,
    status: 201,
    handler: (context, { params, body }) => suspend(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/suspensions/{id}/end',
    summary: 'Clocks go on; check-ins are planned again.',
    permission: 'suspensions.write',
    access: deciding,
    params,
    body: suspensionEnd,
    response: suspensionChanged,
    handler: (context, { params, body }) => resume(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/suspensions/{id}/entered-in-error',
    summary: 'They were never suspended: what is on record of it stays, struck through.',
    permission: 'suspensions.write',
    access: deciding,
    params,
    body: markVersionInError,
    response: suspensionChanged,
    handler: (context, { params, body }) => markSuspension(context, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/suspensions',
    summary: 'Who is suspended now, with the next hearing that falls into it.',
    permission: 'people.read',
    access: {
      reads: 'people',
      action: 'list',
      what: 'list of suspensions',
      purpose: 'supervision',
      participants: ({ suspended }) => suspended.map(({ participant }) => participant.id),
    },
    query: suspendedQuery,
    response: suspendedList,
    handler: (context, { query }) => readSuspended(context, query),
  }),
];
