import {
  observationKinds,
  proposalKinds,
  reviewCauses,
  reviewDecisions,
  reviewReasons,
  reviewShows,
  stepUpAnswers,
  stepUpDecisions,
  tiers,
  verdicts,
} from '@attend/casework';
import { alertKinds, conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { cursor, givenInstant, id, instant } from './instant.ts';
import { writtenText } from './text.ts';

export {
  type ObservationKind,
  type ProposalKind,
  proposalKinds,
  type ReviewCause,
  type ReviewDecision,
  type ReviewReason,
  type ReviewShow,
  reviewShows,
  stepsDown,
  type Tier,
  tiers,
  type Verdict,
  verdicts,
} from '@attend/casework';

const tier = z.enum(tiers);
const day = z.iso.date();
const version = z.int().min(1);
const reason = writtenText(3, 2000, 'say why, in a few words');
/** What the person reads of it. It leaves the house: no word that others should not read. */
const told = writtenText(3, 500, 'say it as the person will read it');
/** At most less: a step up is no proposal. */
const proposal = z.enum(proposalKinds);
const counts = z.record(z.enum(verdicts), z.int());
const condition = z.object({ reference: z.string(), kind: z.enum(conditionKinds) });

/** GET /api/reviews : what is due first, first. */
export const reviewQuery = z.object({
  show: z.enum(reviewShows).default('due'),
  office: id.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const reviewList = z.object({
  reviews: z.array(
    z.object({
      id,
      participant: personRef,
      office: z.string().nullable(),
      dueOn: day,
      overdue: z.boolean(),
      cause: z.enum(reviewCauses),
      tier,
      tierSince: day,
      /** Null: nothing was worked out yet. */
      proposal: proposal.nullable(),
      proposalTo: tier.nullable(),
      /** Nobody decided by the date. */
      atRiskFrom: day.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type ReviewList = z.infer<typeof reviewList>;

const stepUp = z.object({
  id,
  from: tier,
  to: tier,
  askedAt: instant,
  askedBy: z.string(),
  /** The viewer asked, by this account or one that counts as theirs: somebody else decides. */
  mine: z.boolean(),
  reason: z.string().nullable(),
  lesserMeans: z.string().nullable(),
  told: z.string().nullable(),
  note: z.string().nullable(),
  decision: z.enum(stepUpDecisions).nullable(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  version,
});
const swap = z.object({
  review: id,
  tier,
  since: instant,
  /** In which an open strap is expected. */
  from: instant.nullable(),
  to: instant.nullable(),
  version,
});

/** GET /api/people/{id}/review : one person's level, what is on record of it, and what may be decided. */
export const personReview = z.object({
  participant: id,
  timezone: z.string(),
  today: day,
  /** Null: no order is in force, and there is nothing to review. */
  standing: z
    .object({
      review: z.object({ id, version, atRiskFrom: day.nullable() }).nullable(),
      tier,
      tierSince: day,
      due: z.object({ on: day, cause: z.enum(reviewCauses), overdue: z.boolean() }),
      policyRevision: z.int(),
      proposal: z.object({ kind: proposal, to: tier.nullable() }),
      reasons: z.array(
        z.object({
          code: z.enum(reviewReasons),
          measured: z.number(),
          limit: z.number(),
          holds: z.boolean(),
        }),
      ),
      facts: z.object({
        from: day,
        counts: z.record(z.enum(observationKinds), counts),
        lastNotKept: day.nullable(),
        hearingsToCome: z.int(),
        suspendedDays: z.int(),
      }),
      /** What the figures come from, the latest first. */
      records: z.array(
        z.object({
          kind: z.enum(observationKinds),
          id,
          on: day,
          verdict: z.enum(verdicts),
          /** How it was decided, in the word of its own part. */
          word: z.string(),
          /** Of an alert, its kind. */
          what: z.enum(alertKinds).nullable(),
        }),
      ),
      moreRecords: z.boolean(),
      /** Time at each tier since the order began. */
      tiers: z.array(z.object({ tier, from: instant, to: instant.nullable(), days: z.number() })),
      burdens: z.object({
        /** Hours of the coming week in which a curfew holds. */
        curfewHours: z.number(),
        /** Contacts held in the last ninety days. */
        contacts: z.int(),
        /** Alerts of power in the last ninety days: a battery that has to be charged, or was not. */
        powerAlerts: z.int(),
        /** Hours of the last seven days in which the device was charging. Null: it said nothing of it. */
        chargingHours: z.number().nullable(),
      }),
      /** What would end by itself with each step down. */
      endsWith: z.array(z.object({ to: tier, conditions: z.array(condition) })),
    })
    .nullable(),
  swap: swap.nullable(),
  stepUps: z.array(stepUp),
  history: z.array(
    z.object({
      id,
      dueOn: day,
      cause: z.enum(reviewCauses),
      tier,
      tierTo: tier,
      decision: z.enum(reviewDecisions),
      decidedAt: instant,
      by: z.string(),
      proposal: proposal.nullable(),
      policyRevision: z.int().nullable(),
      atRiskFrom: day.nullable(),
      /** Conditions that ended with it. */
      ended: z.array(z.string()),
      reason: z.string().nullable(),
      told: z.string().nullable(),
    }),
  ),
  may: z.object({ decide: z.boolean(), approve: z.boolean() }),
});
export type PersonReview = z.infer<typeof personReview>;

/**
 * POST /api/people/{id}/review/decision : `review` and `version` of the one that was on screen; null: none was made yet. `tier` is
 * what was on screen too: who decided about another level is told.
 */
export const reviewDecide = z.object({
  review: id.nullable(),
  version: version.nullable(),
  tier,
  decision: proposal,
  to: tier.nullable().default(null),
  reason,
  told,
});
/** POST /api/people/{id}/step-ups */
export const stepUpAsk = z.object({ tier, to: tier, reason, lesserMeans: reason, told });
/** POST /api/step-ups/{id}/decision */
export const stepUpDecide = z.object({ version, decision: z.enum(stepUpAnswers), note: reason });
/** POST /api/step-ups/{id}/withdrawal */
export const stepUpWithdraw = z.object({ version, note: reason });
/** POST /api/reviews/{id}/swap-window */
export const swapWindow = z
  .object({ version, from: givenInstant, to: givenInstant })
  .refine(({ from, to }) => from < to, { message: 'ends before it begins', path: ['to'] });
/** POST /api/reviews/{id}/swapped */
export const swapDone = z.object({ version, note: reason });
export const reviewChanged = z.object({ participant: id, id, version });
