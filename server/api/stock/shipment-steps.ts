import {
  type DevicePlace,
  permitSettleItem,
  permitStep,
  permitTake,
  type ShipmentSettlement,
  type ShipmentStep,
  statusAfter,
} from '@attend/casework';
import type { shipmentChanged } from '@attend/contracts/shipments';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findScanned,
  lockPlace,
  type MoveOf,
  moveDevice,
  type PlaceRow,
} from '../../database/repositories/device-places.ts';
import {
  findItem,
  type ItemRow,
  type LockedShipment,
  listItems,
  lockShipment,
  writeReceived,
  writeSettlement,
  writeStatus,
} from '../../database/repositories/shipments.ts';
import type { StaffContext } from '../context.ts';
import { notOnYours, receiverOf, refuseShelf, senderOf } from './own-shelf.ts';
import { versionChanged } from './scan.ts';
import { putBack } from './shipment-scans.ts';
import { noSuchShipment } from './shipments.ts';

type Changed = Result<z.output<typeof shipmentChanged>>;
type Handed = { readonly carrier: string; readonly tracking: string };

const pastOf: Readonly<Record<ShipmentStep, string>> = {
  close: 'shipment.packed',
  label: 'shipment.labelled',
  'hand-over': 'shipment.handed-over',
  finish: 'shipment.received',
  cancel: 'shipment.cancelled',
};

/** STK-6: one step of a shipment, in the version that was seen. */
export async function stepShipment(
  context: StaffContext,
  id: string,
  step: ShipmentStep,
  { version, ...handed }: { readonly version: number } & Partial<Handed>,
): Promise<Changed> {
  const { client, audit } = context;
  const shipment = await lockShipment(client, id);
  if (shipment === null) return fail(noSuchShipment);
  const another = await refuseShelf(context, [(step === 'finish' ? receiverOf : senderOf)(shipment)]);
  if (another !== null) return fail(another);
  if (shipment.version !== version) return fail(versionChanged);
  if (step === 'finish' && shipment.toOfficeId === null) await receiveAtSupplier(context, shipment);
  const items = await listItems(client, id);
  const next = permitStep(step, shipment.status, items);
  if (!next.ok) return next;
  if (step === 'cancel')
    for (const { deviceId } of items) if (deviceId !== null) await putBack(context, shipment, deviceId);
  const { carrier, tracking } = handed;
  const by = carrier === undefined || tracking === undefined ? null : { carrier, tracking };
  await writeStatus(client, id, next.value, by);
  await audit({
    ...{ action: pastOf[step], entity: 'shipment', entityId: id, before: { status: shipment.status } },
    after: { status: next.value, ...handed },
  });
  return succeed({ id, version: version + 1 });
}

/** Nobody of ours scans at the supplier's: what was handed over for there is there once somebody says that it came. */
async function receiveAtSupplier(context: StaffContext, shipment: LockedShipment): Promise<void> {
  const { client, services, programme, actor } = context;
  if (shipment.status !== 'handed-over') return;
  for (const item of await listItems(client, shipment.id)) {
    if (item.deviceId === null || item.received) continue;
    const to = { kind: 'supplier' as const, why: 'returned' as const };
    await moveDevice(client, services.keyring, {
      ...{ programmeId: programme.id, deviceId: item.deviceId, ...to },
    });
    await writeReceived(client, item.id, actor.staffId, false);
  }
}

type Where = Pick<MoveOf, 'kind' | 'why'> & { readonly officeId?: string | null };

/** Where the device is once the difference is settled; null: where it was. */
function goesTo(as: ShipmentSettlement, { toOfficeId, fromOfficeId }: LockedShipment): Where | null {
  const here = { kind: 'office', officeId: toOfficeId } as const;
  switch (as) {
    case 'lost':
    case 'repair':
    case 'retired':
      return { kind: as, why: as };
    case 'supplier':
      return { kind: 'supplier', why: 'returned' };
    case 'found-here':
      return { ...here, why: 'received' };
    case 'usable':
    case 'into-stock':
      return { ...here, why: 'settled' };
    case 'never-packed':
      return fromOfficeId === null
        ? { kind: 'supplier', why: 'unpacked' }
        : { kind: 'office', officeId: fromOfficeId, why: 'unpacked' };
    case 'set-aside':
      return null;
  }
}

const elsewhere: Failure = {
  ...{ code: 'device-elsewhere', message: 'The record has this device with somebody, or in a shipment.' },
  path: ['body', 'as'],
};
const unregistered: Failure = {
  ...{ code: 'unknown-device', message: 'This number is in nobody’s stock: register it first.' },
  path: ['body', 'as'],
};

/** What nobody packed may have been registered since it was found. */
async function deviceOf({ client }: StaffContext, item: ItemRow): Promise<string | null> {
  if (item.deviceId !== null) return item.deviceId;
  const [one, other] = await findScanned(client, item.identifier);
  return other === undefined ? (one?.id ?? null) : null;
}

/** Whether it is still where this shipment left it; where somebody has moved it since, that stands. */
const isWhereLeft = (place: DevicePlace, shipment: LockedShipment): boolean =>
  place.shipmentId === shipment.id ||
  (place.officeId === shipment.toOfficeId && place.damaged && !place.fitted && !place.retired);

/** STK-8: a difference settled, serial number by serial number, with who and why. The last one settles the shipment. */
export async function settleItem(
  context: StaffContext,
  id: string,
  itemId: string,
  { as, reason }: { readonly as: ShipmentSettlement; readonly reason: string },
): Promise<Changed> {
  const { client, services, programme, actor, audit } = context;
  const shipment = await lockShipment(client, id);
  if (shipment === null) return fail(noSuchShipment);
  const item = await findItem(client, id, { id: itemId });
  if (item === null) return fail({ code: 'not-found', message: 'There is no such device in it.' });
  const standing = permitSettleItem(item, shipment.status, as);
  if (!standing.ok) return fail({ ...standing.error, path: ['body', ...(standing.error.path ?? [])] });
  const to = goesTo(as, shipment);
  // What comes to lie on a shelf is settled by whoever runs that; anything else by either end.
  const ends = to?.kind === 'office' ? [to.officeId ?? null] : [shipment.fromOfficeId, shipment.toOfficeId];
  const another = await refuseShelf(
    context,
    ends.filter((end) => end !== null),
  );
  if (another !== null) return fail(another);
  if (to !== null) {
    const deviceId = await deviceOf(context, item);
    const place = deviceId === null ? null : await lockPlace(client, deviceId);
    if (deviceId === null || place === null) return fail(unregistered);
    const moves = mayMove(place, shipment, item);
    if (!moves.ok) return moves;
    // What came damaged lies on its receiver's shelf: theirs to say where it goes from there.
    const leaves = item.packed && moves.value && place.kind === 'office' ? place.officeId : null;
    const others = leaves === null ? null : await refuseShelf(context, [leaves]);
    if (others !== null) return fail(others);
    if (moves.value)
      await moveDevice(client, services.keyring, {
        ...{ programmeId: programme.id, deviceId, ...to, reason },
      });
    if (as === 'found-here') await writeReceived(client, item.id, actor.staffId, false);
  }
  const settled = { as, reason, by: actor.staffId };
  await writeSettlement(client, services.keyring, { programmeId: programme.id, id: itemId }, settled);
  await audit({
    ...{ action: 'shipment.settled-one', entity: 'shipment', entityId: id },
    ...{ before: { identifier: item.identifier, standing: standing.value }, after: { as, reason } },
  });
  const status = statusAfter(await listItems(client, id));
  await writeStatus(client, id, status);
  return succeed({ id, version: shipment.version + 1 });
}

function mayMove(place: PlaceRow, shipment: LockedShipment, item: ItemRow): Result<boolean> {
  if (item.packed) return succeed(isWhereLeft(place, shipment));
  if (place.unseen) return fail({ ...notOnYours, path: ['body', 'as'] });
  return permitTake(place) ? succeed(true) : fail(elsewhere);
}
