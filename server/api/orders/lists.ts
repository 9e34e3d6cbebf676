import type { PersonOrders } from '@attend/contracts/orders';
import { fail, type Result, succeed } from '@attend/kernel';
import { loadOrderRecords } from '../../database/repositories/order-records.ts';
import { findPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from './take.ts';
import { viewOrder } from './views.ts';

/** A person's orders, whole, newest first. */
export async function readPersonOrders(context: StaffContext, id: string): Promise<Result<PersonOrders>> {
  const { client, record, services, actor, now } = context;
  const person = await findPerson(client, id);
  if (person === null) return fail(noSuchPerson);
  await record.open(id);
  const orders = await loadOrderRecords(client, services.keyring.find(id), id);
  return succeed({
    participant: id,
    timezone: person.timezone,
    orders: orders.map((order) => viewOrder(order, actor.staffId, now())),
  });
}
