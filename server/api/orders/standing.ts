import {
  type AddedRestriction,
  addedRestriction,
  type Candidate,
  type OrderTerms,
  type Span,
  versionsInForce,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { OrderRow, VersionRow } from '../../database/repositories/order-records.ts';

/** A version's terms, as they are compared. */
export const termsOf = ({ said, ...version }: VersionRow): OrderTerms => ({
  from: version.from,
  to: version.to,
  reviewAt: version.reviewAt,
  legalBasis: version.legalBasis === '' ? null : version.legalBasis,
  clauses: version.clauses.map(({ number, kind, from, to }) => ({ number, kind, from, to })),
  written: {
    necessity: said?.necessity ?? null,
    lesserMeans: said?.lesserMeans ?? null,
    vulnerability: said?.vulnerability ?? null,
    language: said?.language ?? null,
    representations: said?.representations ?? null,
    answer: said?.answer ?? null,
    reasons: said?.reasons ?? null,
    stepReason: said?.stepReason ?? null,
    stepLesserMeans: said?.stepLesserMeans ?? null,
  },
});

export const draftOf = (order: OrderRow): VersionRow | null =>
  order.versions.find(({ effectiveAt, discarded }) => effectiveAt === null && !discarded) ?? null;

/** When each version of one order is in force. */
export const forceOf = (order: OrderRow): Map<string, Span> =>
  versionsInForce({
    orders: [{ ...order, enteredInError: false }],
    versions: order.versions.map((version) => ({ ...version, orderId: order.id })),
  });

/** The latest that took effect and is not over: what stands, or will from its date on. */
export function standingVersion(order: OrderRow, now: Millis): VersionRow | null {
  const force = forceOf(order);
  return (
    order.versions.find(({ id }) => {
      const span = force.get(id);
      return span !== undefined && (span.to === null || span.to > now);
    }) ?? null
  );
}

/** A draft beside what stands. */
export type Pending = {
  readonly version: VersionRow;
  readonly terms: OrderTerms;
  readonly standing: VersionRow | null;
  readonly added: readonly AddedRestriction[];
  readonly candidate: Candidate;
};

export function pendingOf(order: OrderRow, now: Millis): Pending | null {
  const version = draftOf(order);
  if (version === null) return null;
  const standing = standingVersion(order, now);
  const terms = termsOf(version);
  const added = addedRestriction(standing === null ? null : termsOf(standing), terms);
  const { court, caseNumber } = order;
  const { authors, approvedBy } = version;
  const first = order.versions.every(({ effectiveAt }) => effectiveAt === null);
  const candidate = { terms, court, caseNumber, first, added, authors, approvedBy: approvedBy?.id ?? null };
  return { version, terms, standing, added, candidate };
}
