import type { Tier } from '@attend/casework';
import { type OversightQuestion, unaccountedKinds } from '@attend/contracts/oversight-questions';
import type { AlertKind } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';
import type { Reach } from './reach.ts';

type UnaccountedKind = (typeof unaccountedKinds)[number];
const person = 'p.programme_id = $1 and p.entered_in_error_at is null and p.merged_into is null';
/** What somebody has now. */
const wearing = 'a.participant_id = p.id and a.from_at <= now() and (a.to_at is null or a.to_at > now())';
const worn = `exists (select from assignment a where ${wearing})`;
/** The most restrictive of it; worked out for the people of a page alone, which is why it is no join. */
const rankNow = `(select max(tier_rank(d.technology)) from assignment a join device d on d.id = a.device_id where ${wearing})`;
const tierOf = (rank: string): string => `(array['none', 'phone', 'wrist', 'ankle'])[${rank}]`;
const none = { id: 'p.id', at: 'null', tier: 'null', to: 'null', alert: 'null', sealed: 'null', by: `'{}'` };

type Question = {
  readonly from: string;
  readonly id: string;
  readonly at: string;
  readonly tier: string;
  readonly to: string;
  readonly alert: string;
  /** The review's own words, under the person's key. */
  readonly sealed: string;
  readonly by: string;
  /** For whoever sees everybody: a page's people found beyond the walls of each row; only what is shown goes through them. */
  readonly whole?: string;
};
/** OVR-6: each as rows of people. Constants only: no input stands in them. */
const questions: Readonly<Record<OversightQuestion, Question>> = {
  'past-review': {
    ...none,
    from: `participant p join review r on r.participant_id = p.id and r.decided_at is null and r.closed_at is null
      where ${person} and ${worn} and r.due_on < (now() at time zone (select g.timezone from programme g where g.id = $1))::date`,
    // A day, as its first instant of UTC.
    at: `r.due_on::timestamp at time zone 'UTC'`,
    tier: tierOf(rankNow),
  },
  'past-order': {
    ...none,
    from: `participant p where ${person} and ${worn} and not exists (select from supervision_order o join order_version v on v.order_id = o.id
        where o.participant_id = p.id and o.status = 'active' and o.entered_in_error_at is null and v.effective_at is not null
          and v.from_at <= now() and (v.to_at is null or v.to_at > now()))`,
    at: `(select max(coalesce(o.ended_at, v.to_at)) from supervision_order o join order_version v on v.order_id = o.id
      where o.participant_id = p.id and o.entered_in_error_at is null and v.effective_at is not null)`,
    tier: tierOf(rankNow),
    whole:
      'participant p where p.id = any (array(select id from past_order_people($2, $3::uuid, $4))) and p.programme_id = $1',
  },
  'stepped-up': {
    ...none,
    from: `review r join participant p on p.id = r.participant_id join step_up u on u.id = r.step_up_id
      where ${person} and r.decision = 'step-up' and r.decided_at > now() - interval '365 days'`,
    id: 'r.id',
    at: 'r.decided_at',
    tier: 'r.tier',
    to: 'r.tier_to',
    sealed: 'r.sealed',
    by: 'array(select s.name from staff s where s.id in (u.asked_by, r.decided_by) order by s.id = r.decided_by)',
  },
  'never-looked-at': {
    ...none,
    from: `alert a join participant p on p.id = a.participant_id
      where ${person} and a.withdrawn_at is null and a.acknowledged_at is null and a.raised_at between now() - interval '365 days' and now() - interval '1 day'
        and (a.status in ('new', 'asked') or (a.status = 'closed' and a.closed_by is null))`,
    id: 'a.id',
    at: 'a.raised_at',
    alert: 'a.kind',
  },
};

export async function countQuestions(
  client: Queryable,
  programmeId: string,
): Promise<ReadonlyMap<string, number>> {
  const names = Object.keys(questions) as OversightQuestion[];
  const { rows } = await client.query<{ kind: string; count: number }>({
    name: 'oversight-questions',
    text: names
      .map((kind) => `select '${kind}' as kind, count(*)::int as count from ${questions[kind].from}`)
      .join(' union all '),
    values: [programmeId],
  });
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

export type QuestionRow = {
  readonly participantId: string;
  readonly id: string;
  readonly reference: string;
  readonly at: number | null;
  readonly tier: Tier | null;
  readonly to: Tier | null;
  readonly alert: AlertKind | null;
  readonly sealed: Buffer | null;
  readonly by: readonly string[];
};
/** By reference. */
export async function listQuestion(
  client: Queryable,
  { programmeId, whole }: Pick<Reach, 'programmeId' | 'whole'>,
  kind: OversightQuestion,
  after: readonly [reference: string, id: string],
  limit: number,
): Promise<QuestionRow[]> {
  const q = questions[kind];
  const { rows } = await client.query<QuestionRow>({
    text: `select p.id as "participantId", ${q.id} as id, p.reference, ${millis(`(${q.at})::timestamptz`)} as at, ${q.tier} as tier, ${q.to} as "to", ${q.alert} as alert,
        ${q.sealed}::bytea as sealed, ${q.by}::text[] as by from ${(whole ? q.whole : undefined) ?? q.from} and (p.reference, ${q.id}) > ($2, $3::uuid) order by p.reference, ${q.id} limit $4`,
    values: [programmeId, after[0], after[1], limit],
  });
  return rows;
}

/** Of the programme that stands in the session's settings. */
export async function countUnaccounted(client: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ kind: string; count: number }>({
    name: 'unaccounted-devices',
    text: `select k as kind, (select count(*)::int from unaccounted_devices(k) u join device d on d.id = u.id where d.retired_at is null) as count
      from unnest($1::text[]) as k`,
    values: [unaccountedKinds],
  });
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

export type UnaccountedRow = {
  readonly id: string;
  readonly identifier: string;
  readonly technology: string;
  readonly since: number | null;
};
/** What is known of the device alone: who had it last stands on its own page, whose opening is a look at them. */
export async function listUnaccounted(
  client: Queryable,
  kind: UnaccountedKind,
  after: readonly [identifier: string, id: string],
  limit: number,
): Promise<UnaccountedRow[]> {
  const { rows } = await client.query<UnaccountedRow>({
    text: `select d.id, d.identifier, d.technology, ${millis('u.since')} as since from unaccounted_devices($1) u join device d on d.id = u.id
      where d.retired_at is null and (d.identifier, d.id) > ($2, $3::uuid) order by d.identifier, d.id limit $4`,
    values: [kind, after[0], after[1], limit],
  });
  return rows;
}
