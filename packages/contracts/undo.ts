import { z } from 'zod';
import { id } from './instant.ts';
import { writtenText } from './text.ts';

/** POST /api/check-ins/{id}/free, /api/contact-points/{id}/reinstate : as it was read, and why it is taken back. */
export const takeBack = z.object({
  version: z.int().min(1),
  reason: writtenText(3, 500, 'say why, in a few words'),
});
export type TakeBack = z.output<typeof takeBack>;
/** The contact point that stands in the place of the one that had ended. */
export const reinstated = z.object({ participant: id, id });
