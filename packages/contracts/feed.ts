import { z } from 'zod';
import { alertSummary } from './alerts.ts';

/**
 * GET /api/feed (text/event-stream). Each event's `id` is the feed's position; after a break the browser sends it back as
 * `Last-Event-ID` (or `?after=`) and nothing is missed. Past the feed's horizon the first event is `reload`.
 */
export const feedEvents = {
  /** An alert was raised, changed or worked. */
  alert: z.object({ change: z.string(), alert: alertSummary }),
  /** The list must be read again: the break was longer than the feed's horizon, or permission changed. */
  reload: z.object({ why: z.string() }),
  /** Every 15 s, so that a dead connection is seen. */
  pulse: z.object({ at: z.string() }),
} as const;
export type FeedAlert = z.infer<(typeof feedEvents)['alert']>;
