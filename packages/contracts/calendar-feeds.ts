import { z } from 'zod';
import { id, instant } from './instant.ts';

/** A calendar's address that somebody made for themselves: its secret is shown once and kept nowhere. */
export const calendarFeed = z.object({
  id,
  /** Null: everybody who is assigned to oneself, or to somebody one stands in for. */
  office: z.object({ id, name: z.string() }).nullable(),
  createdAt: instant,
  /** When a calendar program last asked; null: never. */
  fetchedAt: instant.nullable(),
});
export type CalendarFeed = z.infer<typeof calendarFeed>;

/** GET /api/calendar-feeds : one's own. */
export const calendarFeeds = z.object({ feeds: z.array(calendarFeed) });
/** POST /api/calendar-feeds */
export const calendarFeedCreate = z.object({ office: id.nullable() });
/** The address below the program's own, shown this once. POST /api/calendar-feeds, POST /api/calendar-feeds/{id}/renew */
export const calendarFeedMade = z.object({ id, path: z.string() });
export const calendarFeedEnded = z.object({ id });

/** GET /api/calendars/{feed}/{secret}/attend.ics : text/calendar; who stands in it is for the access record alone. */
export const calendarText = z.object({ participants: z.array(id), tag: z.string(), text: z.string() });
