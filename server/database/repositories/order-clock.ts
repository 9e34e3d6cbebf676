import type { PromptKind } from '@attend/casework';
import { promptAhead } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';

/** An order of which a date has come near that nobody was asked about yet. */
export type NearOrder = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly versions: readonly {
    readonly id: string;
    readonly orderId: string;
    readonly version: number;
    readonly from: number;
    readonly to: number | null;
    readonly effectiveAt: number;
    /** Its own, and those that reviews have set. */
    readonly reviews: readonly number[];
  }[];
};

const near = `
select o.id, o.programme_id as "programmeId", o.participant_id as "participantId",
  (select json_agg(json_build_object('id', v.id, 'orderId', o.id, 'version', v.version, 'from', ${millis('v.from_at')}, 'to', ${millis('v.to_at')},
      'effectiveAt', ${millis('v.effective_at')}, 'reviews', (
        select coalesce(json_agg(${millis('d.at')}), '[]') from (
          select v.review_at as at where v.review_at is not null
          union select q.next_review_at from order_prompt q where q.order_version_id = v.id and q.next_review_at is not null) d)))
    from order_version v where v.order_id = o.id and v.effective_at is not null) as versions
from supervision_order o
where o.id in (
  select v.order_id from order_version v where v.effective_at is not null and v.review_at <= $1
    and not exists (select from order_prompt q where q.order_version_id = v.id and q.kind = 'review' and q.due_at = v.review_at)
  union
  select v.order_id from order_version v where v.effective_at is not null and v.to_at <= $1 and v.to_at > $2
    and not exists (select from order_prompt q where q.order_version_id = v.id and q.kind = 'order-end' and q.due_at = v.to_at)
  union
  select q.order_id from order_prompt q where q.next_review_at <= $1
    and not exists (select from order_prompt n where n.order_version_id = q.order_version_id and n.kind = 'review' and n.due_at = q.next_review_at)
) and o.status = 'active' and o.entered_in_error_at is null and o.id > $3
  and not exists (select from key_destruction k where k.participant_id = o.participant_id and k.decision = 'approved')
order by o.id limit $4`;

/** In order of id, after one. */
export async function listNearOrders(
  client: Queryable,
  now: number,
  after: string,
  limit: number,
): Promise<NearOrder[]> {
  const { rows } = await client.query<NearOrder>({
    name: 'near-orders',
    text: near,
    values: [instantOf(now + promptAhead), instantOf(now), after, limit],
  });
  return rows;
}

/** ORD-21: dates that passed undecided are marked. Answers how many. */
export async function markAtRisk(client: Queryable, now: number): Promise<number> {
  const { rowCount } = await client.query(
    `update order_prompt set at_risk_from = due_at
     where decided_at is null and closed_at is null and kind <> 'order-end' and at_risk_from is null and due_at < $1`,
    [instantOf(now)],
  );
  return rowCount ?? 0;
}

/** Of versions that a later one has replaced nobody is asked any more; evidence of harm is of the person, not of a version. */
export async function closeReplaced(
  client: Queryable,
  now: number,
  orderId: string | null = null,
): Promise<void> {
  await client.query(
    `update order_prompt q set closed_at = now(),
       at_risk_from = coalesce(q.at_risk_from, case when q.kind <> 'order-end' and q.due_at < $1 then q.due_at end)
     from order_version v where v.id = q.order_version_id and q.decided_at is null and q.closed_at is null and q.kind <> 'medical'
       and ($2::uuid is null or q.order_id = $2)
       and exists (select from order_version n where n.order_id = v.order_id and n.version > v.version and n.effective_at is not null and n.from_at <= $1)`,
    [instantOf(now), orderId],
  );
}

export type OverOrder = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly at: number;
};
/** Orders whose last day has passed, every version of theirs. */
export async function listOverOrders(client: Queryable, now: number, limit: number): Promise<OverOrder[]> {
  const { rows } = await client.query<OverOrder>(
    `select o.id, o.programme_id as "programmeId", o.participant_id as "participantId", ${millis('max(v.to_at)')} as at
     from supervision_order o join order_version v on v.order_id = o.id and v.effective_at is not null
     where o.status = 'active' and o.entered_in_error_at is null and exists (
       select from order_version w where w.order_id = o.id and w.effective_at is not null and w.to_at <= $1)
     group by o.id having bool_and(v.to_at <= $1) order by o.id limit $2`,
    [instantOf(now), limit],
  );
  return rows;
}

export type LatePrompt = {
  readonly id: string;
  readonly orderId: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly kind: PromptKind;
  readonly dueAt: number;
  readonly askedAt: number;
  /** Revision 0: the programme published no policy. */
  readonly revision: number;
  readonly lapseDays: number | null;
};
export async function listLatePrompts(
  client: Queryable,
  now: number,
  after: string,
  limit: number,
): Promise<LatePrompt[]> {
  const { rows } = await client.query<LatePrompt>({
    name: 'late-prompts',
    text: `select q.id, q.order_id as "orderId", q.programme_id as "programmeId", q.participant_id as "participantId", q.kind, ${millis('q.due_at')} as "dueAt",
        ${millis('q.asked_at')} as "askedAt", coalesce(y.revision, 0) as revision, y.lapse_days as "lapseDays"
      from order_prompt q left join lateral (
        select revision, lapse_days from order_policy where programme_id = q.programme_id order by revision desc limit 1) y on true
      where q.decided_at is null and q.closed_at is null and q.kind <> 'order-end' and q.due_at < $1 and q.id > $2 order by q.id limit $3`,
    values: [instantOf(now), after, limit],
  });
  return rows;
}
export async function writeLapse(client: Queryable, id: string, now: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'update order_prompt set lapsed_at = $2 where id = $1 and decided_at is null and closed_at is null',
    [id, instantOf(now)],
  );
  return rowCount === 1;
}
/** Active still, and locked. */
export async function lockActive(client: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from supervision_order where id = $1 and status = 'active' for update`,
    [orderId],
  );
  return rowCount === 1;
}
