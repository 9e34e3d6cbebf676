import type { KeyObject } from 'node:crypto';
import type {
  AgreementRecord,
  ClauseRecord,
  ConditionRecord,
  EffectiveWay,
  ExceptionRecord,
  OrderEnding,
  PromptDecision,
  PromptKind,
  RequestAsker,
  RequestWay,
  SignatureKind,
} from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, type SealedTable } from './sealed.ts';

type Staff = { readonly id: string; readonly name: string } | null;

export type AgreementRow = Omit<AgreementRecord, 'versionId'> & {
  readonly language: string;
  readonly textVersion: string;
  readonly signedAs: SignatureKind | null;
  readonly takenBy: Staff;
  readonly carried: boolean;
  readonly said: SealedForm<'agreement'> | null;
};
export type VersionRow = {
  readonly id: string;
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
  readonly reviewAt: number | null;
  readonly legalBasis: string;
  readonly effectiveAt: number | null;
  readonly effectiveBy: EffectiveWay | null;
  readonly discarded: boolean;
  readonly authors: readonly string[];
  readonly createdBy: Staff;
  readonly approvedBy: Staff;
  readonly clauses: readonly ClauseRecord[];
  readonly agreements: readonly AgreementRow[];
  readonly said: SealedForm<'order_version'> | null;
  readonly effect: SealedForm<'order_effect'> | null;
};
export type ExceptionRow = Omit<ExceptionRecord, 'reason'> & {
  readonly id: string;
  readonly asker: RequestAsker | null;
  readonly way: RequestWay | null;
  readonly receivedOn: string | null;
  readonly wishedFrom: number | null;
  readonly wishedTo: number | null;
  readonly revision: number;
  readonly askedBy: Staff;
  readonly decidedBy: Staff;
  readonly said: SealedForm<'condition_exception'> | null;
};
export type ConditionRow = Omit<ConditionRecord, 'area'> & {
  readonly revision: number;
  readonly said: SealedForm<'condition'> | null;
  readonly exceptions: readonly ExceptionRow[];
  readonly forMany: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
};
export type PromptRow = {
  readonly id: string;
  readonly versionId: string;
  readonly kind: PromptKind;
  readonly dueAt: number;
  readonly askedAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: Staff;
  readonly decision: PromptDecision | null;
  readonly nextReviewAt: number | null;
  readonly atRiskFrom: number | null;
  readonly lapsedAt: number | null;
  readonly closedAt: number | null;
  readonly said: SealedForm<'order_prompt'> | null;
};
export type OrderRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly status: 'draft' | 'active' | 'ended';
  readonly endedAt: number | null;
  readonly endedAs: OrderEnding | null;
  readonly revision: number;
  /** It came from another system, and nobody has looked at it. */
  readonly unlooked: boolean;
  readonly courtCaseId: string | null;
  readonly court: string | null;
  readonly caseNumber: string | null;
  readonly said: SealedForm<'supervision_order'> | null;
  /** Newest first. */
  readonly versions: readonly VersionRow[];
  readonly conditions: readonly ConditionRow[];
  readonly prompts: readonly PromptRow[];
};

const fields = (of: Record<string, string>): string =>
  `json_build_object(${Object.entries(of)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ')})`;
const many = (of: Record<string, string>, from: string, order: string): string =>
  `(select coalesce(json_agg(${fields(of)} order by ${order}), '[]') ${from})`;
const staff = (column: string): string =>
  `(select json_build_object('id', s.id, 'name', s.name) from staff s where s.id = ${column})`;
const sealed = (column: string): string => `encode(${column}, 'base64')`;
const span = (table: string): Record<string, string> => ({
  id: `${table}.id`,
  from: millis(`${table}.from_at`),
  to: millis(`${table}.to_at`),
});

const clauses = many(
  { ...span('l'), versionId: 'l.order_version_id', number: 'l.number', kind: 'l.kind' },
  'from order_clause l where l.order_version_id = v.id',
  'length(l.number), l.number',
);
const agreements = many(
  {
    id: 'g.id',
    language: 'g.language',
    textVersion: 'g.text_version',
    location: 'g.location',
    signedAt: millis('g.signed_at'),
    withdrawnAt: millis('g.withdrawn_at'),
    signedAs: 'g.signed_as',
    takenBy: staff('g.taken_by'),
    carried: 'g.carried_from is not null',
    said: sealed('g.sealed'),
  },
  'from agreement g where g.order_version_id = v.id',
  'g.signed_at desc',
);
const versions = many(
  {
    ...span('v'),
    version: 'v.version',
    reviewAt: millis('v.review_at'),
    legalBasis: 'v.legal_basis',
    effectiveAt: millis('v.effective_at'),
    effectiveBy: 'v.effective_by',
    discarded: 'v.discarded_at is not null',
    authors: 'v.authors',
    createdBy: staff('v.created_by'),
    approvedBy: staff('v.approved_by'),
    clauses,
    agreements,
    said: sealed('v.sealed'),
    effect: sealed('v.effect_sealed'),
  },
  'from order_version v where v.order_id = o.id',
  'v.version desc',
);
const exceptions = many(
  {
    ...span('e'),
    conditionId: 'e.condition_id',
    status: 'e.status',
    asker: 'e.asker',
    way: 'e.way',
    receivedOn: 'e.received_on::text',
    wishedFrom: millis('e.wished_from'),
    wishedTo: millis('e.wished_to'),
    revision: 'e.revision',
    askedBy: staff('e.asked_by'),
    decidedBy: staff('e.decided_by'),
    said: sealed('e.sealed'),
  },
  'from condition_exception e where e.condition_id = n.id and e.entered_in_error_at is null',
  'e.from_at desc',
);
/** What many were let off at once (LIF-10): its words are no secret of one person's. */
const forMany = many(
  { from: millis('b.from_at'), to: millis('b.to_at'), reason: 'b.reason' },
  'from bulk_exceptions_of(n.participant_id, n.kind) b',
  'b.from_at desc',
);
const conditions = many(
  {
    ...span('n'),
    reference: 'n.reference',
    clauseId: 'n.clause_id',
    kind: 'n.kind',
    timetable: 'n.timetable',
    endedAt: millis('n.ended_at'),
    enteredInError: 'n.entered_in_error_at is not null',
    revision: 'n.revision',
    said: sealed('n.sealed'),
    exceptions,
    forMany,
  },
  `from condition n join order_clause l on l.id = n.clause_id join order_version v on v.id = l.order_version_id
    where n.participant_id = o.participant_id and v.order_id = o.id`,
  'n.from_at, n.reference',
);
const prompts = many(
  {
    id: 'q.id',
    versionId: 'q.order_version_id',
    kind: 'q.kind',
    dueAt: millis('q.due_at'),
    askedAt: millis('q.asked_at'),
    decidedAt: millis('q.decided_at'),
    decidedBy: staff('q.decided_by'),
    decision: 'q.decision',
    nextReviewAt: millis('q.next_review_at'),
    atRiskFrom: millis('q.at_risk_from'),
    lapsedAt: millis('q.lapsed_at'),
    closedAt: millis('q.closed_at'),
    said: sealed('q.sealed'),
  },
  'from order_prompt q where q.order_id = o.id',
  'q.due_at desc',
);

const select = `select o.id, o.participant_id as "participantId", o.reference, o.status, ${millis('o.ended_at')} as "endedAt", o.ended_as as "endedAs",
  o.revision, exists (select from order_version v where v.order_id = o.id and v.effective_by = 'import' and v.looked_at is null) as unlooked, c.id as "courtCaseId", c.court, ${sealed('c.sealed')} as "caseSealed", ${sealed('o.sealed')} as said,
  ${versions} as versions, ${conditions} as conditions, ${prompts} as prompts
from supervision_order o left join court_case c on c.id = o.court_case_id`;

type Closed<T> = T extends readonly (infer One)[]
  ? readonly Closed<One>[]
  : T extends { readonly said: unknown }
    ? { readonly [Name in keyof T]: Name extends 'said' | 'effect' ? string | null : Closed<T[Name]> }
    : T;
type Sealed = Closed<Omit<OrderRow, 'caseNumber'>> & { readonly caseSealed: string | null };

const open = <T extends SealedTable>(
  key: KeyObject | null,
  table: T,
  id: string,
  text: string | null,
): SealedForm<T> | null =>
  key === null || text === null ? null : openRow(key, table, id, Buffer.from(text, 'base64'));

function openOrder(key: KeyObject | null, { caseSealed, ...row }: Sealed): OrderRow {
  return {
    ...row,
    caseNumber:
      row.courtCaseId === null
        ? null
        : (open(key, 'court_case', row.courtCaseId, caseSealed)?.number ?? null),
    said: open(key, 'supervision_order', row.id, row.said),
    versions: row.versions.map((version) => ({
      ...version,
      said: open(key, 'order_version', version.id, version.said),
      effect: open(key, 'order_effect', version.id, version.effect),
      agreements: version.agreements.map((one) => ({
        ...one,
        said: open(key, 'agreement', one.id, one.said),
      })),
    })),
    conditions: row.conditions.map((condition) => ({
      ...condition,
      said: open(key, 'condition', condition.id, condition.said),
      exceptions: condition.exceptions.map((one) => ({
        ...one,
        said: open(key, 'condition_exception', one.id, one.said),
      })),
    })),
    prompts: row.prompts.map((prompt) => ({
      ...prompt,
      said: open(key, 'order_prompt', prompt.id, prompt.said),
    })),
  };
}

/** A person's orders, whole, newest first; without those that were entered in error. */
export async function loadOrderRecords(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<OrderRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'order-records',
    text: `${select} where o.participant_id = $1 and o.entered_in_error_at is null order by o.created_at desc, o.reference`,
    values: [participantId],
  });
  return rows.map((row) => openOrder(key, row));
}

const whose =
  'select participant_id as "participantId" from supervision_order where id = $1 and entered_in_error_at is null';
export async function findOrderPerson(client: Queryable, id: string): Promise<string | null> {
  const { rows } = await client.query<{ participantId: string }>(whose, [id]);
  return rows[0]?.participantId ?? null;
}
/** Whose order it is, locked until the transaction ends: every command on an order takes turns here. */
export async function lockOrder(client: Queryable, id: string): Promise<string | null> {
  const { rows } = await client.query<{ participantId: string }>(`${whose} for update`, [id]);
  return rows[0]?.participantId ?? null;
}
export async function lockOrderOfPrompt(
  client: Queryable,
  id: string,
): Promise<{ readonly participantId: string; readonly orderId: string } | null> {
  const { rows } = await client.query<{ participantId: string; orderId: string }>(
    `select o.participant_id as "participantId", o.id as "orderId" from order_prompt q join supervision_order o on o.id = q.order_id
     where q.id = $1 for update of o, q`,
    [id],
  );
  return rows[0] ?? null;
}
