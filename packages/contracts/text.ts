import { z } from 'zod';

/** Texts that people type. PostgreSQL keeps no NUL, and no screen or packet should obey what only a terminal does. */
const withoutControls = /^[^\p{Cc}]*$/u;
const linesWithoutControls = /^(?:[^\p{Cc}]|[\t\n\r])*$/u;
const message = 'holds a control character';

export const shortText = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(withoutControls, message);
export const longText = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(linesWithoutControls, message);
/** A name that stands for something, as it was given. */
export const reference = z.string().min(1).max(100).regex(withoutControls, message);
