import { suspensionKinds } from '@attend/casework';
import { z } from 'zod';
import { errorMark } from './error-mark.ts';
import { cursor, givenInstant, id, instant } from './instant.ts';
import { writtenText } from './text.ts';

export { suspensionKinds };
export type SuspensionKind = (typeof suspensionKinds)[number];

/** The one that holds now. */
export const standingSuspension = z.object({
  id,
  kind: z.enum(suspensionKinds),
  from: instant,
  to: instant.nullable(),
  version: z.int(),
});

export const suspension = standingSuspension.extend({
  note: z.string().nullable(),
  begun: z.object({ at: instant, by: z.string().nullable() }),
  ended: z.object({ at: instant, by: z.string(), note: z.string().nullable() }).nullable(),
  inError: errorMark.nullable(),
});
export type Suspension = z.infer<typeof suspension>;

/** GET /api/people/{id}/suspensions: the latest first. */
export const suspensionList = z.object({
  participant: id,
  suspensions: z.array(suspension),
  mayWrite: z.boolean(),
});
export type SuspensionList = z.infer<typeof suspensionList>;

const why = writtenText(3, 1000, 'say why');
/** POST /api/people/{id}/suspensions */
export const suspensionBegin = z.object({
  kind: z.enum(suspensionKinds),
  from: givenInstant,
  to: givenInstant.nullable().default(null),
  note: why,
});
/** POST /api/suspensions/{id}/end: now, unless told. */
export const suspensionEnd = z.object({ version: z.int(), to: givenInstant.optional(), note: why });
export const suspensionChanged = z.object({
  participant: id,
  suspension: id,
  /** Check-ins whose booked time was freed, or that were planned anew. */
  checkIns: z.int(),
});

/** GET /api/suspensions: who is suspended now, within reach; the latest first. */
export const suspendedQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const suspendedList = z.object({
  suspended: z.array(
    standingSuspension.extend({
      participant: z.object({ id, reference: z.string(), name: z.string() }),
      office: z.string().nullable(),
      /** The next hearing that falls into it: somebody has to tell the court. Null: none, or not the viewer's to see. */
      hearingAt: instant.nullable(),
    }),
  ),
  next: cursor.nullable(),
});
export type SuspendedList = z.infer<typeof suspendedList>;
