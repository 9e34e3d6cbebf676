import { documentKinds, storedFileTypes } from '@attend/casework/files/words';
import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { id, instant, purpose } from './instant.ts';
import { givenFileName, shortText, writtenText } from './text.ts';

export { mostFileBytes } from '@attend/casework/files/limits';
export { type DocumentKind, documentKinds } from '@attend/casework/files/words';

/** POST /api/people/{id}/files : bytes in; what is kept of them, until something is made of it. */
export const storedFile = z.object({
  participant: id,
  file: id,
  type: z.enum(storedFileTypes),
  bytes: z.int(),
});
export type StoredFile = z.infer<typeof storedFile>;

export const caseDocument = z.object({
  id,
  kind: z.enum(documentKinds),
  title: z.string(),
  fileName: z.string().nullable(),
  /** The day that stands on it; null: none does, or nobody can read it. */
  dated: z.iso.date().nullable(),
  type: z.enum(storedFileTypes),
  bytes: z.int(),
  added: instant,
  by: staffRef,
  /** The viewer made this letter today, and opens it without being asked why (LTR-16). */
  unasked: z.boolean(),
  /** Null: it stands. */
  error: z.object({ at: instant, by: staffRef, reason: z.string() }).nullable(),
});
export type CaseDocument = z.infer<typeof caseDocument>;

/** GET /api/people/{id}/documents */
export const documentList = z.object({ participant: id, documents: z.array(caseDocument) });
export type DocumentList = z.infer<typeof documentList>;

/** POST /api/people/{id}/documents : of a file that was sent before. */
export const documentCreate = z.object({
  file: id,
  kind: z.enum(documentKinds),
  title: shortText(200),
  fileName: givenFileName.nullable().default(null),
  dated: z.iso.date().nullable().default(null),
});
export type DocumentCreate = z.input<typeof documentCreate>;
export const documentChanged = z.object({ participant: id, document: id });

/** POST /api/documents/{id}/error */
export const documentError = z.object({ reason: writtenText(3, 1_000, 'say why') });
/** GET /api/documents/{id}/file : a purpose, except of a letter that oneself made today (LTR-16). */
export const documentOpen = z.object({ purpose: purpose.optional() });
