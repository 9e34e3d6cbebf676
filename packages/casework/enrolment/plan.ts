import type { AuthoritySpan, Case, LocationLevel, Millis } from '@attend/kernel';
import { locationLevels } from '@attend/kernel';
import type { ClauseKind } from '../orders/records.ts';
import type { Span } from '../orders/span.ts';

export type PlannedClause = Span & { readonly number: string; readonly kind: ClauseKind };

/** One order, its first version, the clauses in it and the agreement to it. */
export type PlannedOrder = Span & {
  readonly clauses: readonly PlannedClause[];
  readonly agreement: { readonly location: LocationLevel; readonly withdrawnAt: Millis | null } | null;
};

export type EnrolmentPlan = {
  /** The first carries the conditions. More than one only where the case's authorities end by different withdrawals. */
  readonly orders: readonly PlannedOrder[];
  /** The number of the first order's clause under which each condition stands, by the condition's id. */
  readonly clauseOf: ReadonlyMap<string, string>;
  /** The device's time with the person. */
  readonly assignment: Span;
};

/** The shortest span that holds all; null where there is none. */
function around(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  let from = Number.POSITIVE_INFINITY;
  let to: Millis | null = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    from = Math.min(from, span.from);
    to = to === null || span.to === null ? null : Math.max(to, span.to);
  }
  return { from, to };
}

const mostOf = (levels: readonly LocationLevel[]): LocationLevel =>
  locationLevels.findLast((level) => levels.includes(level)) ?? 'status';

/** An agreement is withdrawn as a whole: authorities withdrawn at different instants stand on orders of their own. */
function byWithdrawal(authority: readonly AuthoritySpan[]): AuthoritySpan[][] {
  const groups = new Map<Millis | null, AuthoritySpan[]>();
  for (const span of authority) {
    const group = groups.get(span.withdrawnAt);
    if (group === undefined) groups.set(span.withdrawnAt, [span]);
    else group.push(span);
  }
  return [...groups.values()];
}

function planOrder(
  authority: readonly AuthoritySpan[],
  others: readonly (Span & { kind: ClauseKind })[],
  whole: Span | null,
): PlannedOrder {
  const all = [
    ...authority.map(({ location, from, to }) => ({ kind: `location-${location}` as const, from, to })),
    ...others,
  ];
  const clauses = all.map((clause, index) => ({
    number: String(index + 1),
    kind: clause.kind,
    from: clause.from,
    to: clause.to,
  }));
  const span = whole ?? around(clauses) ?? { from: 0, to: null };
  const agreement =
    authority.length === 0
      ? null
      : {
          location: mostOf(authority.map((entry) => entry.location)),
          withdrawnAt: authority[0]?.withdrawnAt ?? null,
        };
  return { ...span, clauses, agreement };
}

/**
 * ENR-1: orders, clauses, agreement and assignment of which `caseOf` makes the same case again. `now` dates an enrolment whose case has
 * neither authority nor condition.
 */
export function planEnrolment(supervised: Case, now: Millis): EnrolmentPlan {
  const whole = around([...supervised.authority, ...supervised.conditions]) ?? { from: now, to: null };
  const kinds = [...new Set(supervised.conditions.map((condition) => condition.kind))];
  const clauses = kinds.map((kind) => ({
    kind,
    ...(around(supervised.conditions.filter((condition) => condition.kind === kind)) ?? whole),
  }));
  const [first = [], ...rest] = byWithdrawal(supervised.authority);
  const technology = { kind: `technology-${supervised.device.technology}` as const, ...whole };
  const main = planOrder(first, [technology, ...clauses], whole);
  const numberOf = (kind: ClauseKind): string =>
    main.clauses.find((clause) => clause.kind === kind)?.number ?? '';
  return {
    orders: [main, ...rest.map((authority) => planOrder(authority, [], null))],
    clauseOf: new Map(supervised.conditions.map((condition) => [condition.id, numberOf(condition.kind)])),
    assignment: { from: whole.from, to: null },
  };
}
