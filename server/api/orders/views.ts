import { changesBetween, conditionInForce, type LegalBasis, missingOf } from '@attend/casework';
import type {
  AgreementView,
  ExceptionView,
  OrderCondition,
  PersonOrder,
  PromptView,
  VersionView,
} from '@attend/contracts/orders';
import { formatInstant, type Millis } from '@attend/kernel';
import type {
  AgreementRow,
  ConditionRow,
  OrderRow,
  PromptRow,
  VersionRow,
} from '../../database/repositories/order-records.ts';
import { instantText } from '../alerts/summary.ts';
import { forceOf, pendingOf, termsOf } from './standing.ts';

const spanText = (span: { readonly from: Millis; readonly to: Millis | null }) => ({
  from: formatInstant(span.from),
  to: instantText(span.to),
});

function viewAgreement({ said, ...row }: AgreementRow): AgreementView {
  const { language, textVersion, location, signedAs, takenBy, carried } = row;
  return {
    ...{ language, textVersion, location, signedAs, takenBy, carried },
    signedAt: formatInstant(row.signedAt),
    withdrawnAt: instantText(row.withdrawnAt),
    ...{ text: said?.text ?? null, name: said?.name ?? null, paper: said?.paper ?? null },
    ...{ explained: said?.explained ?? null, interpreter: said?.interpreter ?? null },
    strokes: said?.strokes ?? [],
  };
}

function viewVersion(version: VersionRow, force: ReturnType<typeof forceOf>): VersionView {
  const terms = termsOf(version);
  const span = force.get(version.id);
  return {
    version: version.version,
    ...spanText(version),
    reviewAt: instantText(version.reviewAt),
    legalBasis: terms.legalBasis,
    written: terms.written,
    clauses: version.clauses.map(({ number, kind, ...one }) => ({ number, kind, ...spanText(one) })),
    effectiveAt: instantText(version.effectiveAt),
    effectiveBy: version.effectiveBy,
    serviceReference: version.effect?.reference ?? null,
    force: span === undefined ? null : spanText(span),
    createdBy: version.createdBy,
    approvedBy: version.approvedBy,
    agreements: version.agreements.map(viewAgreement),
  };
}

const viewException = ({ said, ...row }: ConditionRow['exceptions'][number]): ExceptionView => ({
  id: row.id,
  from: formatInstant(row.from),
  to: formatInstant(row.to),
  status: row.status,
  reason: said?.reason ?? '—',
  decisionReason: said?.decisionReason ?? null,
  asked:
    row.asker === null || row.way === null || row.receivedOn === null
      ? null
      : { asker: row.asker, way: row.way, receivedOn: row.receivedOn },
  wished:
    row.wishedFrom === null || row.wishedTo === null
      ? null
      : { from: formatInstant(row.wishedFrom), to: formatInstant(row.wishedTo) },
  askedBy: row.askedBy,
  decidedBy: row.decidedBy,
  revision: row.revision,
});

const always = [{ from: Number.NEGATIVE_INFINITY, to: null }];
function viewCondition(condition: ConditionRow, basis: LegalBasis): readonly OrderCondition[] {
  const { said, exceptions, forMany, ...row } = condition;
  // Where the person's key is gone so is the zone: nothing can be shown of it.
  if (said === null) return [];
  const record = { ...row, area: said.area as OrderCondition['area'] };
  const held = conditionInForce(record, [], basis, always);
  const clause = basis.clauses.find(({ id }) => id === row.clauseId);
  return [
    {
      id: row.id,
      reference: row.reference,
      name: said.name,
      kind: row.kind,
      area: record.area,
      timetable: row.timetable.map((entry) => ({ ...entry, days: [...entry.days] })),
      ...spanText(row),
      endedAt: instantText(row.endedAt),
      holds: held === null ? null : spanText(held),
      clause: clause?.number ?? '',
      exceptions: exceptions.map(viewException),
      forMany: forMany.map(({ reason, ...row }) => ({
        ...{ from: formatInstant(row.from), to: formatInstant(row.to) },
        reason,
      })),
      revision: row.revision,
    },
  ];
}

export function viewPrompt({ said, ...row }: PromptRow, now: Millis): PromptView {
  const end = row.decidedAt ?? row.lapsedAt ?? row.closedAt;
  const atRisk = row.atRiskFrom;
  return {
    id: row.id,
    kind: row.kind,
    dueAt: formatInstant(row.dueAt),
    askedAt: formatInstant(row.askedAt),
    decidedAt: instantText(row.decidedAt),
    decidedBy: row.decidedBy,
    decision: row.decision,
    nextReviewAt: instantText(row.nextReviewAt),
    atRisk: atRisk === null || atRisk > now ? null : { from: formatInstant(atRisk), to: instantText(end) },
    lapsedAt: instantText(row.lapsedAt),
    closed: row.closedAt !== null,
    note: said?.note ?? null,
    evidence: said?.evidence ?? null,
  };
}

/** What permits an order's conditions: its own versions and clauses. */
const basisOf = (order: OrderRow): LegalBasis => ({
  orders: [{ ...order, enteredInError: false }],
  versions: order.versions.map((version) => ({ ...version, orderId: order.id })),
  clauses: order.versions.flatMap(({ clauses }) => clauses),
  agreements: [],
});

export function viewOrder(order: OrderRow, staffId: string, now: Millis): PersonOrder {
  const force = forceOf(order);
  const pending = pendingOf(order, now);
  const basis = basisOf(order);
  const base = pending?.standing ?? null;
  return {
    id: order.id,
    reference: order.reference,
    status: order.status,
    endedAt: instantText(order.endedAt),
    endedAs: order.endedAs,
    endReason: order.said?.reason ?? null,
    court: order.court,
    caseNumber: order.caseNumber,
    revision: order.revision,
    unlooked: order.unlooked,
    versions: order.versions.filter(({ discarded }) => !discarded).map((one) => viewVersion(one, force)),
    draft:
      pending === null
        ? null
        : {
            version: pending.version.version,
            missing: missingOf(pending.candidate),
            adds: pending.added.map(({ kind, path }) => ({ kind, path: path.join('.') })),
            changes: base === null ? [] : changesBetween(termsOf(base), pending.terms),
            mine: pending.version.authors.includes(staffId),
          },
    conditions: order.conditions
      .filter(({ enteredInError }) => !enteredInError)
      .flatMap((condition) => viewCondition(condition, basis)),
    prompts: order.prompts.map((prompt) => viewPrompt(prompt, now)),
  };
}
