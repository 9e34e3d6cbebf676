import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { ClauseTerms, EffectiveWay, OrderEnding, OrderTerms, SignatureKind } from '@attend/casework';
import type { LocationLevel } from '@attend/kernel';
import { endSchedule } from './check-in-schedules.ts';
import { instantOf, instantOrNull, type Queryable } from './queryable.ts';
import { type SealedForm, sealRow } from './sealed.ts';

type Owner = { readonly programmeId: string; readonly participantId: string; readonly key: KeyObject };

export async function insertCourtCase(
  client: Queryable,
  { programmeId, participantId, key }: Owner,
  court: string | null,
  number: string | null,
): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    'insert into court_case (id, programme_id, participant_id, court, sealed) values ($1, $2, $3, $4, $5)',
    [id, programmeId, participantId, court, sealRow(key, 'court_case', id, { number })],
  );
  return id;
}
export async function writeCourtCase(client: Queryable, orderId: string, courtCaseId: string): Promise<void> {
  await client.query('update supervision_order set court_case_id = $2 where id = $1', [orderId, courtCaseId]);
}

/** A draft without a version. Throws where the person has an order by this reference (isTaken). */
export async function insertOrder(client: Queryable, owner: Owner, reference: string): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    `insert into supervision_order (id, programme_id, participant_id, reference, status) values ($1, $2, $3, $4, 'draft')`,
    [id, owner.programmeId, owner.participantId, reference],
  );
  return id;
}

const sealWritten = (key: KeyObject, id: string, { written }: OrderTerms): Buffer =>
  sealRow(key, 'order_version', id, written);

async function insertClauses(
  client: Queryable,
  programmeId: string,
  versionId: string,
  clauses: readonly ClauseTerms[],
): Promise<void> {
  for (const { number, kind, from, to } of clauses)
    await client.query(
      'insert into order_clause (programme_id, order_version_id, number, kind, from_at, to_at) values ($1, $2, $3, $4, $5, $6)',
      [programmeId, versionId, number, kind, instantOf(from), instantOrNull(to)],
    );
}

/** A draft, by its number. */
export async function insertDraft(
  client: Queryable,
  owner: Owner,
  of: { readonly orderId: string; readonly version: number; readonly terms: OrderTerms; readonly by: string },
): Promise<string> {
  const id = randomUUIDv7();
  const { terms } = of;
  await client.query(
    `insert into order_version (id, programme_id, order_id, version, from_at, to_at, review_at, legal_basis, sealed, created_by, authors)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, array[$10]::uuid[])`,
    [
      ...[id, owner.programmeId, of.orderId, of.version, instantOf(terms.from), instantOrNull(terms.to)],
      ...[instantOrNull(terms.reviewAt), terms.legalBasis ?? '', sealWritten(owner.key, id, terms), of.by],
    ],
  );
  await insertClauses(client, owner.programmeId, id, terms.clauses);
  return id;
}

/** Written anew as a whole. Whoever writes is an author from now on, and an approval of what stood before is gone. */
export async function writeDraft(
  client: Queryable,
  owner: Owner,
  id: string,
  terms: OrderTerms,
  by: string,
): Promise<void> {
  await client.query(
    `update order_version set from_at = $2, to_at = $3, review_at = $4, legal_basis = $5, sealed = $6, approved_by = null, approved_at = null,
       effect_sealed = null, authors = (select array_agg(distinct one) from unnest(authors || $7::uuid) as one) where id = $1`,
    [
      ...[id, instantOf(terms.from), instantOrNull(terms.to), instantOrNull(terms.reviewAt)],
      ...[terms.legalBasis ?? '', sealWritten(owner.key, id, terms), by],
    ],
  );
  await client.query('delete from order_clause where order_version_id = $1', [id]);
  await insertClauses(client, owner.programmeId, id, terms.clauses);
}

export async function discardDraft(client: Queryable, id: string): Promise<void> {
  await client.query('update order_version set discarded_at = now() where id = $1', [id]);
}
export async function writeInError(
  client: Queryable,
  key: KeyObject,
  orderId: string,
  reason: string,
): Promise<void> {
  await client.query('update supervision_order set entered_in_error_at = now(), sealed = $2 where id = $1', [
    orderId,
    sealRow(key, 'supervision_order', orderId, { reason }),
  ]);
}

export async function writeApproval(
  client: Queryable,
  key: KeyObject,
  id: string,
  by: string,
  note: string,
): Promise<void> {
  await client.query(
    'update order_version set approved_by = $2, approved_at = now(), effect_sealed = $3 where id = $1',
    [id, by, sealRow(key, 'order_effect', id, { note })],
  );
}

export async function writeEffect(
  client: Queryable,
  key: KeyObject,
  of: {
    readonly orderId: string;
    readonly versionId: string;
    readonly at: number;
    readonly by: EffectiveWay;
  },
  effect: SealedForm<'order_effect'>,
): Promise<void> {
  await client.query(
    'update order_version set effective_at = $2, effective_by = $3, effect_sealed = $4 where id = $1',
    [...[of.versionId, instantOf(of.at), of.by, sealRow(key, 'order_effect', of.versionId, effect)]],
  );
  await client.query(`update supervision_order set status = 'active' where id = $1`, [of.orderId]);
}

/** Answers the new revision. */
export async function raiseRevision(client: Queryable, orderId: string): Promise<number> {
  const { rows } = await client.query<{ participantId: string; revision: number }>(
    'update supervision_order set revision = revision + 1 where id = $1 returning participant_id as "participantId", revision',
    [orderId],
  );
  return rows[0]?.revision ?? 0;
}

/** From `at` on: its conditions, and the schedules of its clauses. What authority it gave ends with it (ORD-2, ORD-6). */
export async function writeEnd(
  client: Queryable,
  key: KeyObject | null,
  orderId: string,
  ended: { readonly at: number; readonly as: OrderEnding; readonly reason: string },
): Promise<void> {
  await client.query(
    `update supervision_order set status = 'ended', ended_at = $2, ended_as = $3, sealed = $4, revision = revision + 1 where id = $1`,
    [
      ...[orderId, instantOf(ended.at), ended.as],
      key === null ? null : sealRow(key, 'supervision_order', orderId, { reason: ended.reason }),
    ],
  );
  await client.query(
    `update condition n set ended_at = $2, revision = revision + 1 from order_clause l join order_version v on v.id = l.order_version_id
     where n.clause_id = l.id and v.order_id = $1 and n.ended_at is null and (n.to_at is null or n.to_at > $2)`,
    [orderId, instantOf(ended.at)],
  );
  await client.query(
    'update order_prompt set closed_at = now() where order_id = $1 and decided_at is null and closed_at is null',
    [orderId],
  );
  await endSchedulesOf(client, orderId, null);
}

/** Those whose clause, by number and kind, the version does not carry on; of no version: all of the order's. */
export async function endSchedulesOf(
  client: Queryable,
  orderId: string,
  versionId: string | null,
): Promise<void> {
  const { rows } = await client.query<{ id: string; participantId: string }>(
    `select h.id, h.participant_id as "participantId" from check_in_schedule h join order_clause l on l.id = h.clause_id
       join order_version v on v.id = l.order_version_id
     where v.order_id = $1 and h.ended_at is null and not exists (
       select from order_clause k where k.order_version_id = $2 and k.number = l.number and k.kind = l.kind)
     order by h.id for update of h`,
    [orderId, versionId],
  );
  for (const { id } of rows) await endSchedule(client, id);
}

export type NewAgreement = {
  readonly versionId: string;
  readonly language: string;
  readonly textVersion: string;
  readonly location: LocationLevel;
  readonly signedAt: number;
  readonly signedAs: SignatureKind | null;
  readonly carriedFrom: string | null;
  readonly by: string;
  readonly said: SealedForm<'agreement'>;
};
export async function insertAgreement(client: Queryable, owner: Owner, made: NewAgreement): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    `insert into agreement (id, programme_id, order_version_id, language, text_version, location, signed_at, signed_as, carried_from, taken_by, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, owner.programmeId, made.versionId, made.language, made.textVersion, made.location],
      ...[instantOf(made.signedAt), made.signedAs, made.carriedFrom, made.by],
      sealRow(owner.key, 'agreement', id, made.said),
    ],
  );
  return id;
}

/** All of the order's agreements that stand. Answers how many. */
export async function writeWithdrawal(
  client: Queryable,
  key: KeyObject,
  agreements: readonly string[],
  at: number,
  reason: string,
): Promise<void> {
  for (const id of agreements)
    await client.query('update agreement set withdrawn_at = $2, withdrawal_sealed = $3 where id = $1', [
      ...[id, instantOf(at), sealRow(key, 'agreement_withdrawal', id, { reason })],
    ]);
}
