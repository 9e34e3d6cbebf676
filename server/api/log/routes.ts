import { contactLog, entryCreate, logChanged, logQuery } from '@attend/contracts/contact-log';
import { markInError } from '@attend/contracts/error-mark';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readLog } from './read.ts';
import { enterContact, markEntry } from './write.ts';

const params = z.object({ id });
const looked = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'contact log',
  participants: ({ participant }: { participant: string }) => [participant],
};

/** One time line a person: what was sent, said, done and decided. */
export const logRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/log',
    summary: 'A person’s contact log, the latest first: of each kind only where the viewer may read it.',
    permission: 'log.read',
    access: { ...looked, purpose: 'supervision' },
    params,
    query: logQuery,
    response: contactLog,
    handler: (context, { params, query }) => readLog(context, params.id, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/log',
    summary: 'A call, a visit, a letter or a note, with what came of it.',
    permission: 'log.write',
    access: { ...looked, purpose: 'reaching the person' },
    params,
    body: entryCreate,
    response: logChanged,
    status: 201,
    handler: (context, { params, body }) => enterContact(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contact-entries/{id}/entered-in-error',
    summary: 'Marks an entry as wrong, with a reason: it stays on record, struck through.',
    permission: 'log.write',
    access: { ...looked, purpose: 'putting the record right' },
    params,
    body: markInError,
    response: logChanged,
    handler: (context, { params, body }) => markEntry(context, params.id, body),
  }),
];
