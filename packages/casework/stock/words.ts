/** What a device of a model can know, or do. */
export const deviceAbilities = ['strap', 'worn', 'gnss', 'wifi', 'cell', 'battery', 'buzz'] as const;
export type DeviceAbility = (typeof deviceAbilities)[number];

/** Every how many weeks the wearer of a model is seen, where an order says nothing else. */
export const cadenceWeeks = [4, 8, 12] as const;
export type CadenceWeeks = (typeof cadenceWeeks)[number];

/** Where a device is. */
export const placeKinds = [
  'office',
  'transit',
  'participant',
  'supplier',
  'repair',
  'lost',
  'retired',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** What put it there. `recorded`: it stood already when places began to be kept. */
export const placeReasons = [
  'recorded',
  'registered',
  'packed',
  'unpacked',
  'received',
  'settled',
  'counted',
  'fitted',
  'collected',
  'found',
  'lost',
  'repair',
  'repaired',
  'returned',
  'retired',
] as const;
export type PlaceReason = (typeof placeReasons)[number];

export const shipmentStatuses = [
  'planned',
  'packed',
  'labelled',
  'handed-over',
  'received',
  'settled',
  'cancelled',
] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];

/** Which shipments a list shows. `differences`: those in which something is still to be settled. */
export const shipmentShows = ['open', 'differences', 'closed'] as const;
export type ShipmentShow = (typeof shipmentShows)[number];

/** How one serial number of a shipment stands. */
export const itemStandings = ['packed', 'received', 'short', 'damaged', 'surplus', 'settled'] as const;
export type ItemStanding = (typeof itemStandings)[number];

/** What became of a serial number that was missing, damaged, or in the parcel without having been packed. */
export const shipmentSettlements = [
  'lost',
  'never-packed',
  'found-here',
  'usable',
  'repair',
  'supplier',
  'retired',
  'into-stock',
  'set-aside',
] as const;
export type ShipmentSettlement = (typeof shipmentSettlements)[number];

/** What came of one scan. Only `done` changes something: all others say what stands. */
export const scanResults = [
  'done',
  'again',
  'surplus',
  'unknown',
  'two-devices',
  'elsewhere',
  'damaged',
  'other-model',
  'retired',
] as const;
export type ScanResult = (typeof scanResults)[number];

export const stockCountStatuses = ['counting', 'explaining', 'closed'] as const;
export type StockCountStatus = (typeof stockCountStatuses)[number];

/** How a count differs from the record. `unknown`: a number that is in nobody's stock. */
export const stockDifferenceKinds = ['missing', 'surplus', 'unknown'] as const;
export type StockDifferenceKind = (typeof stockDifferenceKinds)[number];

export const stockExplanations = [
  'on-the-shelf',
  'lost',
  'repair',
  'retired',
  'into-stock',
  'set-aside',
] as const;
export type StockExplanation = (typeof stockExplanations)[number];

/** Where a person may say that a device is. What is on its way, or with somebody, says so by itself. */
export const moveTargets = ['office', 'supplier', 'repair', 'lost', 'retired'] as const;
export type MoveTarget = (typeof moveTargets)[number];
