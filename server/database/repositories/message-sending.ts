import type { MessageReason, SuspensionKind, TemplateName } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';

/** The sender's own statements, as the owner's role: of all programmes. */

export type DueMessage = {
  readonly id: string;
  readonly participantId: string;
  readonly template: TemplateName;
  readonly reason: MessageReason | null;
  readonly usefulUntil: number;
  readonly attempts: number;
  readonly round: number;
  readonly sealed: Buffer;
  readonly timezone: string;
  readonly programme: string;
  readonly office: string | null;
  /** In words of somebody of the staff. */
  readonly byStaff: boolean;
  readonly createdAt: number;
  /** The suspension that holds now. */
  readonly suspension: { readonly kind: SuspensionKind; readonly begunAt: number } | null;
};

/** One sender at a time, for as long as this connection stands: what is being sent when it begins was left by one that died. */
export async function takeSenderLock(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtext('attend.send_messages')) as taken`,
  );
  return rows[0]?.taken ?? false;
}
export async function releaseSenderLock(client: Queryable): Promise<void> {
  await client.query(`select pg_advisory_unlock(hashtext('attend.send_messages'))`);
}

/** Whether they left is not known, and they are not sent again. Returns how many. */
export async function markInterrupted(client: Queryable): Promise<number> {
  const { rowCount } = await client.query(
    `update message set status = 'unknown', reason = 'crashed' where status = 'sending'`,
  );
  return rowCount ?? 0;
}

/** Locked until the transaction ends. */
export async function lockDue(client: Queryable, now: number, limit: number): Promise<DueMessage[]> {
  const { rows } = await client.query<DueMessage>({
    name: 'messages-due',
    text: `select m.id, m.participant_id as "participantId", m.template, m.reason, ${millis('m.useful_until')} as "usefulUntil", m.attempts, m.round,
        m.sealed, coalesce(p.timezone, o.timezone, g.timezone) as timezone, g.name as programme, o.name as office,
        m.created_by is not null as "byStaff", ${millis('m.created_at')} as "createdAt",
        (select json_build_object('kind', s.kind, 'begunAt', ${millis('s.begun_at')}) from suspension s
          where s.participant_id = m.participant_id and s.entered_in_error_at is null and s.from_at <= $1 and (s.to_at is null or s.to_at > $1)) as suspension
      from message m join participant p on p.id = m.participant_id join programme g on g.id = m.programme_id left join office o on o.id = p.office_id
      where m.status = 'planned' and m.try_at <= $1 order by m.try_at limit $2 for update of m skip locked`,
    values: [instantOf(now), limit],
  });
  return rows;
}

export async function writeIntent(
  client: Queryable,
  id: string,
  intent: { readonly contactPointId: string; readonly sealed: Buffer; readonly at: number },
): Promise<void> {
  await client.query({
    name: 'message-intent',
    text: `update message set status = 'sending', reason = null, contact_point_id = $2, sealed = $3, sending_at = $4, attempts = attempts + 1
      where id = $1 and status = 'planned'`,
    values: [id, intent.contactPointId, intent.sealed, instantOf(intent.at)],
  });
}

export async function postpone(
  client: Queryable,
  id: string,
  reason: MessageReason | null,
  tryAt: number,
): Promise<void> {
  await client.query(`update message set reason = $2, try_at = $3 where id = $1 and status = 'planned'`, [
    id,
    reason,
    instantOf(tryAt),
  ]);
}

export async function failPlanned(client: Queryable, id: string, reason: MessageReason): Promise<void> {
  await client.query(
    `update message set status = 'failed', reason = $2 where id = $1 and status = 'planned'`,
    [id, reason],
  );
}

/** It will never be sent. */
export async function cancelHeld(client: Queryable, id: string, reason: MessageReason): Promise<void> {
  await client.query(
    `update message set status = 'cancelled', reason = $2 where id = $1 and status = 'planned'`,
    [id, reason],
  );
}

/** The attempt that began at this instant; another one's outcome is not this one's. */
type Attempt = { readonly id: string; readonly at: number };

/** Also where another sender took this one for dead in the meantime. */
export async function noteSent(
  client: Queryable,
  { id, at }: Attempt,
  reference: string | null,
): Promise<void> {
  await client.query(
    `update message set status = 'sent', reason = null, sent_at = now(), provider_ref = $3
     where id = $1 and sending_at = $2 and status in ('sending', 'unknown') and settled_at is null`,
    [id, instantOf(at), reference],
  );
}
export async function noteUnknown(client: Queryable, { id, at }: Attempt): Promise<void> {
  await client.query(
    `update message set status = 'unknown', reason = 'no-answer' where id = $1 and sending_at = $2 and status = 'sending'`,
    [id, instantOf(at)],
  );
}
export async function noteFailed(
  client: Queryable,
  { id, at }: Attempt,
  reason: MessageReason,
): Promise<void> {
  await client.query(
    `update message set status = 'failed', reason = $3 where id = $1 and sending_at = $2 and status = 'sending'`,
    [id, instantOf(at), reason],
  );
}
export async function planAgain(
  client: Queryable,
  { id, at }: Attempt,
  reason: MessageReason | null,
  tryAt: number,
): Promise<void> {
  await client.query(
    `update message set status = 'planned', reason = $3, try_at = $4 where id = $1 and sending_at = $2 and status = 'sending'`,
    [id, instantOf(at), reason, instantOf(tryAt)],
  );
}

export async function markBounced(client: Queryable, contactPointId: string): Promise<void> {
  await client.query(
    'update contact_point set bounced_at = now(), version = version + 1 where id = $1 and bounced_at is null',
    [contactPointId],
  );
}
