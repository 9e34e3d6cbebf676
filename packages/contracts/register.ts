import { accessNeedKinds } from '@attend/casework/people/details';
import { z } from 'zod';
import { languageTag } from './enrol.ts';
import { id, instant } from './instant.ts';
import { personSummary } from './people.ts';
import { registerEntryView } from './register-entries.ts';
import { longText, shortText } from './text.ts';

const line = shortText(200);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

export const identifier = z.strictObject({ kind: shortText(40), value: shortText(60) });
export const accessNeed = z.strictObject({ kind: z.enum(accessNeedKinds), note: maybe(longText(500)) });

/** Unknown fields are refused: none for immigration status or nationality can slip in. */
const fields = {
  /** The agency's own number for the person. */
  reference: line,
  name: line,
  preferredName: maybe(line),
  otherNames: z.array(line).max(10).default([]),
  languages: z.array(languageTag).max(10).default([]),
  pronouns: maybe(line),
  identifiers: z.array(identifier).max(12).default([]),
  needs: z.array(accessNeed).max(12).default([]),
  office: maybe(id),
  /** IANA name; null: the office's. */
  timezone: maybe(shortText(100)),
};

/** POST /api/register: `doublesSeen` are those who were looked at and are somebody else. */
export const personRegister = z.strictObject({
  ...fields,
  officer: maybe(id),
  doublesSeen: z.array(id).max(100).default([]),
});
export type PersonRegister = z.output<typeof personRegister>;
export const personRegistered = z.object({ participant: z.object({ id, reference: z.string() }) });

/** POST /api/register/doubles: who on record, within reach, may be the same person. */
export const doublesAsk = z.strictObject({
  names: z.array(line).max(12),
  identifiers: z.array(line).max(13).default([]),
});
export const doublesFound = z.object({
  people: z.array(personSummary),
  /** There are more than these. */
  more: z.boolean(),
});
export type DoublesFound = z.infer<typeof doublesFound>;

/** PUT /api/people/{id}/register: `version` as it was read. */
export const personChange = z.strictObject({ version: z.int().min(1), ...fields });
export type PersonChange = z.output<typeof personChange>;
export const personChanged = z.object({ participant: id, version: z.int() });

/** GET /api/people/{id}/register */
export const personRecord = z.object({
  participant: id,
  version: z.int(),
  reference: z.string(),
  name: z.string(),
  preferredName: z.string().nullable(),
  otherNames: z.array(z.string()),
  languages: z.array(z.string()),
  pronouns: z.string().nullable(),
  identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
  needs: z.array(z.object({ kind: z.enum(accessNeedKinds), note: z.string().nullable() })),
  office: z.object({ id, name: z.string() }).nullable(),
  timezone: z.string().nullable(),
  entries: z.array(registerEntryView),
  /** The last change, and who made it; null: as it was registered. */
  changed: z.object({ at: instant, by: z.string() }).nullable(),
  /** Whether whoever asks may change it. */
  mayChange: z.boolean(),
});
export type PersonRecordView = z.infer<typeof personRecord>;

/** GET /api/register/choices: what a form of the register offers. */
export const registerChoices = z.object({
  offices: z.array(z.object({ id, name: z.string(), timezone: z.string() })),
  officers: z.array(z.object({ id, name: z.string() })),
});
export type RegisterChoices = z.infer<typeof registerChoices>;
