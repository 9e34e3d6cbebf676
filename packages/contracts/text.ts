import type { PlainSentence } from '@attend/kernel';
import { z } from 'zod';

/**
 * Texts that people type. PostgreSQL keeps no NUL, and no screen or packet should obey what only a terminal does. Unicode's
 * control characters (Cc) by number: the API's description carries the pattern to readers that know no `\p{…}`. And what turns the
 * letters about that follow (U+202A to U+202E; Unicode TR 36, 3.1): a name or a court's address would read otherwise than it is written,
 * on a screen and on a paper that is signed.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const withoutControls = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const linesWithoutControls = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]*$/;
const message: PlainSentence = 'holds a control character';

export const shortText = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(withoutControls, message);
/** A file's name as a computer gives it: what would turn its letters about is left out, since nobody typed it to be refused. */
export const givenFileName = z
  .string()
  .overwrite((name) => name.replace(/[\u202a-\u202e]/g, ''))
  .trim()
  .min(1)
  .max(255)
  .regex(withoutControls, message);
export const longText = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(linesWithoutControls, message);
/** A reason or a note of a least length, with what is asked for where it is missing. */
export const writtenText = (shortest: number, longest: number, asked: PlainSentence) =>
  z.string().trim().min(shortest, asked).max(longest).regex(linesWithoutControls, message);
/** What is searched for: none at all is not asked for. */
export const typedText = (longest: number) => z.string().trim().max(longest).regex(withoutControls, message);
/** A paragraph that may be left empty. */
export const typedLines = (longest: number) =>
  z.string().trim().max(longest).regex(linesWithoutControls, message);
/** What nobody shows or searches for (a password, a code, a whole file): anything but NUL, which no database keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
export const anyText = z.string().regex(/^[^\u0000]*$/, 'holds a NUL');
/** What the server itself made and gets back: letters, digits and signs that stand in an address. */
export const handle = z.string().regex(/^[\w.~-]*$/, 'is nothing that was given out here');
/** A name that stands for something, as it was given. */
export const reference = z.string().min(1).max(100).regex(withoutControls, message);

/**
 * An address of somebody's, as it is given to us: no longer than mail can be sent to (RFC 5321, 4.5.3.1: 64 octets before the
 * @, 254 in all; RFC 1035, 2.3.4: 63 a label). What is stored is shown as it was taken.
 */
export const emailAddress = z
  .email()
  .max(254)
  .regex(
    /^[^@]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
    'is no address that mail reaches',
  );
