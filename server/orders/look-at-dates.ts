import { hasLapsed, promptsOf, usualLapseDays, versionsInForce } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { auditIdentity } from '../audit/audit.ts';
import { type Pool, type PoolClient, transaction } from '../database/connect.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import {
  closeReplaced,
  type LatePrompt,
  listLatePrompts,
  listNearOrders,
  listOverOrders,
  lockActive,
  markAtRisk,
  type NearOrder,
  type OverOrder,
  writeLapse,
} from '../database/repositories/order-clock.ts';
import { insertPrompts } from '../database/repositories/order-prompts.ts';
import { writeEnd } from '../database/repositories/order-writes.ts';
import type { Keyring } from '../keys/keyring.ts';
import { sealJson } from '../keys/seal.ts';

const page = 500;
const first = '00000000-0000-0000-0000-000000000000';

export type DatesSeen = { asked: number; atRisk: number; lapsed: number; expired: number };
export type LookOptions = { readonly pool: Pool; readonly keyring: Keyring; readonly now: () => Millis };

/** ORD-20 to ORD-22: asks, marks, and ends what nobody decided or what is over. As the owner's role, over every programme. */
export async function lookAtDates({ pool, keyring, now }: LookOptions): Promise<DatesSeen> {
  const seen: DatesSeen = { asked: 0, atRisk: 0, lapsed: 0, expired: 0 };
  for (let after: string | null = first; after !== null; ) {
    const orders: NearOrder[] = await listNearOrders(pool, now(), after, page);
    for (const order of orders) seen.asked += await ask(pool, order, now());
    after = orders.length < page ? null : (orders.at(-1)?.id ?? null);
  }
  await closeReplaced(pool, now());
  seen.atRisk = await markAtRisk(pool, now());
  for (let after: string | null = first; after !== null; ) {
    const late: LatePrompt[] = await listLatePrompts(pool, now(), after, page);
    for (const prompt of late) if (await lapse(pool, keyring, prompt, now())) seen.lapsed += 1;
    after = late.length < page ? null : (late.at(-1)?.id ?? null);
  }
  for (;;) {
    const over = await listOverOrders(pool, now(), page);
    for (const order of over) if (await expire(pool, keyring, order)) seen.expired += 1;
    if (over.length < page) return seen;
  }
}

/** Each version's dates, while it is in force. */
async function ask(pool: Pool, order: NearOrder, now: Millis): Promise<number> {
  const { id, programmeId, participantId, versions } = order;
  const force = versionsInForce({
    orders: [{ id, reference: '', status: 'active', endedAt: null, enteredInError: false }],
    versions,
  });
  let asked = 0;
  for (const version of versions) {
    const span = force.get(version.id);
    if (span === undefined) continue;
    const due = [null, ...version.reviews].flatMap((review) => promptsOf(span, review, now));
    const of = { programmeId, participantId, orderId: id, versionId: version.id };
    if (due.length > 0) asked += await insertPrompts(pool, of, due);
  }
  return asked;
}

const lapse = (pool: Pool, keyring: Keyring, prompt: LatePrompt, now: Millis): Promise<boolean> => {
  const days = prompt.revision === 0 ? usualLapseDays : prompt.lapseDays;
  if (!hasLapsed({ ...prompt, decidedAt: null }, days, now)) return Promise.resolve(false);
  return transaction(pool, {}, async (client) => {
    // The order first, as every command does: none of both waits for the other.
    if (!(await lockActive(client, prompt.orderId)) || !(await writeLapse(client, prompt.id, now)))
      return false;
    await end(
      client,
      keyring,
      { ...prompt, id: prompt.orderId, at: now },
      'nobody decided by the date',
      'order.lapsed',
    );
    return true;
  });
};

const expire = (pool: Pool, keyring: Keyring, order: OverOrder): Promise<boolean> =>
  transaction(pool, {}, async (client) => {
    if (!(await lockActive(client, order.id))) return false;
    await end(client, keyring, order, 'its last day has passed', 'order.expired');
    return true;
  });

async function end(
  client: PoolClient,
  keyring: Keyring,
  { id, programmeId, participantId, at }: OverOrder,
  reason: string,
  action: string,
): Promise<void> {
  const key = keyring.find(participantId);
  await writeEnd(client, key, id, { at, as: 'expired', reason });
  const requestId = `order/${id}`;
  const values = { as: 'expired', at, reason };
  await insertAuditEntry(client, {
    ...{ programmeId, staffId: null, operator: 'dates of orders', action },
    ...{ entity: 'supervision_order', entityId: id, participantId, requestId, before: null },
    after:
      key === null ? null : sealJson(key, auditIdentity('supervision_order', id, requestId, 'after'), values),
  });
}
