import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
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
  people: chosenPeople(mostPeopleAtOnce),
  officers: officersThen,
};

/** POST /api/office-moves/preview */
export const officeMoveAsk = z.strictObject(which);
export type OfficeMoveAsk = z.output<typeof officeMoveAsk>;

const placeRef = z.object({ id, name: z.string() });
const sized = z.object({ office: placeRef, ...sizes });
export const officeMovePreview = z.object({
  /** With who is their officer now. */
  ...movers({ person: personRef, officer: z.string().nullable() }),
  /** Chosen, and not of this office or not this officer's. */
  notHere: z.int(),
  /** Of the office, and beyond the reach of who asks. */
  beyond: z.int(),
  from: sized,
  to: sized,
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
  plan: seenPlan,
  reason: moveReason,
});
export type OfficeMove = z.output<typeof officeMove>;
export const officeMoved = moveMade;

/** GET /api/office-moves: the latest first. */
export const officeMoves = z.object({
  moves: z.array(
    z.object({
      id,
      from: placeRef,
      to: placeRef,
      /** Whom all of them were given; null: each kept theirs, or has nobody. */
      officer: z.string().nullable(),
      ...moveFacts,
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

/** POST /api/office-moves/{id}/undo: whoever is still of the second office goes back; of a third by now: they stay. */
export const officeMoveUndone = moveUndone;
