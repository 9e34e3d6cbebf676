import { standingOf } from '@attend/casework';
import type {
  ShipmentCreate,
  ShipmentDetail,
  ShipmentLine,
  ShipmentShow,
  shipmentChanged,
  shipmentList,
} from '@attend/contracts/shipments';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findShipment,
  insertShipment,
  listItems,
  listLines,
  listShipments,
  openReason,
  type ShipmentRow,
} from '../../database/repositories/shipments.ts';
import { listModelRefs, listOffices } from '../../database/repositories/stock.ts';
import { lockOrder } from '../../database/repositories/supply-orders.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { refuseNamedShelf, refuseShelf } from './own-shelf.ts';

/** What somebody works through in a sitting. */
const most = 200;
export const noSuchShipment: Failure = { code: 'not-found', message: 'There is no such shipment here.' };

const lineOf = (row: ShipmentRow): ShipmentLine => {
  const { id, number, from, to, order, status, carrier, tracking, planned, packed, received } = row;
  const { differences, version, madeAt } = row;
  return {
    ...{ id, number, from, to, order, status, carrier, tracking, planned, packed, received },
    ...{ differences, version, madeAt: formatInstant(madeAt) },
  };
};

export async function readShipments(
  { client }: StaffContext,
  show: ShipmentShow,
): Promise<Result<z.output<typeof shipmentList>>> {
  const rows = await listShipments(client, show, most + 1);
  return succeed({ shipments: rows.slice(0, most).map(lineOf), more: rows.length > most });
}

export async function readShipment(
  { client, services, programme }: StaffContext,
  id: string,
): Promise<Result<ShipmentDetail>> {
  const row = await findShipment(client, id);
  if (row === null) return fail(noSuchShipment);
  const items = await listItems(client, id);
  const lines = await listLines(client, id);
  return succeed({
    ...lineOf(row),
    lines: lines.map(({ modelId, model, technology, count }) => ({
      ...{ model: { id: modelId, name: model, technology }, count },
      packed: items.filter((item) => item.packed && item.modelId === modelId).length,
    })),
    items: items.map((item) => {
      const { id: itemId, identifier, deviceId: device, model, damaged, settledAs } = item;
      const { packedBy, receivedBy, settledBy } = item;
      return {
        ...{ id: itemId, identifier, device, model, damaged, settledAs, packedBy, receivedBy, settledBy },
        standing: standingOf(item, row.status),
        packedAt: instantText(item.packedAt),
        receivedAt: instantText(item.receivedAt),
        settledAt: instantText(item.settledAt),
        reason: openReason(services.keyring, programme.id, item),
      };
    }),
    packedAt: instantText(row.packedAt),
    labelledAt: instantText(row.labelledAt),
    handedAt: instantText(row.handedAt),
    receivedAt: instantText(row.receivedAt),
  });
}

/** Where it goes and what it is planned with must be of this programme. */
async function checkNamed(context: StaffContext, given: ShipmentCreate): Promise<Failure | null> {
  const { client } = context;
  const unknown = (name: string): Failure => ({
    ...{ code: 'not-found', message: 'There is none of this here.', path: ['body', name] },
  });
  const offices = await listOffices(client);
  const isOffice = (id: string | null): boolean => id === null || offices.some((one) => one.id === id);
  if (!isOffice(given.from)) return unknown('from');
  if (!isOffice(given.to)) return unknown('to');
  const models = await listModelRefs(client);
  if (given.lines.some(({ model }) => !models.some((one) => one.id === model))) return unknown('lines');
  if (given.order === null) return null;
  if (given.from !== null)
    return {
      ...{ code: 'not-from-supplier', message: 'What was ordered comes from the supplier.' },
      path: ['body', 'order'],
    };
  const order = await lockOrder(client, given.order);
  if (order === null || order.cancelled) return unknown('order');
  // What came counts for the order (STK-9), and that is its office's to say.
  const another = await refuseShelf(context, [order.officeId]);
  return another === null ? null : { ...another, path: ['body', 'order'] };
}

/** STK-6 */
export async function planShipment(
  context: StaffContext,
  given: ShipmentCreate,
): Promise<Result<z.output<typeof shipmentChanged>>> {
  const { client, programme, actor, audit } = context;
  // Either end plans: an office that needs devices asks another for them by it.
  const ends = [given.from, given.to].filter((end) => end !== null);
  const another = await refuseNamedShelf(context, ends);
  if (another !== null) return fail(another);
  const wrong = await checkNamed(context, given);
  if (wrong !== null) return fail(wrong);
  const { id, number } = await insertShipment(
    client,
    {
      ...{ programmeId: programme.id, from: given.from, to: given.to, order: given.order },
      by: actor.staffId,
    },
    given.lines.map(({ model, count }) => ({ modelId: model, count })),
  );
  await audit({
    ...{ action: 'shipment.planned', entity: 'shipment', entityId: id, after: { number, ...given } },
  });
  return succeed({ id, version: 1 });
}
