import type { PolicyAskDecision, ReviewPolicy } from '@attend/casework';
import { usualReviewPolicy } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

export type ReviewPolicyRow = { readonly revision: number; readonly parameters: ReviewPolicy };

/** Revision 0: the programme has published none. */
export async function findReviewPolicy(client: Queryable, programmeId: string): Promise<ReviewPolicyRow> {
  const { rows } = await client.query<ReviewPolicyRow>({
    name: 'review-policy',
    text: 'select revision, parameters from review_policy where programme_id = $1 order by revision desc limit 1',
    values: [programmeId],
  });
  return rows[0] ?? { revision: 0, parameters: usualReviewPolicy };
}

type Made = ReviewPolicyRow & {
  readonly programmeId: string;
  readonly reason: string;
  readonly by: string;
};
/** False: another stands under this number by now. */
export async function insertReviewPolicy(client: Queryable, made: Made): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into review_policy (programme_id, revision, parameters, reason, made_by) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [made.programmeId, made.revision, JSON.stringify(made.parameters), made.reason, made.by],
  );
  return rowCount === 1;
}

export type PublishedPolicy = ReviewPolicyRow & {
  readonly from: number;
  readonly by: string;
  readonly askedBy: string | null;
  readonly reason: string;
};
/** The latest first. */
export async function listReviewPolicies(client: Queryable, programmeId: string): Promise<PublishedPolicy[]> {
  const { rows } = await client.query<PublishedPolicy>({
    name: 'review-policies',
    text: `select p.revision, p.parameters, ${millis('p.from_at')} as from, s.name as by, asker.name as "askedBy", p.reason
      from review_policy p join staff s on s.id = p.made_by
        left join review_policy_ask a on a.id = p.ask_id left join staff asker on asker.id = a.asked_by
      where p.programme_id = $1 order by p.revision desc`,
    values: [programmeId],
  });
  return rows;
}

export type PolicyAskRow = ReviewPolicyRow & {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly askedAt: number;
  readonly decided: boolean;
};
const askColumns = `a.id, a.version, a.revision, a.parameters, a.reason, json_build_object('id', s.id, 'name', s.name) as "askedBy",
  ${millis('a.asked_at')} as "askedAt", a.decided_at is not null as decided
from review_policy_ask a join staff s on s.id = a.asked_by`;

/** What waits for a second person: one at most. */
export async function findOpenPolicyAsk(
  client: Queryable,
  programmeId: string,
): Promise<PolicyAskRow | null> {
  const { rows } = await client.query<PolicyAskRow>({
    name: 'review-policy-ask',
    text: `select ${askColumns} where a.programme_id = $1 and a.decided_at is null`,
    values: [programmeId],
  });
  return rows[0] ?? null;
}
export async function lockPolicyAsk(client: Queryable, id: string): Promise<PolicyAskRow | null> {
  const { rows } = await client.query<PolicyAskRow>(`select ${askColumns} where a.id = $1 for update of a`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** Null: another waits already. */
export async function insertPolicyAsk(client: Queryable, made: Made): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into review_policy_ask (programme_id, revision, parameters, reason, asked_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [made.programmeId, made.revision, JSON.stringify(made.parameters), made.reason, made.by],
  );
  return rows[0]?.id ?? null;
}

/** Published with it, where that is the decision: migration 0067. */
export async function decidePolicyAsk(
  client: Queryable,
  id: string,
  {
    decision,
    note,
    by,
  }: { readonly decision: PolicyAskDecision; readonly note: string; readonly by: string },
): Promise<void> {
  await client.query(
    'update review_policy_ask set decision = $2, note = $3, decided_by = $4, decided_at = now(), version = version + 1 where id = $1',
    [id, decision, note, by],
  );
}
