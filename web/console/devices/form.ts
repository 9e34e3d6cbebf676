import { deviceShow } from '@attend/contracts/devices';
import { z } from 'zod';

/** What the address says of the list. A number typed alone is still text here. */
export const devicesSearch = z.object({
  show: deviceShow.optional().catch(undefined),
  /** Of what lies on shelves: at which office; absent: at one’s own, where one has one. */
  office: z
    .union([z.uuid(), z.literal('any')])
    .optional()
    .catch(undefined),
  q: z
    .union([z.string(), z.number()])
    .transform((value) => String(value).slice(0, 64))
    .optional()
    .catch(undefined),
});
