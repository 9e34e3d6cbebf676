import { fail } from '@attend/kernel';
import { z } from 'zod';
import { defineStream } from '../route.ts';

const position = /^\d{1,18}$/;

export const feedRoutes = [
  defineStream({
    path: '/api/feed',
    summary:
      'Live alerts as server-sent events; resumes after `Last-Event-ID` or `after` without missing any.',
    permission: 'alerts.read',
    access: {
      reads: 'people',
      action: 'list',
      what: 'live alerts',
      purpose: 'duty',
      // Recorded event by event, as each is sent (feed/deliver.ts).
      participants: () => [],
    },
    query: z.object({ after: z.string().regex(position, 'is a position of the feed').optional() }),
    response: z.string(),
    handler: async ({ actor, services, open, lastEventId }, { query }) => {
      // What the browser had last is newer than what the page once began with.
      const after = lastEventId ?? query.after ?? null;
      if (after !== null && !position.test(after))
        return fail({
          code: 'bad-request',
          message: 'This is no position of the feed.',
          path: ['Last-Event-ID'],
        });
      return services.feed.subscribe(actor, open, after === null ? null : BigInt(after));
    },
  }),
];
