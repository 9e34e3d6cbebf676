import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

/** How many people go in one step. Of a larger office they go officer by officer. */
export const mostPeopleAtOnce = 5_000;

/** Whom they have at the new office: one officer for all, each their own where the role holds there, or nobody yet. */
export const officersThen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), officer: id }),
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type OfficersThen = z.output<typeof officersThen>;

const which = {
  from: id,
  to: id,
  /** Those of this officer alone; null: everybody. */
  officer: id.nullable().default(null),
  /** These alone; null: everybody. */
  people: z.array(id).min(1).max(mostPeopleAtOnce).nullable().default(null),
  officers: officersThen,
};

/** POST /api/office-moves/preview */
export const officeMoveAsk = z.strictObject(which);
export type OfficeMoveAsk = z.output<typeof officeMoveAsk>;

const placeRef = z.object({ id, name: z.string() });
const sizes = z.object({ office: placeRef, before: z.int(), after: z.int() });
export const officeMovePreview = z.object({
  /** What was seen: the move is refused where it would be another by then. */
  plan: z.string(),
  /** How many move, and the first of them by reference, with who is their officer now. */
  moves: z.int(),
  moving: z.array(z.object({ person: personRef, officer: z.string().nullable() })),
  /** Chosen, and not of this office or not this officer's. */
  notHere: z.int(),
  /** Of the office, and beyond the reach of who asks. */
  beyond: z.int(),
  from: sizes,
  to: sizes,
  officers: z.object({ kept: z.int(), given: z.int(), without: z.int() }),
  /** What goes along. */
  follows: z.object({
    schedules: z.int(),
    /** Open check-ins by what becomes of them: as they are, on another day, at their time, or without the time they had. */
    checkIns: z.object({
      late: z.int(),
      sameDay: z.int(),
      otherDay: z.int(),
      sameTime: z.int(),
      timeLost: z.int(),
    }),
  }),
  /** Whose booked time the new office does not have, or has no place for: the first of them. */
  losing: z.array(z.object({ person: personRef, at: instant })),
  /** What stays as it is. */
  untouched: z.object({ hearings: z.int(), devices: z.int() }),
  /** The new office's clock, where it is another one. */
  otherZone: z.string().nullable(),
});
export type OfficeMovePreview = z.infer<typeof officeMovePreview>;

/** POST /api/office-moves */
export const officeMove = z.strictObject({
  ...which,
  plan: z.string().regex(/^[\w-]{1,100}$/),
  reason: writtenText(3, 500, 'say why'),
});
export type OfficeMove = z.output<typeof officeMove>;
export const officeMoved = z.object({ id, people: z.array(id) });

/** GET /api/office-moves: the latest first. */
export const officeMoves = z.object({
  moves: z.array(
    z.object({
      id,
      from: placeRef,
      to: placeRef,
      /** Whom all of them were given; null: each kept theirs, or has nobody. */
      officer: z.string().nullable(),
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
export type OfficeMoves = z.infer<typeof officeMoves>;

/** GET /api/office-moves/choices: between which offices, and which officers there are. Numbers of people alone. */
export const officeMoveChoices = z.object({
  offices: z.array(placeRef),
  officers: z.array(staffRef.extend({ people: z.int(), mayReceive: z.boolean() })),
});
export type OfficeMoveChoices = z.infer<typeof officeMoveChoices>;

/** POST /api/office-moves/{id}/undo: whoever is still of the second office goes back. */
export const officeMoveUndone = z.object({
  id,
  people: z.array(id),
  /** They are of a third office by now, or beyond reach. */
  stayed: z.int(),
});
