import type { HelpFor } from './arranged-help.ts';
import type { Queryable } from './queryable.ts';

const pattern = /^(hearing|check-in)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//;

/**
 * What the message was about that a reply answers, while it is still to come. Null: nothing that one is helped to come to. As the
 * owner's role: whose a number is says nothing about a programme (message-replies.ts).
 */
export async function findRemindedOf(client: Queryable, messageId: string): Promise<HelpFor | null> {
  const { rows } = await client.query<{ key: string }>('select key from message where id = $1', [messageId]);
  const [, kind, id] = pattern.exec(rows[0]?.key ?? '') ?? [];
  if (id === undefined) return null;
  const found = await client.query<{ id: string }>(
    kind === 'hearing'
      ? `select id from hearing where id = $1 and status = 'scheduled' and entered_in_error_at is null and at > now()`
      : `select id from check_in where id = $1 and status in ('due', 'booked') and entered_in_error_at is null and window_to >= current_date - 1`,
    [id],
  );
  return found.rows[0] === undefined ? null : { kind: kind === 'hearing' ? 'hearing' : 'check-in', id };
}

/** Somebody has seen to what a reply asked for: it waits no more. */
export async function answerReplyOf(client: Queryable, replyId: string, staffId: string): Promise<void> {
  await client.query(
    'update message_reply set answered_at = now(), answered_by = $2 where id = $1 and answered_at is null',
    [replyId, staffId],
  );
}
