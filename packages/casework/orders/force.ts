import type { ClauseRecord, LegalBasis } from './records.ts';
import { earlier, intersect, type Span } from './span.ts';

/**
 * ORD-1, ORD-2: when each version is in force. A version begins when both its date has come and it took effect, and ends with its
 * own date, with its order, or where a later version of the order begins. Drafts and entries in error are never in force.
 */
export function versionsInForce(basis: Pick<LegalBasis, 'orders' | 'versions'>): Map<string, Span> {
  const force = new Map<string, Span>();
  for (const order of basis.orders) {
    if (order.status === 'draft' || order.enteredInError) continue;
    let end = order.endedAt;
    const versions = basis.versions.filter(
      (version) => version.orderId === order.id && version.effectiveAt !== null,
    );
    for (const version of versions.sort((a, b) => b.version - a.version)) {
      const from = Math.max(version.from, version.effectiveAt ?? version.from);
      const span = intersect({ from, to: version.to }, { from, to: end });
      if (span !== null) force.set(version.id, span);
      end = earlier(end, from);
    }
  }
  return force;
}

export type ClauseInForce = { readonly clause: ClauseRecord; readonly orderId: string; readonly span: Span };

/** Each clause with the time in which it permits its kind of thing. */
export function clausesInForce(basis: Pick<LegalBasis, 'orders' | 'versions' | 'clauses'>): ClauseInForce[] {
  const force = versionsInForce(basis);
  const orderOf = new Map(basis.versions.map((version) => [version.id, version.orderId]));
  return basis.clauses.flatMap((clause) => {
    const version = force.get(clause.versionId);
    const span = version === undefined ? null : intersect(version, clause);
    const orderId = orderOf.get(clause.versionId);
    return span === null || orderId === undefined ? [] : [{ clause, orderId, span }];
  });
}
