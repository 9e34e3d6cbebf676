import {
  type CaseCondition,
  type ExceptionSpan,
  fail,
  formatInstant,
  intersectSpans,
  type Millis,
  mergeSpans,
  type Result,
  say,
  succeed,
  within,
  word,
} from '@attend/kernel';
import { type ClauseInForce, clausesInForce } from './force.ts';
import type { ClauseKind, ClauseRecord, ConditionRecord, ExceptionRecord, LegalBasis } from './records.ts';
import { intersect, type Span } from './span.ts';

export type ProposedCondition = {
  /** Of the clause that must permit it. */
  readonly kind: ClauseKind;
  readonly from: Millis;
  readonly to: Millis | null;
};

const covers = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

/**
 * ORD-7: a condition needs a clause of its own kind, in a version that took effect, for its whole time; one without an end of its own
 * ends with its clause. Answers the clause it stands on; the refusal names what is missing.
 */
export function permitCondition(
  basis: Pick<LegalBasis, 'orders' | 'versions' | 'clauses'>,
  condition: ProposedCondition,
): Result<ClauseRecord> {
  const ofKind = clausesInForce(basis).filter(({ clause }) => clause.kind === condition.kind);
  if (ofKind.length === 0) {
    return fail({
      code: 'clause-missing',
      ...say(
        'no order in force has a clause that permits {kind}: the order needs a clause of the kind «{clause}»',
        { kind: word(condition.kind), clause: word(condition.kind) },
      ),
      path: ['kind'],
    });
  }
  for (const { clause, span } of ofKind) {
    const wanted = { from: condition.from, to: condition.to ?? span.to };
    if (covers(span, wanted)) return succeed(clause);
  }
  const spans = ofKind.map(({ clause: { number }, span }) => {
    const from = { instant: formatInstant(span.from) };
    return span.to === null
      ? say('clause {number} from {from} on', { number, from })
      : say('clause {number} from {from} to {to}', { number, from, to: { instant: formatInstant(span.to) } });
  });
  return fail({
    code: 'clause-too-short',
    ...say('no clause permits {kind} for the whole time asked for: {spans}', {
      kind: word(condition.kind),
      spans: within(...spans),
    }),
    path: ofKind.some(({ span }) => span.from <= condition.from) ? ['to'] : ['from'],
  });
}

/** The clause a condition was made under and those that carry it on in later versions: same order, number and kind. */
function standsOn(condition: ConditionRecord, basis: LegalBasis, inForce: readonly ClauseInForce[]): Span[] {
  const own = basis.clauses.find((clause) => clause.id === condition.clauseId);
  if (own === undefined) return [];
  const order = basis.versions.find((version) => version.id === own.versionId)?.orderId;
  return inForce
    .filter(
      ({ clause, orderId }) => orderId === order && clause.number === own.number && clause.kind === own.kind,
    )
    .map(({ span }) => span);
}

/**
 * ORD-8: a condition holds only while a clause in force carries it, within its own dates and `within` (assignment, less suspensions). A
 * gap between two versions, and a suspension, is a span free of it, like an exception. Null: it never holds.
 */
export function conditionInForce(
  condition: ConditionRecord,
  exceptions: readonly ExceptionRecord[],
  basis: LegalBasis,
  within: readonly Span[],
): CaseCondition | null {
  if (condition.enteredInError) return null;
  const own = intersect(
    { from: condition.from, to: condition.to },
    { from: condition.from, to: condition.endedAt },
  );
  if (own === null) return null;
  const carried = mergeSpans(
    standsOn(condition, basis, clausesInForce(basis)).flatMap((span) => {
      const part = intersect(span, own);
      return part === null ? [] : [part];
    }),
  );
  const held = intersectSpans(carried, within);
  const first = held[0];
  const last = held.at(-1);
  if (first === undefined || last === undefined) return null;
  const free: ExceptionSpan[] = exceptions
    .filter((exception) => exception.conditionId === condition.id && exception.status === 'granted')
    .map(({ from, to, reason }) => ({ from, to, reason }));
  for (const [index, span] of held.entries()) {
    const next = held[index + 1];
    if (next === undefined || span.to === null) continue;
    const gap = { from: span.to, to: next.from };
    free.push({
      ...gap,
      reason: carried.some((one) => covers(one, gap)) ? 'suspended' : 'no clause in force',
    });
  }
  return {
    id: condition.reference,
    kind: condition.kind,
    area: condition.area,
    from: first.from,
    to: last.to,
    timetable: condition.timetable,
    exceptions: free.sort((a, b) => a.from - b.from || a.to - b.to),
  };
}
