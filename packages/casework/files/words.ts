/** What may come in. */
export const fileTypes = ['jpeg', 'png', 'webp', 'pdf'] as const;
export type FileType = (typeof fileTypes)[number];

/** What is kept: every image is drawn anew as a JPEG, a PDF stays as it came. */
export const storedFileTypes = ['jpeg', 'pdf'] as const;
export type StoredFileType = (typeof storedFileTypes)[number];

export const documentKinds = ['court-paper', 'letter', 'medical', 'identity', 'agreement', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What somebody saw who compared a check-in's photo with the person's reference photo, by eye. */
export const photoDecisions = ['kept', 'not-the-person', 'cannot-be-told'] as const;
export type PhotoDecision = (typeof photoDecisions)[number];
