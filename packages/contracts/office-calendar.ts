import { closureKinds, contactWays } from '@attend/casework';
import { weekdays } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { shortText, writtenText } from './text.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day');
/** Weekly wall-clock times of the office's zone. */
export const openingHours = z
  .object({ days: z.array(z.enum(weekdays)).min(1).max(7), start: clock, end: clock })
  .refine(({ start, end }) => start < end, { message: 'closes before it opens', path: ['end'] });

/** Two hours of one day that lie across each other would offer times that do, and a room would have two people at once. */
const apart = (hours: readonly z.output<typeof openingHours>[]): boolean =>
  hours.every((one, index) =>
    hours
      .slice(index + 1)
      .every(
        (other) =>
          one.end <= other.start ||
          other.end <= one.start ||
          !one.days.some((day) => other.days.includes(day)),
      ),
  );

export const officeHours = z.object({
  hours: z.array(openingHours).max(30),
  /** How long a check-in takes, and how many the office can see at once: rooms or workers, whichever are fewer. */
  slotMinutes: z.int().min(5).max(240),
  capacity: z.int().min(1).max(500),
});
export const closure = z.object({
  on: z.iso.date(),
  kind: z.enum(closureKinds),
  name: z.string(),
});
/** GET /api/offices/{id}/calendar */
export const officeCalendar = z.object({
  office: z.object({ id, name: z.string(), timezone: z.string() }),
  /** Null: nobody has set them. */
  hours: officeHours.extend({ version: z.int() }).nullable(),
  closures: z.array(closure),
});
export type OfficeCalendarView = z.infer<typeof officeCalendar>;
/** PUT /api/offices/{id}/calendar : version 0 where there is none yet. */
export const officeHoursChange = officeHours
  .extend({ version: z.int().min(0) })
  .refine(({ hours }) => apart(hours), {
    message: 'hours of one day lie across each other',
    path: ['hours'],
  });
/** POST /api/offices/{id}/closures, POST /api/offices/{id}/closures/remove */
export const closureCreate = closure.extend({ name: shortText(120) });
export const closureRemove = z.object({ on: z.iso.date() });
/** What a change of the calendar means for those who have a time on that day already. */
export const calendarChanged = z.object({ version: z.int() });
/** How many are due on that day without a time, and how many have one. */
export const closureChanged = z.object({ due: z.int(), booked: z.int() });
/** GET /api/offices/{id}/closing?on= : the same before the day is closed, and the first open day after it; null: within a year there is none. */
export const closingPreview = closureChanged.extend({ next: z.iso.date().nullable() });
export type ClosingPreview = z.infer<typeof closingPreview>;

/** GET and POST /api/offices/{id}/workers: who holds check-ins there, when, and how many at once. Nobody: the office's places hold alone. */
export const checkInWorker = z.object({
  id,
  staff: z.object({ id, name: z.string() }),
  hours: z.array(openingHours),
  atOnce: z.int(),
});
export type CheckInWorker = z.infer<typeof checkInWorker>;
export const checkInWorkers = z.object({ workers: z.array(checkInWorker) });
export const checkInWorkerCreate = z.object({
  staff: id,
  hours: z.array(openingHours).min(1).max(30),
  atOnce: z.int().min(1).max(50).default(1),
});
export const checkInWorkerChanged = z.object({ id });

/** GET /api/offices/{id}/slots?on= */
export const slotQuery = z.object({ on: z.iso.date() });
export const slotList = z.object({ slots: z.array(z.object({ at: instant, free: z.int() })) });

/** GET /api/check-in-offices : where check-ins are held. */
export const checkInOffices = z.object({
  offices: z.array(z.object({ id, name: z.string(), timezone: z.string() })),
});

/** GET and PUT /api/check-in-policy : in which order contact is tried before a check-in is missed. */
export const ladder = z.array(z.enum(contactWays)).min(1).max(8);
export const checkInPolicy = z.object({ revision: z.int(), ladder: z.array(z.enum(contactWays)) });
export const checkInPolicyChange = z.object({
  revision: z.int().min(0),
  ladder,
  reason: writtenText(10, 500, 'say why, in ten characters at least'),
});

/** GET /api/check-in-policy/revisions: every order that was published, the latest first; the last is the program's own. */
export const checkInPolicyRevisions = z.object({
  revisions: z.array(
    z.object({
      revision: z.int(),
      ladder: z.array(z.enum(contactWays)),
      /** From when it holds, by whom and why; null: the program's own, revision 0. */
      published: z.object({ from: instant, by: z.string(), reason: z.string() }).nullable(),
    }),
  ),
});
export type CheckInPolicyRevisions = z.infer<typeof checkInPolicyRevisions>;
