import type {
  SupplyOrder,
  SupplyOrderCreate,
  shipmentChanged,
  supplyOrderList,
} from '@attend/contracts/shipments';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listModelRefs } from '../../database/repositories/stock.ts';
import {
  cancelOrderRow,
  insertOrder,
  listOrders,
  lockOrder,
  type OrderRow,
} from '../../database/repositories/supply-orders.ts';
import type { StaffContext } from '../context.ts';
import { refuseNamedShelf, refuseShelf } from './own-shelf.ts';
import { versionChanged } from './scan.ts';

type Changed = Result<z.output<typeof shipmentChanged>>;

const statusOf = ({ cancelled, lines }: OrderRow): SupplyOrder['status'] => {
  if (cancelled) return 'cancelled';
  return lines.every(({ ordered, received }) => received >= ordered) ? 'fulfilled' : 'open';
};

/** STK-9: an order is fulfilled by what its shipments brought, and by nothing that anybody says. */
export async function readOrders({
  client,
}: StaffContext): Promise<Result<z.output<typeof supplyOrderList>>> {
  const rows = await listOrders(client);
  return succeed({
    orders: rows.map((row) => {
      const { cancelled: _cancelled, lines, shipments, ...order } = row;
      return { ...order, status: statusOf(row), lines: [...lines], shipments: [...shipments] };
    }),
  });
}

export async function placeOrder(context: StaffContext, given: SupplyOrderCreate): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const another = await refuseNamedShelf(context, [given.office], ['body', 'office']);
  if (another !== null) return fail(another);
  const models = await listModelRefs(client);
  if (given.lines.some(({ model }) => !models.some(({ id }) => id === model)))
    return fail({ code: 'not-found', message: 'There is none of this here.', path: ['body', 'lines'] });
  const { id, number } = await insertOrder(client, {
    ...{ ...given, programmeId: programme.id, by: actor.staffId },
  });
  await audit({
    ...{ action: 'supply-order.placed', entity: 'supply_order', entityId: id, after: { number, ...given } },
  });
  return succeed({ id, version: 1 });
}

export async function cancelOrder(context: StaffContext, id: string, version: number): Promise<Changed> {
  const { client, audit } = context;
  const order = await lockOrder(client, id);
  if (order === null) return fail({ code: 'not-found', message: 'There is no such order here.' });
  const another = await refuseShelf(context, [order.officeId]);
  if (another !== null) return fail(another);
  if (order.cancelled)
    return fail({ code: 'already-cancelled', message: 'This order is cancelled already.' });
  if (order.version !== version) return fail(versionChanged);
  await cancelOrderRow(client, id);
  await audit({
    ...{ action: 'supply-order.cancelled', entity: 'supply_order', entityId: id },
    ...{ before: { cancelled: false }, after: { cancelled: true } },
  });
  return succeed({ id, version: version + 1 });
}
