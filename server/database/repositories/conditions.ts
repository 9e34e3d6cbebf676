import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { ExceptionStatus } from '@attend/casework';
import type { AskedFor } from '@attend/contracts/order-conditions';
import type { TimetableEntry, ZoneConditionKind } from '@attend/kernel';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

export type ConditionRef = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly kind: ZoneConditionKind;
  readonly from: number;
  readonly to: number | null;
  readonly endedAt: number | null;
  readonly revision: number;
};
const condition = `select n.id, n.participant_id as "participantId", n.reference, n.kind, ${millis('n.from_at')} as from, ${millis('n.to_at')} as to,
  ${millis('n.ended_at')} as "endedAt", n.revision from condition n where n.id = $1 and n.entered_in_error_at is null for update`;

export async function lockCondition(client: Queryable, id: string): Promise<ConditionRef | null> {
  return (await client.query<ConditionRef>(condition, [id])).rows[0] ?? null;
}

export type NewCondition = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly key: KeyObject;
  readonly clauseId: string;
  readonly kind: ZoneConditionKind;
  readonly said: SealedForm<'condition'>;
  readonly timetable: readonly TimetableEntry[];
  readonly from: number;
  readonly to: number | null;
  readonly by: string;
};
/** Its reference is the next free number of its kind with this person. Throws where another took it meanwhile (isTaken). */
export async function insertCondition(
  client: Queryable,
  made: NewCondition,
): Promise<{ id: string; reference: string }> {
  const id = randomUUIDv7();
  const letter = made.kind === 'curfew' ? 'c' : 'z';
  const { rows } = await client.query<{ participantId: string; reference: string }>(
    `insert into condition (id, programme_id, participant_id, clause_id, reference, kind, sealed, timetable, from_at, to_at, created_by)
     select $1, $2, $3, $4, $5 || (coalesce(max(substring(reference from '^' || $5 || '([0-9]{1,6})$')::integer), 0) + 1), $6, $7, $8, $9, $10, $11
       from condition where participant_id = $3
     returning participant_id as "participantId", reference`,
    [
      ...[id, made.programmeId, made.participantId, made.clauseId, letter, made.kind],
      ...[sealRow(made.key, 'condition', id, made.said), JSON.stringify(made.timetable)],
      ...[instantOf(made.from), instantOrNull(made.to), made.by],
    ],
  );
  return { id, reference: rows[0]?.reference ?? '' };
}

export async function writeConditionEnd(client: Queryable, id: string, at: number): Promise<void> {
  await client.query('update condition set ended_at = $2, revision = revision + 1 where id = $1', [
    id,
    instantOf(at),
  ]);
}

export type ExceptionRef = {
  readonly id: string;
  readonly conditionId: string;
  readonly participantId: string;
  readonly condition: Pick<ConditionRef, 'reference' | 'kind' | 'from' | 'to' | 'endedAt'>;
  readonly from: number;
  readonly to: number;
  readonly status: ExceptionStatus;
  readonly revision: number;
  readonly said: SealedForm<'condition_exception'>;
};
const exception = `select e.id, e.condition_id as "conditionId", n.participant_id as "participantId", ${millis('e.from_at')} as from, ${millis('e.to_at')} as to,
  json_build_object('reference', n.reference, 'kind', n.kind, 'from', ${millis('n.from_at')}, 'to', ${millis('n.to_at')}, 'endedAt', ${millis('n.ended_at')}) as condition,
  e.status, e.revision, e.sealed from condition_exception e join condition n on n.id = e.condition_id where e.id = $1 for update of e`;

/** Whose it is, before anything of it is opened. */
export async function lockException(
  client: Queryable,
  id: string,
): Promise<(Omit<ExceptionRef, 'said'> & { readonly sealed: Buffer }) | null> {
  const { rows } = await client.query<Omit<ExceptionRef, 'said'> & { sealed: Buffer }>(exception, [id]);
  return rows[0] ?? null;
}
export const openException = (
  key: KeyObject,
  { sealed, ...row }: Omit<ExceptionRef, 'said'> & { readonly sealed: Buffer },
): ExceptionRef => ({ ...row, said: openRow(key, 'condition_exception', row.id, sealed) });

export async function insertException(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly key: KeyObject;
    readonly conditionId: string;
    readonly from: number;
    readonly to: number;
    readonly reason: string;
    readonly granted: boolean;
    readonly by: string;
    readonly asked: AskedFor | null;
  },
): Promise<string> {
  const id = randomUUIDv7();
  const { asked } = made;
  await client.query(
    `insert into condition_exception (id, programme_id, condition_id, from_at, to_at, status, sealed, asked_by, decided_at, decided_by,
       asker, way, received_on, reply_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, case when $9 then now() end, case when $9 then $8::uuid end, $10, $11, $12, $13)`,
    [
      ...[id, made.programmeId, made.conditionId, instantOf(made.from), instantOf(made.to)],
      made.granted ? 'granted' : 'asked',
      sealRow(made.key, 'condition_exception', id, { reason: made.reason }),
      ...[made.by, made.granted],
      ...[asked?.asker ?? null, asked?.way ?? null, asked?.receivedOn ?? null, asked?.reply ?? null],
    ],
  );
  return id;
}

export async function writeException(
  client: Queryable,
  key: KeyObject,
  row: ExceptionRef,
  decided: {
    readonly status: ExceptionStatus;
    readonly from: number;
    readonly to: number;
    /** What was asked for, where another span is granted. */
    readonly wished: { readonly from: number; readonly to: number } | null;
    readonly reason: string;
    readonly by: string;
  },
): Promise<void> {
  const { wished } = decided;
  await client.query(
    `update condition_exception set status = $2, to_at = $3, decided_at = now(), decided_by = $4, sealed = $5, from_at = $6,
       wished_from = coalesce($7, wished_from), wished_to = coalesce($8, wished_to), revision = revision + 1 where id = $1`,
    [
      ...[row.id, decided.status, instantOf(decided.to), decided.by],
      sealRow(key, 'condition_exception', row.id, { ...row.said, decisionReason: decided.reason }),
      ...[instantOf(decided.from), instantOrNull(wished?.from ?? null), instantOrNull(wished?.to ?? null)],
    ],
  );
}
