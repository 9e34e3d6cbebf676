import { calendarQuery, checkInDays, hearingDays } from '@attend/contracts/calendar';
import { defineRoute } from '../route.ts';
import { readCheckInDays, readHearingDays } from './days.ts';

/** How full an office's days are. Numbers of people within reach, and nobody's row. */
export const calendarRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/calendar/hearings',
    summary: 'How many of an office’s people are heard on each day.',
    permission: 'hearings.read',
    query: calendarQuery,
    response: hearingDays,
    access: { reads: 'nobody' },
    handler: (context, { query }) => readHearingDays(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calendar/check-ins',
    summary: 'How full an office’s days are: places, who has a time, who is due without one.',
    permission: 'check-ins.read',
    query: calendarQuery,
    response: checkInDays,
    access: { reads: 'nobody' },
    handler: (context, { query }) => readCheckInDays(context, query),
  }),
];
