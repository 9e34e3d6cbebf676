import type { KeyObject } from 'node:crypto';
import type { ProposalKind, ReviewCause, ReviewDecision, ReviewShow, Tier } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { type Reach, reachedPeople } from './reach.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

/** What was looked at of one person: written by the job and by whoever decides. */
export type LookedAt = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly dueOn: string;
  readonly cause: ReviewCause;
  readonly tier: Tier;
  readonly tierSince: string;
  /** Null: it is not due for a while, and nothing was worked out. */
  readonly proposal: ProposalKind | null;
  readonly proposalTo: Tier | null;
  readonly policyRevision: number | null;
};

/** One open review a person: made, or brought to what stands now. What a person sees of it is not changed by that (no version). */
export async function writeLooks(client: Queryable, looks: readonly LookedAt[], now: number): Promise<void> {
  if (looks.length === 0) return;
  await client.query(
    `insert into review as r (programme_id, participant_id, due_on, cause, tier, tier_since, proposal, proposal_to, policy_revision, looked_at)
     select l."programmeId", l."participantId", l."dueOn", l.cause, l.tier, l."tierSince", l.proposal, l."proposalTo", l."policyRevision", $2
     from json_to_recordset($1) as l ("programmeId" uuid, "participantId" uuid, "dueOn" date, cause text, tier text, "tierSince" date, proposal text,
       "proposalTo" text, "policyRevision" integer)
     on conflict (participant_id) where decided_at is null and closed_at is null do update set due_on = excluded.due_on, cause = excluded.cause,
       tier = excluded.tier, tier_since = excluded.tier_since, proposal = excluded.proposal, proposal_to = excluded.proposal_to,
       policy_revision = excluded.policy_revision, looked_at = excluded.looked_at`,
    [JSON.stringify(looks), instantOf(now)],
  );
}

export type OpenReview = {
  readonly id: string;
  readonly dueOn: string;
  readonly cause: ReviewCause;
  readonly atRiskFrom: string | null;
  readonly version: number;
};
const open = `select r.id, r.due_on::text as "dueOn", r.cause, r.at_risk_from::text as "atRiskFrom", r.version from review r
  where r.participant_id = $1 and r.decided_at is null and r.closed_at is null`;
export const findOpenReview = async (client: Queryable, person: string): Promise<OpenReview | null> =>
  (await client.query<OpenReview>({ name: 'open-review', text: open, values: [person] })).rows[0] ?? null;

/** Whoever decides about a person waits for whoever does so already. */
export async function lockReviews(client: Queryable, person: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('review/' || $1::text, 0))`, [person]);
}

export type ReviewWords = SealedForm<'review'>;
export async function writeDecision(
  client: Queryable,
  key: KeyObject,
  id: string,
  decided: LookedAt & {
    readonly at: number;
    readonly by: string;
    readonly decision: ReviewDecision;
    readonly to: Tier;
    readonly stepUpId: string | null;
    readonly atRiskFrom: string | null;
    readonly swap: boolean;
    readonly said: ReviewWords;
  },
): Promise<void> {
  await client.query(
    `update review set due_on = $2, cause = $3, tier = $4, tier_since = $5, proposal = $6, proposal_to = $7, policy_revision = $8, looked_at = $9::timestamptz,
       decided_at = $9::timestamptz, decided_by = $10, decision = $11, tier_to = $12, step_up_id = $13, at_risk_from = coalesce(at_risk_from, $14::date),
       swap_since = case when $15::boolean then $9::timestamptz end, sealed = $16, version = version + 1
     where id = $1`,
    [
      ...[
        id,
        decided.dueOn,
        decided.cause,
        decided.tier,
        decided.tierSince,
        decided.proposal,
        decided.proposalTo,
      ],
      ...[decided.policyRevision, instantOf(decided.at), decided.by, decided.decision, decided.to],
      ...[decided.stepUpId, decided.atRiskFrom, decided.swap, sealRow(key, 'review', id, decided.said)],
    ],
  );
}

/** What was to be changed by an earlier decision is not to be any more. */
export async function closeSwaps(client: Queryable, person: string, by: string): Promise<void> {
  await client.query(
    `update review set swap_done_at = now(), swap_done_by = $2, version = version + 1
     where participant_id = $1 and swap_since is not null and swap_done_at is null`,
    [person, by],
  );
}

export async function endConditions(
  client: Queryable,
  reviewId: string,
  ids: readonly string[],
  at: number,
): Promise<void> {
  await client.query(
    `update condition set ended_at = $3, ended_review_id = $1, revision = revision + 1 where id = any($2::uuid[]) and ended_at is null`,
    [reviewId, ids, instantOf(at)],
  );
}

export type DecidedReview = {
  readonly id: string;
  readonly dueOn: string;
  readonly cause: ReviewCause;
  readonly tier: Tier;
  readonly tierTo: Tier;
  readonly decision: ReviewDecision;
  readonly decidedAt: number;
  readonly by: string;
  readonly proposal: ProposalKind | null;
  readonly policyRevision: number | null;
  readonly atRiskFrom: string | null;
  readonly swapSince: number | null;
  readonly swapFrom: number | null;
  readonly swapTo: number | null;
  readonly swapDoneAt: number | null;
  readonly ended: readonly string[];
  readonly version: number;
  readonly said: ReviewWords | null;
};
const decided = `
select r.id, r.due_on::text as "dueOn", r.cause, r.tier, r.tier_to as "tierTo", r.decision, ${millis('r.decided_at')} as "decidedAt", s.name as by,
  r.proposal, r.policy_revision as "policyRevision", r.at_risk_from::text as "atRiskFrom", ${millis('r.swap_since')} as "swapSince",
  ${millis('r.swap_from')} as "swapFrom", ${millis('r.swap_to')} as "swapTo", ${millis('r.swap_done_at')} as "swapDoneAt", r.version, r.sealed,
  (select coalesce(json_agg(n.reference order by n.reference), '[]') from condition n where n.ended_review_id = r.id) as ended
from review r join staff s on s.id = r.decided_by`;
type SealedReview = Omit<DecidedReview, 'said'> & { readonly sealed: Buffer | null };
const opened = (key: KeyObject | null, { sealed, ...row }: SealedReview): DecidedReview => ({
  ...row,
  said: key === null || sealed === null ? null : openRow(key, 'review', row.id, sealed),
});

/** The latest first. */
export async function listDecided(
  client: Queryable,
  key: KeyObject | null,
  person: string,
): Promise<DecidedReview[]> {
  const { rows } = await client.query<SealedReview>({
    name: 'reviews-decided',
    text: `${decided} where r.participant_id = $1 and r.decided_at is not null order by r.decided_at desc, r.id desc limit 100`,
    values: [person],
  });
  return rows.map((row) => opened(key, row));
}

export type SwapRow = {
  readonly id: string;
  readonly participantId: string;
  readonly since: number | null;
  readonly doneAt: number | null;
  readonly version: number;
};
export async function lockSwap(client: Queryable, id: string): Promise<SwapRow | null> {
  const { rows } = await client.query<SwapRow>(
    `select r.id, r.participant_id as "participantId", ${millis('r.swap_since')} as since, ${millis('r.swap_done_at')} as "doneAt", r.version
     from review r where r.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}
export async function writeSwapWindow(
  client: Queryable,
  id: string,
  window: { readonly from: number; readonly to: number },
): Promise<void> {
  await client.query('update review set swap_from = $2, swap_to = $3, version = version + 1 where id = $1', [
    id,
    instantOf(window.from),
    instantOf(window.to),
  ]);
}
/** A planned time that touches a span; `to` null: it lasts. */
export async function findSwapWindow(
  client: Queryable,
  person: string,
  from: number,
  to: number | null,
): Promise<{ readonly from: number; readonly to: number } | null> {
  const { rows } = await client.query<{ from: number; to: number }>({
    name: 'swap-window',
    text: `select ${millis('r.swap_from')} as from, ${millis('r.swap_to')} as to from review r
      where r.participant_id = $1 and r.swap_from <= coalesce($3::timestamptz, now()) and r.swap_to > $2 order by r.swap_from desc limit 1`,
    values: [person, instantOf(from), to === null ? null : instantOf(to)],
  });
  return rows[0] ?? null;
}
export async function writeSwapDone(client: Queryable, id: string, by: string): Promise<void> {
  await client.query(
    'update review set swap_done_at = now(), swap_done_by = $2, version = version + 1 where id = $1',
    [id, by],
  );
}

export type ReviewLine = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly office: string | null;
  readonly dueOn: string;
  readonly cause: ReviewCause;
  readonly tier: Tier;
  readonly tierSince: string;
  readonly proposal: ProposalKind | null;
  readonly proposalTo: Tier | null;
  readonly atRiskFrom: string | null;
};
const shows: Readonly<Record<ReviewShow, string>> = {
  due: 'and r.due_on <= $4::date + 14',
  overdue: 'and r.due_on < $4::date',
  proposed: `and r.proposal <> 'stay'`,
};
/** One of an office, or whoever sees some people alone, is answered from these on, and not from all that is due in the programme. */
const ofPeople = (people: string): string =>
  `(select distinct q.id from (${people}) q) one cross join lateral (
    select x.* from review x where x.participant_id = one.id and x.decided_at is null and x.closed_at is null offset 0) r`;
const ofOffice = 'select p.id from participant p where p.programme_id = $1 and p.office_id = $5';
/** Whoever sees everybody walks along the index in its order, and stops when the page is full. */
const inOrder = (show: string): string =>
  `(select x.* from review x where x.programme_id = $1 and x.decided_at is null and x.closed_at is null
    ${show.replaceAll('r.', 'x.')} and ($6::date is null or (x.due_on, x.id) > ($6, $7::uuid)) order by x.due_on, x.id offset 0) r`;

/** Within reach, what is due first, first, after one. */
export async function listReviews(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  asked: {
    readonly show: ReviewShow;
    readonly today: string;
    readonly officeId: string | null;
    readonly after: { readonly dueOn: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<ReviewLine[]> {
  const show = shows[asked.show];
  const way = asked.officeId !== null ? 'office' : whole ? 'whole' : 'reached';
  const from = {
    office: ofPeople(ofOffice),
    whole: inOrder(show),
    reached: ofPeople(reachedPeople('$1', '$3')),
  }[way];
  const { rows } = await client.query<ReviewLine>({
    name: `reviews-${asked.show}-${way}`,
    text: `select r.id, r.participant_id as "participantId", p.reference, p.sealed as person, p.office, r.due_on::text as "dueOn", r.cause, r.tier,
        r.tier_since::text as "tierSince", r.proposal, r.proposal_to as "proposalTo", r.at_risk_from::text as "atRiskFrom"
      from ${from} cross join lateral (
        select p.reference, p.sealed, p.office_id, (select o.name from office o where o.id = p.office_id) as office from participant p
        where p.id = r.participant_id and p.entered_in_error_at is null offset 0) p
      where r.programme_id = $1 and r.decided_at is null and r.closed_at is null and ($2::boolean or $3::uuid[] is not null)
        and $4::date is not null ${show} and ($5::uuid is null or p.office_id = $5)
        and ($6::date is null or (r.due_on, r.id) > ($6, $7::uuid))
      order by r.due_on, r.id limit $8`,
    values: [
      ...[programmeId, whole, keys, asked.today, asked.officeId, asked.after?.dueOn ?? null],
      ...[asked.after?.id ?? '00000000-0000-0000-0000-000000000000', asked.limit],
    ],
  });
  return rows;
}
