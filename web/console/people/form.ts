import { z } from 'zod';

/** What the address says of the search. A number typed alone is still text here. */
export const peopleSearch = z.object({
  q: z
    .union([z.string(), z.number()])
    .transform((value) => String(value).slice(0, 200))
    .optional()
    .catch(undefined),
});
