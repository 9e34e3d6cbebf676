import { technologies } from '@attend/kernel';
import { z } from 'zod';
import { id } from './instant.ts';

/** So many are printed at once. */
export const mostLabels = 100;
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Ids one after another, with commas between them, as an address carries them. */
export const deviceIds = z
  .string()
  .regex(new RegExp(`^${uuid}(?:,${uuid}){0,${mostLabels - 1}}$`), 'is no list of devices');

/** GET /api/device-labels */
export const deviceLabelQuery = z.object({ devices: deviceIds });
export const deviceLabel = z.object({
  id,
  identifier: z.string(),
  technology: z.enum(technologies),
  model: z.string().nullable(),
});
export type DeviceLabel = z.infer<typeof deviceLabel>;
/** By number; what the viewer may not know of is left out. */
export const deviceLabels = z.object({ labels: z.array(deviceLabel) });
