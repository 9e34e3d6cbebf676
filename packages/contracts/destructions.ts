import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

export const destructionDecisions = ['approved', 'refused'] as const;

/** POST /api/people/{id}/destruction: asks for the end of the person's key. The reason outlives it: no name, no place. */
export const destructionAsk = z.object({
  reason: writtenText(10, 2000, 'say in a sentence why'),
});
export const destructionAsked = z.object({ id, participantId: id });

/** POST /api/destructions/{id}/decision. `approved` cannot be taken back. */
export const destructionDecision = z.object({ decision: z.enum(destructionDecisions) });

export const destruction = z.object({
  id,
  /** No name: who may end a key need not see whose it is. */
  participant: z.object({ id, reference: z.string() }),
  reason: z.string(),
  askedBy: staffRef,
  askedAt: instant,
  decision: z.enum(destructionDecisions).nullable(),
  decidedBy: staffRef.nullable(),
  decidedAt: instant.nullable(),
  /** The key is gone: nothing sealed under it can be read any more, in no copy. */
  destroyedAt: instant.nullable(),
});
export type Destruction = z.infer<typeof destruction>;
/** GET /api/destructions: the last 200, newest first. */
export const destructionList = z.object({ destructions: z.array(destruction) });
