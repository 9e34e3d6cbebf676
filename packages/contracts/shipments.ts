import { itemStandings, shipmentSettlements, shipmentShows, shipmentStatuses } from '@attend/casework';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { modelRef, placeNamed, scanned, serial, stockReason } from './stock.ts';
import { shortText } from './text.ts';

export {
  type ItemStanding,
  type ShipmentSettlement,
  type ShipmentShow,
  type ShipmentStatus,
  settlementsOf,
  shipmentShows,
} from '@attend/casework';

const version = z.int().min(1);
const lines = z
  .array(z.object({ model: id, count: z.int().min(1).max(10_000) }))
  .max(50)
  .refine((all) => new Set(all.map(({ model }) => model)).size === all.length, 'names a model twice');

/** POST /api/shipments : null is the supplier. Without lines anything may be packed. */
export const shipmentCreate = z
  .object({
    from: id.nullable(),
    to: id.nullable(),
    order: id.nullable().default(null),
    lines: lines.default([]),
  })
  .refine(({ from, to }) => from !== to, { message: 'goes nowhere', path: ['to'] });
export type ShipmentCreate = z.output<typeof shipmentCreate>;
export const shipmentChanged = z.object({ id, version: z.int() });

const line = z.object({
  id,
  number: z.int(),
  from: placeNamed.nullable(),
  to: placeNamed.nullable(),
  order: z.object({ id, number: z.int() }).nullable(),
  status: z.enum(shipmentStatuses),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  planned: z.int(),
  packed: z.int(),
  received: z.int(),
  /** Short, damaged or surplus, and not settled. */
  differences: z.int(),
  madeAt: instant,
  version: z.int(),
});
export type ShipmentLine = z.infer<typeof line>;
export const shipmentQuery = z.object({ show: z.enum(shipmentShows).default('open') });
/** GET /api/shipments */
export const shipmentList = z.object({ shipments: z.array(line), more: z.boolean() });

const at = instant.nullable();
/** GET /api/shipments/{id} */
export const shipmentDetail = line.extend({
  lines: z.array(z.object({ model: modelRef, count: z.int(), packed: z.int() })),
  items: z.array(
    z.object({
      id,
      identifier: z.string(),
      device: id.nullable(),
      model: z.string().nullable(),
      standing: z.enum(itemStandings),
      packedAt: at,
      packedBy: z.string().nullable(),
      receivedAt: at,
      receivedBy: z.string().nullable(),
      damaged: z.boolean(),
      settledAs: z.enum(shipmentSettlements).nullable(),
      settledAt: at,
      settledBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  packedAt: at,
  labelledAt: at,
  handedAt: at,
  receivedAt: at,
});
export type ShipmentDetail = z.infer<typeof shipmentDetail>;

/** POST /api/shipments/{id}/pack, /unpack, /receive : one serial number, as the scanner reads it. */
export const shipmentPack = z.object({ identifier: serial });
export const shipmentReceive = z.object({ identifier: serial, damaged: z.boolean().default(false) });
/** With how many there are by now, so that nobody has to read the whole list after each. */
export const shipmentScanned = scanned.extend({
  packed: z.int(),
  received: z.int(),
});
export type ShipmentScanned = z.infer<typeof shipmentScanned>;

/** POST /api/shipments/{id}/close, /label, /finish, /cancel, /hand-over */
export const shipmentStep = z.object({ version });
export const shipmentHandOver = z.object({ version, carrier: shortText(80), tracking: shortText(80) });

/** POST /api/shipments/{id}/items/{item}/settle */
export const shipmentSettle = z.object({ as: z.enum(shipmentSettlements), reason: stockReason });

const orderLine = z.object({ model: modelRef, ordered: z.int(), received: z.int() });
export const supplyOrder = z.object({
  id,
  number: z.int(),
  supplier: z.string(),
  reference: z.string().nullable(),
  office: placeNamed,
  orderedOn: z.iso.date(),
  expectedOn: z.iso.date().nullable(),
  status: z.enum(['open', 'fulfilled', 'cancelled']),
  lines: z.array(orderLine),
  shipments: z.array(z.object({ id, number: z.int() })),
  version: z.int(),
});
export type SupplyOrder = z.infer<typeof supplyOrder>;
/** GET /api/supply-orders */
export const supplyOrderList = z.object({ orders: z.array(supplyOrder) });
/** A day on which something can have been ordered, or may be expected: a year of two digits is a slip. */
const orderDay = z.iso
  .date()
  .refine((on) => on >= '2000-01-01' && on < '2100-01-01', 'is no day of an order');
/** POST /api/supply-orders */
export const supplyOrderCreate = z
  .object({
    supplier: shortText(120),
    reference: shortText(80).nullable().default(null),
    office: id,
    orderedOn: orderDay,
    expectedOn: orderDay.nullable().default(null),
    lines: lines.min(1, 'say what is ordered'),
  })
  .refine(({ orderedOn, expectedOn }) => expectedOn === null || expectedOn >= orderedOn, {
    message: 'is before the order',
    path: ['expectedOn'],
  });
export type SupplyOrderCreate = z.output<typeof supplyOrderCreate>;
