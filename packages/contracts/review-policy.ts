import { policyAskDecisions, tiers } from '@attend/casework';
import { asksForMore } from '@attend/casework/reviews/policy';
import { conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { longText } from './text.ts';

/** In what a policy asks for more than another: the same on the page, before it is sent, and where it is decided. */
export { asksForMore };

/** Between which numbers of days a policy's parameters lie. A year: nobody is left unlooked at for longer (RVW-5). */
export const reviewBounds = {
  intervalDays: { least: 1, most: 365 },
  keptDays: { least: 1, most: 365 },
  tierDays: { least: 1, most: 365 },
  /** None at all is possible: then no alert that nobody looked at holds anything back. Two months is the longest that a backlog may. */
  alertWaitDays: { least: 0, most: 60 },
} as const;
type Bounds = { readonly least: number; readonly most: number };

const days = ({ least, most }: Bounds) => z.int().min(least).max(most);
const byTier = (bounds: Bounds) => {
  const one = days(bounds);
  return z.strictObject({ none: one, phone: one, wrist: one, ankle: one });
};
const carried = z.array(z.enum(conditionKinds)).max(conditionKinds.length);

/** Where a step down from a level may lead. */
export const nextTiers = {
  ankle: ['wrist', 'phone', 'none'],
  wrist: ['phone', 'none'],
  phone: ['none'],
} as const;

/** Casework's ReviewPolicy: a step down leads down, whatever is published. */
export const reviewParameters = z.strictObject({
  intervalDays: byTier(reviewBounds.intervalDays),
  keptDays: byTier(reviewBounds.keptDays),
  tierDays: byTier(reviewBounds.tierDays),
  next: z.strictObject({
    ankle: z.enum(nextTiers.ankle),
    wrist: z.enum(nextTiers.wrist),
    phone: z.enum(nextTiers.phone),
  }),
  alertWaitDays: days(reviewBounds.alertWaitDays),
  endWaitsForHearings: z.boolean(),
  carries: z.strictObject({ none: carried, phone: carried, wrist: carried, ankle: carried }),
});
export type ReviewParameters = z.infer<typeof reviewParameters>;

/** A policy that asks for more than the one in force, and waits for a second person. */
const policyAsk = z.object({
  id,
  version: z.int(),
  /** The number it would have. */
  revision: z.int(),
  parameters: reviewParameters,
  reason: z.string(),
  askedBy: z.object({ id, name: z.string() }),
  askedAt: instant,
  /** In what it asks for more: a parameter, and of which level. */
  more: z.array(z.object({ name: z.enum(reviewParameters.keyof().options), of: z.enum(tiers).nullable() })),
});
export type PolicyAsk = z.infer<typeof policyAsk>;

/** GET, PUT /api/review-policy. Revision 0: the program's own. */
export const reviewPolicy = z.object({
  revision: z.int(),
  parameters: reviewParameters,
  asked: policyAsk.nullable(),
});
export type ReviewPolicyView = z.infer<typeof reviewPolicy>;
export const reviewPolicyChange = z.object({
  revision: z.int().min(0),
  parameters: reviewParameters,
  reason: longText(500),
});

/** GET /api/review-policy/revisions: the latest first; the last is the program's own. */
export const reviewPolicyRevisions = z.object({
  revisions: z.array(
    z.object({
      revision: z.int(),
      parameters: reviewParameters,
      /** `askedBy`: who asked for it, where a second person published it. Null: the program's own, revision 0. */
      published: z
        .object({ from: instant, by: z.string(), askedBy: z.string().nullable(), reason: z.string() })
        .nullable(),
    }),
  ),
});
export type ReviewPolicyRevisions = z.infer<typeof reviewPolicyRevisions>;

/** POST /api/review-policy/asked/{id}/decision */
export const policyAskDecide = z.object({
  version: z.int().min(1),
  decision: z.enum(policyAskDecisions),
  /** What whoever decides has to say of it. */
  note: longText(500),
});
