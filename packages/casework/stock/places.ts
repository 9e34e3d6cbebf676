import { type Failure, fail, type PlainSentence, type Result, succeed } from '@attend/kernel';
import type { MoveTarget, PlaceKind, PlaceReason } from './words.ts';

/** Where one device is by the record. `kind` null: nobody has put it on record yet. */
export type DevicePlace = {
  readonly kind: PlaceKind | null;
  readonly officeId: string | null;
  readonly shipmentId: string | null;
  readonly damaged: boolean;
  /** Its time with somebody lasts. With `kind` `participant` and without this it waits to be collected. */
  readonly fitted: boolean;
  readonly retired: boolean;
};

export type Move = { readonly to: MoveTarget; readonly officeId: string | null };

const refused = (code: string, message: PlainSentence): Failure => ({ code, message });

/** STK-3: what somebody wears, what is in a parcel, and what is retired, nobody moves by saying so. */
export function permitMove(place: DevicePlace, { to, officeId }: Move): Result<PlaceReason> {
  if (place.retired) return fail(refused('device-retired', 'This device is retired.'));
  if (place.fitted)
    return fail(refused('device-held', 'This device is with somebody: their time with it ends first.'));
  if (place.kind === 'transit')
    return fail(
      refused('device-in-transit', 'This device is in a shipment: it is received or unpacked there.'),
    );
  if ((to === 'office') !== (officeId !== null))
    return fail({ ...refused('office-needed', 'Say which office.'), path: ['office'] });
  if (place.kind === to && place.officeId === officeId && !place.damaged)
    return fail(refused('already-there', 'This device is there already.'));
  return succeed(reasonOf(place, to));
}

function reasonOf({ kind, damaged }: DevicePlace, to: MoveTarget): PlaceReason {
  if (to !== 'office') return to === 'supplier' ? 'returned' : to;
  if (kind === 'participant') return 'collected';
  if (kind === 'repair' || damaged) return 'repaired';
  return kind === 'lost' ? 'found' : 'registered';
}

/** STK-3: whether it may be packed at this office; from the supplier (null): whether it is at the supplier's. */
export function permitPack(
  place: DevicePlace,
  fromOfficeId: string | null,
): 'done' | 'elsewhere' | 'retired' | 'damaged' {
  if (place.retired) return 'retired';
  if (place.fitted) return 'elsewhere';
  const there = fromOfficeId === null ? place.kind === 'supplier' : place.officeId === fromOfficeId;
  if (!there) return 'elsewhere';
  return place.damaged ? 'damaged' : 'done';
}

/** STK-8, STK-11: whether what lies on an office's counter may be put on its shelf, whatever the record says of where it was. */
export const permitTake = (place: DevicePlace): boolean =>
  !(place.retired || place.fitted) && place.kind !== 'transit';

/** STK-3, as the database holds it too (`check_fitting`): never out of a parcel, a workshop or from among what is lost. */
export const isFittable = ({
  place,
  damaged,
}: {
  readonly place: PlaceKind | null;
  readonly damaged: boolean;
}): boolean => !damaged && (place === null || place === 'office' || place === 'participant');
