import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { shortText, writtenText } from './text.ts';

/** What a review decides. */
export const breakGlassDecisions = ['justified', 'not-justified'] as const;
export const longestMinutes = 60;

/** POST /api/break-glass : opens one person's record to somebody without a relation to them. The number is the agency's own, whole. */
export const breakGlassAsk = z.object({
  reference: shortText(200),
  reason: writtenText(15, 1000, 'say in a sentence why this cannot wait'),
  minutes: z.int().min(1).max(longestMinutes).default(longestMinutes),
});
export const breakGlassOpened = z.object({ id, participant: id, until: instant });

export const breakGlassLook = z.object({
  id,
  person: personRef,
  staff: staffRef,
  at: instant,
  until: instant,
  /** Null: the person's key was destroyed. */
  reason: z.string().nullable(),
  review: z
    .object({
      decision: z.enum(breakGlassDecisions),
      by: staffRef,
      at: instant,
      note: z.string().nullable(),
    })
    .nullable(),
  /** Whether whoever asks may decide about it. */
  mayReview: z.boolean(),
});
export type BreakGlassLook = z.output<typeof breakGlassLook>;
/** GET /api/break-glass : looks at people of one's own, those to review first, newest first. */
export const breakGlassList = z.object({ looks: z.array(breakGlassLook), toReview: z.int() });
/** POST /api/break-glass/{id}/review */
export const breakGlassReview = z.object({
  decision: z.enum(breakGlassDecisions),
  note: writtenText(1, 1000, 'say why'),
});
