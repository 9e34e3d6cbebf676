import { deviceList } from '@attend/contracts/devices';
import { shipmentChanged, shipmentDetail } from '@attend/contracts/shipments';
import type { ApiClient } from './api-client.ts';
import { anything, getAs, made, postAs } from './asked.ts';

const reason = 'Simulated: the demo’s own stock.';

/** A parcel from the supplier that is with its carrier. */
export async function sendParcel(
  client: ApiClient,
  to: string,
  serials: readonly string[],
  tracking: string,
): Promise<string> {
  const { id } = await postAs(client, '/api/shipments', { from: null, to }, made);
  const path = `/api/shipments/${id}`;
  for (const identifier of serials) await postAs(client, `${path}/pack`, { identifier }, anything);
  let { version } = await getAs(client, path, shipmentDetail);
  for (const [step, more] of [
    ['close', {}],
    ['label', {}],
    ['hand-over', { carrier: 'Simulated Parcel', tracking }],
  ] as const)
    ({ version } = await postAs(client, `${path}/${step}`, { version, ...more }, shipmentChanged));
  return id;
}

/** A parcel that came with one device too few: somebody is to say what became of it. */
export async function receiveShort(client: ApiClient, to: string, serials: readonly string[]): Promise<void> {
  const path = `/api/shipments/${await sendParcel(client, to, serials, 'SIM-4710')}`;
  for (const identifier of serials.slice(1))
    await postAs(client, `${path}/receive`, { identifier }, anything);
  const { version } = await getAs(client, path, shipmentDetail);
  await postAs(client, `${path}/finish`, { version }, shipmentChanged);
}

/** Two of the shelf are not there any more, each with a reason. */
export async function moveAway(client: ApiClient, serials: readonly string[]): Promise<void> {
  for (const [index, to] of (['repair', 'lost'] as const).entries()) {
    const serial = serials.at(-1 - index) ?? '';
    const { devices } = await getAs(client, `/api/devices?show=all&q=${serial}`, deviceList);
    const device = devices.find(({ identifier }) => identifier === serial);
    if (device !== undefined)
      await postAs(client, `/api/devices/${device.id}/move`, { to, reason }, anything);
  }
}
