import { type FittingNeed, missingNeeds, permitEffect, type Tier } from '@attend/casework';
import type { Technology } from '@attend/kernel';
import { loadDecidedTiers } from '../../database/repositories/caseload-devices.ts';
import { type LegalRow, loadLegal } from '../../database/repositories/legal.ts';
import { loadOrderRecords, type OrderRow } from '../../database/repositories/order-records.ts';
import type { StaffContext } from '../context.ts';
import { pendingOf } from '../orders/standing.ts';
import { ownerOf } from '../orders/take.ts';

export type FittingBasis = {
  readonly legal: LegalRow;
  /** As it was last decided; null: never. */
  readonly level: Tier | null;
  readonly orders: readonly OrderRow[];
  /** Versions that wait for nothing but their agreement. */
  readonly waiting: readonly OrderRow['versions'][number][];
};

/** What permits a device on somebody, as it stands now. */
export async function loadBasis(context: StaffContext, person: string): Promise<FittingBasis> {
  const { client, now } = context;
  const legal = (await loadLegal(client, [person])).get(person);
  if (legal === undefined) throw new Error('a person without a legal row');
  const decided = (await loadDecidedTiers(client, [person])).get(person);
  const orders = await loadOrderRecords(client, ownerOf(context, person).key, person);
  const waiting = orders.flatMap((order) => {
    const pending = order.status === 'ended' ? null : pendingOf(order, now());
    return pending !== null && permitEffect(pending.candidate, 'agreement').ok ? [pending.version] : [];
  });
  return { legal, level: decided?.tier ?? null, orders, waiting };
}

export const needsOf = ({ legal, level }: FittingBasis, technology: Technology, now: number): FittingNeed[] =>
  missingNeeds(legal, technology, level, now);
