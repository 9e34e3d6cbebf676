import { intersectSpans, mergeSpans, subtractSpans } from '@attend/kernel';
import type { ClauseKind } from './records.ts';
import type { Span } from './span.ts';
import type { OrderTerms } from './terms.ts';

export const restrictionKinds = [
  'more-location',
  'more-technology',
  'new-clause',
  'longer-clause',
  'longer-order',
  'later-review',
] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];

/** One way in which a version asks more of somebody than what stands. `path`: where in the new version. */
export type AddedRestriction = {
  readonly kind: RestrictionKind;
  readonly path: readonly (string | number)[];
};
export type Comparable = Pick<OrderTerms, 'from' | 'to' | 'reviewAt' | 'clauses'>;

/** From least to most. A person may have been given any of those that stand beside each other. */
const technologyKinds = ['technology-phone', 'technology-wrist', 'technology-ankle'] as const;
const locationKinds = ['location-status', 'location-zones', 'location-trail'] as const;

const spansOf = (terms: Comparable, kinds: readonly ClauseKind[]): Span[] =>
  mergeSpans(
    intersectSpans(
      terms.clauses.filter(({ kind }) => kinds.includes(kind)),
      [{ from: terms.from, to: terms.to }],
    ),
  );
const hasMore = (now: readonly Span[], was: readonly Span[]): boolean => subtractSpans(now, was).length > 0;

/** Where a location of this level or above is permitted: of clauses that overlap the least holds (ORD-6). */
function locationFrom(terms: Comparable, level: number): Span[] {
  const above = spansOf(terms, locationKinds.slice(level));
  return subtractSpans(above, spansOf(terms, locationKinds.slice(0, level)));
}

const indexOf = (terms: Comparable, kinds: readonly ClauseKind[]): number =>
  terms.clauses.findLastIndex(({ kind }) => kinds.includes(kind));

/**
 * ORD-12: what a version adds to the restriction that stands; empty: it asks no more. Null stands for nothing in force, so that all
 * of a first version is added. Clauses are the same where number and kind are: a number given anew is taken for a new one, since
 * conditions are carried on by both (ORD-8).
 */
export function addedRestriction(was: Comparable | null, now: Comparable): AddedRestriction[] {
  const before: Comparable = was ?? { from: now.from, to: null, reviewAt: null, clauses: [] };
  const added: AddedRestriction[] = [];
  const locations = locationKinds.map((_, level) => level);
  if (locations.some((level) => hasMore(locationFrom(now, level), locationFrom(before, level))))
    added.push({ kind: 'more-location', path: ['clauses', indexOf(now, locationKinds)] });
  const isMoreOf = (least: number): boolean => {
    const kinds = technologyKinds.slice(least);
    return hasMore(spansOf(now, kinds), spansOf(before, kinds));
  };
  if (technologyKinds.some((_, least) => isMoreOf(least)))
    added.push({ kind: 'more-technology', path: ['clauses', indexOf(now, technologyKinds)] });
  const compared: readonly ClauseKind[] = [...locationKinds, ...technologyKinds];
  for (const [index, clause] of now.clauses.entries()) {
    if (compared.includes(clause.kind)) continue;
    const same = before.clauses.filter(
      ({ number, kind }) => number === clause.number && kind === clause.kind,
    );
    if (same.length === 0) added.push({ kind: 'new-clause', path: ['clauses', index] });
    else if (
      hasMore(
        spansOf({ ...now, clauses: [clause] }, [clause.kind]),
        spansOf({ ...before, clauses: same }, [clause.kind]),
      )
    )
      added.push({ kind: 'longer-clause', path: ['clauses', index] });
  }
  if (was !== null && isLater(now.to, was.to)) added.push({ kind: 'longer-order', path: ['to'] });
  if (was !== null && was.reviewAt !== null && isLater(now.reviewAt, was.reviewAt))
    added.push({ kind: 'later-review', path: ['reviewAt'] });
  return added;
}

/** Without end is the latest of all. */
const isLater = (now: number | null, was: number | null): boolean =>
  was !== null && (now === null || now > was);
