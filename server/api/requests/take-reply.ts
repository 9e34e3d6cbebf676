import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { lockReply, markAnswered } from '../../database/repositories/today.ts';
import type { StaffContext } from '../context.ts';

const missing: Failure = {
  code: 'not-found',
  message: 'There is no such reply of this person.',
  path: ['body', 'asked', 'reply'],
};

/**
 * REQ-6: the text message becomes what was made of it, and is seen to by that. One that somebody has seen to meanwhile can still be
 * made a request of: what it asks for must not be lost to a button pressed too early.
 */
export async function takeReply(
  { client, actor, audit }: StaffContext,
  participant: string,
  reply: string,
  madeOf: { readonly entity: string; readonly entityId: string },
): Promise<Result<null>> {
  const row = await lockReply(client, reply);
  if (row === null || row.participantId !== participant || !actor.permissions.has('messages.write'))
    return fail(missing);
  if (row.answeredAt !== null) return succeed(null);
  await markAnswered(client, reply, actor.staffId);
  const entity = { entity: 'message_reply', entityId: reply, participant };
  await audit({ action: 'message-reply.answered', ...entity, after: { madeOf } });
  return succeed(null);
}
