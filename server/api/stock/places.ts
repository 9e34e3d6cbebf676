import { permitModel, permitMove } from '@attend/casework';
import type { DeviceLife, deviceEquipmentChange, deviceMove } from '@attend/contracts/stock';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findModel } from '../../database/repositories/device-models.ts';
import {
  findEquipment,
  isWithOneOf,
  listPlaces,
  lockPlace,
  moveDevice,
  type PlaceEntry,
  writeEquipment,
} from '../../database/repositories/device-places.ts';
import { findDevice, lockDevice } from '../../database/repositories/devices.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { listOwnShelves } from '../../database/repositories/shelves.ts';
import { listModelRefs } from '../../database/repositories/stock.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { noSuchDevice } from '../devices/devices.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { notOnYours, refuseNamedShelf, refuseShelf } from './own-shelf.ts';
import { placeOf, versionChanged } from './scan.ts';

type Done = Result<Record<never, never>>;
export const inBody = <T extends { readonly path?: readonly (string | number)[] }>(failure: T) => ({
  ...failure,
  path: ['body', ...(failure.path ?? [])],
});

/** STK-3: where a person says that a device is; never of what somebody wears, nor of what is in a parcel. */
export async function moveByHand(
  context: StaffContext,
  id: string,
  { to, office, reason }: z.output<typeof deviceMove>,
): Promise<Done> {
  const { client, services, programme, audit } = context;
  if ((await lockDevice(client, await context.reach(), id)) === null) return noSuchDevice();
  const place = await lockPlace(client, id);
  if (place === null || place.unseen) return noSuchDevice();
  const permitted = permitMove(place, { to, officeId: office });
  if (!permitted.ok) return fail(inBody(permitted.error));
  // Left on an office's counter it lies there, whoever had it. That it is lost, broken or gone is for whoever may see them.
  if (place.kind === 'participant' && to !== 'office') {
    const reach = await context.reaches.under('devices.write');
    if (!(await isWithOneOf(client, reach, id))) return fail(notOnYours);
  }
  const another = await refuseMove(context, place.kind === 'office' ? place.officeId : null, office);
  if (another !== null) return fail(another);
  await moveDevice(client, services.keyring, {
    ...{ programmeId: programme.id, deviceId: id, kind: to, officeId: office, why: permitted.value, reason },
  });
  await audit({
    ...{ action: 'device.moved', entity: 'device', entityId: id, before: placeOf(place) },
    after: { kind: to, office, why: permitted.value, reason },
  });
  return succeed({});
}

/** STK-14: by whoever runs the shelf that it lies on and the one that it comes to. */
async function refuseMove(context: StaffContext, from: string | null, to: string | null) {
  if (from === null && to === null) return refuseShelf(context, [null]);
  const left = from === null ? null : await refuseShelf(context, [from]);
  return left ?? (to === null ? null : refuseNamedShelf(context, [to], ['body', 'office']));
}

/** STK-1: of which model it is, its firmware and its SIM. */
export async function changeEquipment(
  context: StaffContext,
  id: string,
  { version, reason, ...given }: z.output<typeof deviceEquipmentChange>,
): Promise<Done> {
  const { client, audit } = context;
  if ((await lockDevice(client, await context.reach(), id)) === null) return noSuchDevice();
  const before = await findEquipment(client, id);
  if (before === null) return noSuchDevice();
  if (before.version !== version) return fail(versionChanged);
  if (given.model !== null && given.model !== before.modelId) {
    const model = await findModel(client, given.model);
    if (model === null)
      return fail({ code: 'not-found', message: 'There is no such model.', path: ['body', 'model'] });
    const permitted = permitModel(before, model);
    if (!permitted.ok) return fail(inBody(permitted.error));
  }
  try {
    await withSavepoint(client, () => writeEquipment(client, id, given));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({
      ...{ code: 'sim-taken', message: 'This SIM is in another device.', path: ['body', 'iccid'] },
    });
  }
  const { modelId: model, firmware, iccid } = before;
  await audit({
    ...{ action: 'device.equipment-changed', entity: 'device', entityId: id },
    ...{ before: { model, firmware, iccid }, after: { ...given, reason } },
  });
  return succeed({});
}

/** STK-10: the whole life of one device; with whom it was, of those whom the viewer may see. */
export async function readLife(context: StaffContext, id: string): Promise<Result<DeviceLife>> {
  const { client, services } = context;
  const reach = await context.reach();
  if ((await findDevice(client, reach, id)) === null) return noSuchDevice();
  const equipment = await findEquipment(client, id);
  if (equipment === null) return noSuchDevice();
  const entries = await listPlaces(client, services.keyring, reach, id);
  const people = await personRefs(
    context,
    entries.flatMap(({ participantId }) => participantId ?? []),
  );
  const [latest] = entries;
  const { modelId, model, technology, firmware, iccid, version } = equipment;
  return succeed({
    ...{ id, firmware, iccid, version },
    model: modelId === null || model === null ? null : { id: modelId, name: model, technology },
    place: {
      ...placeNow(latest !== undefined && latest.to === null ? latest : undefined, equipment.fitted),
    },
    places: entries.map((entry) => ({
      ...viewOf(entry, entry.to === null && entry.kind === 'participant' && !equipment.fitted),
      ...{ id: entry.id, from: formatInstant(entry.from), to: instantText(entry.to) },
      ...{ why: entry.why, by: entry.by, reason: entry.reason },
      person: entry.participantId === null ? null : (people.get(entry.participantId) ?? null),
    })),
    offices: await listOwnShelves(client),
    models: await listModelRefs(client),
  });
}

const viewOf = (entry: PlaceEntry, toCollect: boolean) => ({
  kind: entry.kind,
  office:
    entry.officeId === null || entry.office === null ? null : { id: entry.officeId, name: entry.office },
  shipment:
    entry.shipmentId === null || entry.shipment === null
      ? null
      : { id: entry.shipmentId, number: entry.shipment },
  damaged: entry.damaged,
  toCollect,
});
const placeNow = (entry: PlaceEntry | undefined, fitted: boolean): DeviceLife['place'] =>
  entry === undefined
    ? { kind: null, office: null, shipment: null, damaged: false, toCollect: false, since: null }
    : { ...viewOf(entry, entry.kind === 'participant' && !fitted), since: formatInstant(entry.from) };
