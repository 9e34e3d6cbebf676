import { type LocationLevel, locationLevels, type Millis, say } from '@attend/kernel';
import { type ClauseKind, clauseKinds } from '../orders/records.ts';
import { type OrderEnding, orderEndings } from '../orders/words.ts';
import { type Fields, fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadFault, CaseloadRecord } from './forms.ts';

export type CaseloadClause = {
  readonly number: string;
  readonly kind: ClauseKind;
  readonly from: Millis;
  readonly to: Millis | null;
};
export type CaseloadAgreement = {
  readonly location: LocationLevel;
  readonly language: string | null;
  readonly signedAt: Millis;
  readonly withdrawnAt: Millis | null;
};
/** What all lines of a version say alike. */
export type CaseloadOrderHead = {
  readonly participant: string;
  readonly order: string;
  readonly version: number;
  readonly from: Millis;
  readonly to: Millis | null;
  readonly review: Millis | null;
  readonly ended: Millis | null;
  readonly endedAs: OrderEnding | null;
  readonly legalBasis: string | null;
  readonly necessity: string | null;
  readonly lesserMeans: string | null;
  readonly vulnerability: string | null;
  readonly representations: string | null;
  readonly reasons: string | null;
  readonly agreement: CaseloadAgreement | null;
};
export type CaseloadOrderLine = {
  readonly line: number;
  readonly head: CaseloadOrderHead;
  readonly clause: CaseloadClause;
};
/** A version of an order, whole: lines that follow each other. */
export type CaseloadOrder = CaseloadOrderHead & {
  readonly line: number;
  readonly clauses: readonly CaseloadClause[];
};

export function readOrderLine(record: CaseloadRecord, timezone: string): Read<CaseloadOrderLine> {
  const fields = fieldsOf('orders', record, timezone);
  const from = fields.instant('from');
  if (from === null) fields.needed('from');
  const to = fields.instant('to');
  if (from !== null && to !== null && to <= from)
    fields.wrong('to', 'ends-before', 'The order would end before it begins.');
  const ended = fields.instant('ended');
  const endedAs = fields.oneOf('ended_as', orderEndings);
  if ((ended === null) !== (endedAs === null) && fields.faults.length === 0)
    fields.wrong('ended_as', 'missing', 'An order that has ended says when and as what.');
  const kind = fields.oneOf('kind', clauseKinds);
  if (kind === null) fields.needed('kind');
  const clauseFrom = fields.instant('clause_from') ?? from ?? 0;
  const clauseTo = fields.instant('clause_to') ?? to;
  if (clauseTo !== null && clauseTo <= clauseFrom)
    fields.wrong('clause_to', 'ends-before', 'The clause would end before it begins.');
  const head: CaseloadOrderHead = {
    participant: fields.needed('participant'),
    order: fields.needed('order'),
    version: fields.whole('version', 1, 100_000) ?? 1,
    from: from ?? 0,
    to,
    review: fields.instant('review'),
    ended,
    endedAs,
    legalBasis: fields.text('legal_basis'),
    necessity: fields.text('necessity'),
    lesserMeans: fields.text('lesser_means'),
    vulnerability: fields.text('vulnerability'),
    representations: fields.text('representations'),
    reasons: fields.text('reasons'),
    agreement: readAgreement(fields, from ?? 0),
  };
  const clause = {
    number: fields.needed('clause'),
    kind: kind ?? 'check-ins',
    from: clauseFrom,
    to: clauseTo,
  };
  return itemOf(fields, { line: record.line, head, clause });
}

function readAgreement(fields: Fields, from: Millis): CaseloadAgreement | null {
  const location = fields.oneOf('agreed_location', locationLevels);
  const language = fields.text('agreed_language');
  const signedAt = fields.instant('agreed_on');
  const withdrawnAt = fields.instant('agreed_until');
  if (location !== null) return { location, language, signedAt: signedAt ?? from, withdrawnAt };
  if (language !== null || signedAt !== null || withdrawnAt !== null)
    fields.wrong('agreed_location', 'missing', 'An agreement says how much of a location was agreed to.');
  return null;
}

export const orderKeyOf = ({ participant, order, version }: CaseloadOrderHead): string =>
  JSON.stringify([participant, order, version]);

/** Lines of one version as that version. They must say the same of it, and no clause twice. */
export function joinOrder(
  lines: readonly [CaseloadOrderLine, ...CaseloadOrderLine[]],
): { readonly order: CaseloadOrder } | { readonly faults: readonly CaseloadFault[] } {
  const [first] = lines;
  const said = JSON.stringify(first.head);
  const numbers = new Set<string>();
  const faults: CaseloadFault[] = [];
  for (const { line, head, clause } of lines) {
    if (JSON.stringify(head) !== said) {
      const told = say('It says something else of the same order than line {line}.', { line: first.line });
      faults.push({ line, column: null, code: 'differs', ...told });
    }
    if (numbers.has(clause.number)) {
      const message = 'The order has a clause of this number already.';
      faults.push({ line, column: 'clause', code: 'doubled', message });
    }
    numbers.add(clause.number);
  }
  if (faults.length > 0) return { faults };
  return { order: { ...first.head, line: first.line, clauses: lines.map(({ clause }) => clause) } };
}

/** Said where a file gives none: the supervisor's list of imported orders asks for it. */
export const unstatedBasis = 'not stated when it was entered; see the order on file';

/** A version as it is compared: the words of it and its clauses, whatever their order. */
export const orderEssence = ({ line: _line, clauses, legalBasis, ...head }: CaseloadOrder): string =>
  JSON.stringify([
    { ...head, legalBasis: legalBasis ?? unstatedBasis },
    clauses.toSorted((a, b) => (a.number < b.number ? -1 : 1)),
  ]);
