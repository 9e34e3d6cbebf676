import { weekdays } from '@attend/kernel';
import { z } from 'zod';

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM');

/** Wall-clock times of the case's zone; `days` name the day a window starts; equal start and end is 24 hours. */
export const timetableEntry = z.object({
  days: z.array(z.enum(weekdays)).min(1),
  start: wallClock,
  end: wallClock,
});
