import {
  type Failure,
  fail,
  type Millis,
  type Result,
  say,
  succeed,
  tell,
  type Wording,
} from '@attend/kernel';
import type { ClauseKind } from './records.ts';
import type { Span } from './span.ts';

export type ClauseTerms = Span & { readonly number: string; readonly kind: ClauseKind };

/** What has to be written before anything may be imposed; null: nothing is written yet. */
export const writtenFields = [
  'necessity',
  'lesserMeans',
  'vulnerability',
  'language',
  'representations',
  'answer',
  'reasons',
  'stepReason',
  'stepLesserMeans',
] as const;
export type WrittenField = (typeof writtenFields)[number];
export type Written = Readonly<Record<WrittenField, string | null>>;

/** One version of an order, whole, as a draft holds it. */
export type OrderTerms = Span & {
  readonly legalBasis: string | null;
  readonly reviewAt: Millis | null;
  readonly clauses: readonly ClauseTerms[];
  readonly written: Written;
};

const wrong = (wording: Wording, ...path: (string | number)[]): Result<never> =>
  fail({ code: 'bad-terms', ...tell(wording), path } satisfies Failure);

/** Dates that contradict one another, and numbers that stand twice: no draft is kept with them. */
export function checkTerms(terms: Pick<OrderTerms, 'from' | 'to' | 'reviewAt' | 'clauses'>): Result<null> {
  const { from, to, reviewAt, clauses } = terms;
  if (to !== null && to <= from) return wrong('the order ends before it begins', 'to');
  if (reviewAt !== null && (reviewAt <= from || (to !== null && reviewAt > to)))
    return wrong('the review does not lie within the order’s dates', 'reviewAt');
  const numbers = new Set<string>();
  for (const [index, clause] of clauses.entries()) {
    if (numbers.has(clause.number))
      return wrong(
        say('clause {number} stands twice', { number: clause.number }),
        'clauses',
        index,
        'number',
      );
    numbers.add(clause.number);
    if (clause.from < from) return wrong('the clause begins before its order', 'clauses', index, 'from');
    if (clause.to !== null && clause.to <= clause.from)
      return wrong('the clause ends before it begins', 'clauses', index, 'to');
    if (to !== null && (clause.from >= to || (clause.to !== null && clause.to > to)))
      return wrong('the clause outlives its order', 'clauses', index, 'to');
  }
  return succeed(null);
}
