import { addressUses } from '@attend/casework/people/entries';
import { z } from 'zod';
import { languageTag } from './enrol.ts';
import { id, instant } from './instant.ts';
import { representationAuthorities } from './supervision.ts';
import { emailAddress, longText, shortText, writtenText } from './text.ts';

const line = shortText(200);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
/** A civil day of the person's own calendar. */
const day = maybe(z.iso.date());
const dates = { from: day, to: day };
const reached = { phone: maybe(shortText(60)), email: maybe(emailAddress), language: maybe(languageTag) };
const note = maybe(longText(500));

const address = z.strictObject({
  kind: z.literal('address'),
  use: z.enum(addressUses),
  text: longText(500),
  /** Shown to who works with the person alone. */
  protected: z.boolean().default(false),
  /** Why it is protected. */
  reason: maybe(longText(500)),
  note,
  ...dates,
});
const emergencyContact = z.strictObject({
  ...{ kind: z.literal('emergency-contact'), name: line, relationship: maybe(line) },
  ...reached,
  note,
  ...dates,
});
const attorney = z.strictObject({
  ...{ kind: z.literal('attorney'), name: line, firm: maybe(line) },
  ...reached,
  /** Who gave it: the person, or the court. */
  authority: z.enum(representationAuthorities),
  /** Where the paper that gives it is found: docket entry, file number. */
  document: maybe(line),
  note,
  ...dates,
});

/** POST /api/people/{id}/register-entries */
export const registerEntryGiven = z.discriminatedUnion('kind', [address, emergencyContact, attorney]);
export type RegisterEntryGiven = z.output<typeof registerEntryGiven>;

/** PUT /api/register-entries/{id}: the kind stays. */
export const registerEntryChange = z.strictObject({ version: z.int().min(1), entry: registerEntryGiven });
/** POST /api/register-entries/{id}/error */
export const registerEntryError = z.strictObject({
  version: z.int().min(1),
  reason: writtenText(3, 500, 'say what was wrong'),
});
export const registerEntryChanged = z.object({ id, participant: id, version: z.int() });

const shown = {
  id,
  version: z.int(),
  /** `by` null: by a file that the machine's operator brought in. */
  changed: z.object({ at: instant, by: z.string().nullable() }),
  /** Never right: it stays on record, and is not shown as if it were. */
  inError: instant.nullable(),
};
/** An address that is protected from whoever asks: that there is one, and no word of it. */
const withheld = z.object({
  ...shown,
  kind: z.literal('withheld-address'),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export const registerEntryView = z.discriminatedUnion('kind', [
  z.object({ ...shown, ...address.shape }),
  z.object({ ...shown, ...emergencyContact.shape }),
  z.object({ ...shown, ...attorney.shape }),
  withheld,
]);
export type RegisterEntryView = z.output<typeof registerEntryView>;
