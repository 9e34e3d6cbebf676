import {
  collectionStates,
  consumables,
  fittingNeeds,
  fittingStatuses,
  fittingSteps,
  identityMeans,
  selfTestChecks,
  selfTestResults,
  teachingPoints,
  tiers,
} from '@attend/casework';
import { fixSources, locationLevels, technologies } from '@attend/kernel';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { collectionView } from './collections.ts';
import { id, instant } from './instant.ts';
import { agreementSign } from './orders.ts';
import { modelRef, placeNamed, serial, stockReason } from './stock.ts';
import { longText, shortText, writtenText } from './text.ts';

export {
  type Consumable,
  consumables,
  type FittingNeed,
  type FittingStatus,
  type FittingStep,
  fittingStatuses,
  fittingSteps,
  type IdentityMeans,
  identityMeans,
  isUnreadTeaching,
  type SelfTestCheck,
  type SelfTestResult,
  selfTestChecks,
  selfTestResults,
  type TeachingPoint,
  teachingPoints,
  teachingText,
} from '@attend/casework';

const cadence = z.union([z.literal(0), z.literal(4), z.literal(8), z.literal(12)]);
const note = longText(1_000).nullable().default(null);

/** One line a check of the self-test. */
export const selfTestView = z.object({ check: z.enum(selfTestChecks), result: z.enum(selfTestResults) });

/** What was heard of the device since its fitting began. Never where it was. */
export const fittingSigns = z.object({
  lastAt: instant,
  frames: z.int(),
  strap: z.enum(['closed', 'open']).nullable(),
  worn: z.boolean().nullable(),
  percent: z.int().nullable(),
  charging: z.boolean().nullable(),
  /** How strong the mobile network is, in percent; null: it did not say. */
  signal: z.int().nullable(),
  fix: z
    .object({
      at: instant,
      source: z.enum(fixSources).nullable(),
      /** Metres that hold the true place with 95 % probability. */
      accuracy: z.number().nullable(),
      satellites: z.int().nullable(),
    })
    .nullable(),
});

export const fittingDevice = z.object({
  id,
  identifier: z.string(),
  technology: z.enum(technologies),
  model: modelRef.nullable(),
});

/** One fitting as a list and the person’s page show it. */
export const fittingSummary = z.object({
  id,
  status: z.enum(fittingStatuses),
  participant: personRef,
  device: fittingDevice,
  office: placeNamed,
  begunAt: instant,
  begunBy: z.string(),
  expiresAt: instant,
  closedAt: instant.nullable(),
  /** What is not done yet; empty once it is over. */
  missing: z.array(z.enum(fittingSteps)),
  reason: z.string().nullable(),
  /** Nobody ended it, gave it up or began anew since: it may be given up. */
  left: z.boolean(),
});
export type FittingSummary = z.infer<typeof fittingSummary>;

/** GET /api/fittings */
export const fittingList = z.object({ fittings: z.array(fittingSummary) });

/** GET /api/fittings/{id} */
export const fittingDetail = fittingSummary.extend({
  identity: z.enum(identityMeans).nullable(),
  identityNote: z.string().nullable(),
  testedAt: instant.nullable(),
  /** As it stands now, by what was heard; once tested, as it was judged. */
  test: z.array(selfTestView),
  signs: fittingSigns.nullable(),
  taught: z.array(z.enum(teachingPoints)),
  language: z.string().nullable(),
  interpreter: z.string().nullable(),
  checkInWeeks: cadence.nullable(),
  /** When each step was done, by whoever began it; null: not yet, or before this was kept. */
  doneAt: z.object({
    identity: instant.nullable(),
    teaching: instant.nullable(),
    'check-ins': instant.nullable(),
  }),
  /** What permits the device's technology and is signed: not always in the fitting. */
  agreed: z.object({ at: instant, by: z.string().nullable(), language: z.string() }).nullable(),
  /** By the device's model; null: it asks for none. */
  proposedWeeks: cadence.nullable(),
  replaces: fittingDevice.nullable(),
  /** Whether the viewer began it: whoever did writes in it. */
  own: z.boolean(),
});
export type FittingDetail = z.infer<typeof fittingDetail>;

/** An agreement that may be signed in a fitting, with its text in each language that there is: it is read without a network too. */
export const fittingAgreement = z.object({
  order: id,
  reference: z.string(),
  revision: z.int(),
  version: z.int(),
  levels: z.array(z.enum(locationLevels)),
  texts: z.array(
    z.object({
      language: z.string(),
      location: z.enum(locationLevels),
      version: z.string(),
      text: z.string(),
    }),
  ),
});

/** GET /api/people/{id}/fittings : all that a fitting begins with, so that it can go on without a network. */
export const personFittings = z.object({
  participant: id,
  person: personRef,
  languages: z.array(z.string()),
  /** Of each technology: what stands between them and a device of it; and whether a fitting may begin (its agreement is signed in it). */
  needs: z.array(
    z.object({
      technology: z.enum(technologies),
      missing: z.array(z.enum(fittingNeeds)),
      begin: z.boolean(),
    }),
  ),
  /** As it was last decided; null: never. */
  level: z.enum(tiers).nullable(),
  agreements: z.array(fittingAgreement),
  offices: z.array(placeNamed),
  ownOffice: id.nullable(),
  /** What they have, and what waits to be collected. */
  held: z.array(
    z.object({
      assignment: z.string(),
      device: fittingDevice,
      from: instant,
      to: instant.nullable(),
      toCollect: z.boolean(),
      /** When and where it is fetched; null: nobody arranged a day. */
      collection: collectionView.nullable(),
      collectionVersion: z.int(),
    }),
  ),
  fittings: z.array(fittingSummary),
});
export type PersonFittings = z.infer<typeof personFittings>;

/** POST /api/people/{id}/fittings : `id` is the caller's own, so that what follows can be written before this was sent. */
export const fittingBegin = z.object({
  id,
  identifier: serial,
  office: id,
  /** The assignment of the device that this one takes the place of. */
  replaces: z
    .string()
    .regex(/^\d{1,18}$/, 'is no assignment')
    .nullable()
    .default(null),
});
/** POST /api/fittings/{id}/identity */
export const fittingIdentity = z.object({ means: z.enum(identityMeans), note });
/** POST /api/fittings/{id}/self-test */
export const fittingTest = z.object({});
/** POST /api/fittings/{id}/teaching */
export const fittingTeaching = z.object({
  language: shortText(35),
  interpreter: shortText(200).nullable().default(null),
  points: z.array(z.enum(teachingPoints)).max(teachingPoints.length),
});
/** POST /api/fittings/{id}/agreement */
export const fittingAgreementSign = agreementSign.extend({ order: id });
/** POST /api/fittings/{id}/check-ins */
export const fittingCadence = z.object({ weeks: cadence });
/** POST /api/fittings/{id}/finish : how many of each was used up. */
export const fittingFinish = z.object({
  used: z
    .array(z.object({ item: z.enum(consumables), count: z.int().min(1).max(20) }))
    .max(consumables.length)
    .default([]),
});
/** POST /api/fittings/{id}/abandon */
export const fittingAbandon = z.object({ reason: writtenText(3, 1_000, 'say why') });
export const fittingChanged = z.object({ participant: id, fitting: id, version: z.int() });

/** POST /api/assignments/{id}/collection */
export const collectionTake = z.object({
  office: id,
  state: z.enum(collectionStates),
  reason: stockReason,
});
export const collectionTaken = z.object({ participant: id, assignment: z.string() });
