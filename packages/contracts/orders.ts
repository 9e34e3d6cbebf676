import {
  clauseKinds,
  exceptionStatuses,
  missingPaths,
  orderEndings,
  promptDecisions,
  promptKinds,
  restrictionKinds,
  writtenFields,
} from '@attend/casework';
import { conditionKinds, locationLevels } from '@attend/kernel';
import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import { askedFor } from './order-conditions.ts';
import { longText, shortText, writtenText } from './text.ts';
import { timetableEntry } from './timetable.ts';
import { area } from './zones.ts';

export type {
  ClauseKind,
  MissingPath,
  OrderEnding,
  PromptDecision,
  PromptKind,
  RestrictionKind,
  WrittenField,
} from '@attend/casework';
export {
  clauseKinds,
  missingPaths,
  orderEndings,
  promptDecisions,
  promptKinds,
  restrictionKinds,
  writtenFields,
};

const clauseKind = z.enum(clauseKinds);
const line = shortText(200);
const sentences = longText(8000);
const revision = z.int().min(1);
const reason = writtenText(3, 2000, 'say why, in a few words');

/** Terms and reasons, each of which may be left empty while it is a draft. */
const writtenForm = z.object({
  necessity: sentences.nullable(),
  lesserMeans: sentences.nullable(),
  vulnerability: sentences.nullable(),
  language: shortText(35).nullable(),
  representations: sentences.nullable(),
  answer: sentences.nullable(),
  reasons: sentences.nullable(),
  /** Of a version that adds restriction to what stands. */
  stepReason: sentences.nullable(),
  stepLesserMeans: sentences.nullable(),
});
/** `from` null: with the order. */
const clauseForm = z.object({
  number: shortText(20),
  kind: clauseKind,
  from: givenInstant.nullable().default(null),
  to: givenInstant.nullable().default(null),
});

/** What a draft says; of a change only what changes is given. */
const draftFields = writtenForm.extend({
  court: line.nullable(),
  caseNumber: line.nullable(),
  legalBasis: sentences.nullable(),
  from: givenInstant,
  to: givenInstant.nullable(),
  reviewAt: givenInstant.nullable(),
  clauses: z.array(clauseForm).max(60),
});
/** POST /api/people/{id}/orders */
export const orderCreate = draftFields.partial().extend({ reference: shortText(100) });
export type OrderCreate = z.output<typeof orderCreate>;
/** POST /api/orders/{id}/draft : fields that are not given stay as they are. */
export const draftChange = draftFields.partial().extend({ revision });
export type DraftChange = z.output<typeof draftChange>;

/** POST /api/orders/{id}/amend, …/take-effect */
export const revisionOnly = z.object({ revision });
/** POST /api/orders/{id}/discard, …/agreement/withdraw */
export const revisionAndReason = z.object({ revision, reason });
/** POST /api/orders/{id}/approve */
export const orderApproval = z.object({ revision, note: reason });
/** POST /api/orders/{id}/service : the court's service of it, by its own mark. */
export const orderService = z.object({
  revision,
  reference: writtenText(3, 500, 'say by what it can be found'),
});
/** POST /api/orders/{id}/end */
export const orderEnd = z.object({ revision, as: z.enum(orderEndings), reason });

/** A drawn signature: strokes of points in a field of 1000 by 300. */
const point = z.tuple([z.int().min(0).max(1000), z.int().min(0).max(300)]);
const signature = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drawn'),
    name: line,
    strokes: z.array(z.array(point).min(1).max(500)).min(1).max(60),
  }),
  /** For whoever cannot or will not draw: the name, typed by themselves. */
  z.object({ kind: z.literal('typed'), name: line }),
  /** Signed on paper: where it is filed, and the day on it. */
  z.object({ kind: z.literal('paper'), name: line, reference: line, signedOn: z.iso.date() }),
]);

export { isUnreadText } from '@attend/casework/orders/agreement-text';

/** POST /api/orders/{id}/agreement */
export const agreementSign = z.object({
  revision,
  version: z.int().min(1),
  language: shortText(35),
  /** Of the text that was read. */
  textVersion: shortText(40),
  location: z.enum(locationLevels),
  explained: writtenText(3, 4000, 'say what was explained'),
  interpreter: line.nullable().default(null),
  signature,
});
export type AgreementSign = z.output<typeof agreementSign>;

/** GET /api/orders/{id}/agreement-text */
export const agreementTextQuery = z.object({
  language: shortText(35),
  version: z.coerce.number().int().min(1),
  location: z.enum(locationLevels).default('status'),
});
export const agreementTextView = z.object({
  participant: id,
  text: z.object({ language: z.string(), version: z.string(), text: z.string() }).nullable(),
  /** In which there is one. */
  languages: z.array(z.string()),
});

export const exceptionView = z.object({
  id,
  from: instant,
  to: instant,
  status: z.enum(exceptionStatuses),
  reason: z.string(),
  decisionReason: z.string().nullable(),
  /** Who asked for it and how it came; null: an officer granted it of their own motion. */
  asked: askedFor.omit({ reply: true }).nullable(),
  /** What was asked for, where another span was granted. */
  wished: z.object({ from: instant, to: instant }).nullable(),
  askedBy: staffRef.nullable(),
  decidedBy: staffRef.nullable(),
  revision: z.int(),
});
export type ExceptionView = z.infer<typeof exceptionView>;
export const orderCondition = z.object({
  id,
  reference: z.string(),
  name: z.string().nullable(),
  kind: z.enum(conditionKinds),
  area,
  timetable: z.array(timetableEntry),
  from: instant,
  to: instant.nullable(),
  endedAt: instant.nullable(),
  /** When a clause really carries it; null: none does. */
  holds: z.object({ from: instant, to: instant.nullable() }).nullable(),
  clause: z.string(),
  exceptions: z.array(exceptionView),
  /** What many were let off at once, in a storm or an evacuation. */
  forMany: z.array(z.object({ from: instant, to: instant, reason: z.string() })),
  revision: z.int(),
});
export type OrderCondition = z.infer<typeof orderCondition>;

const agreementView = z.object({
  language: z.string(),
  textVersion: z.string(),
  text: z.string().nullable(),
  location: z.enum(locationLevels),
  signedAt: instant,
  signedAs: z.string().nullable(),
  name: z.string().nullable(),
  paper: z.string().nullable(),
  strokes: z.array(z.array(point)),
  explained: z.string().nullable(),
  interpreter: z.string().nullable(),
  takenBy: staffRef.nullable(),
  carried: z.boolean(),
  withdrawnAt: instant.nullable(),
});
export type AgreementView = z.infer<typeof agreementView>;

const written = z.object({
  necessity: z.string().nullable(),
  lesserMeans: z.string().nullable(),
  vulnerability: z.string().nullable(),
  language: z.string().nullable(),
  representations: z.string().nullable(),
  answer: z.string().nullable(),
  reasons: z.string().nullable(),
  stepReason: z.string().nullable(),
  stepLesserMeans: z.string().nullable(),
});
export const versionView = z.object({
  version: z.int(),
  from: instant,
  to: instant.nullable(),
  reviewAt: instant.nullable(),
  legalBasis: z.string().nullable(),
  written,
  clauses: z.array(z.object({ number: z.string(), kind: clauseKind, from: instant, to: instant.nullable() })),
  effectiveAt: instant.nullable(),
  effectiveBy: z.string().nullable(),
  serviceReference: z.string().nullable(),
  /** When it is in force; null: never, so far. */
  force: z.object({ from: instant, to: instant.nullable() }).nullable(),
  createdBy: staffRef.nullable(),
  approvedBy: staffRef.nullable(),
  agreements: z.array(agreementView),
});
export type VersionView = z.infer<typeof versionView>;

export const promptView = z.object({
  id,
  kind: z.enum(promptKinds),
  dueAt: instant,
  askedAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: staffRef.nullable(),
  decision: z.enum(promptDecisions).nullable(),
  nextReviewAt: instant.nullable(),
  /** Nobody decided by the date: this span is marked for good. */
  atRisk: z.object({ from: instant, to: instant.nullable() }).nullable(),
  lapsedAt: instant.nullable(),
  closed: z.boolean(),
  note: z.string().nullable(),
  evidence: z.string().nullable(),
});
export type PromptView = z.infer<typeof promptView>;

export const personOrder = z.object({
  id,
  reference: z.string(),
  status: z.enum(['draft', 'active', 'ended']),
  endedAt: instant.nullable(),
  endedAs: z.enum(orderEndings).nullable(),
  endReason: z.string().nullable(),
  court: z.string().nullable(),
  caseNumber: z.string().nullable(),
  revision: z.int(),
  /** Came from another system, and no supervisor has looked at it yet. */
  unlooked: z.boolean(),
  /** Newest first; without those that were given up. */
  versions: z.array(versionView),
  /** Of the draft: its number, what it lacks, what it adds to what stands, and where it differs from it. */
  draft: z
    .object({
      version: z.int(),
      missing: z.array(z.enum(missingPaths)),
      adds: z.array(z.object({ kind: z.enum(restrictionKinds), path: z.string() })),
      changes: z.array(
        z.object({ path: z.string(), was: z.string().nullable(), now: z.string().nullable() }),
      ),
      /** Whoever asks wrote in it, so that another approves. */
      mine: z.boolean(),
    })
    .nullable(),
  conditions: z.array(orderCondition),
  prompts: z.array(promptView),
});
export type PersonOrder = z.infer<typeof personOrder>;
/** GET /api/people/{id}/orders */
export const personOrders = z.object({ participant: id, timezone: z.string(), orders: z.array(personOrder) });
export type PersonOrders = z.infer<typeof personOrders>;

export const orderChanged = z.object({ participant: id, order: id, revision: z.int() });
