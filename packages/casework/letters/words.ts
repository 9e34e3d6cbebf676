import { isFromTheRight } from '../messages/dates.ts';

/** What a letter is for. The last three are court forms: papers that a named person signs by hand. */
export const letterKinds = [
  'to-participant',
  'hearing-notice',
  'check-in-notice',
  'check-in-missed',
  'review-notice',
  'collection-notice',
  'to-attorney',
  'appearance-report',
  'status-report',
  'amend-request',
] as const;
export type LetterKind = (typeof letterKinds)[number];

export const letterRecipients = ['participant', 'attorney', 'court'] as const;
export type LetterRecipient = (typeof letterRecipients)[number];

/** What a letter is about, where it is about one dated thing. */
export const letterSubjects = ['hearing', 'check-in', 'order', 'review', 'collection'] as const;
export type LetterSubject = (typeof letterSubjects)[number];

export const letterLanguages = ['en', 'es', 'ht', 'ar'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** `free`: whoever makes the letter may write it anew; all else stands as it was published. */
export const letterBlockKinds = ['heading', 'paragraph', 'free'] as const;
export type LetterBlockKind = (typeof letterBlockKinds)[number];

/** Draft → published, by a second person. A draft may be discarded; a published version is replaced by the next, or all are withdrawn. */
export const letterVersionStatuses = ['draft', 'published', 'discarded'] as const;
export type LetterVersionStatus = (typeof letterVersionStatuses)[number];

/** How a letter left the house, as a person says: nothing leaves by itself. */
export const letterWays = ['posted', 'handed-over', 'e-mail', 'filed'] as const;
export type LetterWay = (typeof letterWays)[number];

export const letterForms: Readonly<
  Record<LetterKind, { readonly recipient: LetterRecipient; readonly about: LetterSubject | null }>
> = {
  'to-participant': { recipient: 'participant', about: null },
  'hearing-notice': { recipient: 'participant', about: 'hearing' },
  'check-in-notice': { recipient: 'participant', about: 'check-in' },
  'check-in-missed': { recipient: 'participant', about: 'check-in' },
  'review-notice': { recipient: 'participant', about: 'review' },
  'collection-notice': { recipient: 'participant', about: 'collection' },
  'to-attorney': { recipient: 'attorney', about: null },
  'appearance-report': { recipient: 'court', about: 'hearing' },
  'status-report': { recipient: 'court', about: 'order' },
  'amend-request': { recipient: 'court', about: 'order' },
};

export const isCourtForm = (kind: LetterKind): boolean => letterForms[kind].recipient === 'court';

export const letterDirection = (language: LetterLanguage): 'ltr' | 'rtl' =>
  isFromTheRight(language) ? 'rtl' : 'ltr';
