import type { DeviceAbility } from '@attend/contracts/device-models';
import type {
  ItemStanding,
  ShipmentSettlement,
  ShipmentShow,
  ShipmentStatus,
} from '@attend/contracts/shipments';
import type {
  MoveTarget,
  PlaceKind,
  PlaceReason,
  PlaceView,
  Scanned,
  ScanResult,
} from '@attend/contracts/stock';
import type { StockCountStatus, StockDifferenceKind, StockExplanation } from '@attend/contracts/stock-counts';
import { t } from '@lingui/core/macro';

export function kindWords(kind: PlaceKind): string {
  const words: Record<PlaceKind, string> = {
    office: t`On a shelf`,
    transit: t`In a shipment`,
    participant: t`With somebody`,
    supplier: t`With the supplier`,
    repair: t`Away for repair`,
    lost: t`Lost`,
    retired: t`Retired`,
  };
  return words[kind];
}

/** Where a device is, in one line. With whom is said elsewhere, to whoever may see the person. */
export function placeWords(place: Omit<PlaceView, 'since'>): string {
  const { kind, office, shipment, damaged, toCollect } = place;
  if (kind === null) return t`Not on record`;
  if (office !== null) return damaged ? t`${office.name}, damaged` : office.name;
  if (shipment !== null) {
    const { number } = shipment;
    return t`In shipment ${number}`;
  }
  return toCollect ? t`To be collected` : kindWords(kind);
}

export function reasonWords(why: PlaceReason): string {
  const words: Record<PlaceReason, string> = {
    recorded: t`It was there when this record began`,
    registered: t`Entered`,
    packed: t`Packed`,
    unpacked: t`Taken out again`,
    received: t`Received`,
    settled: t`Difference of a shipment settled`,
    counted: t`Found when counting`,
    fitted: t`Fitted`,
    collected: t`Collected`,
    found: t`Found again`,
    lost: t`Reported lost`,
    repair: t`Sent to be repaired`,
    repaired: t`Back from repair`,
    returned: t`Sent back to the supplier`,
    retired: t`Retired`,
  };
  return words[why];
}

export function targetWords(to: MoveTarget): string {
  return to === 'office' ? t`On the shelf of an office` : kindWords(to);
}

/** What came of a scan, for eye and ear. `good`: it counts, now or before. */
export function scanWords({ result, place }: Pick<Scanned, 'result' | 'place'>): {
  readonly good: boolean;
  readonly text: string;
} {
  const where = place === null ? '' : placeWords(place);
  const words: Record<ScanResult, string> = {
    done: t`Done`,
    again: t`Scanned before`,
    surplus:
      place === null
        ? t`Nobody packed it, and it is in nobody’s stock`
        : t`Nobody packed it. On record: ${where}`,
    unknown: t`In nobody’s stock`,
    'two-devices': t`Two devices have this number`,
    elsewhere: t`Not here. On record: ${where}`,
    damaged: t`On record as damaged`,
    'other-model': t`No more of this model is planned`,
    retired: t`Retired`,
  };
  return { good: result === 'done' || result === 'again', text: words[result] };
}

export function abilityWords(one: DeviceAbility): string {
  const words: Record<DeviceAbility, string> = {
    strap: t`Strap`,
    worn: t`Worn`,
    gnss: t`Satellites`,
    wifi: t`Wi-Fi`,
    cell: t`Cell tower`,
    battery: t`Battery`,
    buzz: t`Buzz`,
  };
  return words[one];
}

export function statusWords(status: ShipmentStatus): string {
  const words: Record<ShipmentStatus, string> = {
    planned: t`Being packed`,
    packed: t`Packed`,
    labelled: t`Labelled`,
    'handed-over': t`On its way`,
    received: t`Differences to settle`,
    settled: t`Settled`,
    cancelled: t`Cancelled`,
  };
  return words[status];
}

export function showWords(show: ShipmentShow): string {
  const words: Record<ShipmentShow, string> = {
    open: t`Under way`,
    differences: t`With differences`,
    closed: t({ message: 'Over', context: 'shipments' }),
  };
  return words[show];
}

export function standingWords(standing: ItemStanding): string {
  const words: Record<ItemStanding, string> = {
    packed: t`Packed`,
    received: t`Received`,
    short: t`Short`,
    damaged: t`Damaged`,
    surplus: t`Not packed by anybody`,
    settled: t`Settled`,
  };
  return words[standing];
}

export function settlementWords(as: ShipmentSettlement): string {
  const words: Record<ShipmentSettlement, string> = {
    lost: t`It is lost`,
    'never-packed': t`It never left the sender`,
    'found-here': t`It was in the parcel after all`,
    usable: t`It is whole: on the shelf`,
    repair: t`It goes to be repaired`,
    supplier: t`It goes back to the supplier`,
    retired: t`It is used no more`,
    'into-stock': t`It is put on this shelf`,
    'set-aside': t`It is set aside: the record stays`,
  };
  return words[as];
}

export function countWords(status: StockCountStatus): string {
  const words: Record<StockCountStatus, string> = {
    counting: t`Being counted`,
    explaining: t`Differences to explain`,
    closed: t`Closed`,
  };
  return words[status];
}

export function differenceWords(kind: StockDifferenceKind): string {
  const words: Record<StockDifferenceKind, string> = {
    missing: t`Not scanned`,
    surplus: t`On record elsewhere`,
    unknown: t`In nobody’s stock`,
  };
  return words[kind];
}

export function explanationWords(as: StockExplanation): string {
  const words: Record<StockExplanation, string> = {
    'on-the-shelf': t`It was there after all`,
    lost: t`It is lost`,
    repair: t`It is away for repair`,
    retired: t`It is used no more`,
    'into-stock': t`It is put on this shelf`,
    'set-aside': t`It is set aside: the record stays`,
  };
  return words[as];
}

/** Serial numbers as somebody types or pastes them: one a line, or with commas between. */
export const serialsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]+/)
      .map((one) => one.replace(/\s+/g, ''))
      .filter((one) => one !== ''),
  ),
];
