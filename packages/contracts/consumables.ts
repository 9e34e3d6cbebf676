import { consumables } from '@attend/casework';
import { z } from 'zod';
import { id } from './instant.ts';
import { modelRef, placeNamed, stockReason } from './stock.ts';

export { type Consumable, consumables } from '@attend/casework';

/** GET /api/consumables */
export const consumableView = z.object({
  rows: z.array(
    z.object({
      office: placeNamed,
      item: z.enum(consumables),
      model: modelRef,
      /** Below none: more was used than was put on record, and somebody is to count. */
      count: z.int(),
      /** In the last twelve weeks. */
      used: z.int(),
    }),
  ),
  offices: z.array(placeNamed),
  models: z.array(modelRef),
});
export type ConsumableView = z.infer<typeof consumableView>;

const of = { office: id, item: z.enum(consumables), model: id, note: stockReason };
/** POST /api/consumables : what came, what was thrown away, or how many somebody counted. */
export const consumableChange = z.discriminatedUnion('why', [
  z.object({ ...of, why: z.literal('received'), count: z.int().min(1).max(100_000) }),
  z.object({ ...of, why: z.literal('discarded'), count: z.int().min(1).max(100_000) }),
  z.object({ ...of, why: z.literal('counted'), count: z.int().min(0).max(100_000) }),
]);
export type ConsumableChange = z.output<typeof consumableChange>;
export const consumableChanged = z.object({ count: z.int() });
