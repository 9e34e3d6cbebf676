import { type AuthoritySpan, type LocationLevel, locationLevels, type Millis } from '@attend/kernel';
import { clausesInForce } from './force.ts';
import type { AgreementRecord, ClauseKind, LegalBasis } from './records.ts';
import { contains, earlier, intersect, type Span } from './span.ts';

const levelOfClause: Partial<Record<ClauseKind, LocationLevel>> = {
  'location-status': 'status',
  'location-zones': 'zones',
  'location-trail': 'trail',
};

export const leastOf = (a: LocationLevel, b: LocationLevel): LocationLevel =>
  locationLevels.indexOf(a) <= locationLevels.indexOf(b) ? a : b;

/** An agreement counts from its signature until a newer one of the same version replaces it. */
function spanOfAgreement(agreement: AgreementRecord, all: readonly AgreementRecord[]): Span {
  let to: Millis | null = null;
  for (const other of all) {
    if (other.versionId === agreement.versionId && other.signedAt > agreement.signedAt)
      to = earlier(to, other.signedAt);
  }
  return { from: agreement.signedAt, to };
}

const compareSpans = (a: AuthoritySpan, b: AuthoritySpan): number =>
  a.from - b.from ||
  (a.to ?? Number.POSITIVE_INFINITY) - (b.to ?? Number.POSITIVE_INFINITY) ||
  locationLevels.indexOf(a.location) - locationLevels.indexOf(b.location);

/**
 * ORD-3 to ORD-6: what orders and agreements together permit to be kept of a location, and when. Each span is a location clause in
 * force under a signed agreement, at the lesser of the two levels. Where spans overlap the least holds (the gate takes it).
 */
export function authorityOf(basis: LegalBasis): AuthoritySpan[] {
  const spans: AuthoritySpan[] = [];
  for (const { clause, span } of clausesInForce(basis)) {
    const permitted = levelOfClause[clause.kind];
    if (permitted === undefined) continue;
    const agreements = basis.agreements.filter((agreement) => agreement.versionId === clause.versionId);
    for (const agreement of agreements) {
      const agreed = intersect(span, spanOfAgreement(agreement, agreements));
      if (agreed === null) continue;
      spans.push({
        location: leastOf(permitted, agreement.location),
        from: agreed.from,
        to: agreed.to,
        withdrawnAt: agreement.withdrawnAt,
      });
    }
  }
  return spans.sort(compareSpans);
}

/** Clips authority to spans: suspensions and an assignment's own dates bound what counts. */
export function clipAuthority(authority: readonly AuthoritySpan[], within: readonly Span[]): AuthoritySpan[] {
  return authority.flatMap((span) =>
    within.flatMap((part) => {
      const kept = intersect(span, part);
      return kept === null ? [] : [{ ...span, from: kept.from, to: kept.to }];
    }),
  );
}

/**
 * What may be shown or kept of a location observed at `at`, asked at `now`: the least level of the spans that hold then and were not
 * withdrawn since. Null: no authority.
 */
export function levelAt(authority: readonly AuthoritySpan[], at: Millis, now: Millis): LocationLevel | null {
  let least: LocationLevel | null = null;
  for (const span of authority) {
    if (!contains(span, at) || (span.withdrawnAt !== null && span.withdrawnAt <= now)) continue;
    least = least === null ? span.location : leastOf(least, span.location);
  }
  return least;
}

/** What is permitted at `now`, and until when that stands at the latest; null: no authority. */
export function authorityNow(
  authority: readonly AuthoritySpan[],
  now: Millis,
): { readonly location: LocationLevel; readonly until: Millis | null } | null {
  const location = levelAt(authority, now, now);
  if (location === null) return null;
  let until: Millis | null = null;
  for (const span of authority) {
    if (contains(span, now)) until = earlier(until, earlier(span.to, span.withdrawnAt));
  }
  return { location, until };
}
