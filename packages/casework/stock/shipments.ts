import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { ItemStanding, ShipmentSettlement, ShipmentStatus } from './words.ts';

export const shipmentSteps = ['close', 'label', 'hand-over', 'finish', 'cancel'] as const;
export type ShipmentStep = (typeof shipmentSteps)[number];

/** What each step asks for, and where it leads. `finish` and what is settled after it are worked out from the items. */
const steps: Readonly<Record<ShipmentStep, readonly ShipmentStatus[]>> = {
  close: ['planned'],
  label: ['packed', 'labelled'],
  'hand-over': ['labelled'],
  finish: ['handed-over'],
  cancel: ['planned', 'packed', 'labelled'],
};
const leadsTo = {
  close: 'packed',
  label: 'labelled',
  'hand-over': 'handed-over',
  cancel: 'cancelled',
} as const;

export type ItemState = {
  readonly packed: boolean;
  readonly received: boolean;
  readonly damaged: boolean;
  readonly settledAs: ShipmentSettlement | null;
};

/** How an item stands; what is not here yet is short only once receiving is over. */
export function standingOf(item: ItemState, status: ShipmentStatus): ItemStanding {
  if (item.settledAs !== null) return 'settled';
  if (!item.packed) return 'surplus';
  if (item.received) return item.damaged ? 'damaged' : 'received';
  return status === 'received' ? 'short' : 'packed';
}

/** STK-8: what has to be settled one by one before the shipment is. */
export const isDifference = (standing: ItemStanding): boolean =>
  standing === 'short' || standing === 'damaged' || standing === 'surplus';

const wrongStep: Failure = { code: 'wrong-step', message: 'This shipment is not at that step any more.' };

/** STK-6: the steps of a shipment in their order; a parcel that nobody packed anything into goes nowhere. */
export function permitStep(
  step: ShipmentStep,
  status: ShipmentStatus,
  items: readonly ItemState[],
): Result<ShipmentStatus> {
  if (!steps[step].includes(status)) return fail(wrongStep);
  if (step === 'close' && items.length === 0)
    return fail({ code: 'nothing-packed', message: 'Nothing is packed yet.' });
  return succeed(step === 'finish' ? statusAfter(items) : leadsTo[step]);
}

/** Once receiving is over: settled as soon as nothing differs any more. */
export const statusAfter = (items: readonly ItemState[]): 'received' | 'settled' =>
  items.some((item) => isDifference(standingOf(item, 'received'))) ? 'received' : 'settled';

/** What may become of a difference. */
const settlements: Readonly<Record<'short' | 'damaged' | 'surplus', readonly ShipmentSettlement[]>> = {
  short: ['lost', 'never-packed', 'found-here'],
  damaged: ['usable', 'repair', 'supplier', 'retired'],
  surplus: ['into-stock', 'set-aside'],
};
export const settlementsOf = (standing: ItemStanding): readonly ShipmentSettlement[] =>
  standing === 'short' || standing === 'damaged' || standing === 'surplus' ? settlements[standing] : [];

export function permitSettleItem(
  item: ItemState,
  status: ShipmentStatus,
  as: ShipmentSettlement,
): Result<ItemStanding> {
  const standing = standingOf(item, status);
  if (standing === 'settled')
    return fail({ code: 'already-settled', message: 'Somebody has settled this already.' });
  if (!(isDifference(standing) && status === 'received'))
    return fail({ code: 'no-difference', message: 'There is nothing to settle about this device.' });
  if (!settlementsOf(standing).includes(as))
    return fail({ code: 'wrong-settlement', message: 'This cannot be what became of it.', path: ['as'] });
  return succeed(standing);
}

/** How many of a model a shipment may still take. Null: nothing was planned, so anything may be packed. */
export function roomFor(
  planned: readonly { readonly modelId: string; readonly count: number }[],
  packed: readonly (string | null)[],
  modelId: string | null,
): number | null {
  if (planned.length === 0) return null;
  const line = planned.find((one) => one.modelId === modelId);
  return (line?.count ?? 0) - packed.filter((one) => one === modelId).length;
}
