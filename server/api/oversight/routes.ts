import { cursor, id } from '@attend/contracts/instant';
import {
  breachQuery,
  breachScope,
  qualityKinds,
  qualityPeople,
  qualityReport,
  unusualLook,
  unusualLookDecision,
  unusualLookList,
} from '@attend/contracts/oversight';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readBreach } from './breach.ts';
import { readGap, readQuality } from './quality.ts';
import { decideLook, readUnusual } from './unusual.ts';

/** Watching the watchers. Reading who was looked at is a look itself, and recorded like any other. */
export const oversightRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/oversight/looks',
    summary: 'Looks of the last days that a supervisor should ask about; the undecided first.',
    permission: 'oversight.read',
    response: unusualLookList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'unusual looks',
      purpose: 'oversight of staff',
      participants: ({ looks }) => looks.flatMap(({ participant }) => participant?.id ?? []),
    },
    handler: (context) => readUnusual(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/oversight/looks/{id}/decision',
    summary: 'What came of asking about an unusual look; by somebody else than who looked.',
    permission: 'oversight.decide',
    params: z.object({ id }),
    body: unusualLookDecision,
    response: unusualLook,
    access: {
      reads: 'people',
      action: 'list',
      what: 'unusual looks',
      purpose: 'oversight of staff',
      participants: ({ participant }) => (participant === null ? [] : [participant.id]),
    },
    handler: (context, { params, body }) => decideLook(context, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/breach',
    summary: 'The scope of a breach: whose data was seen in a span of time, when, and by whom.',
    permission: 'oversight.read',
    query: breachQuery,
    response: breachScope,
    access: {
      reads: 'people',
      action: 'list',
      what: 'scope of a breach',
      purpose: 'oversight of staff',
      participants: ({ lines }) => lines.map(({ participant }) => participant.id),
    },
    handler: (context, { query }) => readBreach(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/quality',
    summary: 'What is missing in the records or does not fit together, as counts.',
    permission: 'oversight.read',
    response: qualityReport,
    access: { reads: 'nobody' },
    handler: (context) => readQuality(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/oversight/quality/{kind}',
    summary: 'Whom one such gap concerns, by reference.',
    permission: 'oversight.read',
    params: z.object({ kind: z.enum(qualityKinds) }),
    query: z.object({ cursor: cursor.optional() }),
    response: qualityPeople,
    access: {
      reads: 'people',
      action: 'list',
      what: 'gaps in the records',
      purpose: 'data quality',
      participants: ({ people }) => people.map((person) => person.id),
    },
    handler: (context, { params, query }) => readGap(context, params.kind, query.cursor),
  }),
];
