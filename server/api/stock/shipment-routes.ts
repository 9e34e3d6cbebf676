import { id } from '@attend/contracts/instant';
import {
  shipmentChanged,
  shipmentCreate,
  shipmentDetail,
  shipmentHandOver,
  shipmentList,
  shipmentPack,
  shipmentQuery,
  shipmentReceive,
  shipmentScanned,
  shipmentSettle,
  shipmentStep,
  supplyOrderCreate,
  supplyOrderList,
} from '@attend/contracts/shipments';
import type { Result } from '@attend/kernel';
import { z } from 'zod';
import type { StaffContext } from '../context.ts';
import { defineRoute } from '../route.ts';
import { cancelOrder, placeOrder, readOrders } from './orders.ts';
import { packDevice, receiveDevice, unpackDevice } from './shipment-scans.ts';
import { settleItem, stepShipment } from './shipment-steps.ts';
import { planShipment, readShipment, readShipments } from './shipments.ts';

const nobody = { reads: 'nobody' } as const;
const params = z.object({ id });

type Answered = Promise<Result<z.output<typeof shipmentScanned>>>;
/** A scan is a write: its Idempotency-Key makes it count once, however often the scanner's line sends it. */
const scan = <B extends z.ZodType>(
  name: string,
  summary: string,
  body: B,
  handler: (context: StaffContext, id: string, body: z.output<B>) => Answered,
) =>
  defineRoute({
    ...{ method: 'POST', path: `/api/shipments/{id}/${name}`, summary, params, body },
    ...{ permission: 'stock.write', access: nobody, response: shipmentScanned },
    handler: (context, input) => handler(context, input.params.id, input.body as z.output<B>),
  });

const step = (name: 'close' | 'label' | 'finish' | 'cancel', summary: string) =>
  defineRoute({
    ...{ method: 'POST', path: `/api/shipments/{id}/${name}`, summary, params, body: shipmentStep },
    ...{ permission: 'stock.write', access: nobody, response: shipmentChanged },
    handler: (context, input) => stepShipment(context, input.params.id, name, input.body),
  });

/** Parcels of devices between supplier and offices, and what was ordered. */
export const shipmentRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/shipments',
    summary: 'Shipments: those under way, those with differences to settle, or those that are over.',
    permission: 'stock.read',
    access: nobody,
    query: shipmentQuery,
    response: shipmentList,
    handler: (context, { query }) => readShipments(context, query.show),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/shipments',
    summary: 'Plans a shipment: from an office or the supplier to an office or the supplier.',
    permission: 'stock.write',
    access: nobody,
    body: shipmentCreate,
    response: shipmentChanged,
    status: 201,
    handler: (context, { body }) => planShipment(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/shipments/{id}',
    summary: 'One shipment with every serial number in it.',
    permission: 'stock.read',
    access: nobody,
    params,
    response: shipmentDetail,
    handler: (context, input) => readShipment(context, input.params.id),
  }),
  scan('pack', 'Packs one device by its serial number.', shipmentPack, (context, one, { identifier }) =>
    packDevice(context, one, identifier),
  ),
  scan('unpack', 'Takes one device out again.', shipmentPack, (context, one, { identifier }) =>
    unpackDevice(context, one, identifier),
  ),
  scan('receive', 'Receives one device by its serial number.', shipmentReceive, receiveDevice),
  step('close', 'Everything is packed.'),
  step('label', 'The label was printed.'),
  step('finish', 'Everything that came was received; what differs is settled one by one.'),
  step('cancel', 'Nothing is sent: everything packed is back where it was.'),
  defineRoute({
    method: 'POST',
    path: '/api/shipments/{id}/hand-over',
    summary: 'The carrier has it, under a tracking number.',
    permission: 'stock.write',
    access: nobody,
    params,
    body: shipmentHandOver,
    response: shipmentChanged,
    handler: (context, input) => stepShipment(context, input.params.id, 'hand-over', input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/shipments/{id}/items/{item}/settle',
    summary: 'What became of a device that was short, damaged or surplus; with a reason.',
    permission: 'stock.write',
    access: nobody,
    params: z.object({ id, item: id }),
    body: shipmentSettle,
    response: shipmentChanged,
    handler: (context, input) => settleItem(context, input.params.id, input.params.item, input.body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/supply-orders',
    summary: 'Orders to suppliers, with what their shipments brought.',
    permission: 'stock.read',
    access: nobody,
    response: supplyOrderList,
    handler: (context) => readOrders(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/supply-orders',
    summary: 'Notes what was ordered from a supplier.',
    permission: 'stock.write',
    access: nobody,
    body: supplyOrderCreate,
    response: shipmentChanged,
    status: 201,
    handler: (context, { body }) => placeOrder(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/supply-orders/{id}/cancel',
    summary: 'Nothing more is waited for.',
    permission: 'stock.write',
    access: nobody,
    params,
    body: shipmentStep,
    response: shipmentChanged,
    handler: (context, input) => cancelOrder(context, input.params.id, input.body.version),
  }),
];
