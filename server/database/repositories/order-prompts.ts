import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { DuePrompt, PromptDecision } from '@attend/casework';
import { instantOf, instantOrNull, type Queryable } from './queryable.ts';
import { sealRow } from './sealed.ts';

export type PromptOwner = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly orderId: string;
  readonly versionId: string;
};

/** Those that were asked already, by kind and date, are not asked again. Answers how many are new. */
export async function insertPrompts(
  client: Queryable,
  of: PromptOwner,
  due: readonly DuePrompt[],
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into order_prompt (programme_id, participant_id, order_id, order_version_id, kind, due_at)
     select $1, $2, $3, $4, d.* from unnest($5::text[], $6::timestamptz[]) as d on conflict do nothing`,
    [
      ...[of.programmeId, of.participantId, of.orderId, of.versionId, due.map(({ kind }) => kind)],
      due.map(({ dueAt }) => instantOf(dueAt)),
    ],
  );
  return rowCount ?? 0;
}

/** Somebody says that the restriction harms. */
export async function insertMedical(
  client: Queryable,
  of: PromptOwner & { readonly key: KeyObject },
  made: { readonly dueAt: number; readonly evidence: string; readonly by: string },
): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    `insert into order_prompt (id, programme_id, participant_id, order_id, order_version_id, kind, due_at, asked_by, sealed)
     values ($1, $2, $3, $4, $5, 'medical', $6, $7, $8)`,
    [
      ...[id, of.programmeId, of.participantId, of.orderId, of.versionId, instantOf(made.dueAt), made.by],
      sealRow(of.key, 'order_prompt', id, { evidence: made.evidence }),
    ],
  );
  return id;
}

export async function writePromptDecision(
  client: Queryable,
  key: KeyObject,
  id: string,
  decided: {
    readonly at: number;
    readonly by: string;
    readonly decision: PromptDecision;
    readonly nextReviewAt: number | null;
    readonly atRiskFrom: number | null;
    readonly note: string;
    readonly evidence: string | null;
  },
): Promise<void> {
  const { note, evidence } = decided;
  await client.query(
    `update order_prompt set decided_at = $2, decided_by = $3, decision = $4, next_review_at = $5, at_risk_from = coalesce(at_risk_from, $6),
       sealed = $7 where id = $1`,
    [
      ...[id, instantOf(decided.at), decided.by, decided.decision, instantOrNull(decided.nextReviewAt)],
      ...[instantOrNull(decided.atRiskFrom), sealRow(key, 'order_prompt', id, { note, evidence })],
    ],
  );
}

export type OrderPolicyRow = { readonly revision: number; readonly lapseDays: number | null };
export async function findOrderPolicy(
  client: Queryable,
  programmeId: string,
): Promise<OrderPolicyRow | null> {
  const { rows } = await client.query<OrderPolicyRow>(
    'select revision, lapse_days as "lapseDays" from order_policy where programme_id = $1 order by revision desc limit 1',
    [programmeId],
  );
  return rows[0] ?? null;
}
/** False: another stands under this number by now. */
export async function insertOrderPolicy(
  client: Queryable,
  made: OrderPolicyRow & { readonly programmeId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into order_policy (programme_id, revision, lapse_days, reason, made_by) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [made.programmeId, made.revision, made.lapseDays, made.reason, made.by],
  );
  return rowCount === 1;
}
