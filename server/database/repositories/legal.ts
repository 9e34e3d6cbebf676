import type { KeyObject } from 'node:crypto';
import type { ConditionRecord, ExceptionRecord, LegalBasis } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

type SealedCondition = Omit<ConditionRecord, 'area'> & { readonly sealed: string };
/** A person's own, its reason sealed; or one for many (LIF-10), whose reason names nobody. */
type SealedException = Omit<ExceptionRecord, 'reason'> & { readonly id: string } & (
    | { readonly sealed: string; readonly reason: null }
    | { readonly sealed: null; readonly reason: string }
  );

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
    conditionId: 'c.id',
    from: millis('e.from_at'),
    // LIF-9: who relied on it until somebody said that it was wrong is not judged for that time.
    to: millis(
      'case when e.entered_in_error_at is null then e.to_at else least(e.to_at, greatest(e.from_at, e.entered_in_error_at)) end',
    ),
    status: `case when e.entered_in_error_at <= e.from_at then 'withdrawn' else e.status end`,
    sealed: `encode(e.sealed, 'base64')`,
    reason: 'e.reason',
  },
  `from condition c cross join lateral (
    select x.id, x.from_at, x.to_at, x.status, x.entered_in_error_at, x.sealed, null::text as reason from condition_exception x
      where x.condition_id = c.id
    union all
    select b.id, b.from_at, b.to_at, 'granted', null, null, b.reason from bulk_exceptions_of(p.id, c.kind) b
  ) e where c.participant_id = p.id`,
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
    exceptions: row.exceptions.map(({ sealed, id, reason, ...exception }) => ({
      ...exception,
      reason:
        sealed === null
          ? (reason ?? '')
          : openRow(key, 'condition_exception', id, Buffer.from(sealed, 'base64')).reason,
    })),
  };
}
