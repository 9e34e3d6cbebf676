import { moveTargets, placeKinds, placeReasons, scanResults } from '@attend/casework';
import { protocolNames, technologies } from '@attend/kernel';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { shortText, writtenText } from './text.ts';

export {
  type MoveTarget,
  moveTargets,
  type PlaceKind,
  type PlaceReason,
  placeKinds,
  placeReasons,
  type ScanResult,
  scanResults,
} from '@attend/casework';

export const placeNamed = z.object({ id, name: z.string() });
export const modelRef = z.object({ id, name: z.string(), technology: z.enum(technologies) });
export const stockReason = writtenText(3, 1_000, 'say why');
/** As a label has it: what a scanner adds is left out by whoever reads it. */
export const serial = shortText(64).regex(/^[!-~ ]+$/, 'holds what stands on no label');

/** Where a device is. Whose it is does not stand here. */
export const placeView = z.object({
  /** Null: nobody has put it on record. */
  kind: z.enum(placeKinds).nullable(),
  office: placeNamed.nullable(),
  /** The number of the shipment that it is in. */
  shipment: z.object({ id, number: z.int() }).nullable(),
  damaged: z.boolean(),
  /** Somebody's time with it has ended, and nobody has it back yet. */
  toCollect: z.boolean(),
  since: instant.nullable(),
});
export type PlaceView = z.infer<typeof placeView>;

/** What came of a scan; a refusal says where the device is. */
export const scanned = z.object({
  identifier: z.string(),
  result: z.enum(scanResults),
  device: id.nullable(),
  model: z.string().nullable(),
  place: placeView.nullable(),
});
export type Scanned = z.infer<typeof scanned>;

/** GET /api/stock */
export const stockView = z.object({
  rows: z.array(
    z.object({
      office: placeNamed,
      /** Null: of which model they are is not on record. */
      model: modelRef.nullable(),
      usable: z.int(),
      damaged: z.int(),
      quarantined: z.int(),
      /** In shipments to this office that are packed and not here yet. */
      coming: z.int(),
      level: z.int().nullable(),
      levelVersion: z.int(),
      below: z.boolean(),
      perWeek: z.number().nullable(),
      daysLeft: z.int().nullable(),
    }),
  ),
  /** Everywhere else, by model. */
  away: z.array(
    z.object({
      kind: z.enum(['supplier', 'repair', 'lost', 'transit']),
      model: modelRef.nullable(),
      devices: z.int(),
    }),
  ),
  offices: z.array(placeNamed),
  models: z.array(modelRef),
});
export type StockView = z.infer<typeof stockView>;

/** GET /api/stock/shelves : where the viewer packs, receives, counts and fits. */
export const shelfList = z.object({ offices: z.array(placeNamed) });

/** PUT /api/stock/levels : null: the office has none for this model. Version 0: there was none. */
export const stockLevelChange = z.object({
  office: id,
  model: id,
  level: z.int().min(0).max(100_000),
  version: z.int().min(0).max(2_147_483_647),
});
export const stockLevelChanged = z.object({ version: z.int() });

/** GET /api/today/stock */
export const stockBelow = z.object({
  below: z.array(
    z.object({ office: placeNamed, model: modelRef, usable: z.int(), coming: z.int(), level: z.int() }),
  ),
});
export type StockBelow = z.infer<typeof stockBelow>;

/** POST /api/stock/devices : serial numbers that nobody knew, at an office or still at the supplier's (null). */
export const stockRegister = z.object({
  model: id,
  protocol: z.enum(protocolNames),
  office: id.nullable(),
  identifiers: z.array(serial).min(1).max(500),
  firmware: shortText(40).nullable().default(null),
  reason: stockReason,
});
export type StockRegister = z.output<typeof stockRegister>;
export const stockRegistered = z.object({
  made: z.int(),
  /** They are on record already, here or in another programme. */
  known: z.array(z.string()),
});

/** POST /api/devices/{id}/move */
export const deviceMove = z.object({
  to: z.enum(moveTargets),
  office: id.nullable().default(null),
  reason: stockReason,
});
/** PUT /api/devices/{id}/equipment */
export const deviceEquipmentChange = z.object({
  version: z.int().min(1),
  model: id.nullable(),
  firmware: shortText(40).nullable(),
  /** The number printed on the SIM. */
  iccid: z
    .string()
    .regex(/^\d{18,20}$/, 'has 18 to 20 digits')
    .nullable(),
  reason: stockReason,
});

/** GET /api/devices/{id}/life : the latest place first. */
export const deviceLife = z.object({
  id,
  model: modelRef.nullable(),
  firmware: z.string().nullable(),
  iccid: z.string().nullable(),
  version: z.int(),
  place: placeView,
  places: z.array(
    placeView.omit({ since: true }).extend({
      id,
      from: instant,
      to: instant.nullable(),
      why: z.enum(placeReasons),
      by: z.string().nullable(),
      reason: z.string().nullable(),
      /** With whom it was: of people whom the viewer may see. */
      person: personRef.nullable(),
    }),
  ),
  offices: z.array(placeNamed),
  models: z.array(modelRef),
});
export type DeviceLife = z.infer<typeof deviceLife>;
