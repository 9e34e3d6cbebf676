import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { absence } from './supervision.ts';
import { writtenText } from './text.ts';

const which = {
  from: id,
  to: id,
  /** Those of this office alone. */
  office: id.nullable().default(null),
  /** These alone; null: everybody. */
  people: z.array(id).min(1).max(20_000).nullable().default(null),
  /** Also those of offices in which the receiver's role does not hold. */
  acrossOffices: z.boolean().default(false),
};

/** GET /api/caseloads: how many people each officer has; leavers who still have some, too. */
export const caseloads = z.object({
  officers: z.array(
    z.object({ id, name: z.string(), people: z.int(), left: z.boolean(), mayReceive: z.boolean() }),
  ),
  offices: z.array(z.object({ id, name: z.string() })),
});
export type Caseloads = z.infer<typeof caseloads>;

/** POST /api/caseload-moves/preview */
export const caseloadAsk = z.strictObject(which);
export type CaseloadAsk = z.output<typeof caseloadAsk>;

const sizes = z.object({ staff: staffRef, before: z.int(), after: z.int() });
const shown = z.object({ person: personRef, office: z.string().nullable() });
export const caseloadPreview = z.object({
  /** What was seen: the move is refused where it would be another by then. */
  plan: z.string(),
  /** How many move, and the first of them by reference. */
  moves: z.int(),
  moving: z.array(shown),
  /** How many stay though they were asked for, the first of them, and why: the receiver's role does not hold in their office. */
  stays: z.int(),
  staying: z.array(shown),
  /** Chosen, and not in this caseload. */
  notTheirs: z.int(),
  /** In the caseload, and beyond the reach of who asks. */
  beyond: z.int(),
  from: sizes,
  to: sizes,
  /** Absences of either that stand or are to come. */
  absences: z.array(absence),
});
export type CaseloadPreview = z.infer<typeof caseloadPreview>;

/** POST /api/caseload-moves */
export const caseloadMove = z.strictObject({
  ...which,
  plan: z.string().regex(/^[\w-]{1,100}$/),
  reason: writtenText(3, 500, 'say why'),
});
export type CaseloadMove = z.output<typeof caseloadMove>;
export const caseloadMoved = z.object({ id, people: z.array(id) });

/** GET /api/caseload-moves: the latest first. */
export const caseloadMoves = z.object({
  moves: z.array(
    z.object({
      id,
      from: staffRef,
      to: staffRef,
      at: instant,
      by: z.string(),
      reason: z.string(),
      people: z.int(),
      /** It took another one back. */
      undoes: id.nullable(),
      undone: instant.nullable(),
    }),
  ),
});
export type CaseloadMoves = z.infer<typeof caseloadMoves>;
/** POST /api/caseload-moves/{id}/undo: whoever is still with the receiver goes back. */
export const caseloadUndone = z.object({
  id,
  people: z.array(id),
  /** They are with somebody else by now, or beyond reach. */
  stayed: z.int(),
});
