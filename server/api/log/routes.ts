import { contactLog, entryCreate, logChanged, logQuery } from '@attend/contracts/contact-log';
import { marked, markInError } from '@attend/contracts/error-mark';
import { id } from '@attend/contracts/instant';
import type { Permission } from '@attend/contracts/session';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { type MarkedInLog, markInLog } from './mark.ts';
import { readLog } from './read.ts';
import { enterContact } from './write.ts';

const params = z.object({ id });
const looked = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'contact log',
  participants: ({ participant }: { participant: string }) => [participant],
};

/** Marks a record with a reason: it stays as it was written, struck through, and counts no more. */
const mark = (place: string, kind: MarkedInLog, permission: Permission, summary: string) =>
  defineRoute({
    method: 'POST',
    path: `/api/${place}/{id}/entered-in-error`,
    summary,
    permission,
    access: { ...looked, purpose: 'putting the record right' },
    params,
    body: markInError,
    response: marked,
    handler: (context, { params, body }) => markInLog(context, kind, params.id, body),
  });

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
  mark(
    'letter-sendings',
    'letter-sending',
    'documents.write',
    'Marks what was said of how a letter went as entered in error.',
  ),
  mark(
    'contact-entries',
    'contact-entry',
    'log.write',
    'A call, visit, letter or note that was entered in error.',
  ),
  mark(
    'hearings',
    'hearing',
    'hearings.write',
    'A hearing that never was: it leaves every list but the record.',
  ),
  mark(
    'check-ins',
    'check-in',
    'check-ins.write',
    'What was said of a check-in was wrong: it is asked for anew.',
  ),
  mark(
    'check-in-attempts',
    'contact-attempt',
    'check-ins.write',
    'A contact attempt that nobody made: the last first.',
  ),
  mark('exceptions', 'exception', 'people.enrol', 'An exception that was never granted: it ends now.'),
];
