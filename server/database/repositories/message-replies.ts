import type { ReplyMeaning } from '@attend/casework';
import type { Queryable } from './queryable.ts';

/** What a provider brings back, as the owner's role: it names an address or a message, and no programme. */

export async function listProgrammeIds(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from programme');
  return rows.map(({ id }) => id);
}

export type Answering = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  /** The last message sent there. */
  readonly messageId: string | null;
};

/** Everybody who has this number in use. Several may: a family's telephone. */
export async function findByAddress(client: Queryable, hashes: readonly Buffer[]): Promise<Answering[]> {
  const { rows } = await client.query<Answering>(
    `select c.id, c.programme_id as "programmeId", c.participant_id as "participantId",
       (select m.id from message m where m.participant_id = c.participant_id and m.contact_point_id = c.id and m.status in ('sent', 'unknown')
        order by m.sending_at desc limit 1) as "messageId"
     from contact_point c where c.address_hash = any($1) and c.kind = 'phone' and c.ended_at is null`,
    [hashes],
  );
  return rows;
}

export type NewReply = {
  readonly id: string;
  readonly of: Answering;
  readonly meaning: ReplyMeaning;
  readonly sealed: Buffer;
  readonly reference: string;
};

/** False: it came before. */
export async function insertReply(
  client: Queryable,
  { id, of, meaning, sealed, reference }: NewReply,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into message_reply (id, programme_id, participant_id, contact_point_id, message_id, meaning, sealed, provider_ref)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (contact_point_id, provider_ref) do nothing`,
    [id, of.programmeId, of.participantId, of.id, of.messageId, meaning, sealed, reference],
  );
  return rowCount === 1;
}

/** STOP holds from now on for this address, whoever else has it in whichever record. */
export async function stopAddress(client: Queryable, hashes: readonly Buffer[]): Promise<void> {
  await client.query(
    `update contact_point set stopped_at = now(), version = version + 1 where address_hash = any($1) and stopped_at is null`,
    [hashes],
  );
}

/** A report settles what was unknown: the provider has it. */
export async function noteDelivery(
  client: Queryable,
  messageId: string,
  delivered: boolean,
): Promise<{ readonly contactPointId: string | null } | null> {
  const { rows } = await client.query<{ contactPointId: string | null }>(
    delivered
      ? `update message set status = 'sent', reason = null, sent_at = coalesce(sent_at, now()), delivered_at = coalesce(delivered_at, now())
         where id = $1 and status in ('sending', 'unknown', 'sent') returning contact_point_id as "contactPointId"`
      : `update message set status = 'failed', reason = 'undelivered'
         where id = $1 and status in ('sending', 'unknown', 'sent') and delivered_at is null returning contact_point_id as "contactPointId"`,
    [messageId],
  );
  return rows[0] ?? null;
}
