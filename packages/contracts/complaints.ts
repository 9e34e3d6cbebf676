import {
  complainants,
  complaintOutcomes,
  complaintShows,
  complaintStatuses,
  complaintSteps,
  complaintTellings,
  complaintTopics,
  requestWays,
} from '@attend/casework';
import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { longText, shortText, writtenText } from './text.ts';

export {
  type Complainant,
  type ComplaintOutcome,
  type ComplaintShow,
  type ComplaintStatus,
  type ComplaintStep,
  type ComplaintTelling,
  type ComplaintTopic,
  complainants,
  complaintOutcomes,
  complaintShows,
  complaintTellings,
  complaintTopics,
} from '@attend/casework';

const version = z.int().min(1);
const text = writtenText(3, 8000, 'write it in a few words at least');
const told = z.enum(complaintTellings);
const named = z.object({ id, name: z.string() });

/** GET /api/complaint-choices : whom a complaint may concern, for whoever takes one down. */
export const complaintChoices = z.object({
  staff: z.array(named),
  providers: z.array(named),
  offices: z.array(named),
});
export type ComplaintChoices = z.infer<typeof complaintChoices>;

/** POST /api/complaints */
export const complaintCreate = z
  .object({
    complainant: z.enum(complainants),
    /** Nobody knows, or is to know, who complained; then it is of no person. */
    anonymous: z.boolean().default(false),
    way: z.enum(requestWays),
    receivedOn: z.iso.date(),
    topic: z.enum(complaintTopics),
    words: text,
    /** Of whom it is, by their reference; null: of nobody in particular. */
    participant: id.nullable().default(null),
    /** Who complained, and how they are reached, where it is not the participant. */
    name: shortText(200).nullable().default(null),
    reach: longText(500).nullable().default(null),
    concernedStaff: z.array(id).max(20).default([]),
    concernedProvider: id.nullable().default(null),
    office: id.nullable().default(null),
  })
  .refine(
    ({ anonymous, participant, name, reach }) =>
      !anonymous || (participant === null && name === null && reach === null),
    { message: 'nobody is named where it is anonymous', path: ['anonymous'] },
  );
export type ComplaintCreate = z.output<typeof complaintCreate>;
/** No more than the number: whoever took it down may be whom it concerns. */
export const complaintTaken = z.object({ id, number: z.int(), participant: id.nullable() });

const line = z.object({
  id,
  number: z.int(),
  participant: personRef.nullable(),
  complainant: z.enum(complainants),
  anonymous: z.boolean(),
  topic: z.enum(complaintTopics),
  status: z.enum(complaintStatuses),
  outcome: z.enum(complaintOutcomes).nullable(),
  appealOutcome: z.enum(complaintOutcomes).nullable(),
  office: named.nullable(),
  handler: staffRef.nullable(),
  receivedOn: z.iso.date(),
  /** What is asked for next, and by when; null: nothing more is. */
  due: z.iso.date().nullable(),
  overdue: z.boolean(),
  version: z.int(),
});
export type ComplaintLine = z.infer<typeof line>;
/** GET /api/complaints : what is due first, first. */
export const complaintQuery = z.object({
  show: z.enum(complaintShows).default('open'),
  /** Those that concern it alone. */
  provider: id.optional(),
});
export const complaintList = z.object({ complaints: z.array(line), more: z.boolean() });
export type ComplaintList = z.infer<typeof complaintList>;

/** GET /api/complaints/{id} */
export const complaintDetail = line.extend({
  way: z.enum(requestWays),
  /** As they were taken down; null: the key under which they stood was destroyed. */
  words: z.string().nullable(),
  name: z.string().nullable(),
  reach: z.string().nullable(),
  takenBy: staffRef,
  takenAt: instant,
  concernedStaff: z.array(staffRef),
  concernedProvider: named.nullable(),
  acknowledgeBy: z.iso.date(),
  answerBy: z.iso.date(),
  steps: z.array(
    z.object({
      id,
      kind: z.enum(complaintSteps),
      told: told.nullable(),
      at: instant,
      by: z.string(),
      text: z.string().nullable(),
    }),
  ),
  /** Who may have it in hand. */
  handlers: z.array(named),
});
export type ComplaintDetail = z.infer<typeof complaintDetail>;

/** POST /api/complaints/{id}/acknowledge, /handler, /concerned, /note, /answer, /appeal */
export const complaintAcknowledge = z.object({ version, told });
/** `handler` null: what was given in hand is taken back, and nobody has it. */
export const complaintHandler = z.object({ version, handler: id.nullable() });
export const complaintConcerned = z.object({
  version,
  concernedStaff: z.array(id).max(20),
  concernedProvider: id.nullable(),
  text,
});
export const complaintNote = z.object({ version, text });
export const complaintAnswer = z.object({ version, outcome: z.enum(complaintOutcomes), text, told });
export const complaintAppeal = z.object({ version, text, receivedOn: z.iso.date() });
export const complaintChanged = z.object({ id, participant: id.nullable(), version: z.int() });

/** GET, PUT /api/complaint-policy : in how many working days. Revision 0: the program's own. */
const days = { acknowledgeDays: z.int().min(1).max(30), answerDays: z.int().min(1).max(120) };
export const complaintPolicy = z.object({ revision: z.int(), ...days });
export type ComplaintPolicyView = z.infer<typeof complaintPolicy>;
export const complaintPolicyChange = z
  .object({
    revision: z.int().min(0),
    ...days,
    reason: writtenText(3, 2000, 'say why, in a few words'),
  })
  .refine(({ acknowledgeDays, answerDays }) => acknowledgeDays <= answerDays, {
    message: 'no later than it is answered',
    path: ['acknowledgeDays'],
  });

/** GET /api/complaint-counts?from=&to= : by what came in on days of [from, to]. */
export const complaintCountsQuery = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins', path: ['to'] });
const count = z.object({
  received: z.int(),
  answered: z.int(),
  inTime: z.int(),
  upheld: z.int(),
  appealed: z.int(),
});
export const complaintCounts = z.object({
  all: count,
  byTopic: z.array(count.extend({ topic: z.enum(complaintTopics) })),
  byOffice: z.array(count.extend({ office: named.nullable() })),
  byProvider: z.array(count.extend({ provider: named })),
});
export type ComplaintCounts = z.infer<typeof complaintCounts>;
