import { z } from 'zod';

/** What the address of the calendar says: an office and a month, and nobody's name. */
export const calendarSearch = z.object({
  office: z.uuid().optional().catch(undefined),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
});
