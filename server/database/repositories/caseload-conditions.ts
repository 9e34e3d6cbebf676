import type { TimetableEntry, ZoneConditionKind } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

type Author = { readonly programmeId: string; readonly staffId: string | null };
export type WrittenCondition = {
  readonly id: string;
  readonly participantId: string;
  readonly clauseId: string;
  readonly reference: string;
  readonly kind: ZoneConditionKind;
  readonly said: SealedForm<'condition'>;
  readonly timetable: readonly TimetableEntry[];
  readonly from: number;
  readonly to: number | null;
  readonly ended: number | null;
};

export async function insertCaseloadConditions(
  client: Queryable,
  keyring: Keyring,
  { programmeId: programme_id, staffId: created_by }: Author,
  conditions: readonly WrittenCondition[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', clause_id: 'uuid', reference: 'text' },
    ...{ kind: 'text', sealed: 'bytea', timetable: 'jsonb', from_at: 'timestamptz', to_at: 'timestamptz' },
    ...{ ended_at: 'timestamptz', created_by: 'uuid' },
  };
  const rows = conditions.map(
    ({ id, participantId, clauseId, reference, kind, said, timetable, ...one }) => ({
      ...{
        id,
        programme_id,
        participant_id: participantId,
        clause_id: clauseId,
        reference,
        kind,
        created_by,
      },
      sealed: sealRow(keyring.create(participantId), 'condition', id, said),
      ...{ timetable: JSON.stringify(timetable), from_at: instantOf(one.from) },
      ...{ to_at: instantOrNull(one.to), ended_at: instantOrNull(one.ended) },
    }),
  );
  await insertRows(client, 'condition', columns, rows);
}

export type CaseloadConditionName = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly from: number;
  readonly to: number | null;
};
export type CaseloadExceptionRow = {
  readonly id: string;
  readonly participantId: string;
  readonly condition: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
};

export async function loadConditionNames(
  client: Queryable,
  participants: readonly string[],
): Promise<CaseloadConditionName[]> {
  const { rows } = await client.query<CaseloadConditionName>(
    `select id, participant_id as "participantId", reference, ${millis('from_at')} as "from",
       ${millis('least(to_at, ended_at)')} as "to"
     from condition where participant_id = any($1) and entered_in_error_at is null`,
    [participants],
  );
  return rows;
}

/** Those that were granted and hold. */
export async function loadCaseloadExceptions(
  client: Queryable,
  keyring: Keyring,
  participants: readonly string[],
): Promise<CaseloadExceptionRow[]> {
  const { rows } = await client.query<Omit<CaseloadExceptionRow, 'reason'> & { readonly sealed: Buffer }>(
    `select e.id, c.participant_id as "participantId", c.reference as condition, ${millis('e.from_at')} as "from", ${millis('e.to_at')} as "to", e.sealed
     from condition c join condition_exception e on e.condition_id = c.id
     where c.participant_id = any($1) and c.entered_in_error_at is null and e.status = 'granted' and e.entered_in_error_at is null
     order by c.participant_id, e.from_at, e.id`,
    [participants],
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keyring.find(row.participantId);
    return key === null
      ? []
      : [{ ...row, reason: openRow(key, 'condition_exception', row.id, sealed).reason }];
  });
}

export type WrittenException = {
  readonly id: string;
  readonly participantId: string;
  readonly conditionId: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
};

/** Granted elsewhere: nobody here has asked for it or decided on it. */
export async function insertCaseloadExceptions(
  client: Queryable,
  keyring: Keyring,
  { programmeId: programme_id }: Author,
  exceptions: readonly WrittenException[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', condition_id: 'uuid' },
    ...{ from_at: 'timestamptz', to_at: 'timestamptz', status: 'text', sealed: 'bytea' },
  };
  const rows = exceptions.map(({ id, participantId, conditionId, from, to, reason }) => ({
    ...{ id, programme_id, participant_id: participantId, condition_id: conditionId },
    ...{ from_at: instantOf(from), to_at: instantOf(to), status: 'granted' },
    sealed: sealRow(keyring.create(participantId), 'condition_exception', id, { reason }),
  }));
  await insertRows(client, 'condition_exception', columns, rows);
}
