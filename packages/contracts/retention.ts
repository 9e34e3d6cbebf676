import { retentionKindNames } from '@attend/casework';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import { writtenText } from './text.ts';

export const retentionKind = z.enum(retentionKindNames);

/** What would go if the run were now, by the terms that hold at the next run. */
export const retentionAmount = z.object({
  rows: z.int(),
  bytes: z.int(),
  /** Past their term, kept because of a hold. */
  held: z.int(),
  from: instant.nullable(),
});

/** GET /api/retention : terms, what goes next, and what went. Counts only. */
export const retentionOverview = z.object({
  revision: z.int(),
  nextRun: instant,
  lastRun: z.object({ began: instant, ended: instant.nullable(), failures: z.array(z.string()) }).nullable(),
  kinds: z.array(
    z.object({
      kind: retentionKind,
      /** `programme`: set here. `fixed`: the program's own. */
      term: z.enum(['programme', 'fixed']),
      days: z.int(),
      standard: z.int(),
      least: z.int().nullable(),
      most: z.int().nullable(),
      /** Null: not counted (of no programme). */
      next: retentionAmount.nullable(),
    }),
  ),
  peopleOnHold: z.int(),
  revisions: z.array(
    z.object({
      revision: z.int(),
      from: instant,
      made: instant,
      by: z.string(),
      reason: z.string(),
      terms: z.record(z.string(), z.int()),
    }),
  ),
  receipts: z.array(
    z.object({
      id: z.string(),
      kind: retentionKind,
      from: instant,
      until: instant,
      rows: z.int(),
      bytes: z.int(),
      held: z.int(),
      revision: z.int(),
      at: instant,
    }),
  ),
});
export type RetentionOverview = z.infer<typeof retentionOverview>;

const reason = writtenText(3, 1_000, 'say why');

/** POST /api/retention/revisions : `after` is the revision that was seen. Shorter terms hold from a day later. */
export const retentionRevise = z.object({
  after: z.int().min(0),
  terms: z.record(z.string().max(40), z.int()),
  reason,
});
export const retentionRevised = z.object({ revision: z.int(), from: instant });

export const retentionHold = z.object({
  id,
  participant: personRef,
  reason: z.string(),
  placed: instant,
  by: z.string(),
  until: instant,
  ended: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  standing: z.boolean(),
});
/** GET /api/retention/holds */
export const retentionHolds = z.object({ holds: z.array(retentionHold) });
export type RetentionHold = z.infer<typeof retentionHold>;
/** POST /api/retention/holds */
export const retentionHoldCreate = z.object({ participant: id, reason, until: givenInstant });
/** POST /api/retention/holds/{id}/end */
export const retentionHoldEnd = z.object({ reason });
