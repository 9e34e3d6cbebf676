import { storedFileTypes } from '@attend/casework';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';

/** A file that leaves, and whose it is: what a use case answers where its route sends one. */
export const sentFile = z.object({
  participant: id,
  type: z.enum(storedFileTypes),
  /** As it was called when it came; null: nobody said. */
  name: z.string().nullable(),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type SentFile = z.output<typeof sentFile>;
