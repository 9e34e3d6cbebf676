import {
  appearanceExcuses,
  appearances,
  checkInKinds,
  checkInStatuses,
  complaintSteps,
  complaintTopics,
  contactKinds,
  contactResults,
  contactWays,
  entryKinds,
  excusingReasons,
  helpKinds,
  helpStatuses,
  helpWays,
  letterKinds,
  letterWays,
  logKinds,
  messageReasons,
  messageStatuses,
  replyMeanings,
  requestAskers,
  requestWays,
  resultsOf,
  suspensionKinds,
  templateNames,
  visitPlaces,
} from '@attend/casework';
import { alertKinds, severities } from '@attend/kernel';
import { z } from 'zod';
import { errorMark } from './error-mark.ts';
import { cursor, givenInstant, id, instant, purpose } from './instant.ts';
import { longText } from './text.ts';

export { entryKinds, logKinds, resultsOf, visitPlaces };
export type LogKind = (typeof logKinds)[number];
export type EntryKind = (typeof entryKinds)[number];
export type VisitPlace = (typeof visitPlaces)[number];

const result = z.enum(contactResults);

/** What happened, by kind: facts alone, the words that people wrote stand beside it. */
export const logFact = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    template: z.enum(templateNames),
    status: z.enum(messageStatuses),
    reason: z.enum(messageReasons).nullable(),
    way: z.enum(contactKinds).nullable(),
    delivered: instant.nullable(),
  }),
  z.object({ kind: z.literal('reply'), meaning: z.enum(replyMeanings) }),
  z.object({ kind: z.literal('call'), result }),
  z.object({ kind: z.literal('visit'), place: z.enum(visitPlaces), result }),
  z.object({ kind: z.literal('letter'), result }),
  z.object({
    kind: z.literal('letter-sending'),
    event: z.enum(['sent', 'returned']),
    of: z.enum(letterKinds),
    way: z.enum(letterWays),
    letter: id,
  }),
  z.object({ kind: z.literal('note') }),
  z.object({
    kind: z.literal('check-in'),
    how: z.enum(checkInKinds),
    dueOn: z.iso.date(),
    status: z.enum(checkInStatuses),
    reason: z.enum(excusingReasons).nullable(),
  }),
  z.object({
    kind: z.literal('contact-attempt'),
    way: z.enum(contactWays),
    result,
    dueOn: z.iso.date(),
  }),
  z.object({
    kind: z.literal('alert'),
    event: z.enum(['raised', 'returned', 'withdrawn', 'closed', 'reopened']),
    alert: id,
    of: z.enum(alertKinds),
    severity: z.enum(severities),
    outcome: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('hearing'),
    event: z.enum(['entered', 'changed', 'moved', 'cancelled', 'appearance']),
    at: instant,
    /** The court's. */
    timezone: z.string(),
    court: z.string(),
    movedTo: instant.nullable(),
    appearance: z.enum(appearances).nullable(),
    excuse: z.enum(appearanceExcuses).nullable(),
  }),
  z.object({
    kind: z.literal('help'),
    event: z.enum(helpStatuses),
    /** Null: a reply asked, and did not say for which. */
    of: z.enum(helpKinds).nullable(),
    way: z.enum(helpWays),
    for: z.enum(['hearing', 'check-in']),
    /** Of the hearing or check-in; null: it has no time. */
    at: instant.nullable(),
    dueOn: z.iso.date().nullable(),
  }),
  z.object({
    kind: z.literal('order'),
    event: z.enum(['took-effect', 'ended', 'drafted']),
    reference: z.string(),
    version: z.int().nullable(),
    endedAs: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('exception'),
    event: z.enum(['asked', 'decided']),
    /** Of what was asked for: by whom, which way, and when it came in. */
    asker: z.enum(requestAskers).nullable(),
    way: z.enum(requestWays).nullable(),
    receivedOn: z.iso.date().nullable(),
    status: z.string(),
    /** The condition's reference. */
    condition: z.string(),
    from: instant,
    to: instant,
  }),
  z.object({
    kind: z.literal('suspension'),
    event: z.enum(['began', 'ended']),
    of: z.enum(suspensionKinds),
    from: instant,
    to: instant.nullable(),
  }),
  z.object({
    kind: z.literal('complaint'),
    event: z.enum(['received', ...complaintSteps]),
    number: z.int(),
    topic: z.enum(complaintTopics),
  }),
  z.object({
    kind: z.literal('look-copy'),
    event: z.enum(['asked', 'handed']),
    asker: z.enum(requestAskers),
    way: z.enum(requestWays),
    receivedOn: z.iso.date(),
  }),
]);
export type LogFact = z.infer<typeof logFact>;

export const logItem = z.object({
  /** Its place in the log: the same line has the same key. */
  key: z.string(),
  /** The record that it is of. */
  id,
  at: instant,
  /** Null: the program, or the participant. */
  by: z.string().nullable(),
  /** In the words of whoever wrote it: a message, a note, a reason. */
  text: z.string().nullable(),
  fact: logFact,
  /** Entered in error: shown struck through, and counted nowhere. */
  inError: errorMark.nullable(),
});
export type LogItem = z.infer<typeof logItem>;

/** GET /api/people/{id}/log: the latest first, in [from, to). */
export const logQuery = z.object({
  kind: z.enum(logKinds).optional(),
  from: givenInstant.optional(),
  to: givenInstant.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  purpose: purpose.default('supervision'),
});
export const contactLog = z.object({
  participant: id,
  items: z.array(logItem),
  next: cursor.nullable(),
  /** What of the log the viewer may read at all. */
  kinds: z.array(z.enum(logKinds)),
  mayWrite: z.boolean(),
  /** Of which kinds the viewer may mark a line as entered in error. */
  mayMark: z.array(z.enum(logKinds)),
});
export type ContactLog = z.infer<typeof contactLog>;

/** POST /api/people/{id}/log */
export const entryCreate = z.object({
  kind: z.enum(entryKinds),
  place: z.enum(visitPlaces).nullable().default(null),
  result: result.nullable().default(null),
  at: givenInstant,
  text: longText(4000),
});
export const logChanged = z.object({ participant: id, id });
