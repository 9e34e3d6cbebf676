import { fail } from '@attend/kernel';
import { discardDraft, writeInError } from '../../database/repositories/order-writes.ts';
import type { StaffContext } from '../context.ts';
import { markRecord } from '../log/mark.ts';
import { noDraft } from './drafts.ts';
import { pendingOf } from './standing.ts';
import { type Changed, finish, take } from './take.ts';

/**
 * ORD-30: a draft that should never have been written (of another person, say). Nobody approves, signs or serves it from then on; it
 * stays in the log, struck through. An order of which nothing ever took effect is entered in error with it.
 */
export async function markDraftInError(
  context: StaffContext,
  id: string,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const pending = pendingOf(order, context.now());
  if (pending === null) return fail(noDraft);
  const { id: draft, version } = pending.version;
  const { participantId } = order;
  await discardDraft(context.client, draft);
  const done = await markRecord(
    context,
    { kind: 'order-draft', markedAt: null, id: draft, participantId },
    reason,
  );
  if (!done.ok) return done;
  if (pending.candidate.first) await writeInError(context.client, owner.key, id, reason);
  return finish(context, order, 'order.draft-in-error', { before: { version }, after: { reason } });
}
