import { removalReasons } from '@attend/kernel';
import { z } from 'zod';
import { givenInstant, id, instant } from './instant.ts';
import { longText, writtenText } from './text.ts';

export { type RemovalReason, removalReasons } from '@attend/kernel';

const version = z.int().min(1);

/** A time in which an open strap is expected. */
export const removalView = z.object({
  id,
  reason: z.enum(removalReasons),
  from: instant,
  to: instant,
  madeBy: z.string().nullable(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  note: z.string().nullable(),
  /** What somebody found once its time had passed. */
  found: z.string().nullable(),
  version,
});
export type RemovalView = z.infer<typeof removalView>;
/** GET /api/people/{id}/planned-removals : the latest first. */
export const removalList = z.object({
  participant: id,
  removals: z.array(removalView),
  /** Whether the viewer may plan one. */
  may: z.boolean(),
});
export type RemovalList = z.infer<typeof removalList>;
/** POST /api/people/{id}/planned-removals */
export const removalPlan = z
  .object({
    reason: z.enum(removalReasons),
    from: givenInstant,
    to: givenInstant,
    note: longText(1_000).nullable().default(null),
  })
  .refine(({ from, to }) => from < to, { message: 'ends before it begins', path: ['to'] });
/** POST /api/planned-removals/{id}/end */
export const removalEnd = z.object({
  version,
  /** Needed once its time has passed: whether the device is on again. */
  found: longText(1_000).nullable().default(null),
});
export const removalChanged = z.object({ participant: id, removal: id, version });

/** GET /api/people/{id}/injuries */
export const injuryView = z.object({
  id,
  at: instant,
  reportedAt: instant,
  reportedBy: z.string(),
  device: z.string().nullable(),
  what: z.string(),
  care: z.string().nullable(),
});
export const injuryList = z.object({ participant: id, injuries: z.array(injuryView) });
/** POST /api/people/{id}/injuries : what was seen or told, and what was done about it. */
export const injuryReport = z.object({
  id,
  at: givenInstant,
  device: id.nullable().default(null),
  what: writtenText(3, 4_000, 'say what was seen or told'),
  care: longText(2_000).nullable().default(null),
});
/** `asked`: orders whose review is asked for at once. */
export const injuryReported = z.object({ participant: id, injury: id, asked: z.array(z.string()) });
