import { instantOf, type Queryable } from './queryable.ts';

/**
 * People under an order of whom nobody has looked at the review for half a day, or since the terms were published that hold, or of whom
 * an order has begun to ask since; in order of id, after one.
 */
export async function listToLookAt(
  client: Queryable,
  now: number,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'reviews-to-look-at',
    text: `select p.id from participant p left join review r on r.participant_id = p.id and r.decided_at is null and r.closed_at is null
      where p.id > $2 and p.entered_in_error_at is null and p.merged_into is null
        and not exists (select from key_destruction k where k.participant_id = p.id and k.decision = 'approved')
        and exists (select from supervision_order o where o.participant_id = p.id and o.status = 'active' and o.entered_in_error_at is null)
        and (r.id is null or r.looked_at < $1::timestamptz - interval '12 hours'
          or r.looked_at < (select y.from_at from review_policy y where y.programme_id = p.programme_id order by y.revision desc limit 1) or exists (
          select from order_prompt q where q.participant_id = p.id and q.asked_at > r.looked_at and q.decided_at is null and q.closed_at is null))
      order by p.id limit $3`,
    values: [instantOf(now), after, limit],
  });
  return rows.map(({ id }) => id);
}

/** RVW-10: days that passed undecided are marked; by the person's own calendar, as their day ends. Answers how many. */
export async function markReviewsAtRisk(client: Queryable, now: number): Promise<number> {
  const { rowCount } = await client.query(
    `update review r set at_risk_from = r.due_on from participant p join programme g on g.id = p.programme_id left join office f on f.id = p.office_id
     where p.id = r.participant_id and r.decided_at is null and r.closed_at is null and r.at_risk_from is null
       and r.due_on < ($1::timestamptz at time zone coalesce(p.timezone, f.timezone, g.timezone))::date`,
    [instantOf(now)],
  );
  return rowCount ?? 0;
}

/** Where no order stands there is nothing to review. What was late stays marked. Answers how many. */
export async function closeReviews(client: Queryable, now: number): Promise<number> {
  const { rowCount } = await client.query(
    `update review r set closed_at = $1 where r.decided_at is null and r.closed_at is null
       and not exists (select from supervision_order o where o.participant_id = r.participant_id and o.status = 'active' and o.entered_in_error_at is null)`,
    [instantOf(now)],
  );
  return rowCount ?? 0;
}
