import { delaysBehind, endOf } from '@attend/casework';
import type { OwnLook, ownLookList } from '@attend/contracts/disclosure';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { writeCursor } from '../../database/repositories/cursor.ts';
import { type DelayRow, findDelaysOf } from '../../database/repositories/disclosure.ts';
import { findOwnLooks, findOwnParticipant } from '../../database/repositories/own-looks.ts';
import { readLookCursor } from '../access/looks.ts';
import type { StaffContext } from '../context.ts';

export const delayedBy = ({ order, from, ...delay }: DelayRow): OwnLook['delayed'][number] => ({
  court: order?.court ?? null,
  reference: order?.reference ?? null,
  legalBasis: order?.legalBasis ?? null,
  from: formatInstant(from),
  until: formatInstant(endOf({ from, ...delay })),
});

/**
 * DIS-7: whoever is supervised reads who looked at their data. What an order keeps back is neither in the rows nor in the orders
 * that the wall lets through: both come with the order's end, and then each says why it came late.
 */
export async function readOwnLooks(
  { client, actor, services, record, now }: StaffContext,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<z.output<typeof ownLookList>>> {
  const participant = await findOwnParticipant(client, actor.staffId);
  if (participant === null)
    return fail({ code: 'not-found', message: 'This account is that of nobody under supervision.' });
  const after = readLookCursor(cursor);
  if (!after.ok) return after;
  await record.list([participant]);
  const delays = await findDelaysOf(client, services.keyring, actor.programme.id, participant);
  const { looks, next } = await findOwnLooks(client, participant, after.value, limit);
  return succeed({
    participant,
    looks: looks.map(({ viewer, at, day, ...look }) => ({
      ...look,
      at: formatInstant(at),
      self: viewer === actor.staffId,
      delayed: delaysBehind({ viewer, at, day, ...look }, delays, now()).map(delayedBy),
    })),
    next: next === null ? null : writeCursor(next),
  });
}
