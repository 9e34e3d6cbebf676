import type { KeyObject } from 'node:crypto';
import type { orderChanged } from '@attend/contracts/orders';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { loadOrderRecords, lockOrder, type OrderRow } from '../../database/repositories/order-records.ts';
import { raiseRevision } from '../../database/repositories/order-writes.ts';
import type { StaffContext } from '../context.ts';

export type Changed = Result<z.output<typeof orderChanged>>;
export type Owner = { readonly programmeId: string; readonly participantId: string; readonly key: KeyObject };
export type Taken = { readonly order: OrderRow; readonly owner: Owner };

export const noSuchPerson: Failure = { code: 'not-found', message: 'There is no such person here.' };
export const noDraft: Failure = {
  code: 'no-draft',
  message: 'This order has no draft: amend it first.',
};
const missing: Failure = { code: 'not-found', message: 'There is no such order here.' };
const changed: Failure = {
  code: 'version-changed',
  message: 'Somebody changed this order meanwhile: look at what they changed, and send yours again.',
};
const over: Failure = { code: 'already-decided', message: 'This order has ended.' };

export const ownerOf = ({ services, programme }: StaffContext, participantId: string): Owner => ({
  programmeId: programme.id,
  participantId,
  key: services.keyring.create(participantId),
});

/** Of an order whose lock is held by now: the look is recorded, and the order read whole. */
export async function openTaken(
  context: StaffContext,
  participantId: string,
  id: string,
): Promise<Result<Taken>> {
  await context.record.open(participantId);
  const owner = ownerOf(context, participantId);
  const orders = await loadOrderRecords(context.client, owner.key, participantId);
  const order = orders.find((one) => one.id === id);
  return order === undefined ? fail(missing) : succeed({ order, owner });
}

/** Locks an order, and refuses where the caller saw an older one or it has ended. */
export async function take(
  context: StaffContext,
  id: string,
  revision: number | null,
): Promise<Result<Taken>> {
  const participantId = await lockOrder(context.client, id);
  if (participantId === null) return fail(missing);
  const taken = await openTaken(context, participantId, id);
  if (!taken.ok) return taken;
  if (revision !== null && taken.value.order.revision !== revision) return fail(changed);
  return taken.value.order.status === 'ended' ? fail(over) : taken;
}

/** Every command ends here: audit, and a revision that tells a second editor. */
export async function finish(
  context: StaffContext,
  order: Pick<OrderRow, 'id' | 'participantId'>,
  action: string,
  values: { readonly before?: unknown; readonly after?: unknown },
): Promise<Changed> {
  const participant = order.participantId;
  await context.audit({ action, entity: 'supervision_order', entityId: order.id, participant, ...values });
  return succeed({ participant, order: order.id, revision: await raiseRevision(context.client, order.id) });
}
