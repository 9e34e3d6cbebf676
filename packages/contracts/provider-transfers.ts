import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { moveReason, moveUndone, seenPlan } from './moves.ts';
import { shortText } from './text.ts';

const named = z.object({ id, name: z.string() });
const which = {
  from: id,
  to: id,
  /** These alone; null: everybody whom the old provider has and the asker reaches. */
  people: z.array(id).min(1).max(20_000).nullable().default(null),
  /** And these, by their references as somebody typed them. Both null: everybody. */
  references: z.array(shortText(100)).min(1).max(500).nullable().default(null),
};

/** POST /api/provider-transfers/preview */
export const transferAsk = z.strictObject(which);
export type TransferAsk = z.output<typeof transferAsk>;
const sizes = z.object({ provider: named, before: z.int(), after: z.int() });
export const transferPreview = z.object({
  /** What was seen: the transfer is refused where it would be another by then. */
  plan: z.string(),
  moves: z.int(),
  /** References that name nobody whom the old provider has and the asker reaches: nobody goes while there are any. */
  unknown: z.array(z.string()),
  /** The first of them by reference; of people who were named, all whom a page can name. */
  moving: z.array(z.object({ person: personRef, office: z.string().nullable() })),
  /** With the old provider, and beyond the reach of who asks. */
  beyond: z.int(),
  from: sizes,
  to: sizes,
  /** What the old provider will no longer see. */
  leaves: z.object({ devices: z.int(), alerts: z.int(), checkIns: z.int(), help: z.int() }),
  /** Staff of the old provider who are assigned to some of them: that ends with it. */
  staff: z.array(z.object({ staff: named, people: z.int() })),
});
export type TransferPreview = z.infer<typeof transferPreview>;

/** POST /api/provider-transfers : today: at once. Later: on that day. */
export const transferCreate = z.strictObject({
  ...which,
  plan: seenPlan,
  on: z.iso.date(),
  reason: moveReason,
});
export type TransferCreate = z.output<typeof transferCreate>;
export const transferMade = z.object({ id, people: z.array(id), carriedOut: z.boolean() });

/** GET /api/provider-transfers?provider= : the latest first. */
export const transferQuery = z.object({ provider: id.optional() });
export const transferList = z.object({
  transfers: z.array(
    z.object({
      id,
      from: named,
      to: named,
      on: z.iso.date(),
      askedAt: instant,
      askedBy: z.string(),
      reason: z.string(),
      people: z.int(),
      /** Null: not carried out. */
      moved: z.int().nullable(),
      carriedOutAt: instant.nullable(),
      cancelledAt: instant.nullable(),
      cancelledBy: z.string().nullable(),
      undoes: id.nullable(),
      undone: instant.nullable(),
      version: z.int(),
    }),
  ),
});
export type TransferList = z.infer<typeof transferList>;

/** POST /api/provider-transfers/{id}/cancel, /undo */
export const transferCancel = z.strictObject({ version: z.int().min(1) });
export const transferCancelled = z.object({ id });
export const transferUndone = moveUndone;
