import type { z } from 'zod';
import { read } from '../../ui/api/request.ts';

/** Asks the API and hands the answer over as a file. Throws what `read` throws. */
export async function downloadJson<S extends z.ZodType>(
  path: string,
  schema: S,
  name: string,
  pick: (value: z.infer<S>) => unknown = (value) => value,
): Promise<void> {
  const value = pick(await read(path, schema));
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
