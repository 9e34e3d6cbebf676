import { z } from 'zod';
import { id } from './instant.ts';

/** GET /api/calendar/hearings and /api/calendar/check-ins : six weeks at most, as a page of a calendar holds them. */
export const calendarQuery = z.object({
  office: id,
  from: z.iso.date(),
  days: z.coerce.number().int().min(1).max(42).default(42),
});

/** Days without any hearing are left out. Moved and cancelled ones count nowhere. */
export const hearingDays = z.object({
  days: z.array(
    z.object({
      on: z.iso.date(),
      hearings: z.int(),
      /** Of them, those whose outcome somebody has recorded. */
      recorded: z.int(),
    }),
  ),
});
export type HearingDays = z.infer<typeof hearingDays>;

/** Every day of the span. */
export const checkInDays = z.object({
  days: z.array(
    z.object({
      on: z.iso.date(),
      /** Null: the office's hours are not set. */
      open: z.boolean().nullable(),
      /** Why it is closed, where a holiday or closure says so. */
      closure: z.string().nullable(),
      /** How many the office can see that day, and how many of these places are taken, by whomever. */
      places: z.int(),
      taken: z.int(),
      /** Of people within reach: with a time, due without one, and decided. */
      booked: z.int(),
      due: z.int(),
      decided: z.int(),
    }),
  ),
});
export type CheckInDays = z.infer<typeof checkInDays>;
