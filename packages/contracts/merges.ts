import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

const reason = writtenText(3, 500, 'say why');

export const mergeStates = ['waiting', 'in-force', 'refused', 'undone'] as const;

/** GET /api/people/{id}/merges: records that are, were, or may be the same person's, the latest first. */
export const mergeList = z.object({
  participant: id,
  merges: z.array(
    z.object({
      id,
      /** Lists and search show this one. */
      kept: personRef,
      other: personRef,
      state: z.enum(mergeStates),
      reason: z.string(),
      askedBy: z.string(),
      at: instant,
      decidedBy: z.string().nullable(),
      /** Whether whoever asks may confirm or refuse it: somebody else asked for it. */
      mayDecide: z.boolean(),
      mayUndo: z.boolean(),
    }),
  ),
});
export type MergeList = z.infer<typeof mergeList>;
export type Merge = MergeList['merges'][number];

/** POST /api/people/{id}/merges: the record with this number stands under the one in the path. */
export const mergeAsk = z.strictObject({ other: id, reason });
/** `inForce`: false where a second person has to confirm it. */
export const mergeAsked = z.object({ id, participant: id, other: id, inForce: z.boolean() });
/** POST /api/merges/{id}/decision */
export const mergeDecide = z.strictObject({ decision: z.enum(['confirmed', 'refused']) });
/** POST /api/merges/{id}/undo */
export const mergeUndo = z.strictObject({ reason });
export const mergeChanged = z.object({ id, participant: id, other: id });
