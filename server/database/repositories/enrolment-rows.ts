import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { EnrolLine, PlannedClause, PlannedOrder } from '@attend/casework';
import type { CaseCondition, Millis, RemovalSpan } from '@attend/kernel';
import { instantOf, instantOrNull } from './queryable.ts';
import { sealRow } from './sealed.ts';

/** Everybody's rows, table by table, in the order in which they must be written. */
export type OrderRows = ReturnType<typeof emptyOrderRows>;
type Cell = string | number | Date | Buffer | null;
type Row = Record<string, Cell>;

export const emptyOrderRows = () => ({
  supervision_order: [] as Row[],
  order_version: [] as Row[],
  order_clause: [] as Row[],
  agreement: [] as Row[],
  condition: [] as Row[],
  condition_exception: [] as Row[],
  planned_removal: [] as Row[],
});

export const orderColumns = {
  supervision_order: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    court_case_id: 'uuid',
    reference: 'text',
    status: 'text',
  },
  order_version: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    order_id: 'uuid',
    version: 'integer',
    from_at: 'timestamptz',
    to_at: 'timestamptz',
    review_at: 'timestamptz',
    legal_basis: 'text',
    effective_at: 'timestamptz',
    effective_by: 'text',
    sealed: 'bytea',
    created_by: 'uuid',
  },
  order_clause: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    order_version_id: 'uuid',
    number: 'text',
    kind: 'text',
    from_at: 'timestamptz',
    to_at: 'timestamptz',
  },
  agreement: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    order_version_id: 'uuid',
    language: 'text',
    text_version: 'text',
    location: 'text',
    signed_at: 'timestamptz',
    withdrawn_at: 'timestamptz',
    sealed: 'bytea',
  },
  condition: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    clause_id: 'uuid',
    reference: 'text',
    kind: 'text',
    sealed: 'bytea',
    timetable: 'jsonb',
    from_at: 'timestamptz',
    to_at: 'timestamptz',
    created_by: 'uuid',
  },
  condition_exception: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    condition_id: 'uuid',
    from_at: 'timestamptz',
    to_at: 'timestamptz',
    status: 'text',
    sealed: 'bytea',
    decided_at: 'timestamptz',
    decided_by: 'uuid',
  },
  planned_removal: {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    reason: 'text',
    from_at: 'timestamptz',
    to_at: 'timestamptz',
    made_by: 'uuid',
  },
} satisfies Record<keyof OrderRows, Record<string, string>>;

export type OrderOwner = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly courtCaseId: string | null;
  readonly staffId: string | null;
  readonly key: KeyObject;
  readonly now: Millis;
};

/** Said where a line gives none: the import names no basis, and the supervisor's list of imported orders asks for it. */
const unstatedBasis = 'not stated when it was entered; see the order on file';

/** Adds one planned order with its first version; answers its clauses' ids by number. */
export function addOrder(
  rows: OrderRows,
  owner: OrderOwner,
  line: EnrolLine,
  order: PlannedOrder,
  index: number,
): Map<string, string> {
  const { programmeId: programme_id, participantId: participant_id, key } = owner;
  const orderId = randomUUIDv7();
  const versionId = randomUUIDv7();
  const { order: said } = line;
  const base = said.reference ?? line.participant.id;
  rows.supervision_order.push({
    id: orderId,
    programme_id,
    participant_id: owner.participantId,
    court_case_id: owner.courtCaseId,
    reference: index === 0 && said.reference !== null ? said.reference : `${base}/${index + 1}`,
    status: 'active',
  });
  const { necessity, lesserMeans, vulnerability, representations, reasons } = said;
  const language = line.participant.languages[0] ?? null;
  rows.order_version.push({
    id: versionId,
    programme_id,
    participant_id,
    order_id: orderId,
    version: 1,
    from_at: instantOf(order.from),
    to_at: instantOrNull(order.to),
    review_at: instantOrNull(said.reviewAt),
    legal_basis: said.legalBasis ?? unstatedBasis,
    effective_at: instantOf(order.from),
    effective_by: 'import',
    sealed: sealRow(key, 'order_version', versionId, {
      necessity,
      lesserMeans,
      vulnerability,
      language,
      representations,
      reasons,
    }),
    created_by: owner.staffId,
  });
  if (order.agreement !== null) {
    const id = randomUUIDv7();
    rows.agreement.push({
      id,
      programme_id,
      participant_id,
      order_version_id: versionId,
      language: language ?? 'und',
      text_version: 'import',
      location: order.agreement.location,
      signed_at: instantOf(order.from),
      withdrawn_at: instantOrNull(order.agreement.withdrawnAt),
      sealed: sealRow(key, 'agreement', id, {}),
    });
  }
  return new Map(order.clauses.map((clause) => [clause.number, addClause(rows, owner, versionId, clause)]));
}

function addClause(rows: OrderRows, owner: OrderOwner, versionId: string, clause: PlannedClause): string {
  const id = randomUUIDv7();
  rows.order_clause.push({
    id,
    programme_id: owner.programmeId,
    participant_id: owner.participantId,
    order_version_id: versionId,
    number: clause.number,
    kind: clause.kind,
    from_at: instantOf(clause.from),
    to_at: instantOrNull(clause.to),
  });
  return id;
}

/** Adds a condition under its clause, with its exceptions as granted. */
export function addCondition(
  rows: OrderRows,
  owner: OrderOwner,
  condition: CaseCondition,
  name: string | null,
  clauseId: string,
): void {
  const { programmeId: programme_id, key } = owner;
  const id = randomUUIDv7();
  rows.condition.push({
    id,
    programme_id,
    participant_id: owner.participantId,
    clause_id: clauseId,
    reference: condition.id,
    kind: condition.kind,
    sealed: sealRow(key, 'condition', id, { name, area: condition.area as never }),
    timetable: JSON.stringify(condition.timetable),
    from_at: instantOf(condition.from),
    to_at: instantOrNull(condition.to),
    created_by: owner.staffId,
  });
  for (const exception of condition.exceptions) {
    const exceptionId = randomUUIDv7();
    rows.condition_exception.push({
      id: exceptionId,
      programme_id,
      participant_id: owner.participantId,
      condition_id: id,
      from_at: instantOf(exception.from),
      to_at: instantOf(exception.to),
      status: 'granted',
      sealed: sealRow(key, 'condition_exception', exceptionId, { reason: exception.reason }),
      decided_at: instantOf(owner.now),
      decided_by: owner.staffId,
    });
  }
}

/** Adds a time in which an open strap is expected. */
export function addRemoval(rows: OrderRows, owner: OrderOwner, { from, to, reason }: RemovalSpan): void {
  rows.planned_removal.push({
    id: randomUUIDv7(),
    programme_id: owner.programmeId,
    participant_id: owner.participantId,
    reason,
    from_at: instantOf(from),
    to_at: instantOf(to),
    made_by: owner.staffId,
  });
}
