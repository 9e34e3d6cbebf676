import { addressUses, reviewDecisions, tiers } from '@attend/casework';
import { longestBlock } from '@attend/casework/letters/template';
import {
  letterBlockKinds,
  letterKinds,
  letterLanguages,
  letterRecipients,
  letterSubjects,
  letterWays,
} from '@attend/casework/letters/words';
import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { longText, shortText, typedLines } from './text.ts';

export { waysOf } from '@attend/casework/letters/sending';
export {
  type LetterSubject,
  type LetterWay,
  letterRecipients,
  letterSubjects,
  letterWays,
} from '@attend/casework/letters/words';
export { dayWords } from '@attend/casework/messages/dates';

const kind = z.enum(letterKinds);
const language = z.enum(letterLanguages);
const block = z.object({ kind: z.enum(letterBlockKinds), text: z.string() });
const lines = longText(500).nullable().default(null);

export const letterSubject = z.object({ kind: z.enum(letterSubjects), id });
export const letterTo = z.discriminatedUnion('kind', [
  /** Null: no address stands on it, as where it is handed over. */
  z.object({ kind: z.literal('participant'), address: id.nullable() }),
  z.object({ kind: z.literal('attorney'), entry: id, lines }),
  z.object({ kind: z.literal('court'), name: shortText(200), lines }),
]);
/** Names of placeholders, and places of free paragraphs. */
const values = z
  .record(z.string().regex(/^\w{1,40}$/), longText(2_000).nullable())
  .refine((given) => Object.keys(given).length <= 40, 'more than a letter has');
const free = z.record(z.string().regex(/^\d{1,2}$/), typedLines(longestBlock));

/** POST /api/people/{id}/letters, and …/letters/preview, which writes nothing. */
export const letterMake = z.object({
  /** `id` null: the program's own of this kind and language. */
  template: z.object({ id: id.nullable(), kind, language }),
  /** The version that was previewed; null: the one that stands. A letter is made of no other than was read. */
  version: z.int().min(1).nullable().default(null),
  about: letterSubject.nullable().default(null),
  to: letterTo,
  values: values.default({}),
  free: free.default({}),
  /** Who signs a court form by hand; null: whoever makes it. */
  signer: shortText(200).nullable().default(null),
});
export type LetterMake = z.input<typeof letterMake>;

export const letterPreview = z.object({
  participant: id,
  version: z.int(),
  title: z.string(),
  /** In the order of the template; what has no value yet stands as its placeholder. */
  body: z.array(block),
  to: z.array(z.string()),
  signer: z.string().nullable(),
  ask: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'day']) })),
  /** What is on no record and is not asked for: the letter cannot be made until it is. */
  missing: z.array(z.string()),
  /** It bears an address that is protected: who may not see that does not open it. */
  protected: z.boolean(),
});
export type LetterPreview = z.infer<typeof letterPreview>;
export const letterMade = z.object({ participant: id, letter: id, document: id });

/** GET /api/people/{id}/letter-options : of what a letter to or about this person may be made. */
export const letterOptions = z.object({
  participant: id,
  templates: z.array(
    z.object({ id: id.nullable(), kind, language, name: z.string().nullable(), version: z.int() }),
  ),
  languages: z.array(z.string()),
  addresses: z.array(z.object({ id, use: z.enum(addressUses), text: z.string(), protected: z.boolean() })),
  attorneys: z.array(z.object({ id, name: z.string(), firm: z.string().nullable() })),
  hearings: z.array(z.object({ id, at: instant, timezone: z.string(), court: z.string() })),
  checkIns: z.array(z.object({ id, dueOn: z.iso.date(), status: z.string() })),
  orders: z.array(z.object({ id, reference: z.string(), court: z.string().nullable() })),
  /** Decided ones, the latest first. */
  reviews: z.array(
    z.object({
      ...{ id, decision: z.enum(reviewDecisions), tier: z.enum(tiers), tierTo: z.enum(tiers) },
      decidedOn: z.iso.date(),
    }),
  ),
  /** Devices whose collection is arranged; `office` null: elsewhere. */
  collections: z.array(
    z.object({ id, on: z.iso.date(), time: z.string().nullable(), office: z.string().nullable() }),
  ),
});
export type LetterOptions = z.infer<typeof letterOptions>;

export const letterSending = z.object({
  id,
  way: z.enum(letterWays),
  on: z.iso.date(),
  by: staffRef,
  note: z.string().nullable(),
  returned: z.object({ on: z.iso.date(), by: staffRef, note: z.string().nullable() }).nullable(),
  inError: z.boolean(),
});
export type LetterSendingView = z.infer<typeof letterSending>;

export const letterView = z.object({
  id,
  document: id,
  kind,
  language,
  title: z.string(),
  recipient: z.object({ kind: z.enum(letterRecipients), name: z.string() }),
  signer: z.string().nullable(),
  template: z.object({
    /** Null: the program's own. */
    id: id.nullable(),
    name: z.string().nullable(),
    version: z.int(),
    hash: z.string(),
  }),
  /** SHA-256 of the file, as hexadecimal digits. */
  hash: z.string(),
  about: letterSubject.nullable(),
  made: z.object({ at: instant, by: staffRef }),
  protected: z.boolean(),
  /** The viewer made it today, and opens it without being asked why (LTR-16). */
  unasked: z.boolean(),
  inError: z.boolean(),
  sendings: z.array(letterSending),
});
export type LetterView = z.infer<typeof letterView>;

/** GET /api/people/{id}/letters */
export const letterList = z.object({ participant: id, letters: z.array(letterView) });
export type LetterList = z.infer<typeof letterList>;

const note = longText(1_000).nullable().default(null);
/** POST /api/letters/{id}/sendings */
export const sendingCreate = z.object({ way: z.enum(letterWays), on: z.iso.date(), note });
/** POST /api/letter-sendings/{id}/return */
export const sendingReturn = z.object({ on: z.iso.date(), note });
/** POST /api/letter-sendings/{id}/address-seen-to */
export const addressSeenTo = z.object({ note: longText(500) });
export const sendingChanged = z.object({ participant: id, letter: id, sending: id, attempt: z.boolean() });
