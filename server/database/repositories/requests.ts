import type { KeyObject } from 'node:crypto';
import type { ExceptionStatus, RequestAsker, RequestWay } from '@attend/casework';
import type { ZoneConditionKind } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

export type AskableCondition = {
  readonly id: string;
  readonly reference: string;
  readonly kind: ZoneConditionKind;
  /** Null also where the person's key is gone. */
  readonly name: string | null;
};

/** From what an exception may be asked for: conditions that have not ended, of orders that have not. */
export async function listAskable(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<AskableCondition[]> {
  const { rows } = await client.query<Omit<AskableCondition, 'name'> & { sealed: Buffer }>({
    name: 'askable-conditions',
    text: `select n.id, n.reference, n.kind, n.sealed from condition n join order_clause l on l.id = n.clause_id
        join order_version v on v.id = l.order_version_id join supervision_order o on o.id = v.order_id
      where n.participant_id = $1 and n.entered_in_error_at is null and coalesce(n.ended_at, n.to_at, 'infinity') > now()
        and o.status <> 'ended' and o.entered_in_error_at is null
      order by n.reference`,
    values: [participantId],
  });
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    name: key === null ? null : openRow(key, 'condition', row.id, sealed).name,
  }));
}

export type RequestRow = {
  readonly id: string;
  readonly reference: string;
  readonly kind: ZoneConditionKind;
  readonly from: number;
  readonly to: number;
  readonly wishedFrom: number | null;
  readonly wishedTo: number | null;
  readonly status: ExceptionStatus;
  /** Null: an officer asked, of their own motion. */
  readonly asker: RequestAsker | null;
  readonly way: RequestWay | null;
  readonly receivedOn: string | null;
  readonly revision: number;
  readonly reason: string;
  readonly decisionReason: string | null;
};

/** What waits, the earliest first; then what was decided within a month, the latest first. */
export async function listRequests(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<RequestRow[]> {
  type Sealed = Omit<RequestRow, 'reason' | 'decisionReason'> & { sealed: Buffer };
  const { rows } = await client.query<Sealed>({
    name: 'requests-of-a-person',
    text: `select e.id, n.reference, n.kind, ${millis('e.from_at')} as from, ${millis('e.to_at')} as to,
        ${millis('e.wished_from')} as "wishedFrom", ${millis('e.wished_to')} as "wishedTo", e.status, e.asker, e.way,
        e.received_on::text as "receivedOn", e.revision, e.sealed
      from condition_exception e join condition n on n.id = e.condition_id
      where e.participant_id = $1 and e.entered_in_error_at is null
        and (e.status = 'asked' or e.asker is not null and e.decided_at > now() - interval '30 days')
      order by e.status <> 'asked', case when e.status = 'asked' then e.from_at end, e.decided_at desc, e.id limit 100`,
    values: [participantId],
  });
  return rows.map(({ sealed, ...row }) => {
    const said = key === null ? null : openRow(key, 'condition_exception', row.id, sealed);
    return { ...row, reason: said?.reason ?? '—', decisionReason: said?.decisionReason ?? null };
  });
}
