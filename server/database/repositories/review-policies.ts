import type { ReviewPolicy } from '@attend/casework';
import { usualReviewPolicy } from '@attend/casework';
import type { Queryable } from './queryable.ts';

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

/** False: another stands under this number by now. */
export async function insertReviewPolicy(
  client: Queryable,
  made: ReviewPolicyRow & { readonly programmeId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into review_policy (programme_id, revision, parameters, reason, made_by) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [made.programmeId, made.revision, JSON.stringify(made.parameters), made.reason, made.by],
  );
  return rowCount === 1;
}
