import { formatInstant, type Millis } from '@attend/kernel';
import type { ClauseTerms, OrderTerms } from './terms.ts';
import { writtenFields } from './terms.ts';

/** One field of an order that differs. `path`: `to`, `necessity`, `clauses.3`, `clauses.3.to`; null: there is, or was, none. */
export type TermsChange = { readonly path: string; readonly was: string | null; readonly now: string | null };

const at = (instant: Millis | null): string | null => (instant === null ? null : formatInstant(instant));

/** Clauses are known by their number; one with another kind is taken away and a new one put in its place. */
function clauseChanges(
  number: string,
  was: ClauseTerms | undefined,
  now: ClauseTerms | undefined,
): TermsChange[] {
  const path = `clauses.${number}`;
  if (was?.kind !== now?.kind) return [{ path, was: was?.kind ?? null, now: now?.kind ?? null }];
  if (was === undefined || now === undefined) return [];
  return [
    { path: `${path}.from`, was: at(was.from), now: at(now.from) },
    { path: `${path}.to`, was: at(was.to), now: at(now.to) },
  ];
}

/** ORD-14: where two versions differ, by clause and field, in the order in which an order is written. */
export function changesBetween(was: OrderTerms, now: OrderTerms): TermsChange[] {
  const numbers = [...new Set([...was.clauses, ...now.clauses].map(({ number }) => number))];
  const find = (terms: OrderTerms, number: string) =>
    terms.clauses.find((clause) => clause.number === number);
  return [
    { path: 'legalBasis', was: was.legalBasis, now: now.legalBasis },
    { path: 'from', was: at(was.from), now: at(now.from) },
    { path: 'to', was: at(was.to), now: at(now.to) },
    { path: 'reviewAt', was: at(was.reviewAt), now: at(now.reviewAt) },
    ...numbers.flatMap((number) => clauseChanges(number, find(was, number), find(now, number))),
    ...writtenFields.map((path) => ({ path, was: was.written[path], now: now.written[path] })),
  ].filter((change) => change.was !== change.now);
}
