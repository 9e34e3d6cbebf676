import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id } from './instant.ts';
import {
  chosenPeople,
  moveFacts,
  moveMade,
  moveReason,
  movers,
  moveUndone,
  seenPlan,
  sizes,
} from './moves.ts';
import { absence } from './supervision.ts';

const which = {
  from: id,
  to: id,
  /** Those of this office alone. */
  office: id.nullable().default(null),
  /** These alone; null: everybody. */
  people: chosenPeople(20_000),
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

const sized = z.object({ staff: staffRef, ...sizes });
const shown = { person: personRef, office: z.string().nullable() };
export const caseloadPreview = z.object({
  ...movers(shown),
  /** How many stay though they were asked for, the first of them, and why: the receiver's role does not hold in their office. */
  stays: z.int(),
  staying: z.array(z.object(shown)),
  /** Chosen, and not in this caseload. */
  notTheirs: z.int(),
  /** In the caseload, and beyond the reach of who asks. */
  beyond: z.int(),
  from: sized,
  to: sized,
  /** Absences of either that stand or are to come. */
  absences: z.array(absence),
});
export type CaseloadPreview = z.infer<typeof caseloadPreview>;

/** POST /api/caseload-moves */
export const caseloadMove = z.strictObject({
  ...which,
  plan: seenPlan,
  reason: moveReason,
});
export type CaseloadMove = z.output<typeof caseloadMove>;
export const caseloadMoved = moveMade;

/** GET /api/caseload-moves: the latest first. */
export const caseloadMoves = z.object({
  moves: z.array(
    z.object({
      id,
      from: staffRef,
      to: staffRef,
      ...moveFacts,
    }),
  ),
});
export type CaseloadMoves = z.infer<typeof caseloadMoves>;

/** POST /api/caseload-moves/{id}/undo: whoever is still with the receiver goes back; with somebody else by now: they stay. */
export const caseloadUndone = moveUndone;
