import { longestBlock, longestTitle, mostBlocks } from '@attend/casework/letters/template';
import {
  letterBlockKinds,
  letterKinds,
  letterLanguages,
  letterVersionStatuses,
} from '@attend/casework/letters/words';
import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { longText, shortText } from './text.ts';

export { placeholdersOf } from '@attend/casework/letters/placeholders';
export {
  faultsOfTemplate,
  type LetterBlock,
  type LetterTemplate,
} from '@attend/casework/letters/template';
export {
  isCourtForm,
  type LetterBlockKind,
  type LetterKind,
  type LetterLanguage,
  type LetterRecipient,
  type LetterSubject,
  type LetterVersionStatus,
  letterBlockKinds,
  letterDirection,
  letterForms,
  letterKinds,
  letterLanguages,
} from '@attend/casework/letters/words';

export const letterBlock = z.object({ kind: z.enum(letterBlockKinds), text: longText(longestBlock) });
const words = { title: shortText(longestTitle), body: z.array(letterBlock).min(1).max(mostBlocks) };

export const letterTemplateVersion = z.object({
  version: z.int(),
  status: z.enum(letterVersionStatuses),
  title: z.string(),
  body: z.array(z.object({ kind: z.enum(letterBlockKinds), text: z.string() })),
  /** As a command on the draft asks. */
  revision: z.int(),
  authors: z.array(staffRef),
  changed: instant,
  published: z.object({ at: instant, by: staffRef }).nullable(),
});
export type LetterTemplateVersion = z.infer<typeof letterTemplateVersion>;

export const letterTemplateView = z.object({
  id,
  kind: z.enum(letterKinds),
  language: z.enum(letterLanguages),
  name: z.string(),
  /** Offered no more since then. */
  withdrawn: instant.nullable(),
  /** The newest first. */
  versions: z.array(letterTemplateVersion),
});
export type LetterTemplateView = z.infer<typeof letterTemplateView>;

/** GET /api/letter-templates */
export const letterTemplateList = z.object({
  templates: z.array(letterTemplateView),
  /** The program's own. `replaced`: the programme has one of its own for that kind and language, which is offered instead. */
  builtIn: z.array(
    z.object({
      kind: z.enum(letterKinds),
      language: z.enum(letterLanguages),
      version: z.int(),
      title: z.string(),
      body: z.array(z.object({ kind: z.enum(letterBlockKinds), text: z.string() })),
      replaced: z.boolean(),
    }),
  ),
});
export type LetterTemplateList = z.infer<typeof letterTemplateList>;
export type BuiltInView = LetterTemplateList['builtIn'][number];

/** POST /api/letter-templates */
export const letterTemplateCreate = z.object({
  kind: z.enum(letterKinds),
  language: z.enum(letterLanguages),
  name: shortText(200),
  ...words,
});
export type LetterTemplateCreate = z.input<typeof letterTemplateCreate>;
/** POST /api/letter-templates/{id}/draft : changes the draft that was read, or begins the next version. */
export const letterDraftWrite = z.object({ revision: z.int().min(1).nullable(), ...words });
/** POST /api/letter-templates/{id}/publish, …/discard : what was read. */
export const letterDraftDecide = z.object({ version: z.int().min(1), revision: z.int().min(1) });
export const letterTemplateChanged = z.object({ template: id, version: z.int(), revision: z.int() });
