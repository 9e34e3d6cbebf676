import { hour, type Millis } from '@attend/kernel';
import type { z } from 'zod';
import type { Queryable } from '../database/repositories/queryable.ts';
import { type FigureName, findFigure } from '../database/repositories/standing-figures.ts';

/** Where the job has not run for so long, whoever asks waits for the count instead of reading an old one. */
const oldest = hour;

/** A figure as the job counted it last; where it has not, or not lately, as it is counted now. */
export async function readFigure<F>(
  { client, now }: { readonly client: Queryable; readonly now: () => Millis },
  name: FigureName,
  form: z.ZodType<F>,
  count: () => Promise<F>,
): Promise<{ readonly countedAt: Millis | null; readonly figure: F }> {
  const found = await findFigure(client, name, now() - oldest);
  return found === null
    ? { countedAt: null, figure: await count() }
    : { countedAt: found.countedAt, figure: form.parse(found.content) };
}
