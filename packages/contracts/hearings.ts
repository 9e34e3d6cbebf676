import {
  appearanceExcuses,
  appearances,
  hearingKinds,
  hearingStatuses,
} from '@attend/casework/hearings/hearing';
import { importStepKinds } from '@attend/casework/hearings/import-plan';
import { importColumns } from '@attend/casework/hearings/import-record';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { cursor, givenInstant, id, instant, purpose } from './instant.ts';
import { anyText, handle, longText, shortText, writtenText } from './text.ts';
import { told } from './told.ts';

export const hearingKind = z.enum(hearingKinds);
export const hearingStatus = z.enum(hearingStatuses);
export const appearance = z.enum(appearances);
export const appearanceExcuse = z.enum(appearanceExcuses);

const words = {
  caseNumber: z.string().nullable(),
  matter: z.string().nullable(),
  room: z.string().nullable(),
  address: z.string().nullable(),
  link: z.string().nullable(),
  directions: z.string().nullable(),
};

export const hearingView = z.object({
  id,
  participant: personRef,
  office: z.string().nullable(),
  at: instant,
  /** The court's. */
  timezone: z.string(),
  kind: hearingKind,
  court: z.string(),
  status: hearingStatus,
  /** Entered in error: it never was, and stays on record. */
  inError: z.boolean(),
  ...words,
  appearance: appearance.nullable(),
  /** Why an absence is excused; with none it counts against the participant. */
  excuse: appearanceExcuse.nullable(),
  /** Why it was moved or cancelled. */
  reason: z.string().nullable(),
  /** About the appearance. */
  note: z.string().nullable(),
  /** The one in its place; and in whose place it stands, with the instant that it had. */
  movedTo: z.object({ id, at: instant }).nullable(),
  movedFrom: z.object({ id, at: instant }).nullable(),
  version: z.int(),
});
export type HearingView = z.infer<typeof hearingView>;

/** GET /api/people/{id}/hearings?purpose : the next first, then the others to come, then what is past. */
export const personHearingsQuery = z.object({ purpose: purpose.default('supervision') });
export const personHearings = z.object({
  participant: id,
  /** The participant's own. */
  timezone: z.string(),
  hearings: z.array(hearingView),
  mayChange: z.boolean(),
});
export type PersonHearings = z.infer<typeof personHearings>;

/** GET /api/hearings : of a day of the programme's clock; `days` from it on. Offices that there are come with it. */
export const hearingsQuery = z.object({
  day: z.iso.date(),
  days: z.coerce.number().int().min(1).max(31).default(1),
  office: id.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const hearingList = z.object({
  hearings: z.array(hearingView),
  next: cursor.nullable(),
  offices: z.array(z.object({ id, name: z.string() })),
});
export type HearingList = z.infer<typeof hearingList>;

const place = {
  at: givenInstant,
  timezone: shortText(64),
  kind: hearingKind,
  court: shortText(200),
  caseNumber: shortText(100).nullable().default(null),
  matter: shortText(200).nullable().default(null),
  room: shortText(100).nullable().default(null),
  address: shortText(300).nullable().default(null),
  link: shortText(500).nullable().default(null),
  directions: longText(1_000).nullable().default(null),
};
/** The version that was seen: where another stands by now the write is refused, and says what was changed since. */
const version = z.int().min(1);

/** POST /api/people/{id}/hearings */
export const hearingCreate = z.object(place);
/** PUT /api/hearings/{id} : everything but the instant, which is moved. */
export const hearingChange = z.object(place).omit({ at: true }).extend({ version });
const reason = writtenText(3, 500, 'say why');
/** POST /api/hearings/{id}/move : what is not given stays. */
export const hearingMove = z.object({
  version,
  at: givenInstant,
  timezone: shortText(64).optional(),
  court: shortText(200).optional(),
  room: shortText(100).nullable().optional(),
  address: shortText(300).nullable().optional(),
  reason,
});
/** POST /api/hearings/{id}/cancel */
export const hearingCancel = z.object({ version, reason });
/** POST /api/hearings/{id}/appearance */
export const hearingAppearance = z.object({
  version,
  appearance,
  excuse: appearanceExcuse.nullable().default(null),
  note: longText(1_000).nullable().default(null),
});
/** What is moved answers with the one in its place. */
export const hearingChanged = z.object({ id, participant: id, version: z.int() });

/** POST /api/hearing-imports/check, POST /api/hearing-imports */
export const mostImportCharacters = 4_000_000;
export const mostImportLines = 5_000;
export const importFormats = z.enum(['csv', 'ical']);
export const hearingImportCheck = z.object({
  format: importFormats,
  text: anyText.min(1).max(mostImportCharacters),
  /** Of times that name no zone. */
  timezone: shortText(64).optional(),
});
/** `plan`: what the check answered. Where it would do something else by now, nothing is done. */
export const hearingImport = hearingImportCheck.extend({ plan: handle.max(100) });
export const importStep = z.object({
  line: z.int(),
  kind: z.enum(importStepKinds),
  participant: personRef,
  at: instant,
  /** Of a hearing that is moved. */
  was: instant.nullable(),
  timezone: z.string(),
  court: z.string(),
  caseNumber: z.string().nullable(),
  fields: z.array(z.string()),
});
export type ImportStepView = z.infer<typeof importStep>;
export const importFault = z.object({
  line: z.int(),
  /** A column of the file, or a calendar's property. */
  column: z.string().nullable(),
  code: z.string(),
  /** What stands there, shortened; null: nothing, or it is about the line as a whole. */
  value: z.string().nullable(),
  ...told,
});
export const hearingImportPlan = z.object({
  plan: z.string(),
  counts: z.record(z.enum(importStepKinds), z.int()),
  steps: z.array(importStep),
  faults: z.array(importFault),
});
export type HearingImportPlan = z.infer<typeof hearingImportPlan>;
export const hearingImportDone = z.object({
  counts: z.record(z.enum(importStepKinds), z.int()),
  participants: z.array(id),
});
export { importColumns };
