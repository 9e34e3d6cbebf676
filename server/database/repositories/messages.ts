import {
  type ContactKind,
  type MessageReason,
  type MessageSettlement,
  type MessageStatus,
  messageStatuses,
  type ReplyMeaning,
} from '@attend/casework';
import type { outboxShows } from '@attend/contracts/messages';
import { instantOf, millis, type Queryable } from './queryable.ts';
import type { Reach } from './reach.ts';
import { reachedPeople } from './reach.ts';

/** What planning needs of a person, so that no caller has to know it. */
export type Recipient = {
  readonly id: string;
  readonly sealed: Buffer;
  readonly timezone: string;
  readonly programme: string;
  readonly office: string | null;
};

const recipients = `select p.id, p.sealed, coalesce(p.timezone, o.timezone, g.timezone) as timezone, g.name as programme, o.name as office
  from participant p join programme g on g.id = p.programme_id left join office o on o.id = p.office_id
  where p.id = any($1) and p.entered_in_error_at is null
    and not exists (select from suspension s where s.participant_id = p.id and s.kind = 'death' and s.entered_in_error_at is null)`;

export async function loadRecipients(
  client: Queryable,
  participants: readonly string[],
): Promise<Map<string, Recipient>> {
  const { rows } = await client.query<Recipient>({
    name: 'message-recipients',
    text: recipients,
    values: [participants],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export type NewMessage = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly key: string;
  readonly template: string;
  readonly due: number;
  readonly usefulUntil: number;
  readonly sealed: Buffer;
  readonly createdBy: string | null;
};

/** One statement for all. A key that stands already changes nothing. Returns how many are new. */
export async function insertMessages(client: Queryable, made: readonly NewMessage[]): Promise<number> {
  const { rowCount } = await client.query({
    name: 'messages-insert',
    text: `insert into message (id, programme_id, participant_id, key, template, due_at, try_at, useful_until, sealed, created_by)
      select id, programme, participant, key, template, due, due, useful, sealed, by
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bytea[], $9::uuid[])
        as m (id, programme, participant, key, template, due, useful, sealed, by)
      on conflict (programme_id, key) do nothing`,
    values: [
      made.map(({ id }) => id),
      made.map(({ programmeId }) => programmeId),
      made.map(({ participantId }) => participantId),
      made.map(({ key }) => key),
      made.map(({ template }) => template),
      made.map(({ due }) => instantOf(due)),
      made.map(({ usefulUntil }) => instantOf(usefulUntil)),
      made.map(({ sealed }) => sealed),
      made.map(({ createdBy }) => createdBy),
    ],
  });
  return rowCount ?? 0;
}

/** Of these keys, those that stand already. */
export async function findPlannedKeys(
  client: Queryable,
  programmes: readonly string[],
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>({
    name: 'messages-planned',
    text: 'select m.key from message m where m.programme_id = any($1) and m.key = any($2)',
    values: [programmes, keys],
  });
  return new Set(rows.map(({ key }) => key));
}

/** What has not been begun. Returns how many. */
export async function cancelPlanned(client: Queryable, keyPrefix: string): Promise<number> {
  // With LIKE, as starts_with() knows no index; what the caller gives is no pattern.
  const pattern = `${keyPrefix.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rowCount } = await client.query(
    `update message set status = 'cancelled', reason = null where status = 'planned' and key like $1`,
    [pattern],
  );
  return rowCount ?? 0;
}

export type MessageRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly template: string;
  readonly status: MessageStatus;
  readonly reason: MessageReason | null;
  readonly due: number;
  readonly usefulUntil: number;
  readonly attempts: number;
  readonly sealed: Buffer;
  readonly kind: ContactKind | null;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly settledAs: MessageSettlement | null;
  readonly settledBy: string | null;
  readonly createdBy: string | null;
  readonly round: number;
};

const columns = `m.id, m.participant_id as "participantId", p.reference, p.sealed as person, m.template, m.status, m.reason,
  ${millis('m.due_at')} as due, ${millis('m.useful_until')} as "usefulUntil", m.attempts, m.sealed, c.kind, ${millis('m.sent_at')} as "sentAt",
  ${millis('m.delivered_at')} as "deliveredAt", m.settled_as as "settledAs", s.name as "settledBy", b.name as "createdBy", m.round
from message m join participant p on p.id = m.participant_id left join contact_point c on c.id = m.contact_point_id
left join staff s on s.id = m.settled_by left join staff b on b.id = m.created_by`;

export async function listMessagesOf(
  client: Queryable,
  participantId: string,
  limit: number,
): Promise<MessageRow[]> {
  const { rows } = await client.query<MessageRow>({
    name: 'messages-of',
    text: `select ${columns} where m.participant_id = $1 order by m.due_at desc, m.id desc limit $2`,
    values: [participantId, limit],
  });
  return rows;
}

/** What an outbox shows: what a person must look at (unknown, failed and not settled), what waits, or what went. */
export type OutboxShow = (typeof outboxShows)[number];
const shown: Readonly<Record<OutboxShow, string>> = {
  attention: `(m.status in ('unknown', 'failed') and (m.settled_at is null or m.settled_as = 'send-again') or m.status = 'planned' and m.reason is not null)`,
  planned: `m.status in ('planned', 'sending')`,
  sent: `m.status = 'sent'`,
  all: 'true',
};

/** What is due next first, what went last first; of what needs somebody unknown first, then failed (index message_attention). */
const orders: Readonly<Record<OutboxShow, string>> = {
  attention: `case m.status when 'unknown' then 0 when 'failed' then 1 else 2 end, m.due_at desc, m.id`,
  planned: 'm.due_at, m.id',
  sent: 'm.due_at desc, m.id',
  all: 'm.due_at desc, m.id',
};
const statusesOf: Readonly<Record<Exclude<OutboxShow, 'attention'>, readonly MessageStatus[]>> = {
  planned: ['planned', 'sending'],
  sent: ['sent'],
  all: messageStatuses,
};

/** Of each status the first ones, in the order of the index message_outbox: a programme has sent millions. */
const firstOf = (show: Exclude<OutboxShow, 'attention'>): string => `m.id in (
  select x.id from unnest(array[${statusesOf[show].map((status) => `'${status}'`).join(', ')}]) as s (status) cross join lateral (
    select y.id from message y where y.programme_id = $1 and y.status = s.status order by y.due_at ${show === 'planned' ? '' : 'desc'}, y.id limit $2) x)`;

/** Within reach, in the order of what is shown. */
export async function listOutbox(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  show: OutboxShow,
  limit: number,
): Promise<MessageRow[]> {
  const narrowed = whole
    ? show === 'attention'
      ? 'true'
      : firstOf(show)
    : `m.participant_id in (${reachedPeople('$1', '$3')})`;
  const { rows } = await client.query<MessageRow>({
    name: `outbox-${show}-${whole ? 'whole' : 'reached'}`,
    text: `select ${columns} where m.programme_id = $1 and ${shown[show]} and ${narrowed} order by ${orders[show]} limit $2`,
    values: [programmeId, limit, ...(whole ? [] : [keys])],
  });
  return rows;
}

/** Locked until the transaction ends. */
export async function lockMessage(client: Queryable, id: string): Promise<MessageRow | null> {
  const { rows } = await client.query<MessageRow>({
    name: 'message',
    text: `select ${columns} where m.id = $1 for update of m`,
    values: [id],
  });
  return rows[0] ?? null;
}

export async function cancelMessage(client: Queryable, id: string): Promise<void> {
  await client.query(`update message set status = 'cancelled', reason = null where id = $1`, [id]);
}

/** What a person says became of it. Sent again it is another message to the provider, with its attempts before it. */
export async function settleMessage(
  client: Queryable,
  id: string,
  staffId: string,
  as: MessageSettlement,
  usefulUntil: number,
): Promise<void> {
  const becomes = {
    'was-sent': `status = 'sent', reason = null`,
    'not-sent': `status = 'failed'`,
    'send-again': `status = 'planned', reason = null, try_at = now(), round = round + 1, attempts = 0, useful_until = $4`,
  }[as];
  await client.query(
    `update message set ${becomes}, settled_as = $3, settled_by = $2, settled_at = now() where id = $1 and $4::timestamptz is not null`,
    [id, staffId, as, instantOf(usefulUntil)],
  );
}

export type ReplyRow = {
  readonly id: string;
  readonly meaning: ReplyMeaning;
  readonly sealed: Buffer;
  readonly at: number;
  readonly messageId: string | null;
};

export async function listReplies(
  client: Queryable,
  participantId: string,
  limit: number,
): Promise<ReplyRow[]> {
  const { rows } = await client.query<ReplyRow>({
    name: 'replies-of',
    text: `select id, participant_id, meaning, sealed, ${millis('at')} as at, message_id as "messageId" from message_reply
      where participant_id = $1 order by at desc limit $2`,
    values: [participantId, limit],
  });
  return rows;
}
