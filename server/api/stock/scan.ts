import { readSerial, type ScanResult } from '@attend/casework';
import type { PlaceView, Scanned } from '@attend/contracts/stock';
import { type Failure, formatInstant } from '@attend/kernel';
import {
  findScanned,
  lockPlace,
  type PlaceRow,
  type ScannedDevice,
} from '../../database/repositories/device-places.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Client = Pick<StaffContext, 'client'>;

export const versionChanged: Failure = {
  ...{ code: 'version-changed', message: 'Somebody changed this meanwhile.' },
};

export const placeOf = (row: PlaceRow): PlaceView => ({
  kind: row.kind,
  office: row.officeId === null || row.office === null ? null : { id: row.officeId, name: row.office },
  shipment:
    row.shipmentId === null || row.shipment === null ? null : { id: row.shipmentId, number: row.shipment },
  damaged: row.damaged,
  toCollect: row.kind === 'participant' && !row.fitted,
  since: instantText(row.since),
});

export type Read =
  | { readonly kind: 'unknown' | 'two-devices' }
  | { readonly kind: 'one'; readonly device: ScannedDevice; readonly place: PlaceRow };

/** One serial number as a scanner read it, and where its device is, until the transaction ends (STK-7). */
export async function readScan({ client }: Client, text: string): Promise<Read> {
  const [device, other] = await findScanned(client, readSerial(text));
  if (device === undefined) return { kind: 'unknown' };
  if (other !== undefined) return { kind: 'two-devices' };
  const place = await lockPlace(client, device.id);
  return place === null ? { kind: 'unknown' } : { kind: 'one', device, place };
}

/** What is said of a scan: whatever was refused says where the device is. Of what is out of a provider's sight nothing is (STK-14). */
export function scanAnswer(text: string, read: Read, result: ScanResult, place?: PlaceView): Scanned {
  const one = read.kind === 'one' && !read.place.unseen ? read : null;
  return {
    identifier: readSerial(text),
    result,
    device: one?.device.id ?? null,
    model: one?.device.model ?? null,
    place: place ?? (one === null ? null : placeOf(one.place)),
  };
}

export const nowAt = (now: number, view: Partial<PlaceView>): PlaceView => ({
  ...{ kind: null, office: null, shipment: null, damaged: false, toCollect: false },
  ...{ since: formatInstant(now), ...view },
});
