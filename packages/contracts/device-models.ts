import { cadenceWeeks, deviceAbilities } from '@attend/casework';
import { protocolNames, technologies } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { shortText, writtenText } from './text.ts';

export { type DeviceAbility, deviceAbilities } from '@attend/casework';

const weeks = z.literal(cadenceWeeks);
const content = z.object({
  maker: shortText(80),
  name: shortText(80),
  technology: z.enum(technologies),
  protocols: z.array(z.enum(protocolNames)).min(1).max(protocolNames.length),
  /** Seconds between fixes and between uploads, as new assignments take them over. */
  fixEvery: z.int().min(1).max(86_400),
  uploadEvery: z.int().min(1).max(604_800),
  knows: z.array(z.enum(deviceAbilities)).max(deviceAbilities.length),
  /** Every how many weeks its wearer is seen where an order says nothing else; null: it asks for none. */
  checkInWeeks: weeks.nullable(),
  /** Under which names it stands in statistics and in what things cost. */
  statisticsLabel: shortText(80),
  costLabel: shortText(80),
});
export const deviceModelContent = content;
export type DeviceModelContent = z.output<typeof content>;

const reason = writtenText(3, 1_000, 'say why');
/** POST /api/device-models, PUT /api/device-models/{id} */
export const deviceModelCreate = content.extend({ reason });
export type DeviceModelCreate = z.output<typeof deviceModelCreate>;
export const deviceModelChange = content.extend({ version: z.int().min(1), ended: z.boolean(), reason });
export type DeviceModelChange = z.output<typeof deviceModelChange>;
export const deviceModelChanged = z.object({ id, version: z.int() });

export const deviceModel = content.extend({
  id,
  version: z.int(),
  ended: z.boolean(),
  /** Of them there are so many, retired ones left out. */
  devices: z.int(),
});
export type DeviceModel = z.infer<typeof deviceModel>;
/** GET /api/device-models */
export const deviceModelList = z.object({ models: z.array(deviceModel) });

/** GET /api/device-models/{id} : the newest revision first. */
export const deviceModelDetail = deviceModel.extend({
  revisions: z.array(
    z.object({
      version: z.int(),
      at: instant,
      by: z.string(),
      reason: z.string(),
      content: content.extend({ ended: z.boolean() }),
    }),
  ),
});
export type DeviceModelDetail = z.infer<typeof deviceModelDetail>;
