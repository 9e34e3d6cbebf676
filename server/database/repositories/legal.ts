import type { KeyObject } from 'node:crypto';
import type { ConditionRecord, ExceptionRecord, LegalBasis } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

type SealedCondition = Omit<ConditionRecord, 'area'> & { readonly sealed: string };
type SealedException = Omit<ExceptionRecord, 'reason'> & { readonly id: string; readonly sealed: string };

/** A person's orders and conditions as they stand in the database: zones and reasons still sealed (base64). */
export type LegalRow = LegalBasis & {
  readonly participantId: string;
  readonly conditions: readonly SealedCondition[];
  readonly exceptions: readonly SealedException[];
};

const list = (fields: Record<string, string>, from: string): string =>
  `(select coalesce(json_agg(json_build_object(${Object.entries(fields)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ')})), '[]') ${from})`;

const orders = list(
  {
    id: 'o.id',
    reference: 'o.reference',
    status: 'o.status',
    endedAt: millis('o.ended_at'),
    enteredInError: 'o.entered_in_error_at is not null',
  },
  'from supervision_order o where o.participant_id = p.id',
);
const versions = list(
  {
    id: 'v.id',
    orderId: 'v.order_id',
    version: 'v.version',
    from: millis('v.from_at'),
    to: millis('v.to_at'),
    effectiveAt: millis('v.effective_at'),
  },
  'from supervision_order o join order_version v on v.order_id = o.id where o.participant_id = p.id',
);
const clauses = list(
  {
    id: 'c.id',
    versionId: 'c.order_version_id',
    number: 'c.number',
    kind: 'c.kind',
    from: millis('c.from_at'),
    to: millis('c.to_at'),
  },
  `from supervision_order o join order_version v on v.order_id = o.id join order_clause c on c.order_version_id = v.id
    where o.participant_id = p.id`,
);
const agreements = list(
  {
    id: 'g.id',
    versionId: 'g.order_version_id',
    location: 'g.location',
    signedAt: millis('g.signed_at'),
    withdrawnAt: millis('g.withdrawn_at'),
  },
  `from supervision_order o join order_version v on v.order_id = o.id join agreement g on g.order_version_id = v.id
    where o.participant_id = p.id`,
);
const conditions = list(
  {
    id: 'c.id',
    reference: 'c.reference',
    clauseId: 'c.clause_id',
    kind: 'c.kind',
    timetable: 'c.timetable',
    from: millis('c.from_at'),
    to: millis('c.to_at'),
    endedAt: millis('c.ended_at'),
    enteredInError: 'c.entered_in_error_at is not null',
    sealed: `encode(c.sealed, 'base64')`,
  },
  'from condition c where c.participant_id = p.id',
);
const exceptions = list(
  {
    id: 'e.id',
    conditionId: 'e.condition_id',
    from: millis('e.from_at'),
    to: millis('e.to_at'),
    status: 'e.status',
    sealed: `encode(e.sealed, 'base64')`,
  },
  'from condition c join condition_exception e on e.condition_id = c.id where c.participant_id = p.id',
);

const select = `select p.id as "participantId", ${orders} as orders, ${versions} as versions, ${clauses} as clauses,
  ${agreements} as agreements, ${conditions} as conditions, ${exceptions} as exceptions
from unnest($1::uuid[]) as p (id)`;

/** One query for any number of people; whoever has no order has empty lists. */
export async function loadLegal(
  client: Queryable,
  participantIds: readonly string[],
): Promise<Map<string, LegalRow>> {
  const { rows } = await client.query<LegalRow>({ name: 'legal', text: select, values: [participantIds] });
  return new Map(rows.map((row) => [row.participantId, row]));
}

/** `name` is what screens call the zone. */
export type NamedCondition = ConditionRecord & { readonly name: string | null };

/** Opens zones and reasons with the person's key. */
export function openLegal(
  row: LegalRow,
  key: KeyObject,
): { conditions: NamedCondition[]; exceptions: ExceptionRecord[] } {
  return {
    conditions: row.conditions.map(({ sealed, ...condition }) => ({
      ...condition,
      ...openRow(key, 'condition', condition.id, Buffer.from(sealed, 'base64')),
    })),
    exceptions: row.exceptions.map(({ sealed, id, ...exception }) => ({
      ...exception,
      reason: openRow(key, 'condition_exception', id, Buffer.from(sealed, 'base64')).reason,
    })),
  };
}
