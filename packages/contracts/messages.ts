import {
  contactKinds,
  messageLanguages,
  messageReasons,
  messageSettlements,
  messageStatuses,
  replyMeanings,
  templateNames,
} from '@attend/casework';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import { longText, shortText } from './text.ts';

export { type MessageLanguage, messageLanguages, reinstatableFor } from '@attend/casework';

export const contactPoint = z.object({
  id,
  kind: z.enum(contactKinds),
  /** E.164, or an e-mail address. */
  address: z.string(),
  language: z.enum(messageLanguages).nullable(),
  note: z.string().nullable(),
  preference: z.int(),
  /** Given when, and who asked; null: never. */
  /** `askedBy` null: it was imported, and who asked is not known. */
  consent: z.object({ at: instant, askedBy: z.string().nullable() }).nullable(),
  consentWithdrawn: instant.nullable(),
  /** They answered STOP. */
  stopped: instant.nullable(),
  confirmed: z.object({ at: instant, by: z.string() }).nullable(),
  bounced: instant.nullable(),
  ended: instant.nullable(),
  /** Whether anything is sent there. */
  reachable: z.boolean(),
  version: z.int(),
});
export type ContactPoint = z.infer<typeof contactPoint>;

/** GET /api/people/{id}/contact-points: those in use first, in the order in which they are tried. */
export const contactPointList = z.object({ participant: id, contactPoints: z.array(contactPoint) });
export type ContactPointList = z.infer<typeof contactPointList>;

const preference = z.int().min(1).max(99);
const language = z.enum(messageLanguages).nullable();
const note = shortText(200).nullable();

/** POST /api/people/{id}/contact-points */
export const contactPointAdd = z.object({
  kind: z.enum(contactKinds),
  address: shortText(254),
  language: language.default(null),
  note: note.default(null),
  preference: preference.default(1),
  /** They were asked, by whoever enters it, and said yes. */
  consent: z.boolean(),
});

const version = z.int().min(1);
/** POST /api/contact-points/{id}/confirm, /consent, /withdraw and /end: `version` as it was read. */
export const contactPointCommand = z.object({ version });
/** PUT /api/contact-points/{id}: an address is never rewritten, a new one is another contact point. */
export const contactPointRewrite = z.object({ version, preference, language, note });
/** POST /api/contact-points/{id}/replace: another address in the place of one; consent is asked for anew. */
export const contactPointReplace = z.object({ version, address: shortText(254), consent: z.boolean() });
export const contactPointChanged = z.object({ id, participant: id });

export const message = z.object({
  id,
  participant: personRef,
  template: z.enum(templateNames),
  status: z.enum(messageStatuses),
  /** What holds it back, or why it failed. */
  reason: z.enum(messageReasons).nullable(),
  due: instant,
  usefulUntil: instant,
  attempts: z.int(),
  /** By which way it left; null: it has not. */
  kind: z.enum(contactKinds).nullable(),
  language: z.enum(messageLanguages),
  text: z.string(),
  sent: instant.nullable(),
  delivered: instant.nullable(),
  settled: z.object({ as: z.enum(messageSettlements), by: z.string() }).nullable(),
  /** Null: the system planned it. */
  by: z.string().nullable(),
});
export type Message = z.infer<typeof message>;

export const messageReply = z.object({
  id,
  meaning: z.enum(replyMeanings),
  text: z.string(),
  at: instant,
  message: id.nullable(),
});
export type MessageReply = z.infer<typeof messageReply>;

/** GET /api/people/{id}/messages: the latest first. */
export const messageList = z.object({
  participant: id,
  messages: z.array(message),
  replies: z.array(messageReply),
});
export type MessageList = z.infer<typeof messageList>;

/** POST /api/people/{id}/messages: in words of one's own; at once unless told. */
export const messageWrite = z.object({ text: longText(1_000), due: givenInstant.optional() });
export const messageChanged = z.object({ id, participant: id });
export const messageWritten = z.object({ participant: id });

export const outboxShows = ['attention', 'planned', 'sent', 'all'] as const;
export const outboxQuery = z.object({ show: z.enum(outboxShows).default('attention') });
/** GET /api/messages: unknown first, then failed. */
export const outbox = z.object({
  messages: z.array(message),
  /** Only so many are shown: there are more. */
  more: z.boolean(),
  /** For which ways a provider is configured. */
  providers: z.array(z.enum(contactKinds)),
});
export type Outbox = z.infer<typeof outbox>;

/** POST /api/messages/{id}/settle */
export const messageSettle = z.object({ as: z.enum(messageSettlements) });

/** POST /api/messages/gateway: as docs/operations/messages.md says; checked once its signature was. */
export const gatewayBrought = z.looseObject({ kind: z.enum(['report', 'reply']) });
export const gatewayTaken = z.object({});
