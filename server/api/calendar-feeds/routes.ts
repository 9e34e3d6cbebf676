import {
  calendarFeedCreate,
  calendarFeedEnded,
  calendarFeedMade,
  calendarFeeds,
  calendarText,
} from '@attend/contracts/calendar-feeds';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { makeFeed, readCalendar, readFeeds, renew, revoke } from './feeds.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;

/** Calendars for the programs that people keep their days in. */
export const calendarFeedRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/calendar-feeds',
    summary: 'One’s own calendars; their secrets are kept nowhere.',
    permission: 'hearings.read',
    response: calendarFeeds,
    access: nobody,
    handler: (context) => readFeeds(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calendar-feeds',
    summary: 'A calendar of one’s own people, or of an office; its address is shown this once.',
    permission: 'hearings.read',
    stepUp: true,
    answersSecret: true,
    body: calendarFeedCreate,
    response: calendarFeedMade,
    status: 201,
    access: nobody,
    handler: (context, { body }) => makeFeed(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calendar-feeds/{id}/renew',
    summary: 'Another address for a calendar; the one before opens nothing any more.',
    permission: 'hearings.read',
    stepUp: true,
    answersSecret: true,
    params,
    response: calendarFeedMade,
    access: nobody,
    handler: (context, input) => renew(context, input.params.id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/calendar-feeds/{id}',
    summary: 'Its address opens nothing any more.',
    permission: 'hearings.read',
    params,
    response: calendarFeedEnded,
    access: nobody,
    handler: (context, input) => revoke(context, input.params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calendars/{feed}/{secret}/attend.ics',
    summary: 'A calendar of hearings and check-ins, by number and without names; its address is its key.',
    permission: 'hearings.read',
    calendar: true,
    params: z.object({ feed: id, secret: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/) }),
    response: calendarText,
    access: {
      reads: 'people',
      action: 'list',
      what: 'calendar',
      purpose: 'calendar program',
      participants: ({ participants }) => participants,
    },
    handler: (context, input) => readCalendar(context, input.params.feed),
  }),
];
