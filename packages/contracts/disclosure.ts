import { delayStandings, mostViewers } from '@attend/casework';
import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { cursor, id, instant, purpose } from './instant.ts';
import { look } from './people.ts';
import { staffRole } from './session.ts';
import { shortText, writtenText } from './text.ts';

const sentence = writtenText(10, 2_000, 'say it in a sentence');

/** POST /api/disclosure-delays: a court's order, put on record by one supervisor. It keeps nothing back before another confirms it. */
export const delayEntry = z.object({
  participant: id,
  court: shortText(200).min(2),
  /** The order's own number or date, as the court writes it. */
  reference: shortText(120),
  legalBasis: shortText(500).min(3),
  reason: sentence,
  /** Whose looks it keeps back. */
  viewers: z.array(id).min(1, 'name whose looks').max(mostViewers),
  /** Only looks for these purposes, word for word as they stand in the record; none: all looks of these viewers. */
  purposes: z.array(purpose).max(10).default([]),
  from: instant,
  to: instant,
  reviewAt: instant,
});
export type DelayEntry = z.output<typeof delayEntry>;

/** POST /api/disclosure-delays/{id}/review: that it is still needed. Who finds that it is not ends it. */
export const delayReview = z.object({ note: sentence });
/** POST /api/disclosure-delays/{id}/end */
export const delayEnd = z.object({ reason: sentence });
export const delayChanged = z.object({ id, participant: id });

const word = z.object({ by: staffRef, at: instant });
export const disclosureDelay = z.object({
  id,
  participant: personRef,
  court: z.string(),
  reference: z.string(),
  legalBasis: z.string(),
  reason: z.string(),
  viewers: z.array(staffRef),
  purposes: z.array(z.string()),
  from: instant,
  to: instant,
  reviewAt: instant,
  standing: z.enum(delayStandings),
  entered: word,
  confirmed: word.nullable(),
  reviewed: word.extend({ note: z.string() }).nullable(),
  ended: word.extend({ reason: z.string() }).nullable(),
  /** What whoever asks may do with it now. */
  may: z.object({ confirm: z.boolean(), review: z.boolean(), end: z.boolean() }),
});
export type DisclosureDelay = z.infer<typeof disclosureDelay>;
/** GET /api/disclosure-delays: the last 200; those to do something about first. */
export const delayList = z.object({ delays: z.array(disclosureDelay) });

/** GET /api/oversight/disclosure-delays: how many orders, of how many people. Nobody stands in it. */
export const delayCounts = z.object({
  waiting: z.int(),
  inForce: z.int(),
  toReview: z.int(),
  over: z.int(),
  people: z.int(),
});

/** GET /api/own/looks: who looked at my data. */
export const ownLook = look.extend({
  /** The roles that who looked had then; none for a command of the machine's own operator. */
  roles: z.array(staffRole),
  /** The provider for which they work; null: the agency. */
  provider: z.string().nullable(),
  /** It was the reader. */
  self: z.boolean(),
  /** It was kept back until now, under these orders. */
  delayed: z.array(
    z.object({
      court: z.string().nullable(),
      reference: z.string().nullable(),
      legalBasis: z.string().nullable(),
      from: instant,
      until: instant,
    }),
  ),
});
export type OwnLook = z.infer<typeof ownLook>;
export const ownLookList = z.object({ participant: id, looks: z.array(ownLook), next: cursor.nullable() });
