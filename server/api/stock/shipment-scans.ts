import { permitPack, readSerial, roomFor, type ScanResult } from '@attend/casework';
import type { ShipmentScanned } from '@attend/contracts/shipments';
import type { PlaceView } from '@attend/contracts/stock';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { lockPlace, moveDevice } from '../../database/repositories/device-places.ts';
import {
  countItems,
  deleteItem,
  findItem,
  type ItemRow,
  insertPacked,
  insertSurplus,
  type LockedShipment,
  listLines,
  listPackedModels,
  lockShipment,
  writeReceived,
} from '../../database/repositories/shipments.ts';
import type { StaffContext } from '../context.ts';
import { receiverOf, refuseShelf, senderOf } from './own-shelf.ts';
import { nowAt, placeOf, type Read, readScan, scanAnswer } from './scan.ts';
import { noSuchShipment } from './shipments.ts';

type Answer = Promise<Result<ShipmentScanned>>;
const wrongStep: Failure = { code: 'wrong-step', message: 'This shipment is not at that step any more.' };

async function take(
  context: StaffContext,
  id: string,
  status: 'planned' | 'handed-over',
): Promise<Result<LockedShipment>> {
  const shipment = await lockShipment(context.client, id);
  if (shipment === null) return fail(noSuchShipment);
  const end = status === 'planned' ? senderOf(shipment) : receiverOf(shipment);
  const another = await refuseShelf(context, [end]);
  if (another !== null) return fail(another);
  return shipment.status === status ? succeed(shipment) : fail(wrongStep);
}

async function say(
  { client }: StaffContext,
  shipment: LockedShipment,
  text: string,
  read: Read,
  result: ScanResult,
  place?: PlaceView,
): Answer {
  return succeed({
    ...scanAnswer(text, read, result, place),
    ...(await countItems(client, shipment.id)),
  });
}

/** STK-7: packs what lies at the sender, and says of all else where it is. A serial number that is in there already counts once. */
export async function packDevice(context: StaffContext, id: string, text: string): Answer {
  const { client, services, programme, actor, audit, now } = context;
  const taken = await take(context, id, 'planned');
  if (!taken.ok) return taken;
  const shipment = taken.value;
  const read = await readScan(context, text);
  if (read.kind !== 'one') return say(context, shipment, text, read, read.kind);
  const { device, place } = read;
  if (place.shipmentId === id) return say(context, shipment, text, read, 'again');
  const permitted = permitPack(place, shipment.fromOfficeId);
  if (permitted !== 'done') return say(context, shipment, text, read, permitted);
  const lines = await listLines(client, id);
  const room = lines.length === 0 ? null : roomFor(lines, await listPackedModels(client, id), device.modelId);
  if (room !== null && room <= 0) return say(context, shipment, text, read, 'other-model');
  const identifier = readSerial(text);
  await moveDevice(client, services.keyring, {
    ...{ programmeId: programme.id, deviceId: device.id, kind: 'transit', shipmentId: id, why: 'packed' },
  });
  await insertPacked(client, {
    ...{ programmeId: programme.id, shipmentId: id, identifier, deviceId: device.id, by: actor.staffId },
    modelId: device.modelId,
  });
  await audit({
    ...{ action: 'device.packed', entity: 'device', entityId: device.id },
    ...{ before: placeOf(place), after: { shipment: shipment.number } },
  });
  const there = nowAt(now(), { kind: 'transit', shipment: { id, number: shipment.number } });
  return say(context, shipment, text, read, 'done', there);
}

/** Taken out again, while the parcel is open: back to where it was packed from. */
export async function unpackDevice(context: StaffContext, id: string, text: string): Answer {
  const { client, audit } = context;
  const taken = await take(context, id, 'planned');
  if (!taken.ok) return taken;
  const shipment = taken.value;
  const read = await readScan(context, text);
  const item = await findItem(client, id, { identifier: readSerial(text) });
  if (item?.deviceId == null) return say(context, shipment, text, read, 'unknown');
  await putBack(context, shipment, item.deviceId);
  await deleteItem(client, item.id);
  await audit({
    ...{ action: 'device.unpacked', entity: 'device', entityId: item.deviceId },
    ...{ before: { shipment: shipment.number }, after: { office: shipment.fromOfficeId } },
  });
  const place = await lockPlace(client, item.deviceId);
  return say(context, shipment, text, read, 'done', place === null ? undefined : placeOf(place));
}

/** Where the parcel was packed. */
export const putBack = (
  { client, services, programme }: StaffContext,
  { fromOfficeId }: Pick<LockedShipment, 'fromOfficeId'>,
  deviceId: string,
  reason: string | null = null,
): Promise<void> =>
  moveDevice(client, services.keyring, {
    ...{ programmeId: programme.id, deviceId, officeId: fromOfficeId, why: 'unpacked', reason },
    kind: fromOfficeId === null ? 'supplier' : 'office',
  });

/** STK-8: receives what was packed; what nobody packed is noted as surplus, and stays where the record has it until it is settled. */
export async function receiveDevice(
  context: StaffContext,
  id: string,
  { identifier: text, damaged }: { readonly identifier: string; readonly damaged: boolean },
): Answer {
  const { client, programme, actor } = context;
  const taken = await take(context, id, 'handed-over');
  if (!taken.ok) return taken;
  const shipment = taken.value;
  const identifier = readSerial(text);
  const item = await findItem(client, id, { identifier });
  if (item !== null) return receiveItem(context, shipment, item, damaged);
  const read = await readScan(context, text);
  const one = read.kind === 'one' ? read.device : null;
  await insertSurplus(client, {
    ...{ programmeId: programme.id, shipmentId: id, identifier, by: actor.staffId },
    ...{ deviceId: one?.id ?? null, modelId: one?.modelId ?? null },
  });
  await context.audit({
    ...{ action: 'shipment.surplus-found', entity: 'shipment', entityId: id, after: { identifier } },
  });
  return say(context, shipment, text, read, 'surplus');
}

async function receiveItem(
  context: StaffContext,
  shipment: LockedShipment,
  item: ItemRow,
  damaged: boolean,
): Answer {
  const { client, services, programme, actor, audit } = context;
  const { deviceId, identifier, model, modelId } = item;
  const place = deviceId === null ? null : await lockPlace(client, deviceId);
  const read: Read =
    deviceId === null || place === null
      ? { kind: 'unknown' }
      : { kind: 'one', device: { id: deviceId, model, modelId }, place };
  // A second scan that says what the first did not: it came damaged.
  // Of what has gone on from there since, whoever has it says how it is: this parcel does not fetch it back.
  const isStill = place?.kind === 'office' && place.officeId === shipment.toOfficeId && !place.fitted;
  const isNews = !item.received || (damaged && !item.damaged && isStill);
  if (!item.packed || deviceId === null || !isNews || shipment.toOfficeId === null)
    return say(context, shipment, identifier, read, 'again');
  await moveDevice(client, services.keyring, {
    ...{ programmeId: programme.id, deviceId, kind: 'office', officeId: shipment.toOfficeId, damaged },
    why: 'received',
  });
  await writeReceived(client, item.id, actor.staffId, damaged);
  await audit({
    ...{ action: 'device.received', entity: 'device', entityId: deviceId },
    ...{ before: { shipment: shipment.number }, after: { office: shipment.toOfficeId, damaged } },
  });
  const there = await lockPlace(client, deviceId);
  return say(context, shipment, identifier, read, 'done', there === null ? undefined : placeOf(there));
}
