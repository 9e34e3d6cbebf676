import { z } from 'zod';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

/** Who said that a record was entered in error, when and why. */
export const errorMark = z.object({ at: instant, by: z.string(), reason: z.string() });
export type ErrorMark = z.infer<typeof errorMark>;

const reason = writtenText(3, 1000, 'say why');
/** POST /api/…/{id}/entered-in-error */
export const markInError = z.object({ reason });
/** The same of what has versions: as it was read. */
export const markVersionInError = z.object({ version: z.int(), reason });
export const marked = z.object({ participant: id, id });
